"""Evidence behind nodes and claims, and where the whole graph disagrees."""

from __future__ import annotations

import strawberry
from strawberry.scalars import JSON

from graphsvc.graphql.types.answers import Answer, Publication
from graphsvc.graphql.types.nodes import Conflict
from graphsvc.graphql.types.words import About, Because, ClaimState, Grade, Verdict


@strawberry.type
class Ruling:
    property: str
    property_label: str
    value: JSON
    value_label: str | None
    unit: str | None
    base: str | None
    verdict: Verdict
    by: str | None
    because: Because | None


@strawberry.type
class Evidence:
    claim: str
    type: str
    type_label: str
    start: str
    start_label: str
    end: str
    end_label: str
    state: ClaimState
    values: JSON
    rulings: list[Ruling]
    source: str | None
    source_label: str | None
    publication: Publication | None
    locator: str | None
    as_of: str | None
    recorded_at: str
    grade: Grade
    note: str | None
    dataset: str
    added_in: int
    added_at: str
    dropped_in: int | None
    dropped_at: str | None


@strawberry.type
class EvidenceAnswer(Answer):
    about: About
    total: int
    left_out: int
    rows: list[Evidence]


@strawberry.type
class ConflictCount:
    type: str
    type_label: str
    property: str
    property_label: str
    conflicts: int
    same_date: int


@strawberry.type
class Gap:
    term: str
    term_label: str
    claim: str


@strawberry.type
class Contradicted:
    item: str
    item_label: str
    claim: str
    gaps: list[Gap]


@strawberry.type
class Achievement:
    achievement: str
    achievement_label: str
    clause: str | None
    wording: str | None
    breakthrough: str
    breakthrough_label: str
    number: int | None
    breakthrough_clause: str | None
    breakthrough_wording: str | None
    source: str | None
    items: list[Contradicted]


@strawberry.type
class ConflictsAnswer(Answer):
    total: int
    counts: list[ConflictCount]
    achievements: list[Achievement]
    rows: list[Conflict]
