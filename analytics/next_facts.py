"""Which open fact, once settled, changes most of what stops a target alone (DOMAIN 6).

For every fact and every way it could turn out the answer is computed anew, exactly; what differs from the present
answer is counted. Docs: docs/methods/next-facts.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from analytics.cut_sets import upstream
from analytics.facts import KINDS, Fact, Outcome, facts_of
from analytics.failure_graph import Bools, FailureGraph
from analytics.options import ItemOptions
from analytics.readings import READINGS, Reading
from analytics.standing import Leveller, Levels, Standing
from analytics.supply_graph import GRADES
from analytics.supposing import Copy, Slots, Supply


@dataclass(frozen=True, slots=True)
class Answer:
    """`findings`: unit that stops the target alone -> strongest reading; `idle`: readings in which it stands still."""

    findings: Mapping[str, Reading]
    idle: frozenset[Reading]


@dataclass(frozen=True, slots=True)
class Change:
    """A finding of the present answer or of the other one; None: it is not among the readings asked for."""

    unit: str
    before: Reading | None
    after: Reading | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fact, and for each way it could turn out what would change.

    `contradicts`: which outcomes cannot be, because the target, which operates, would stand still; they change nothing.
    """

    fact: Fact
    changes: tuple[tuple[Change, ...], ...]
    contradicts: tuple[bool, ...]

    @property
    def units(self) -> frozenset[str]:
        """The findings that hang on the fact: changed by at least one way it could turn out."""
        return frozenset(change.unit for changes in self.changes for change in changes)

    @property
    def steps(self) -> int:
        """How far present findings move in all, each by its farthest: to the next reading, or in and out, is a step."""
        farthest: dict[str, int] = {}
        for changes in self.changes:
            for change in changes:
                if change.before is not None:
                    moved = abs(_strength(change.before) - _strength(change.after))
                    farthest[change.unit] = max(moved, farthest.get(change.unit, 0))
        return sum(farthest.values())


@dataclass(frozen=True)
class Trial:
    """A target, its present answer, and the answer if an item were otherwise.

    copies: all claims, and, when some are doubtful, all but those. graphs: the readings asked for, compiled.
    """

    copies: Sequence[Copy]
    graphs: Mapping[Reading, FailureGraph]
    target: int
    leveled: dict[tuple[Reading, int, int], Levels] = field(default_factory=dict)

    @cached_property
    def standing(self) -> Mapping[Reading, Standing]:
        """How the target stands in each reading."""
        return {reading: Standing(graph, self.target) for reading, graph in self.graphs.items()}

    @cached_property
    def _levellers(self) -> Sequence[Leveller]:
        units = next(iter(self.graphs.values())).units
        return [Leveller(copy.graph, copy.question, units) for copy in self.copies]

    @cached_property
    def answer(self) -> Answer:
        """What stops the target alone now."""
        return self._strongest({reading: standing.now for reading, standing in self.standing.items()})

    def items(self) -> list[int]:
        """The items that the target needs, itself included."""
        found: set[int] = set()
        for graph in self.graphs.values():
            found.update((np.flatnonzero(upstream(graph, graph.nodes(self.target))) % graph.n_items).tolist())
        return sorted(found)

    def if_so(self, fact: Fact, outcome: Outcome) -> Answer:
        """What would stop the target alone."""
        suppose = outcome.suppose
        if suppose is None:
            return self._with_slots(fact.item, bytes(self.copies[0].graph.claim_ids[fact.claims[0]]))
        now = [copy.supply(fact.item) for copy in self.copies]
        then = [suppose(copy, supply) for copy, supply in zip(self.copies, now, strict=True)]
        return self.answer if now == then else self._with_makers(fact.item, then)

    def _with_makers(self, item: int, supplies: Sequence[Supply]) -> Answer:
        options = [copy.options(supply) for copy, supply in zip(self.copies, supplies, strict=True)]
        if options == [copy.evidence.choices[item] for copy in self.copies]:
            return self.answer
        return self._strongest({reading: self._makers_in(reading, item, options) for reading in self.graphs})

    def _makers_in(self, reading: Reading, item: int, options: Sequence[ItemOptions]) -> Bools:
        standing = self.standing[reading]
        positions = self._positions(reading, item)
        new = {position: self._levellers[n].levels(item, options[n], reading) for n, position in enumerate(positions)}
        return standing.with_makers({p: self._present(reading, item, n) for n, p in enumerate(positions)}, new)

    def _present(self, reading: Reading, item: int, n: int) -> Levels:
        key = (reading, item, n)
        if key not in self.leveled:
            self.leveled[key] = self._levellers[n].levels(item, self.copies[n].evidence.choices[item], reading)
        return self.leveled[key]

    def _with_slots(self, item: int, claim: bytes) -> Answer:
        found: dict[Reading, Bools] = {}
        for reading, standing in self.standing.items():
            positions = self._positions(reading, item)
            old: dict[int, Slots] = {p: self.copies[n].slots(item) for n, p in enumerate(positions)}
            new: dict[int, Slots] = {p: self.copies[n].slots(item, claim) for n, p in enumerate(positions)}
            found[reading] = standing.with_slots(old, new)
        return self._strongest(found)

    def _positions(self, reading: Reading, item: int) -> list[int]:
        """The item in each copy of the compiled graph."""
        graph = self.graphs[reading]
        return [item + copy * graph.n_items for copy in range(graph.copies)]

    def _strongest(self, stops: Mapping[Reading, Bools]) -> Answer:
        """Each unit once; nothing is a finding in a reading in which the target stands still anyway."""
        units = next(iter(self.graphs.values())).units
        found: dict[str, Reading] = {}
        idle = frozenset(reading for reading, stopped in stops.items() if stopped[-1])
        for reading in READINGS:
            if reading in stops and reading not in idle:
                for number in np.flatnonzero(stops[reading][:-1]).tolist():
                    found.setdefault(units[number], reading)
        found.pop(f"item:{self.copies[0].graph.item_names[self.target]}", None)
        return Answer(found, idle)


