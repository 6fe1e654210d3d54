"""The rows of `nextFacts`. Descriptions are in graphsvc/text/schema."""

from __future__ import annotations

import strawberry

from graphsvc.graphql.types.answers import Answer
from graphsvc.graphql.types.rows import NotOperating
from graphsvc.graphql.types.words import FactEnding, FactKind, Grade, Reading


@strawberry.type
class SupposedChange:
    unit: str
    unit_label: str
    before: Reading | None
    after: Reading | None


@strawberry.type
class FactOutcome:
    ending: FactEnding
    place: str | None
    place_label: str | None
    share: float | None
    claim: str | None
    contradicts: bool
    changes: list[SupposedChange]


@strawberry.type
class StatedClaim:
    claim: str
    share: float | None
    source: str | None
    source_label: str | None
    as_of: str | None
    grade: Grade


@strawberry.type
class NextFact:
    target: str
    target_label: str
    rank: int
    kind: FactKind
    item: str
    item_label: str
    maker: str | None
    maker_label: str | None
    site: str | None
    site_label: str | None
    input: str | None
    input_label: str | None
    slot: str | None
    alternatives: int | None
    settles: int
    adds: int
    claims: list[StatedClaim]
    outcomes: list[FactOutcome]


@strawberry.type
class FindingCount:
    reading: Reading
    findings: int


@strawberry.type
class NextFactsAnswer(Answer):
    findings_now: list[FindingCount]
    facts_tried: int
    facts_open: int
    not_operating_at_start: list[NotOperating]
    rows: list[NextFact]
