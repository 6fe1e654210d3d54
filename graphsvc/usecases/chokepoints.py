"""Ranked chokepoints of targets: the minimal cut sets with their proof, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.cascade import Keeps
from analytics.readings import READINGS, Reading
from graphsvc.usecases.answer import Answer, Method, Supply, Witness
from graphsvc.usecases.asking import DEFAULT_KINDS, Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.coverage import coverage, ids_of, needed, notices
from graphsvc.usecases.cut_sets import CutSetRow, search_cut_sets
from graphsvc.usecases.findings import Inquiry, inquiry, not_weighed, reason_ids
from graphsvc.usecases.naming import labels, unit_ids
from graphsvc.usecases.plan_links import PlanEntry, joins_in, of_proofs, plan_ids
from graphsvc.usecases.proof import Proof, ids_in, prove, sources_in
from graphsvc.usecases.publications import publications
from graphsvc.usecases.ranks import Key, RankRange, rank_ranges
from graphsvc.usecases.single_source import Kind, Single, kind_of, stopped_sectors

AFTER_ALL = 2.0  # in place of what is kept where that is unknown: more than anything can keep


@dataclass(frozen=True, slots=True)
class ChokepointQuery:
    """What stops the targets: sets of at most `max_order` units of the kinds `by`. No target means every sector."""

    targets: tuple[str, ...] = ()
    by: tuple[str, ...] = DEFAULT_KINDS
    max_order: int = 2
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class ChokepointRow:
    """A minimal cut set. `rank` counts from 1 within a target; `rank_range`: where it could lie within what is known.

    `keeps`: what the target keeps when the units fail together, which is no more than the minimum surviving share in
    the row's reading; None when it was not computed in time.
    `kind` (direct or hidden) and `sectors`, the number of sectors of the snapshot that the unit stops alone in the
    row's reading, are None for sets of several units. `plan`: the breakthroughs that ask for what stops on the way.
    """

    target: str
    rank: int
    rank_range: RankRange
    units: tuple[str, ...]
    order: int
    reading: Reading
    keeps: Keeps | None
    kind: Kind | None
    sectors: int | None
    grade: str
    witness: Witness
    decided_by: tuple[Supply, ...]
    plan: tuple[PlanEntry, ...]


def find_chokepoints(query: ChokepointQuery, context: Context) -> Answer[ChokepointRow]:
    """Chokepoints by order, what is kept, number of sectors stopped, strength of the reading, evidence.

    The answer is partial when the search hit a bound on time or size; `complete_to_order` says what is proven. So it is
    when what is kept could not be computed in time: such rows come after those of the same order where it was.
    """
    asked = inquiry(context, query.options, query.targets, query.by)
    searches = {target: search_cut_sets(asked, target, query.max_order, context) for target in asked.targets}
    rows: list[ChokepointRow] = []
    for target, search in searches.items():
        rows += _ranked(asked, target, [row for row in search.rows if row.reading in query.options.shown])
    items = needed(asked.asked, asked.graphs["likely"], asked.targets)
    start, home = asked.not_operating(), asked.asked.options.home
    late = not_weighed(row.keeps for row in rows)
    warnings = (*late, *notices(asked.asked, items))
    targets = [asked.name(target) for target in asked.targets]
    proofs = [Proof(row.witness, row.decided_by, row.grade) for row in rows]
    complete = min(search.complete_to_order for search in searches.values())
    return Answer(
        question="chokepoints",
        parameters={"targets": targets, "by": query.by, "max_order": query.max_order}
        | asked.asked.options.parameters(),
        snapshot=asked.asked.snapshot,
        method=Method("chokepoints"),
        coverage=coverage(asked.asked, items),
        rows=tuple(rows),
        warnings=warnings,
        names=labels(
            asked.view,
            [
                *targets,
                *unit_ids(unit for row in rows for unit in row.units),
                *ids_in(proofs),
                *plan_ids(rows),
                *ids_of(warnings),
                *reason_ids(start),
                *home,
            ],
        ),
        sources=publications(asked.view, [*sources_in(proofs), *joins_in(rows)]),
        extra={
            "complete_to_order": complete,
            "possible_only": sum(search.possible_only for search in searches.values()),
            "not_operating_at_start": start,
        },
        partial=complete < query.max_order or bool(late),
    )


def _ranked(asked: Inquiry, target: int, found: list[CutSetRow]) -> list[ChokepointRow]:
    alone = [row for row in found if row.order == 1]
    sectors = {
        reading: stopped_sectors(asked, reading, [row.units[0] for row in alone if row.reading == reading])
        for reading in {row.reading for row in alone}
    }
    weighed = [
        _Weighed(
            row,
            prove(asked.asked, asked.graphs[row.reading], target, row.units),
            keeps,
            sectors[row.reading][row.units[0]] if row.order == 1 else None,
        )
        for row, keeps in zip(found, asked.keeps(target, [row.units for row in found]), strict=True)
    ]
    weighed.sort(key=lambda row: (*row.key(row.keeps.estimate if row.keeps else AFTER_ALL), row.found.units))
    plans = of_proofs(asked, [row.proof for row in weighed])
    ranges = rank_ranges(
        [row.key(row.keeps.low if row.keeps else 0.0) for row in weighed],
        [row.key(row.keeps.high if row.keeps else 1.0) for row in weighed],
    )
    return [
        ChokepointRow(
            target=row.found.target,
            rank=rank,
            rank_range=RankRange(min(rank, span.best), max(rank, span.worst)),
            units=row.found.units,
            order=row.found.order,
            reading=row.found.reading,
            keeps=row.keeps,
            kind=_kind(asked, target, row.found),
            sectors=row.sectors,
            grade=row.proof.grade,
            witness=row.proof.witness,
            decided_by=row.proof.decided_by,
            plan=plan,
        )
        for rank, (row, span, plan) in enumerate(zip(weighed, ranges, plans, strict=True), start=1)
    ]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A cut set with all that decides its rank."""

    found: CutSetRow
    proof: Proof
    keeps: Keeps | None
    sectors: int | None

    def key(self, keeps: float) -> Key:
        """What decides its rank if the target keeps this much."""
        return self.found.order, keeps, -(self.sectors or 0), READINGS.index(self.found.reading), self.proof.grade


def _kind(asked: Inquiry, target: int, found: CutSetRow) -> Kind | None:
    return kind_of(asked, Single(target, found.units[0], found.reading)) if found.order == 1 else None