def weigh(trial: Trial, keep_going: Callable[[], bool] = lambda: True) -> tuple[list[Weighed], int, int]:
    """The facts on which some finding hangs, those on which most do first; the facts tried, and those there are.

    `keep_going` is asked before each item; when it says no, the facts of the remaining items are not tried.
    """
    found: list[Weighed] = []
    tried = 0
    facts = [(item, list(facts_of(trial.copies[0], item))) for item in trial.items()]
    for _, of_item in facts:
        if not keep_going():
            break
        tried += len(of_item)
        found += _that_matter(trial, of_item)
    return sorted(found, key=lambda weighed: rank(trial, weighed)), tried, sum(len(of_item) for _, of_item in facts)


def _that_matter(trial: Trial, facts: Sequence[Fact]) -> Iterator[Weighed]:
    for fact in facts:
        answers = [trial.if_so(fact, outcome) for outcome in fact.outcomes]
        contradicts = tuple(bool(answer.idle - trial.answer.idle) for answer in answers)
        changes = tuple(
            () if cannot_be else changed(trial.answer, answer)
            for answer, cannot_be in zip(answers, contradicts, strict=True)
        )
        if any(changes):
            yield Weighed(fact, changes, contradicts)


def changed(before: Answer, after: Answer) -> tuple[Change, ...]:
    """The findings that differ, by unit."""
    if before is after:
        return ()
    now, then = before.findings, after.findings
    units = sorted(unit for unit in now.keys() | then.keys() if now.get(unit) != then.get(unit))
    return tuple(Change(unit, now.get(unit), then.get(unit)) for unit in units)


def rank(trial: Trial, weighed: Weighed) -> tuple[int, int, int, int, int, tuple[int, ...]]:
    """Most present findings first, then those that move farthest, most new ones, weakest evidence, kind and item."""
    fact, grades = weighed.fact, trial.copies[0].graph.claim_grade
    grade = min((int(grades[claim]) for claim in fact.claims), default=len(GRADES))
    about = (fact.item, fact.firm, fact.place, fact.slot, fact.member, *fact.claims)
    present = len(weighed.units & trial.answer.findings.keys())
    return -present, -weighed.steps, present - len(weighed.units), -grade, KINDS.index(fact.kind), about


def _strength(reading: Reading | None) -> int:
    return 0 if reading is None else len(READINGS) - READINGS.index(reading)
