"""Answers: rows with reading, proof and evidence, and around them what they were computed on and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from analytics.readings import Reading
from analytics.shares import Notice
from analytics.supply_graph import GRADES
from schema.model import Label

METHOD_VERSION = "1"  # of the failure semantics: moves when an equal snapshot can give another answer


@dataclass(frozen=True, slots=True)
class Method:
    """How an answer was computed: docs/methods/NAME.md describes it."""

    name: str
    version: str = METHOD_VERSION


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the data can speak of, over all that the targets need; the shares are parts of the options, 0 to 1.

    `gap_items` have no claim at all about who makes them. None where there is nothing to count.
    """

    items: int
    gap_items: int
    options: int
    with_share: float | None
    with_site: float | None
    with_grade_b: float | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of an item, by its name."""

    item: str
    slot: str


@dataclass(frozen=True, slots=True)
class Witness:
    """Why: the target stops even if every item and slot outside these is available. Nothing can be left out."""

    items: tuple[str, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Supply:
    """One claim about who makes an item that decides a finding: what the failure takes away.

    `maker` is a firm or a place, `site` None when unknown. `share` in [0, 1] of the world, None when the claim states
    none. The failure hits this maker.
    """

    item: str
    maker: str
    site: str | None
    share: float | None
    claim: str
    source: str | None
    as_of: str | None
    grade: str


@dataclass(frozen=True, slots=True)
class NotOperating:
    """A target that does not operate even when nothing has failed: no finding is possible in this reading."""

    target: str
    reading: Reading
    reason: Witness


@dataclass(frozen=True, slots=True)
class Publication:
    """What a claim is taken from; None is unknown."""

    title: str | None
    publisher: str | None
    year: int | None
    licence: str | None
    kind: str | None
    url: str | None


Row = TypeVar("Row")


@dataclass(frozen=True)
class Answer(Generic[Row]):
    """What a use case returns. `names`: labels of all ids in it; `sources`: the publications its claims are from.
    `warnings`: facts about the data, put into words by the faces. `partial`: a bound was hit; `extra` says what is
    proven.
    """

    question: str
    parameters: Mapping[str, Any]
    snapshot: str
    method: Method
    coverage: Coverage | None
    rows: tuple[Row, ...]
    warnings: tuple[Notice, ...] = ()
    names: Mapping[str, Label] = field(default_factory=dict)
    sources: Mapping[str, Publication] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    partial: bool = False


def at_revision(revision: int, as_of: str | None = None, known_at: str | None = None) -> str:
    """The snapshot id of a question that visible claims of every grade count for, as of two dates if they are given."""
    return f"{revision}/{as_of or 'any'}/{known_at or 'any'}/{GRADES[-1]}"
