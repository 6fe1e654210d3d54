"""The rows of answers. Ids are strings as in the JSON answers; beside each stands its name in the asked language.

Descriptions are in graphsvc/text/schema.{en,zh}.yaml.
"""

from __future__ import annotations

import strawberry

from graphsvc.graphql.types.words import DependencyKind, Grade, Mode, Reading


@strawberry.type
class Slot:
    item: str
    item_label: str
    slot: str


@strawberry.type
class Witness:
    items: list[str]
    item_labels: list[str]
    slots: list[Slot]


@strawberry.type
class Supply:
    item: str
    item_label: str
    maker: str
    maker_label: str
    site: str | None
    site_label: str | None
    share: float | None
    claim: str
    source: str | None
    source_label: str | None
    as_of: str | None
    grade: Grade


@strawberry.type
class NotOperating:
    target: str
    target_label: str
    reading: Reading
    reason: Witness


@strawberry.type
class InPlan:
    breakthrough: str
    breakthrough_label: str
    number: int | None
    clause: str | None
    terms: list[str]
    term_labels: list[str]
    items: list[str]
    item_labels: list[str]
    document: str
    document_label: str
    duty: str | None
    duty_label: str | None
    lead: list[str]
    lead_labels: list[str]
    support: list[str]
    support_labels: list[str]
    zones: list[str]
    zone_labels: list[str]
    cities: list[str]
    city_labels: list[str]
    joined_by: list[str]
    joined_by_labels: list[str]


@strawberry.type
class Keeps:
    low: float
    estimate: float
    high: float
    unit: str


@strawberry.type
class TargetKeeps:
    target: str
    target_label: str
    keeps: Keeps | None


@strawberry.type
class RankRange:
    best: int
    worst: int


@strawberry.type
class Chokepoint:
    target: str
    target_label: str
    rank: int
    rank_range: RankRange
    units: list[str]
    unit_labels: list[str]
    order: int
    reading: Reading
    keeps: Keeps | None
    kind: DependencyKind | None
    sectors: int | None
    grade: Grade
    witness: Witness
    decided_by: list[Supply]
    in_words: str
    plan: list[InPlan]


@strawberry.type
class SingleSource:
    target: str
    target_label: str
    unit: str
    unit_label: str
    kind: DependencyKind
    reading: Reading
    keeps: Keeps | None
    grade: Grade
    witness: Witness
    decided_by: list[Supply]
    in_words: str
    plan: list[InPlan]


@strawberry.type
class Exposure:
    target: str
    target_label: str
    rank: int
    rank_range: RankRange
    unit: str
    unit_label: str
    keeps: Keeps
    reading: Reading
    stops: Reading | None
    grade: Grade
    through: list[str]
    through_labels: list[str]
    decided_by: list[Supply]


@strawberry.type
class DependencyStep:
    item: str
    item_label: str
    slot: str
    mode: Mode
    essential: bool
    member: str
    member_label: str
    nearest: int
    farthest: int | None
    alternatives: list[str]
    alternative_labels: list[str]
    free: list[str]
    free_labels: list[str]
    options: int
    hit: int


@strawberry.type
class ProductPath:
    tier: int
    items: list[str]
    item_labels: list[str]
    slots: list[str]


@strawberry.type
class CutSet:
    target: str
    target_label: str
    units: list[str]
    unit_labels: list[str]
    order: int
    reading: Reading
    plan: list[InPlan] | None


@strawberry.type
class OrderCount:
    order: int
    sets: int


@strawberry.type
class CutSetCount:
    target: str
    target_label: str
    reading: Reading
    counts: list[OrderCount]


@strawberry.type
class Stopped:
    confirmed: list[str]
    confirmed_labels: list[str]
    likely: list[str]
    likely_labels: list[str]
    possible: list[str]
    possible_labels: list[str]


@strawberry.type
class WhatIf:
    stopped: Stopped
    stopped_world: Stopped
    keeps: list[TargetKeeps]
