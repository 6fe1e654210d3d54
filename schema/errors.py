"""The few errors of the project, each with a stable code; exit codes and HTTP statuses are decided at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class GraphsvcError(Exception):
    """Base of everything the user or operator can mend; anything else is a defect of ours."""

    code = "error"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule of a batch: where it is, what was found, and what would be allowed."""

    table: str
    row: int | None  # as a spreadsheet counts it: the header is row 1; None when the whole table is meant
    column: str | None
    value: str | None
    rule: str


class InputRejected(GraphsvcError):
    """A batch breaks the contract; nothing was written. Carries all violations."""

    code = "input-rejected"

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__(f"{len(violations)} violation(s); nothing was written")
        self.violations = tuple(violations)
