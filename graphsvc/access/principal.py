"""Roles, the rights each has, and the one who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from graphsvc.errors import Forbidden


class Right(StrEnum):
    """What can be allowed."""

    ASK = "ask"  # questions about the graph
    EXPLORE = "explore"  # the schema itself: introspection, and suggestions in errors
    CHANGE = "change"  # what is in the store: load, unload
    OPERATE = "operate"  # the running service: metrics


class Role(StrEnum):
    """Who one is to the service, the fewest rights first."""

    OFFICIAL = "official"
    ANALYST = "analyst"
    PLANNER = "planner"
    ADMIN = "admin"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.OFFICIAL: frozenset({Right.ASK}),
    Role.ANALYST: frozenset({Right.ASK, Right.EXPLORE}),
    Role.PLANNER: frozenset({Right.ASK, Right.EXPLORE, Right.CHANGE}),
    Role.ADMIN: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class Principal:
    """Someone whose identity is established. `name` is unique within `by`, and appears in the audit log."""

    name: str
    role: Role
    by: Literal["key", "token", "demo"]

    @property
    def id(self) -> str:
        """What budgets and logs know them by."""
        return f"{self.by}:{self.name}"

    def may(self, right: Right) -> bool:
        """Whether the role has the right."""
        return right in RIGHTS[self.role]

    def need(self, right: Right, what: str) -> None:
        """Forbidden without the right; `what` needs it."""
        if not self.may(right):
            raise Forbidden("no-right", what=what, right=right, role=self.role)


DEMO = Principal("anyone", Role.ANALYST, "demo")
