"""Minimal cut sets of a target, each with the strongest reading under which it is minimal (DOMAIN 3.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analytics.cut_search import search
from analytics.cut_sets import CutSets, counts_together, cut_sets_of_readings
from analytics.readings import READINGS, Reading
from graphsvc.errors import WrongUse
from graphsvc.usecases.answer import Answer, Method
from graphsvc.usecases.asking import DEFAULT_KINDS, Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.coverage import coverage, ids_of, needed, notices
from graphsvc.usecases.findings import Inquiry, deadline, inquiry, reason_ids, strongest
from graphsvc.usecases.naming import labels, unit_ids
from graphsvc.usecases.plan_links import PlanEntry, joins_in, of_proofs, plan_ids
from graphsvc.usecases.proof import prove
from graphsvc.usecases.publications import publications

HIGHEST_ORDER = 6
PLANNED = 2000  # sets whose place in the plan is looked up: each takes a proof, about a millisecond


@dataclass(frozen=True, slots=True)
class CutSetsQuery:
    """Which sets of at most `max_order` units of the kinds `by` stop the target. `count` leaves the sets out."""

    target: str
    by: tuple[str, ...] = DEFAULT_KINDS
    max_order: int = 3
    count: bool = False
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class CutSetRow:
    """A minimal set of units (sorted) whose common failure stops the target.

    `plan`: the breakthroughs that ask for what stops on the way; None beyond the first PLANNED sets of an answer.
    """

    target: str
    units: tuple[str, ...]
    order: int
    reading: Reading
    plan: tuple[PlanEntry, ...] | None = None


@dataclass(frozen=True, slots=True)
class CountRow:
    """Number of minimal cut sets by order in a reading; weaker readings include the stronger."""

    target: str
    reading: Reading
    counts: Mapping[str, int]


def find_cut_sets(query: CutSetsQuery, context: Context) -> Answer[CutSetRow | CountRow]:
    """All minimal cut sets up to an order, or how many there are.

    The answer is partial when the search hit its bound on time (settings.cut_seconds) or size; `complete_to_order`
    says what is proven in every reading.
    """
    asked = inquiry(context, query.options, (query.target,), query.by)
    target = asked.targets[0]
    sought = search_cut_sets(asked, target, query.max_order, context)
    rows = [] if query.count else [row for row in sought.rows if row.reading in query.options.shown]
    rows = [*_planned(asked, target, rows[:PLANNED]), *rows[PLANNED:]]
    items = needed(asked.asked, asked.graphs["likely"], (target,))
    start, home = asked.not_operating(), asked.asked.options.home
    warnings = notices(asked.asked, items)
    units = unit_ids(unit for row in rows for unit in row.units)
    return Answer(
        question="cut-sets",
        parameters={"target": asked.name(target), "by": query.by, "max_order": query.max_order}
        | asked.asked.options.parameters(),
        snapshot=asked.asked.snapshot,
        method=Method("cut-sets"),
        coverage=coverage(asked.asked, items),
        rows=tuple(_counted(sought, query.options.shown) if query.count else rows),
        warnings=warnings,
        names=labels(
            asked.view,
            [asked.name(target), *units, *plan_ids(rows), *ids_of(warnings), *reason_ids(start), *home],
        ),
        sources=publications(asked.view, joins_in(rows)),
        extra={
            "complete_to_order": sought.complete_to_order,
            "possible_only": sought.possible_only,
            "not_operating_at_start": start,
        },
        partial=sought.complete_to_order < query.max_order,
    )


def _planned(asked: Inquiry, target: int, rows: Sequence[CutSetRow]) -> list[CutSetRow]:
    proofs = [prove(asked.asked, asked.graphs[row.reading], target, row.units) for row in rows]
    return [replace(row, plan=plan) for row, plan in zip(rows, of_proofs(asked, proofs), strict=True)]


@dataclass(frozen=True)
class Search:
    """Minimal cut sets of one target in every reading."""

    target: str
    found: Mapping[Reading, CutSets]

    @property
    def complete_to_order(self) -> int:
        """The order to which every reading is complete."""
        return min(sets.complete_to_order for sets in self.found.values())

    @cached_property
    def rows(self) -> tuple[CutSetRow, ...]:
        """Each set with the strongest reading under which it is minimal, by order, reading and units."""
        best = strongest(self.found).items()
        rows = [CutSetRow(self.target, units, len(units), reading) for units, reading in best]
        return tuple(sorted(rows, key=lambda row: (row.order, READINGS.index(row.reading), row.units)))

    def counts(self, readings: Sequence[Reading]) -> dict[int, int]:
        """Number of sets by order that are minimal in any of the readings; none is listed."""
        return counts_together([self.found[reading] for reading in readings])

    @property
    def possible_only(self) -> int:
        """How many sets are minimal in the weakest reading alone."""
        return sum(self.counts(READINGS).values()) - sum(self.counts(READINGS[:-1]).values())


def search_cut_sets(asked: Inquiry, target: int, max_order: int, context: Context) -> Search:
    """Minimal cut sets of one target in every reading. WrongUse for an order outside 1 to HIGHEST_ORDER."""
    if not 1 <= max_order <= HIGHEST_ORDER:
        raise WrongUse("out-of-range", option="max-order", got=max_order, low=1, high=HIGHEST_ORDER)
    found = cut_sets_of_readings(
        list(asked.graphs.values()),
        target,
        max_order,
        excluded=(f"item:{asked.name(target)}",),
        keep_going=deadline(context.settings.cut_seconds),
    )
    return Search(asked.name(target), dict(zip(asked.graphs, found, strict=True)))


def warm_up_search(context: Context, target: str) -> None:
    """Compile the search for what feeds itself, with one unit of one kind: no bundled target needs it."""
    asked = inquiry(context, Options(), (target,), DEFAULT_KINDS[:1])
    graph = asked.graphs["likely"]
    search(graph, np.zeros(1, dtype=np.int32), graph.nodes(asked.targets[0]), 2, lambda: False)


def _counted(search: Search, readings: Sequence[Reading]) -> list[CountRow]:
    return [
        CountRow(search.target, reading, {str(order): sets for order, sets in search.counts(readings[: n + 1]).items()})
        for n, reading in enumerate(readings)
    ]
