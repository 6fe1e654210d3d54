"""The answer to `importance` in the words of the schema."""

from __future__ import annotations

from dataclasses import asdict

from graphsvc.graphql.translate.around import around
from graphsvc.graphql.translate.findings import not_operating
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.types import importance as types
from graphsvc.text import Language
from graphsvc.usecases import answer as of
from graphsvc.usecases.importance import ImportanceRow, StopsRow
from schema.interval import Interval


def importance(found: of.Answer[ImportanceRow], language: Language) -> types.ImportanceAnswer:
    """How much each unit matters."""
    names = Names(found.names, language)
    return types.ImportanceAnswer(
        **around(found, names),
        stops=[_stops(row) for row in found.extra["stops"]],
        not_operating_at_start=not_operating(found, names),
        rows=[_row(row, names) for row in found.rows],
    )


def _row(row: ImportanceRow, names: Names) -> types.UnitImportance:
    return types.UnitImportance(
        target=row.target,
        target_label=names.of(row.target),
        unit=row.unit,
        unit_label=names.unit(row.unit),
        reading=row.reading,
        probability=row.probability,
        birnbaum=_interval(row.birnbaum),
        criticality=_maybe(row.criticality),
        fussell_vesely=_maybe(row.fussell_vesely),
        raw=_maybe(row.raw),
        rrw=_maybe(row.rrw),
    )


def _stops(row: StopsRow) -> types.StopProbability:
    return types.StopProbability(
        reading=row.reading,
        probability=_interval(row.probability),
        cut_sets=row.cut_sets,
        complete_to_order=row.complete_to_order,
        samples=row.samples,
        seed=row.seed,
    )


def _interval(found: Interval) -> types.Interval:
    return types.Interval(**asdict(found))


def _maybe(found: Interval | None) -> types.Interval | None:
    return _interval(found) if found else None
