"""Ranked chokepoints of targets: the minimal cut sets with their proof, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.readings import READINGS, Reading
from graphsvc.usecases.answer import Answer, Method, Supply, Witness
from graphsvc.usecases.asking import DEFAULT_KINDS, Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.coverage import coverage, ids_of, needed, notices
from graphsvc.usecases.cut_sets import CutSetRow, search_cut_sets
from graphsvc.usecases.findings import Inquiry, inquiry, reason_ids
from graphsvc.usecases.naming import labels, unit_ids
from graphsvc.usecases.proof import Proof, ids_in, prove
from graphsvc.usecases.publications import publications
from graphsvc.usecases.single_source import Kind, Single, kind_of, stopped_sectors


@dataclass(frozen=True, slots=True)
class ChokepointQuery:
    """What stops the targets: sets of at most `max_order` units of the kinds `by`. No target means every sector."""

    targets: tuple[str, ...] = ()
    by: tuple[str, ...] = DEFAULT_KINDS
    max_order: int = 2
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class ChokepointRow:
    """A minimal cut set. `rank` counts from 1 within a target.

    `kind` (direct or hidden) and `sectors`, the number of sectors of the snapshot that the unit stops alone in the
    row's reading, are None for sets of several units.
    """

    target: str
    rank: int
    units: tuple[str, ...]
    order: int
    reading: Reading
    kind: Kind | None
    sectors: int | None
    grade: str
    witness: Witness
    decided_by: tuple[Supply, ...]


def find_chokepoints(query: ChokepointQuery, context: Context) -> Answer[ChokepointRow]:
    """Chokepoints by order, then strength of the reading, then number of sectors stopped, then evidence.

    The answer is partial when the search hit a bound on time or size; `complete_to_order` says what is proven.
    """
    asked = inquiry(context, query.options, query.targets, query.by)
    searches = {target: search_cut_sets(asked, target, query.max_order, context) for target in asked.targets}
    rows: list[ChokepointRow] = []
    for target, search in searches.items():
        rows += _ranked(asked, target, [row for row in search.rows if row.reading in query.options.shown])
    items = needed(asked.asked, asked.graphs["likely"], asked.targets)
    start, home = asked.not_operating(), asked.asked.options.home
    warnings = notices(asked.asked, items)
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
                *ids_of(warnings),
                *reason_ids(start),
                *home,
            ],
        ),
        sources=publications(asked.view, (supply.source for proof in proofs for supply in proof.decided_by)),
        extra={
            "complete_to_order": complete,
            "possible_only": sum(search.possible_only for search in searches.values()),
            "not_operating_at_start": start,
        },
        partial=complete < query.max_order,
    )


def _ranked(asked: Inquiry, target: int, found: list[CutSetRow]) -> list[ChokepointRow]:
    proofs = {row: prove(asked.asked, asked.graphs[row.reading], target, row.units) for row in found}
    alone = [row for row in found if row.order == 1]
    sectors = {
        reading: stopped_sectors(asked, reading, [row.units[0] for row in alone if row.reading == reading])
        for reading in {row.reading for row in alone}
    }

    def stopped(row: CutSetRow) -> int | None:
        return sectors[row.reading][row.units[0]] if row.order == 1 else None

    def pressing(row: CutSetRow) -> tuple[int, int, int, str, tuple[str, ...]]:
        return row.order, READINGS.index(row.reading), -(stopped(row) or 0), proofs[row].grade, row.units

    return [
        ChokepointRow(
            target=row.target,
            rank=rank,
            units=row.units,
            order=row.order,
            reading=row.reading,
            kind=kind_of(asked, Single(target, row.units[0], row.reading)) if row.order == 1 else None,
            sectors=stopped(row),
            grade=proofs[row].grade,
            witness=proofs[row].witness,
            decided_by=proofs[row].decided_by,
        )
        for rank, row in enumerate(sorted(found, key=pressing), start=1)
    ]
