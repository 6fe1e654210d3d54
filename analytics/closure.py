"""All that many targets need, or all that needs them: closures of a graph along its arcs.

A target is a node, or several nodes taken together. Strongly connected parts are made one node first; what is left
has an order, and one sweep along it carries one bit for every target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analytics import closure_kernels as kernels
from analytics.kernels import Recipe

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Closure:
    """What each target reaches, itself included.

    `part`: (n_nodes,) the strongly connected part of each node; `words`: (n_parts, n_words) uint64, bit t = target t.
    """

    n_targets: int
    part: Ints
    words: kernels.Words

    def reached(self, target: int) -> npt.NDArray[np.bool_]:
        """(n_nodes,) whether target number t reaches each node."""
        bit = np.uint64(1) << np.uint64(target % 64)
        return np.asarray((self.words[:, target // 64] & bit)[self.part] != 0)

    def sizes(self) -> npt.NDArray[np.int64]:
        """(n_targets,) how many nodes each target reaches, itself included."""
        size = np.bincount(self.part, minlength=len(self.words)).astype(np.int32)
        return kernels.counted(self.words, size, self.n_targets)


def closure(ptr: Ints, head: Ints, targets: Sequence[npt.ArrayLike]) -> Closure:
    """What each target reaches along the arcs of a graph.

    Parameters
    ----------
    ptr, head : CSR, (n_nodes + 1,) and (n_arcs,)
    targets : a node number, or several taken together, for each
    """
    together = [np.atleast_1d(np.asarray(target, dtype=np.int32)) for target in targets]
    numbers = np.concatenate(together) if together else np.zeros(0, dtype=np.int32)
    part = np.arange(len(ptr) - 1, dtype=np.int32)
    order = kernels.tails_first(ptr, head)
    if len(order) < len(part):
        part = strong_parts(ptr, head)
        ptr, head = kernels.condensed(ptr, head, part, int(part.max()) + 1)
        order = kernels.tails_first(ptr, head)
    words = np.zeros((len(ptr) - 1, -(-len(together) // 64)), dtype=np.uint64)
    place = np.repeat(np.arange(len(together), dtype=np.uint64), [len(nodes) for nodes in together])
    np.bitwise_or.at(words, (part[numbers], place // 64), np.uint64(1) << place % 64)
    kernels.sweep(ptr, head, order, words)
    return Closure(len(together), part, words)


def inputs(recipe: Recipe) -> tuple[Ints, Ints]:
    """CSR from each item to the members of its slots: its closure is all an item needs."""
    return recipe.member_ptr[recipe.slot_ptr], recipe.member_item


def users(recipe: Recipe) -> tuple[Ints, Ints]:
    """CSR from each item to the items whose slots it fills: its closure is all that may need an item."""
    return recipe.use_ptr, recipe.slot_item[recipe.use_slot]


def strong_parts(ptr: Ints, head: Ints) -> Ints:
    """(n_nodes,) the number of each node's strongly connected part, from 0 on."""
    nodes = len(ptr) - 1
    arcs = csr_array((np.ones(len(head), dtype=np.int8), head, ptr), shape=(nodes, nodes))
    return np.asarray(connected_components(arcs, connection="strong")[1], dtype=np.int32)
