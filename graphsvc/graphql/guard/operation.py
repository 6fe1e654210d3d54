"""What is remembered of an operation: who, what, at which cost, with which outcome. Never what it answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation that was executed or refused."""

    principal: str
    kind: str  # query, mutation, subscription; empty where it was not parsed
    name: str | None
    fields: tuple[str, ...]  # of the root; empty where it was refused before they were looked at
    document: str  # the first 12 hex digits of the text's SHA-256
    cost: int
    outcome: str  # ANSWERED, or the code of the first error
    seconds: float


Record = Callable[[Operation], None]
