"""Where a relationship or a reference leads: to one type of the contract, to a group of them, or to any node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graphsvc.text import LANGUAGES, text
from schema.load import contract
from schema.model import Label, RelationshipType

NODE = "Node"

Direction = Literal["out", "in"]


@dataclass(frozen=True, slots=True)
class Target:
    """Nodes of these types, under the name of their type or interface."""

    name: str
    types: tuple[str, ...]
    label: Label

    @staticmethod
    def of(types: Sequence[str]) -> Target:
        """The narrowest type or interface of nodes of all these types."""
        if len(types) == 1:
            return Target(types[0], tuple(types), contract().nodes[types[0]].label)
        group = next((name for name, members in groups().items() if set(types) <= set(members)), None)
        if group:
            return Target(group, groups()[group], _label(group))
        return Target(NODE, tuple(contract().nodes), _label(NODE))


def groups() -> dict[str, tuple[str, ...]]:
    """The groups of node types that are interfaces: those that all together have a name."""
    return {name: members for name, members in contract().groups.items() if name in contract().collections}


def relations(types: Sequence[str]) -> list[tuple[RelationshipType, Direction]]:
    """The relationships that nodes of all these types can have, out of them and into them."""
    found: list[tuple[RelationshipType, Direction]] = []
    for one in contract().relationships.values():
        found += [(one, "out")] * (set(types) <= set(one.start))
        found += [(one, "in")] * (set(types) <= set(one.end))
    return found


def _label(interface: str) -> Label:
    return Label(**{language: text(f"lists.called.{interface}", language) for language in LANGUAGES})
