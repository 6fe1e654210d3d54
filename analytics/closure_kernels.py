"""The compiled loops over arcs: CSR, an order of a graph without loops, and what many targets reach in one sweep.

A graph is CSR arrays `ptr` (n + 1,) and `head` (n_arcs,): the arcs of node n lead to head[ptr[n]:ptr[n + 1]].
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

Ints = npt.NDArray[np.int32]
Words = npt.NDArray[np.uint64]

DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)  # its 64 windows of six bits are all different: times 2^k they tell k
PLACE = np.zeros(64, dtype=np.int64)
PLACE[(DE_BRUIJN << np.arange(64, dtype=np.uint64)) >> np.uint64(58)] = np.arange(64)


@njit(cache=True, nogil=True)
def csr(tail: Ints, head: Ints, nodes: int) -> tuple[Ints, Ints]:
    """CSR of arcs given as two columns, in the order of the columns within a tail; swap them for the other way."""
    ptr = np.zeros(nodes + 1, dtype=np.int32)
    for arc in range(len(tail)):
        ptr[tail[arc] + 1] += 1
    for node in range(nodes):
        ptr[node + 1] += ptr[node]
    fill = ptr[:-1].copy()
    found = np.empty(len(head), dtype=np.int32)
    for arc in range(len(tail)):
        node = tail[arc]
        found[fill[node]] = head[arc]
        fill[node] += 1
    return ptr, found


@njit(cache=True, nogil=True)
def tails_first(ptr: Ints, head: Ints) -> Ints:
    """Nodes in an order in which every arc leads on; what lies on a loop, or behind one, is left out."""
    nodes = len(ptr) - 1
    waiting = np.zeros(nodes, dtype=np.int32)
    for arc in range(len(head)):
        waiting[head[arc]] += 1
    order = np.empty(nodes, dtype=np.int32)
    last = 0
    for node in range(nodes):
        if waiting[node] == 0:
            order[last] = node
            last += 1
    place = 0
    while place < last:
        node = order[place]
        place += 1
        for arc in range(ptr[node], ptr[node + 1]):
            waiting[head[arc]] -= 1
            if waiting[head[arc]] == 0:
                order[last] = head[arc]
                last += 1
    return order[:last].copy()


@njit(cache=True, nogil=True)
def condensed(ptr: Ints, head: Ints, part: Ints, parts: int) -> tuple[Ints, Ints]:
    """CSR of the arcs between parts, each once; `part` numbers the part of each node."""
    first, by_part = csr(part, np.arange(len(part)).astype(np.int32), parts)  # nodes by part
    seen = np.full(parts, -1, dtype=np.int32)
    part_ptr = np.zeros(parts + 1, dtype=np.int32)
    part_head = np.empty(len(head), dtype=np.int32)
    found = 0
    for p in range(parts):
        seen[p] = p
        for k in range(first[p], first[p + 1]):
            node = by_part[k]
            for arc in range(ptr[node], ptr[node + 1]):
                other = part[head[arc]]
                if seen[other] != p:
                    seen[other] = p
                    part_head[found] = other
                    found += 1
        part_ptr[p + 1] = found
    return part_ptr, part_head[:found].copy()


@njit(cache=True, nogil=True)
def sweep(ptr: Ints, head: Ints, order: Ints, words: Words) -> None:
    """Hand the bits of every node, (n, n_words), on along its arcs; `order` lists tails first."""
    width = words.shape[1]
    for node in order:
        for w in range(width):
            word = words[node, w]
            if word != 0:
                for arc in range(ptr[node], ptr[node + 1]):
                    words[head[arc], w] |= word


@njit(cache=True, nogil=True)
def counted(words: Words, size: Ints, targets: int) -> npt.NDArray[np.int64]:
    """(n_targets,) the sum of `size` over the rows that have each bit."""
    found = np.zeros(targets, dtype=np.int64)
    for row in range(len(words)):
        for w in range(words.shape[1]):
            word = words[row, w]
            while word != 0:
                lowest = word & (~word + np.uint64(1))
                found[64 * w + PLACE[(lowest * DE_BRUIJN) >> np.uint64(58)]] += size[row]
                word ^= lowest
    return found
