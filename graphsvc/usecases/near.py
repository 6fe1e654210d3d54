"""Names that resemble a text which nothing contains: what was probably meant.

A text with at most two slips keeps one of its three thirds untouched, so the store's own search for each third finds
the node, in every store alike; the candidates are then ranked by their likeness (Ratcliff and Obershelp, 0 to 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from graphsvc.stores.port import Node, View
from schema.names import fold, name_key

THIRDS = 3
CANDIDATES = 300  # nodes that contain a third, the shortest names first
LIKE = 0.6  # below this, names have little in common
SHOWN = 5


@dataclass(frozen=True, slots=True)
class NearNode:
    """A node with a name like the text. `score`: how like, 1 is equal."""

    id: str
    type: str
    score: float


def near(view: View, text: str, limit: int = SHOWN) -> tuple[NearNode, ...]:
    """The nodes whose names are most like a text, the likest first, then by id; none if nothing comes close."""
    folded = fold(text)
    candidates = {node.id: node for third in _thirds(folded) for node in view.search(third, limit=CANDIDATES)}
    likeness = SequenceMatcher(autojunk=False)
    likeness.set_seq2(folded)  # what it keeps about the second text serves all names
    scored = (NearNode(node.id, node.type, round(_score(node, likeness), 3)) for node in candidates.values())
    found = [one for one in scored if one.score >= LIKE]
    return tuple(sorted(found, key=lambda one: (-one.score, one.id))[:limit])


def names(node: Node) -> list[str]:
    """All names of a node in folded spelling."""
    return name_key({"id": node.id, **node.properties}).split("\n")[1:-1]


def _thirds(text: str) -> Iterator[str]:
    size = -(-len(text) // THIRDS)
    for start in range(0, len(text), max(size, 1)):
        if third := text[start : start + size].strip():
            yield third


def _score(node: Node, likeness: SequenceMatcher[str]) -> float:
    best = 0.0
    for name in names(node):
        likeness.set_seq1(name)
        if likeness.real_quick_ratio() > best and likeness.quick_ratio() > best:
            best = max(best, likeness.ratio())
    return best
