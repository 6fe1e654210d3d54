"""The answer to `dependencyPaths` in the words of the schema."""

from __future__ import annotations

from graphsvc.graphql.translate.around import around
from graphsvc.graphql.translate.findings import supplies
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.types import answers, rows
from graphsvc.text import Language
from graphsvc.usecases import answer as of
from graphsvc.usecases.dependency_paths import DependencyStepRow


def dependency_paths(found: of.Answer[DependencyStepRow], language: Language) -> answers.DependencyPathsAnswer:
    """What lies between a unit and a target."""
    names = Names(found.names, language)
    return answers.DependencyPathsAnswer(
        **around(found, names),
        paths=[
            rows.ProductPath(
                tier=path.tier, items=list(path.items), item_labels=names.all(path.items), slots=list(path.slots)
            )
            for path in found.extra["paths"]
        ],
        path_count=found.extra["path_count"],
        hit=supplies(found.extra["hit"], names),
        rows=[_row(row, names) for row in found.rows],
    )


def _row(row: DependencyStepRow, names: Names) -> rows.DependencyStep:
    return rows.DependencyStep(
        item=row.item,
        item_label=names.of(row.item),
        slot=row.slot,
        mode=row.mode,
        essential=row.essential,
        member=row.member,
        member_label=names.of(row.member),
        nearest=row.nearest,
        farthest=row.farthest,
        alternatives=list(row.alternatives),
        alternative_labels=names.all(row.alternatives),
        free=list(row.free),
        free_labels=names.all(row.free),
        options=row.options,
        hit=row.hit,
    )
