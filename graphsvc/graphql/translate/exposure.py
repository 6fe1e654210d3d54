"""The answer to `exposure` in the words of the schema."""

from __future__ import annotations

from dataclasses import asdict

from graphsvc.graphql.translate.around import around
from graphsvc.graphql.translate.findings import findings, supplies, target_keeps
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.types import answers, rows
from graphsvc.text import Language
from graphsvc.usecases import answer as of
from graphsvc.usecases.exposure import ExposureRow


def exposure(found: of.Answer[ExposureRow], language: Language) -> answers.ExposureAnswer:
    """What targets keep when each unit fails."""
    names = Names(found.names, language)
    return answers.ExposureAnswer(
        **around(found, names),
        **findings(found, names),
        start=target_keeps(found.extra["start"], names),
        rows=[_row(row, names) for row in found.rows],
    )


def _row(row: ExposureRow, names: Names) -> rows.Exposure:
    return rows.Exposure(
        target=row.target,
        target_label=names.of(row.target),
        rank=row.rank,
        rank_range=rows.RankRange(**asdict(row.rank_range)),
        unit=row.unit,
        unit_label=names.unit(row.unit),
        keeps=rows.Keeps(**asdict(row.keeps)),
        reading=row.reading,
        stops=row.stops,
        grade=row.grade,
        through=list(row.through),
        through_labels=names.all(row.through),
        decided_by=supplies(row.decided_by, names),
    )
