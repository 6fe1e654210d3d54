"""The answer to `by-whom` in the words of the schema."""

from __future__ import annotations

from graphsvc.graphql.translate.around import around
from graphsvc.graphql.translate.findings import findings, kept
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.types import by_whom as types
from graphsvc.text import Language
from graphsvc.usecases import answer as of
from graphsvc.usecases.by_whom import KindRow, SmallestRow, SmallestSet, WorstUnit


def by_whom(found: of.Answer[KindRow], language: Language) -> types.ByWhomAnswer:
    """Kinds of units side by side, and the smallest sets."""
    names = Names(found.names, language)
    return types.ByWhomAnswer(
        **around(found, names),
        **findings(found, names),
        smallest=[_smallest(row, names) for row in found.extra["smallest"]],
        rows=[
            types.ByWhom(
                target=row.target,
                target_label=names.of(row.target),
                kind=row.kind,
                units=row.units,
                alone=types.StoppingAlone(**{str(reading): count for reading, count in row.alone.items()}),
                worst=[_worst(worst, names) for worst in row.worst],
            )
            for row in found.rows
        ],
    )


def _worst(found: WorstUnit, names: Names) -> types.WorstUnit:
    return types.WorstUnit(
        unit=found.unit,
        unit_label=names.unit(found.unit),
        keeps=kept(found.keeps),
        stops=found.stops,
        sectors=found.sectors,
    )


def _smallest(row: SmallestRow, names: Names) -> types.SmallestSets:
    return types.SmallestSets(
        target=row.target,
        target_label=names.of(row.target),
        kind=row.kind,
        reading=row.reading,
        order=row.order,
        count=row.count,
        sets=[_set(found, names) for found in row.sets],
        complete_to_order=row.complete_to_order,
    )


def _set(found: SmallestSet, names: Names) -> types.SmallestSet:
    return types.SmallestSet(
        units=list(found.units),
        unit_labels=[names.unit(unit) for unit in found.units],
        keeps=kept(found.keeps),
    )
