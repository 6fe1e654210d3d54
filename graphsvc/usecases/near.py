"""Names that resemble a text which nothing contains: what was probably meant.

A text with at most two slips keeps one of its three thirds untouched, so the store's own search for each third finds
the node, in every store alike; the candidates are then ranked by their likeness (Ratcliff and Obershelp, 0 to 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from graphsvc.stores.port import Node, View
from schema.generated import types
from schema.load import contract
from schema.names import fold, name_key

THIRDS = 3
CANDIDATES = 300  # nodes that contain a third, the shortest names first
LIKE = 0.6  # below this, names have little in common
PART = 0.9  # what the likeness of a part of a name is worth
SHOWN = 5


@dataclass(frozen=True, slots=True)
class NearNode:
    """A node with a name like the text. `score`: how like, 1 is equal."""

    id: str
    type: str
    score: float


def near(view: View, text: str, limit: int = SHOWN) -> tuple[NearNode, ...]:
    """The nodes with names most like a text: the likest first, items before what speaks of them, short names first."""
    folded = fold(text)
    candidates = {node.id: node for third in _thirds(folded) for node in view.search(third, limit=CANDIDATES)}
    likeness = SequenceMatcher(autojunk=False)
    likeness.set_seq2(folded)  # what it keeps about the second text serves all names
    items = contract().types_with_label(types.ITEM)
    scored = [(round(_score(node, len(folded), likeness), 3), node) for node in candidates.values()]
    found = sorted(
        ((score, node) for score, node in scored if score >= LIKE),
        key=lambda pair: (-pair[0], pair[1].type not in items, len("".join(names(pair[1]))), pair[1].id),
    )
    return tuple(NearNode(node.id, node.type, score) for score, node in found[:limit])


def names(node: Node) -> list[str]:
    """All names of a node in folded spelling."""
    return name_key({"id": node.id, **node.properties}).split("\n")[1:-1]


def _thirds(text: str) -> Iterator[str]:
    size = -(-len(text) // THIRDS)
    for start in range(0, len(text), max(size, 1)):
        if third := text[start : start + size].strip():
            yield third


def _score(node: Node, size: int, likeness: SequenceMatcher[str]) -> float:
    best = 0.0
    for name in names(node):
        best = max(best, _ratio(name, likeness), PART * _ratio(_part(name, size, likeness), likeness))
    return best


def _part(name: str, size: int, likeness: SequenceMatcher[str]) -> str:
    """The part of a longer name that lies over the text of this size when their longest common piece does."""
    likeness.set_seq1(name)
    piece = likeness.find_longest_match(0, len(name), 0, size)
    start = max(0, piece.a - piece.b)
    return name[start : start + size]


def _ratio(name: str, likeness: SequenceMatcher[str]) -> float:
    likeness.set_seq1(name)
    return likeness.ratio()
