"""How far the data carries, and what changed between two snapshots."""

from __future__ import annotations

import strawberry

from graphsvc.graphql.types.answers import Answer, Coverage
from graphsvc.graphql.types.rows import Witness
from graphsvc.graphql.types.words import Change, Reading, Subject


@strawberry.type
class ItemCount:
    type: str
    type_label: str
    count: int


@strawberry.type
class SubjectCoverage:
    subject: str
    subject_label: str
    kind: Subject
    named: int
    items: list[ItemCount]
    firms: int
    thin: int
    coverage: Coverage


@strawberry.type
class CoverageAnswer(Answer):
    rows: list[SubjectCoverage]


@strawberry.type
class CausingClaim:
    claim: str
    type: str
    type_label: str
    start: str
    start_label: str
    end: str
    end_label: str
    was: bool
    now: bool


@strawberry.type
class FindingChange:
    target: str
    target_label: str
    units: list[str]
    unit_labels: list[str]
    change: Change
    before: Reading | None
    after: Reading | None
    witness: Witness
    causes: list[CausingClaim]


@strawberry.type
class ChangesAnswer(Answer):
    rows: list[FindingChange]
