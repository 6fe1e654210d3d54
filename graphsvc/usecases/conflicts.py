"""Claims about the same thing that disagree in a property: around a node, and in the whole graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphsvc.stores.port import Relationship, View
from graphsvc.usecases.achievements import achievements
from graphsvc.usecases.answer import Answer, Method
from graphsvc.usecases.asking import Dates
from graphsvc.usecases.context import Context
from graphsvc.usecases.naming import labels, referred, resolve_node
from graphsvc.usecases.publications import publications
from graphsvc.usecases.settling import (
    Because,
    Ruling,
    Settled,
    Verdict,
    comparable,
    in_time,
    rivals_elsewhere,
    said,
    settled,
)
from graphsvc.usecases.slices import Slice
from schema.load import contract

SHARE = "share"
OWN = ("claim", "from", "to", "dataset", "recorded_at", "added_in")  # of every version


@dataclass(frozen=True, slots=True)
class Opinion:
    """One claim's value; `unit` where the property is a quantity. None is unknown.

    `verdict`: selected, agrees (the selected claim says the same) or overruled; `because`: what puts the selected
    claim first: grade, as_of, recorded_at, source, claim (its id, when all else is equal) or any_true.
    """

    value: Any
    unit: str | None
    verdict: Verdict
    because: Because | None
    claim: str
    dataset: str
    source: str | None
    locator: str | None
    as_of: str | None
    recorded_at: str
    grade: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of one key that disagree in a property; the best evidence first, in the order of DOMAIN 3.0.

    `spread`: of shares, the largest less the smallest, 0 to 1. `base`: what the shares are shares of. `same_date`:
    whether claims of one date disagree; otherwise each date has one value.
    """

    type: str
    start: str
    end: str | None  # None when the claims disagree in the end itself
    key: Mapping[str, str]  # what else the claims are about, such as the slot or the site
    property: str
    base: str | None
    spread: float | None
    same_date: bool
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class ConflictCount:
    """How many conflicts there are in a property of a type of relationship, and how many between claims of one date."""

    type: str
    property: str
    conflicts: int
    same_date: int


@dataclass(frozen=True, slots=True)
class ConflictsQuery:
    """Conflicts that touch any of the nodes, by id, name, alias or formula (none = the whole graph)."""

    ids: tuple[str, ...] = ()
    as_of: str | None = None
    known_at: str | None = None
    limit: int | None = None
    offset: int = 0


def list_conflicts(query: ConflictsQuery, context: Context) -> Answer[Conflict]:
    """Conflicts among the claims that count at the dates: shares first, the largest disagreement before the others.

    Beside them stand `counts` by type and property, `total`, and `achievements` that breakthroughs still ask for.
    """
    dates, part = Dates(query.as_of, query.known_at), Slice(query.limit, query.offset)
    view = context.view()
    nodes = tuple(dict.fromkeys(resolve_node(view, text).id for text in query.ids))
    found = find_conflicts(list(in_time(_claims(view, nodes), dates.policy)))
    ordered = sorted(found, key=_weight)
    beside = achievements(view, nodes, dates.policy)
    rows = part.of(ordered)
    ids = {*nodes, *conflict_ids(rows), *(id for one in beside for id in one.ids())}
    return Answer(
        question="conflicts",
        parameters={"ids": nodes} | dates.parameters() | part.parameters(),
        snapshot=dates.snapshot(view.revision),
        method=Method("evidence"),
        coverage=None,
        rows=rows,
        names=labels(view, ids),
        sources=publications(view, {*conflict_sources(rows), *(one.source for one in beside)}),
        extra={"total": len(ordered), "counts": _counts(ordered), "achievements": beside},
    )


def find_conflicts(claims: Sequence[Relationship]) -> tuple[Conflict, ...]:
    """All conflicts among these claims; numbers are compared in one unit, shares within one base."""
    return tuple(conflict for group in settled(claims) if len(group.claims) > 1 for conflict in _in_group(group))


def conflict_ids(found: Iterable[Conflict]) -> Iterator[str]:
    """Every id that a reader wants by name."""
    for conflict in found:
        declared = contract().relationships[conflict.type].properties
        yield conflict.start
        yield from filter(None, [conflict.end])
        yield from referred(declared, conflict.key)
        for opinion in conflict.opinions:
            yield from [str(opinion.value)] if conflict.end is None else []
            yield from referred(declared, {conflict.property: opinion.value})
    yield from conflict_sources(found)


