"""Single-source dependencies of targets: units that alone stop them, direct or hidden, each with its proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analytics.cascade import Keeps
from analytics.readings import READINGS, Reading
from analytics.single_source import is_direct, stopping_units
from graphsvc.usecases.answer import Answer, Method, Supply, Witness
from graphsvc.usecases.asking import DEFAULT_KINDS, Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.coverage import coverage, ids_of, needed, notices
from graphsvc.usecases.findings import Inquiry, inquiry, not_itself, not_weighed, reason_ids, strongest
from graphsvc.usecases.naming import labels, unit_ids
from graphsvc.usecases.plan_links import PlanEntry, joins_in, of_proofs, plan_ids
from graphsvc.usecases.proof import Proof, ids_in, prove, sources_in
from graphsvc.usecases.publications import publications

Kind = Literal["direct", "hidden"]


@dataclass(frozen=True, slots=True)
class SingleSourceQuery:
    """Which units of the kinds `by` stop a target alone. No target means every sector."""

    targets: tuple[str, ...] = ()
    by: tuple[str, ...] = DEFAULT_KINDS
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class SingleSourceRow:
    """A unit that stops the target alone. `keeps`: what it leaves, None when it was not computed in time.

    `grade`: the weakest in the witness.
    `plan`: the breakthroughs that ask for what stops on the way.
    """

    target: str
    unit: str
    kind: Kind
    reading: Reading
    keeps: Keeps | None
    grade: str
    witness: Witness
    decided_by: tuple[Supply, ...]
    plan: tuple[PlanEntry, ...]


@dataclass(frozen=True, slots=True)
class Single:
    """A finding before its proof."""

    target: int
    unit: str
    reading: Reading


def find_single_sources(query: SingleSourceQuery, context: Context) -> Answer[SingleSourceRow]:
    """Direct and hidden single-source dependencies, strongest reading first.

    The answer is partial when what is kept could not be computed in time.
    """
    asked = inquiry(context, query.options, query.targets, query.by)
    found = singles(asked)
    shown = [single for single in found if single.reading in query.options.shown]
    proofs = [prove(asked.asked, asked.graphs[single.reading], single.target, (single.unit,)) for single in shown]
    rows = _rows(asked, shown, proofs)
    items = needed(asked.asked, asked.graphs["likely"], asked.targets)
    start, home = asked.not_operating(), asked.asked.options.home
    late = not_weighed(row.keeps for row in rows)
    warnings = (*late, *notices(asked.asked, items))
    targets = [asked.name(target) for target in asked.targets]
    return Answer(
        question="single-source",
        parameters={"targets": targets, "by": query.by} | asked.asked.options.parameters(),
        snapshot=asked.asked.snapshot,
        method=Method("single-source"),
        coverage=coverage(asked.asked, items),
        rows=rows,
        warnings=warnings,
        names=labels(
            asked.view,
            [
                *targets,
                *unit_ids(single.unit for single in shown),
                *ids_in(proofs),
                *plan_ids(rows),
                *ids_of(warnings),
                *reason_ids(start),
                *home,
            ],
        ),
        sources=publications(asked.view, [*sources_in(proofs), *joins_in(rows)]),
        extra={
            "possible_only": sum(single.reading == "possible" for single in found),
            "not_operating_at_start": start,
        },
        partial=bool(late),
    )


def singles(asked: Inquiry) -> list[Single]:
    """Every unit that stops a target alone, with its strongest reading; by target, reading, unit."""
    by_reading = {reading: stopping_units(graph, asked.targets) for reading, graph in asked.graphs.items()}
    found: list[Single] = []
    for n, target in enumerate(asked.targets):
        units = strongest({reading: stops[n] for reading, stops in by_reading.items()})
        found += [
            Single(target, unit, reading) for unit, reading in units.items() if not_itself(unit, asked.name(target))
        ]
    order = {target: n for n, target in enumerate(asked.targets)}
    return sorted(found, key=lambda single: (order[single.target], READINGS.index(single.reading), single.unit))


def kind_of(asked: Inquiry, single: Single) -> Kind:
    """Whether the unit hits the target itself or something upstream of it."""
    direct = is_direct(asked.graphs[single.reading], single.target, asked.is_sector(single.target), single.unit)
    return "direct" if direct else "hidden"


def _rows(asked: Inquiry, found: Sequence[Single], proofs: Sequence[Proof]) -> tuple[SingleSourceRow, ...]:
    keeps: list[Keeps | None] = []
    for target in asked.targets:
        keeps += asked.keeps(target, [(single.unit,) for single in found if single.target == target])
    parts = zip(found, proofs, keeps, of_proofs(asked, proofs), strict=True)
    return tuple(_row(asked, *of_one) for of_one in parts)


def _row(
    asked: Inquiry, single: Single, proof: Proof, keeps: Keeps | None, plan: tuple[PlanEntry, ...]
) -> SingleSourceRow:
    return SingleSourceRow(
        target=asked.name(single.target),
        unit=single.unit,
        kind=kind_of(asked, single),
        reading=single.reading,
        keeps=keeps,
        grade=proof.grade,
        witness=proof.witness,
        decided_by=proof.decided_by,
        plan=plan,
    )


def stopped_sectors(asked: Inquiry, reading: Reading, units: Sequence[str]) -> dict[str, int]:
    """How many sectors of the snapshot each unit stops alone in a reading."""
    graph = asked.asked.graph
    sectors = [item for item in range(graph.n_items) if graph.item_is_sector[item]]
    stops = stopping_units(asked.graphs[reading], sectors)
    return {unit: sum(unit in set(found) for found in stops) for unit in units}
