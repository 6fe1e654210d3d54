"""What targets keep when each unit fails, the worst first (docs/methods/exposure.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.cascade import Keeps
from analytics.exposure import Tracer, tracer
from analytics.operating import hits
from analytics.readings import READINGS, Reading
from analytics.shares import Notice
from analytics.supply_graph import GRADES
from graphsvc.usecases.answer import Answer, Method, Supply
from graphsvc.usecases.asking import DEFAULT_KINDS, Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.coverage import coverage, ids_of, needed, notices
from graphsvc.usecases.findings import Inquiry, inquiry, not_itself, reason_ids
from graphsvc.usecases.naming import labels, unit_ids
from graphsvc.usecases.proof import supplies
from graphsvc.usecases.publications import publications
from graphsvc.usecases.ranks import RankRange, rank_ranges
from graphsvc.usecases.single_source import singles
from graphsvc.usecases.what_if import TargetKeeps


@dataclass(frozen=True, slots=True)
class ExposureQuery:
    """What each unit of the kinds `by` leaves of the targets' supply. No target means every sector."""

    targets: tuple[str, ...] = ()
    by: tuple[str, ...] = DEFAULT_KINDS
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """A unit whose failure takes something from the target. `rank` counts from 1 within a target, the worst first.

    `rank_range`: where the unit could lie within what is known. `reading`: the strongest under which anything is lost,
    `stops` under which the target stops (None: in none). `through`: from the target to the item where most is lost;
    `decided_by`: the claims about its makers that the failure hits, `grade` the weakest of them.
    """

    target: str
    rank: int
    rank_range: RankRange
    unit: str
    keeps: Keeps
    reading: Reading
    stops: Reading | None
    grade: str
    through: tuple[str, ...]
    decided_by: tuple[Supply, ...]


@dataclass(frozen=True, slots=True)
class _Loss:
    unit: str
    keeps: Keeps
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Losses:
    """What the units take from a target; of `unknown` units nobody knows, since time ran out."""

    lost: list[_Loss]
    unknown: int


def find_exposure(query: ExposureQuery, context: Context) -> Answer[ExposureRow]:
    """Rows by estimate, then low, then high; `extra["start"]` is what the targets keep when nothing fails.

    Units for which that or the chain could not be computed in time are no rows: a warning counts them, and the answer
    is partial. Any of them may rank before every row.
    """
    asked = inquiry(context, query.options, query.targets, query.by)
    stops = {(single.target, single.unit): single.reading for single in singles(asked)}
    start = {target: asked.keeps(target, [()])[0] for target in asked.targets}
    losses = {target: _losses(asked, target, start[target]) for target in asked.targets}
    seen = {
        target: [loss for loss in found.lost if loss.reading in query.options.shown] for target, found in losses.items()
    }
    tracers = {
        reading: tracer(asked.cascades[reading], asked.targets, asked.in_time) for reading in query.options.shown
    }
    rows: list[ExposureRow] = []
    for target, found in losses.items():
        rows += _ranked(asked, target, found.unknown, seen[target], tracers, stops)
    missing = sum(found.unknown + len(seen[target]) for target, found in losses.items()) - len(rows)
    late = (Notice("exposure-out-of-time", {"count": missing}),) if missing else ()
    items = needed(asked.asked, asked.graphs["likely"], asked.targets)
    still, warnings = asked.not_operating(), (*late, *notices(asked.asked, items))
    targets = [asked.name(target) for target in asked.targets]
    return Answer(
        question="exposure",
        parameters={"targets": targets, "by": query.by} | asked.asked.options.parameters(),
        snapshot=asked.asked.snapshot,
        method=Method("exposure"),
        coverage=coverage(asked.asked, items),
        rows=tuple(rows),
        warnings=warnings,
        names=labels(
            asked.view,
            [
                *targets,
                *unit_ids(row.unit for row in rows),
                *(item for row in rows for item in row.through),
                *(id for row in rows for supply in row.decided_by for id in (supply.maker, supply.site) if id),
                *(supply.source for row in rows for supply in row.decided_by if supply.source),
                *ids_of(warnings),
                *reason_ids(still),
                *asked.asked.options.home,
            ],
        ),
        sources=publications(asked.view, (supply.source for row in rows for supply in row.decided_by)),
        extra={
            "start": tuple(TargetKeeps(asked.name(target), kept) for target, kept in start.items()),
            "possible_only": sum(loss.reading == "possible" for found in losses.values() for loss in found.lost),
            "not_operating_at_start": still,
        },
        partial=bool(late),
    )


def _losses(asked: Inquiry, target: int, start: Keeps | None) -> _Losses:
    """Units that take something, in any reading."""
    units = [unit for unit in asked.graphs["likely"].units if not_itself(unit, asked.name(target))]
    if start is None:
        return _Losses([], len(units))
    found, unknown = [], 0
    for unit, kept in zip(units, asked.keeps(target, [(unit,) for unit in units]), strict=True):
        if kept is None:
            unknown += 1
            continue
        lost = (kept.high < start.high, kept.estimate < start.estimate, kept.low < start.low)
        if any(lost):
            found.append(_Loss(unit, kept, READINGS[lost.index(True)]))
    return _Losses(found, unknown)


def _ranked(
    asked: Inquiry,
    target: int,
    unknown: int,
    found: list[_Loss],
    tracers: Mapping[Reading, Tracer | None],
    stops: Mapping[tuple[int, str], Reading],
) -> list[ExposureRow]:
    """The rows whose chain is found in time, the worst first."""
    found = sorted(found, key=lambda loss: (loss.keeps.estimate, loss.keeps.low, loss.keeps.high, loss.unit))
    ranges = rank_ranges([(loss.keeps.low,) for loss in found], [(loss.keeps.high,) for loss in found])
    rows = []
    for rank, (loss, span) in enumerate(zip(found, ranges, strict=True), start=1):
        follow = tracers[loss.reading]
        through = follow and follow.trace(target, (loss.unit,))
        if not through:
            continue
        decided = _decided_by(asked, loss, through[-1])
        rows.append(
            ExposureRow(
                target=asked.name(target),
                rank=rank,
                rank_range=RankRange(min(rank, span.best), max(rank, span.worst) + unknown),
                unit=loss.unit,
                keeps=loss.keeps,
                reading=loss.reading,
                stops=stops.get((target, loss.unit)),
                grade=max((supply.grade for supply in decided), default=GRADES[0]),
                through=tuple(asked.name(item) for item in through),
                decided_by=decided,
            )
        )
    return rows


def _decided_by(asked: Inquiry, loss: _Loss, item: int) -> tuple[Supply, ...]:
    graph = asked.graphs[loss.reading]
    return tuple(supplies(asked.asked, graph, item, hits(graph, (loss.unit,))))
