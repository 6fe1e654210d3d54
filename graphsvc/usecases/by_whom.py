"""Who can stop the targets: every kind of unit side by side, and the fewest that do (docs/methods/by-whom.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

from analytics.by_whom import home_itself, smallest_cut_sets
from analytics.cascade import Keeps
from analytics.readings import READINGS, Reading
from analytics.single_source import stopping_units
from analytics.units import KINDS, split
from graphsvc.errors import WrongUse
from graphsvc.usecases.answer import Answer, Method
from graphsvc.usecases.asking import Options, unit_kinds
from graphsvc.usecases.context import Context
from graphsvc.usecases.coverage import coverage, ids_of, needed, notices
from graphsvc.usecases.cut_sets import HIGHEST_ORDER
from graphsvc.usecases.findings import Inquiry, compiled, deadline, inquiry, not_itself, not_weighed, reason_ids
from graphsvc.usecases.naming import labels, unit_ids
from graphsvc.usecases.single_source import singles

TOGETHER = ("country", "embargo", "firm")  # kinds of which the fewest that stop a target are sought
WORST, MOST_WORST = 3, 50


@dataclass(frozen=True, slots=True)
class ByWhomQuery:
    """Who stops the targets (none: every sector), kind by kind; sets of at most `max_order` are searched.

    `worst`: how many units or sets are named in a row.
    """

    targets: tuple[str, ...] = ()
    by: tuple[str, ...] = KINDS
    max_order: int = 3
    worst: int = WORST
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class WorstUnit:
    """A unit and what it leaves of the target's supply.

    `stops`: the strongest reading under which it stops the target alone (None: in none), `sectors`: how many sectors
    of the snapshot it stops alone in that reading (None where it does not stop the target).
    """

    unit: str
    keeps: Keeps | None
    stops: Reading | None
    sectors: int | None


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of unit for one target.

    `units`: how many of the kind take anything from the target. `alone`: how many stop it alone in each reading,
    weaker readings include stronger; None where it does not operate at the start. `worst`: those that leave least.
    """

    target: str
    kind: str
    units: int
    alone: Mapping[Reading, int | None]
    worst: tuple[WorstUnit, ...]


@dataclass(frozen=True, slots=True)
class SmallestSet:
    """Units that stop the target together, none of them to spare, and what is left then."""

    units: tuple[str, ...]
    keeps: Keeps | None


@dataclass(frozen=True, slots=True)
class SmallestRow:
    """The fewest units of a kind that stop a target together in a reading.

    `order`: how many, None when none was found; fewer do not, which is proven. `count`: how many sets of that order
    there are, all of them when `complete_to_order` >= `order`. `sets`: those that leave least.
    """

    target: str
    kind: str
    reading: Reading
    order: int | None
    count: int
    sets: tuple[SmallestSet, ...]
    complete_to_order: int

    def is_whole(self, max_order: int) -> bool:
        """Whether the search came to its end."""
        return self.complete_to_order >= (self.order or max_order)


def find_by_whom(query: ByWhomQuery, context: Context) -> Answer[KindRow]:
    """A row a target and kind; `extra["smallest"]` has the smallest sets of countries, embargoes and firms.

    The home region itself is left out of the units. The answer is partial when the time (settings.cut_seconds) ran
    out; `complete_to_order` of each set says what is proven. WrongUse for an order or number out of range.
    """
    _within("max-order", query.max_order, HIGHEST_ORDER)
    _within("worst", query.worst, MOST_WORST)
    asked = inquiry(context, query.options, query.targets, query.by)
    rows = _rows(asked, query)
    smallest = _smallest(asked, query, deadline(context.settings.cut_seconds))
    items = needed(asked.asked, asked.graphs["likely"], asked.targets)
    still = asked.not_operating()
    late = not_weighed([*(unit.keeps for row in rows for unit in row.worst), *_kept_by_sets(smallest)])
    warnings = (*late, *notices(asked.asked, items))
    targets = [asked.name(target) for target in asked.targets]
    return Answer(
        question="by-whom",
        parameters={"targets": targets, "by": query.by, "max_order": query.max_order, "worst": query.worst}
        | asked.asked.options.parameters(),
        snapshot=asked.asked.snapshot,
        method=Method("by-whom"),
        coverage=coverage(asked.asked, items),
        rows=tuple(rows),
        warnings=warnings,
        names=labels(
            asked.view,
            [
                *targets,
                *unit_ids(_units(rows, smallest)),
                *ids_of(warnings),
                *reason_ids(still),
                *asked.asked.options.home,
            ],
        ),
        extra={
            "smallest": smallest,
            "possible_only": sum((row.alone["possible"] or 0) - (row.alone["likely"] or 0) for row in rows),
            "not_operating_at_start": still,
        },
        partial=bool(late) or not all(row.is_whole(query.max_order) for row in smallest),
    )


