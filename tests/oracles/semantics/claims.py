"""DOMAIN 3.0: which claims a question sees, and how claims about the same thing are settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from tests.oracles.semantics.cells import last_day, text
from tests.oracles.semantics.question import GRADES, Batch, Question, Row

T = TypeVar("T")


@dataclass(frozen=True)
class Evidence:
    """A batch seen by a question; `doubtful`: with the claims graded below `min_grade` (3.2), or without them."""

    batch: Batch
    question: Question
    doubtful: bool


@dataclass(frozen=True)
class Claim:
    """One row of a relationship table with its provenance filled in."""

    cells: Row
    source: str
    as_of: date | None
    recorded_at: date
    grade: str


@dataclass(frozen=True)
class Settled(Generic[T]):
    """The value a property was settled to, and the claim that stated it."""

    value: T
    claim: Claim


def claims(evidence: Evidence, kind: str) -> list[Claim]:
    """The claims of one relationship type that the question sees."""
    question = evidence.question
    found = (as_claim(row, question.today) for row in evidence.batch.get(kind, ()))
    return [c for c in found if is_seen(c, question) and (evidence.doubtful or not is_doubtful(c, question))]


def as_claim(row: Row, today: date) -> Claim:
    as_of, recorded_at = text(row, "as_of"), text(row, "recorded_at")
    return Claim(
        cells=row,
        source=text(row, "source") or "",
        as_of=last_day(as_of) if as_of else None,
        recorded_at=last_day(recorded_at) if recorded_at else today,  # 3.0.2: "empty = time of load"
        grade=text(row, "grade") or "D",  # 3.0.1: "empty = D"
    )


def is_seen(claim: Claim, question: Question) -> bool:
    """3.0.2: --as-of keeps claims with as_of <= D or unknown, --known-at those with recorded_at <= D."""
    old_enough = question.as_of is None or claim.as_of is None or claim.as_of <= question.as_of
    known = question.known_at is None or claim.recorded_at <= question.known_at
    return old_enough and known


def is_doubtful(claim: Claim, question: Question) -> bool:
    """3.2: graded below `min_grade`."""
    return GRADES.index(claim.grade) > GRADES.index(question.min_grade)


def by_key(found: Iterable[Claim], *columns: str) -> dict[tuple[str, ...], list[Claim]]:
    """3.0.1: claims are about the same thing when type and key agree; an empty cell is a value of its own."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in found:
        key = tuple(text(claim.cells, column) or "" for column in columns)
        groups.setdefault(key, []).append(claim)
    return groups


def settle(same: Iterable[Claim], read: Callable[[Row], T | None]) -> Settled[T] | None:
    """3.0.1: one property among the claims with that key that state it, on its own."""
    stating = [(claim, value) for claim in same if (value := read(claim.cells)) is not None]
    if not stating:
        return None
    claim, value = min(stating, key=lambda pair: precedence(pair[0]))
    return Settled(value, claim)


def precedence(claim: Claim) -> tuple[int, int, int, str]:
    """3.0.1: best grade, then newest as_of (unknown is oldest), newest recorded_at, smallest source id."""
    age = -claim.as_of.toordinal() if claim.as_of else 1
    return GRADES.index(claim.grade), age, -claim.recorded_at.toordinal(), claim.source
