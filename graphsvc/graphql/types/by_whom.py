"""Who can stop the targets, kind by kind, and the fewest that do together."""

from __future__ import annotations

import strawberry

from graphsvc.graphql.types.answers import Findings
from graphsvc.graphql.types.rows import Keeps
from graphsvc.graphql.types.words import Reading, UnitKind


@strawberry.type
class StoppingAlone:
    confirmed: int | None
    likely: int | None
    possible: int | None


@strawberry.type
class WorstUnit:
    unit: str
    unit_label: str
    keeps: Keeps | None
    stops: Reading | None
    sectors: int | None


@strawberry.type
class ByWhom:
    target: str
    target_label: str
    kind: UnitKind
    units: int
    alone: StoppingAlone
    worst: list[WorstUnit]


@strawberry.type
class SmallestSet:
    units: list[str]
    unit_labels: list[str]
    keeps: Keeps | None


@strawberry.type
class SmallestSets:
    target: str
    target_label: str
    kind: UnitKind
    reading: Reading
    order: int | None
    count: int
    sets: list[SmallestSet]
    complete_to_order: int


@strawberry.type
class ByWhomAnswer(Findings):
    smallest: list[SmallestSets]
    rows: list[ByWhom]
