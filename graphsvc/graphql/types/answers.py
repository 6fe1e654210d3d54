"""Answers: what every question returns around its rows."""

from __future__ import annotations

import strawberry
from strawberry.scalars import JSON

from graphsvc.graphql.types.nodes import FoundNode, NearNode
from graphsvc.graphql.types.rows import (
    Chokepoint,
    CutSet,
    CutSetCount,
    DependencyStep,
    Exposure,
    NotOperating,
    ProductPath,
    SingleSource,
    Supply,
    TargetKeeps,
    WhatIf,
)


@strawberry.type
class Method:
    name: str
    version: str


@strawberry.type
class Coverage:
    items: int
    gap_items: int
    options: int
    with_share: float | None
    with_site: float | None
    with_grade_b: float | None


@strawberry.type
class Publication:
    id: str
    title: str | None
    publisher: str | None
    year: int | None
    licence: str | None
    kind: str | None
    url: str | None


@strawberry.type
class Name:
    id: str
    zh: str
    en: str


@strawberry.interface
class Answer:
    question: str
    parameters: JSON
    snapshot: str
    method: Method
    coverage: Coverage | None
    names: list[Name]
    sources: list[Publication]
    warnings: list[str]
    partial: bool


@strawberry.interface
class Findings(Answer):
    possible_only: int
    not_operating_at_start: list[NotOperating]


@strawberry.type
class ChokepointAnswer(Findings):
    complete_to_order: int
    rows: list[Chokepoint]


@strawberry.type
class SingleSourceAnswer(Findings):
    rows: list[SingleSource]


@strawberry.type
class CutSetAnswer(Findings):
    complete_to_order: int
    rows: list[CutSet]
    counts: list[CutSetCount]


@strawberry.type
class ExposureAnswer(Findings):
    start: list[TargetKeeps]
    rows: list[Exposure]


@strawberry.type
class DependencyPathsAnswer(Answer):
    paths: list[ProductPath]
    path_count: int | None
    hit: list[Supply]
    rows: list[DependencyStep]


@strawberry.type
class WhatIfAnswer(Answer):
    rows: list[WhatIf]


@strawberry.type
class SearchAnswer(Answer):
    more: bool
    rows: list[FoundNode]
    did_you_mean: list[NearNode]