def _kept_by_sets(smallest: Iterable[SmallestRow]) -> Iterator[Keeps | None]:
    return (found.keeps for row in smallest for found in row.sets)


def _within(option: str, got: int, high: int) -> None:
    if not 1 <= got <= high:
        raise WrongUse("out-of-range", option=option, got=got, low=1, high=high)


def _units(rows: Iterable[KindRow], smallest: Iterable[SmallestRow]) -> Iterator[str]:
    """Every unit that the answer names."""
    yield from (worst.unit for row in rows for worst in row.worst)
    yield from (unit for row in smallest for one in row.sets for unit in one.units)


def _rows(asked: Inquiry, query: ByWhomQuery) -> list[KindRow]:
    home = home_itself(asked.asked.graph, asked.asked.question)
    stops = {(single.target, single.unit): single.reading for single in singles(asked)}
    sectors = _sectors_stopped(asked)
    rows: list[KindRow] = []
    for target in asked.targets:
        start = asked.keeps(target, [()])[0]
        units = [unit for unit in asked.graphs["likely"].units if unit not in home]
        units = [unit for unit in units if not_itself(unit, asked.name(target))]
        by_kind: dict[str, list[WorstUnit]] = {kind: [] for kind in unit_kinds(query.by)}
        for unit, kept in zip(units, asked.keeps(target, [(unit,) for unit in units]), strict=True):
            reading = stops.get((target, unit))
            if reading or (kept and start and _less(kept, start)):
                count = sectors[reading][unit] if reading else None
                by_kind[split(unit)[0]].append(WorstUnit(unit, kept, reading, count))
        rows += [_row(asked, target, kind, found, query.worst) for kind, found in by_kind.items()]
    return rows


def _row(asked: Inquiry, target: int, kind: str, found: list[WorstUnit], worst: int) -> KindRow:
    strengths = [READINGS.index(unit.stops) for unit in found if unit.stops]
    alone = {
        reading: sum(strength <= n for strength in strengths) if asked.graphs[reading].starts(target) else None
        for n, reading in enumerate(READINGS)
    }
    return KindRow(asked.name(target), kind, len(found), alone, tuple(sorted(found, key=_pressing)[:worst]))


def _pressing(found: WorstUnit) -> tuple[float, float, float, int, str]:
    return *_left(found.keeps), -(found.sectors or 0), found.unit


def _left(kept: Keeps | None) -> tuple[float, float, float]:
    """What is left as a key of an order; what was not computed in time comes last."""
    return (kept.estimate, kept.low, kept.high) if kept else (inf, inf, inf)


def _less(kept: Keeps, start: Keeps) -> bool:
    return kept.low < start.low or kept.estimate < start.estimate or kept.high < start.high


def _sectors_stopped(asked: Inquiry) -> dict[Reading, Counter[str]]:
    """For each reading and unit, how many sectors of the snapshot it stops alone."""
    graph = asked.asked.graph
    sectors = [item for item in range(graph.n_items) if graph.item_is_sector[item]]
    return {
        reading: Counter(unit for found in stopping_units(compiled, sectors) for unit in found)
        for reading, compiled in asked.graphs.items()
    }


def _smallest(asked: Inquiry, query: ByWhomQuery, in_time: Callable[[], bool]) -> tuple[SmallestRow, ...]:
    home = home_itself(asked.asked.graph, asked.asked.question)
    of_kind = {kind: compiled(asked.asked, asked.view, asked.targets, (kind,), asked.seconds) for kind in TOGETHER}
    rows: list[SmallestRow] = []
    for target in asked.targets:
        for kind, of_one in of_kind.items():
            for reading in query.options.shown:
                graph = of_one.graphs[reading]
                if not graph.starts(target):
                    continue
                found = smallest_cut_sets(graph, target, query.max_order, excluded=home, keep_going=in_time)
                kept = zip(found.sets, of_one.keeps(target, found.sets), strict=True)
                sets = sorted((SmallestSet(*one) for one in kept), key=_leaving_least)[: query.worst]
                rows.append(
                    SmallestRow(
                        asked.name(target),
                        kind,
                        reading,
                        found.order,
                        found.count,
                        tuple(sets),
                        found.complete_to_order,
                    )
                )
    return tuple(rows)


def _leaving_least(found: SmallestSet) -> tuple[float, float, float, tuple[str, ...]]:
    return *_left(found.keeps), found.units
