"""Marks on fields that need more than the row they are asked of: what the look-ahead must know about them."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.graphql.connections.targets import Direction, Target

MARK = "graphsvc-needs"  # in the extensions of a field
EVIDENCE = "evidence"  # all claims of the node
NAMES = "names"  # of the nodes that its properties refer to


@dataclass(frozen=True, slots=True)
class ClaimsMark:
    """The claims of a type; `other`: what their other ends are."""

    relationship: str
    direction: Direction
    other: Target


@dataclass(frozen=True, slots=True)
class ReferenceMark:
    """The nodes that a property names."""

    property: str
    target: Target