def conflict_sources(found: Iterable[Conflict]) -> Iterator[str]:
    """Ids of the publications behind the opinions."""
    return (opinion.source for conflict in found for opinion in conflict.opinions if opinion.source)


def _claims(view: View, nodes: Sequence[str]) -> list[Relationship]:
    if not nodes:
        return [claim for type in contract().relationships for claim in _contested(view, type)]
    touching = view.relationships(nodes)
    return [*touching, *rivals_elsewhere(view, touching)]


def _contested(view: View, type: str) -> Iterator[Relationship]:
    """The claims of a type whose key another claim has as well: few, so only these become objects."""
    declared = contract().relationships[type]
    key = (*declared.key, *declared.key_defaults.values())
    alike = Counter(row for page in view.scan(type, key) for row in zip(*(page[name] for name in key), strict=True))
    if all(count == 1 for count in alike.values()):
        return
    fields = tuple(dict.fromkeys((*OWN, *declared.properties)))
    for page in view.scan(type, fields):
        for place, row in enumerate(zip(*(page[name] for name in key), strict=True)):
            if alike[row] > 1:
                yield _relationship(type, {name: page[name][place] for name in fields})


def _relationship(type: str, values: Mapping[str, Any]) -> Relationship:
    claim, start, end, dataset, recorded_at, added_in = (values[name] for name in OWN)
    properties = {name: value for name, value in values.items() if name not in OWN and value is not None}
    return Relationship(type, claim, start, end, dataset, recorded_at, added_in, properties)


def _in_group(group: Settled) -> Iterator[Conflict]:
    stated: dict[tuple[str, str | None], list[tuple[Relationship, Ruling]]] = {}
    for claim, rulings in zip(group.claims, group.rulings, strict=True):
        for ruling in rulings:
            stated.setdefault((ruling.property, ruling.base), []).append((claim, ruling))
    for opinions in stated.values():
        if len({comparable(ruling) for _, ruling in opinions}) > 1:
            yield _conflict(opinions)


def _conflict(opinions: Sequence[tuple[Relationship, Ruling]]) -> Conflict:
    first, ruling = opinions[0]
    keyed = {name: said(first, name) for name in contract().relationships[first.type].key if name not in ("from", "to")}
    numbers = [one.value for _, one in opinions]
    return Conflict(
        type=first.type,
        start=first.start,
        end=first.end if ruling.property != "to" else None,
        key={name: str(value) for name, value in keyed.items() if value is not None},
        property=ruling.property,
        base=ruling.base,
        spread=round(max(numbers) - min(numbers), 9) if ruling.property == SHARE else None,
        same_date=_same_date(opinions),
        opinions=tuple(_opinion(claim, one) for claim, one in opinions),
    )


def _same_date(opinions: Iterable[tuple[Relationship, Ruling]]) -> bool:
    values: dict[str | None, set[Any]] = {}
    for claim, ruling in opinions:
        values.setdefault(claim.properties.get("as_of"), set()).add(comparable(ruling))
    return any(len(different) > 1 for different in values.values())


def _opinion(claim: Relationship, ruling: Ruling) -> Opinion:
    said = claim.properties
    return Opinion(
        value=ruling.value,
        unit=ruling.unit,
        verdict=ruling.verdict,
        because=ruling.because,
        claim=claim.claim,
        dataset=claim.dataset,
        source=said.get("source"),
        locator=said.get("locator"),
        as_of=said.get("as_of"),
        recorded_at=claim.recorded_at,
        grade=said.get("grade", "D"),
    )


def _weight(found: Conflict) -> tuple[float, int, str, str, str, str]:
    """Shares before the rest, the largest disagreement first; then in the order of the contract and of ids."""
    spread = 1.0 if found.spread is None else -found.spread
    place = list(contract().relationships).index(found.type)
    return spread, place, found.property, found.start, found.end or "", str(sorted(found.key.items()))


def _counts(found: Sequence[Conflict]) -> tuple[ConflictCount, ...]:
    """The most frequent first."""
    counted = Counter((conflict.type, conflict.property) for conflict in found)
    dated = Counter((conflict.type, conflict.property) for conflict in found if conflict.same_date)
    ordered = sorted(counted, key=lambda about: (-counted[about], about))
    return tuple(ConflictCount(*about, counted[about], dated[about]) for about in ordered)
