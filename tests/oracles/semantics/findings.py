"""DOMAIN 3.5 and 3.6: what operates, what stops, single sources, minimal cut sets, witnesses. By plain enumeration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from tests.oracles.semantics.operating import Hits, Inquiry, Model, Pair, hits, model, operating_pairs
from tests.oracles.semantics.question import READINGS, Batch, Question, Reading
from tests.oracles.semantics.recipes import counts
from tests.oracles.semantics.units import candidates
from tests.oracles.semantics.world import world

Slots = frozenset[tuple[str, str]]  # (item, slot)
HomeAndWorld = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class Study:
    """A question put to a batch in one reading: the model with doubtful claims and, but for likely, without.

    The two memories keep what was computed, so that enumeration asks nothing twice: hits by unit, answers by hits.
    """

    reading: Reading
    models: tuple[Model, ...]
    hits: dict[tuple[int, str], Hits] = field(default_factory=dict, compare=False)
    answers: dict[tuple[int, Hits, Inquiry | None], frozenset[Pair]] = field(default_factory=dict, compare=False)

    def operating(self, failed: Iterable[str], inquiry: Inquiry | None = None) -> frozenset[Pair]:
        units = frozenset(failed)
        found = [self._answer(number, units, inquiry) for number in range(len(self.models))]
        if self.reading == "confirmed":
            return frozenset().union(*found)  # 3.2: "if it does with or without them"
        return frozenset.intersection(*found)  # likely has one model, "with them"; possible: "only if it does both"

    def is_home(self, target: str, failed: Iterable[str], inquiry: Inquiry | None = None) -> bool:
        return (target, "home") in self.operating(failed, inquiry)

    def _answer(self, number: int, units: frozenset[str], inquiry: Inquiry | None) -> frozenset[Pair]:
        hit: Hits = frozenset().union(*(self._hits(number, unit) for unit in units))
        key = (number, hit, inquiry)
        if key not in self.answers:
            self.answers[key] = operating_pairs(self.models[number], hit, inquiry)
        return self.answers[key]

    def _hits(self, number: int, unit: str) -> Hits:
        if (number, unit) not in self.hits:
            self.hits[number, unit] = hits(self.models[number], unit)
        return self.hits[number, unit]


def study(batch: Batch, question: Question, reading: Reading) -> Study:
    worlds = [True] if reading == "likely" else [True, False]
    return Study(reading, tuple(model(world(batch, question, doubtful=doubtful), reading) for doubtful in worlds))


def operating(batch: Batch, question: Question, reading: Reading, failed: frozenset[str]) -> HomeAndWorld:
    """The items that operate at home and in the world when the units fail (3.5)."""
    return _by_view(study(batch, question, reading).operating(failed))


def stopped(batch: Batch, question: Question, reading: Reading, failed: frozenset[str]) -> HomeAndWorld:
    """3.5: what operates with F = empty and not with F."""
    asked = study(batch, question, reading)
    return _by_view(asked.operating(()) - asked.operating(failed))


def not_operating_at_start(batch: Batch, question: Question) -> frozenset[tuple[str, Reading]]:
    """3.5: what does not operate (at home) with F = empty."""
    found = set()
    for reading in READINGS:
        asked = study(batch, question, reading)
        start = asked.operating(())
        found |= {(item, reading) for item in asked.models[0].supplies if (item, "home") not in start}
    return frozenset(found)


def single_sources(
    batch: Batch, question: Question, target: str, kinds: Iterable[str]
) -> frozenset[tuple[str, str, Reading]]:
    """3.6: (unit, direct or hidden, strongest reading) for every unit that alone stops the target."""
    found: dict[str, tuple[str, str, Reading]] = {}
    units = candidates(batch, kinds, target)
    for reading in reversed(READINGS):  # the stronger reading overwrites the weaker
        asked = study(batch, question, reading)
        if asked.is_home(target, ()):
            stopping = [unit for unit in units if not asked.is_home(target, (unit,))]
            found |= {u: (u, "direct" if is_direct(asked, target, u) else "hidden", reading) for u in stopping}
    return frozenset(found.values())


def is_direct(asked: Study, target: str, unit: str) -> bool:
    """3.6: the hits of u on the options of t itself would stop it even if every other item were available, at home.

    Judged like every finding of the reading: in `confirmed` it must stop with and without doubtful claims, in
    `possible` with or without them.
    """
    survives = [_survives_alone(of, target, unit) for of in asked.models]
    return not (any(survives) if asked.reading == "confirmed" else all(survives))


def _survives_alone(of: Model, target: str, unit: str) -> bool:
    """For a Sector: "every qualified member of one of its essential slots that count at the horizon"."""
    hit = hits(of, unit)

    def stands(item: str) -> bool:
        return (item, "home") in operating_pairs(of, hit, Inquiry(frozenset({item})))

    if target not in of.world.sectors:
        return stands(target)
    needed = [slot for slot in of.world.slots.get(target, ()) if counts(slot, of.world.question)]
    itself_hit = any(item == target for item, _, _ in hit)
    return not itself_hit and all(any(stands(member) for member in slot.members) for slot in needed)


def minimal_cut_sets(
    batch: Batch, question: Question, target: str, kinds: Iterable[str], max_order: int
) -> frozenset[tuple[frozenset[str], Reading]]:
    """3.6: every set minimal in some reading, once, with the strongest reading in which it is minimal."""
    found: dict[frozenset[str], Reading] = {}
    units = candidates(batch, kinds, target)
    for reading in reversed(READINGS):
        asked = study(batch, question, reading)
        found |= dict.fromkeys(_minimal_in(asked, target, units, max_order), reading)
    return frozenset(found.items())


def _minimal_in(asked: Study, target: str, units: frozenset[str], max_order: int) -> list[frozenset[str]]:
    if not asked.is_home(target, ()):
        return []  # "never as a finding"
    minimal: list[frozenset[str]] = []
    for units_failed in _sets_of_growing_size(units, max_order):
        if not any(smaller <= units_failed for smaller in minimal) and not asked.is_home(target, units_failed):
            minimal.append(units_failed)
    return minimal


def _sets_of_growing_size(units: frozenset[str], max_order: int) -> Iterator[frozenset[str]]:
    for order in range(1, max_order + 1):
        yield from (frozenset(chosen) for chosen in combinations(sorted(units), order))


def is_witness(
    batch: Batch,
    question: Question,
    reading: Reading,
    target: str,
    unit: str,
    items: Iterable[str],
    slots: Iterable[tuple[str, str]],
) -> bool:
    """3.6: t does not operate under u even when every item outside `items` is available and every other slot met."""
    inquiry = Inquiry(frozenset(items), frozenset(slots))
    return not study(batch, question, reading).is_home(target, (unit,), inquiry)


def is_minimal_witness(
    batch: Batch,
    question: Question,
    reading: Reading,
    target: str,
    unit: str,
    items: Iterable[str],
    slots: Iterable[tuple[str, str]],
) -> bool:
    """A witness of which no single item or slot can be dropped (3.6)."""
    asked = study(batch, question, reading)
    named_items, named_slots = frozenset(items), frozenset(slots)

    def proves(some_items: frozenset[str], some_slots: Slots) -> bool:
        return not asked.is_home(target, (unit,), Inquiry(some_items, some_slots))

    return (
        proves(named_items, named_slots)
        and not any(proves(named_items - {item}, named_slots) for item in named_items)
        and not any(proves(named_items, named_slots - {slot}) for slot in named_slots)
    )


def _by_view(pairs: frozenset[Pair]) -> HomeAndWorld:
    home = frozenset(item for item, view in pairs if view == "home")
    return home, frozenset(item for item, view in pairs if view == "world")
