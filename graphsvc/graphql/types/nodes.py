"""What a search finds, the claims about nodes, and where claims disagree. Nodes themselves are made of the contract."""

from __future__ import annotations

import strawberry
from strawberry.scalars import JSON

from graphsvc.graphql.types.words import Because, Direction, Grade, Verdict


@strawberry.type
class FoundNode:
    id: str
    label: str
    type: str
    type_label: str
    name_zh: str | None
    name_en: str | None
    aliases: list[str]
    formula: str | None
    score: float


@strawberry.type
class NearNode:
    id: str
    label: str
    type: str
    type_label: str
    score: float


@strawberry.type
class Property:
    name: str
    label: str
    value: JSON
    value_label: str | None
    unit: str | None


@strawberry.type
class Claim:
    claim: str
    type: str
    type_label: str
    direction: Direction
    other: str
    other_label: str
    properties: list[Property]
    dataset: str
    source: str | None
    source_label: str | None
    locator: str | None
    as_of: str | None
    recorded_at: str
    grade: Grade
    note: str | None


@strawberry.type
class Opinion:
    value: JSON
    unit: str | None
    verdict: Verdict
    because: Because | None
    claim: str
    dataset: str
    source: str | None
    source_label: str | None
    locator: str | None
    as_of: str | None
    recorded_at: str
    grade: Grade


@strawberry.type
class Conflict:
    type: str
    type_label: str
    start: str
    start_label: str
    end: str | None
    end_label: str | None
    key: JSON
    property: str
    property_label: str
    base: str | None
    spread: float | None
    same_date: bool
    opinions: list[Opinion]
