"""Importance of units given their probabilities."""

from __future__ import annotations

import strawberry

from graphsvc.graphql.types.answers import Answer
from graphsvc.graphql.types.rows import NotOperating
from graphsvc.graphql.types.words import Reading


@strawberry.type
class Interval:
    low: float
    high: float
    unit: str


@strawberry.type
class UnitImportance:
    target: str
    target_label: str
    unit: str
    unit_label: str
    reading: Reading
    probability: float
    birnbaum: Interval
    criticality: Interval | None
    fussell_vesely: Interval | None
    raw: Interval | None
    rrw: Interval | None


@strawberry.type
class StopProbability:
    reading: Reading
    probability: Interval
    cut_sets: int
    complete_to_order: int
    samples: int
    seed: int | None


@strawberry.type
class ImportanceAnswer(Answer):
    stops: list[StopProbability]
    not_operating_at_start: list[NotOperating]
    rows: list[UnitImportance]
