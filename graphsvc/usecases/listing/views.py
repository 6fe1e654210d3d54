"""What a list gives: the rows shown, each with what was wanted of it, and what was asked about all rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphsvc.stores.port import Node, Relationship
from graphsvc.text import Language
from graphsvc.usecases.listing.asked import Order
from graphsvc.usecases.listing.reading import Labels
from graphsvc.usecases.listing.summaries import Group
from graphsvc.usecases.show import NodeRow


@dataclass(frozen=True, slots=True)
class Around:
    """What all rows share: the snapshot, the language asked for, and the names of nodes."""

    snapshot: str
    lang: Language
    labels: Labels


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node with what was wanted of it: lists of claims and nodes referred to, by their keys, and all evidence."""

    node: Node
    around: Around
    lists: dict[str, Found] = field(default_factory=dict)
    referred: dict[str, list[NodeView]] = field(default_factory=dict)
    evidence: list[NodeRow] = field(default_factory=list)  # one, if it was wanted


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim seen from one end, the node at its other end, and the nodes that its properties refer to."""

    claim: Relationship
    other: NodeView
    around: Around
    referred: dict[str, list[NodeView]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The part of a list that was asked for, in which order; `total` is None where nobody wanted to know."""

    rows: Sequence[NodeView | ClaimView]
    order: tuple[Order, ...]
    has_previous: bool
    has_next: bool
    total: int | None
    groups: Mapping[str, list[Group]]
    around: Around
