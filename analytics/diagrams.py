"""Families of sets as zero-suppressed decision diagrams: millions of cut sets in a few thousand nodes, counted at once.

A node (variable, lo, hi) stands for the sets of `lo`, and those of `hi` with the variable added; variables grow on the
way down. Every operation but `union` takes and gives *minimal* families (no set holds another) and is remembered, so
that it costs at most the product of the sizes of its diagrams. Tables do not grow inside compiled code: an operation
that finds no room, or has used up its budget, gives a negative number and is asked again; what it has remembered stays.

Sources: Minato, S. (1993), Zero-suppressed BDDs for set manipulation in combinatorial problems, DAC'93, 272-277;
Rauzy, A. (1993), New algorithms for fault trees analysis, Reliability Engineering & System Safety 40, 203-211.
One file on purpose, see kernels.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from numba import njit

from analytics.kernels import LOST, Losses, Recipe

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

NONE, EMPTY = 0, 1  # no set at all; the empty set alone: it stops whatever the units do
NO_ROOM, OUT_OF_BUDGET, UNKNOWN = -1, -2, -3
VARIABLE, LO, HI, FEWEST, MOST = range(5)  # columns of a node
N_NODES, N_MEMO, BUDGET = range(3)
EITHER, BOTH, WITHOUT, UNION, AT_MOST = range(5)
LAST = 2**31 - 1  # the variable of NONE and EMPTY: below all others
UNBOUNDED = 1 << 20  # more units than any set has
DEEPEST = 4_000  # variables: each may be a call on the stack
MOST_NODES, MOST_MEMO = 1 << 22, 1 << 23  # 0.4 GB together


Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile a function that allocates nothing; it may call itself."""
    found: Function = njit(cache=True, nogil=True, _nrt=False)(function)  # type: ignore[call-overload]
    return found


class Table(NamedTuple):
    """All nodes of all families, and what the operations gave."""

    node: Longs  # (capacity, 5): variable, lo, hi, units in the smallest and in the largest set
    bucket: Longs  # hash -> node, 0 = none
    memo: Longs  # (slots, 3): operation and bound, operands, result; the first is 0 where the slot is free
    n: Longs  # N_NODES, N_MEMO, BUDGET


def table(nodes: int = 1 << 12, slots: int = 1 << 13) -> Table:
    """An empty table; both sizes are powers of two."""
    found = Table(
        np.zeros((nodes, 5), dtype=np.int64),
        np.zeros(2 * nodes, dtype=np.int64),
        np.zeros((slots, 3), dtype=np.int64),
        np.array([2, 0, 0], dtype=np.int64),
    )
    found.node[NONE] = LAST, NONE, NONE, UNBOUNDED, -1
    found.node[EMPTY] = LAST, EMPTY, EMPTY, 0, 0
    return found


def grown(old: Table) -> Table:
    """The same nodes and results in a table with room for more."""
    nodes = 2 * len(old.node) if 2 * old.n[N_NODES] > len(old.node) else len(old.node)
    slots = 2 * len(old.memo) if 3 * old.n[N_MEMO] > len(old.memo) else len(old.memo)
    new = table(nodes, slots)
    new.node[: len(old.node)] = old.node
    new.n[:] = old.n
    _rehash(new)
    _remember_again(new, old.memo)
    return new


def cut_back(old: Table, n_nodes: int) -> Table:
    """Only the first nodes, with nothing remembered."""
    new = table(1 << n_nodes.bit_length())
    new.node[:n_nodes] = old.node[:n_nodes]
    new.n[N_NODES] = n_nodes
    _rehash(new)
    return new


def is_too_large(table: Table) -> bool:
    """Whether a table has outgrown MOST_NODES or MOST_MEMO."""
    return len(table.node) > MOST_NODES or len(table.memo) > MOST_MEMO


@compiled
def _rehash(table: Table) -> None:
    for found in range(2, table.n[N_NODES]):
        place = _place(table, table.node[found, VARIABLE], table.node[found, LO], table.node[found, HI])
        table.bucket[place] = found


@compiled
def _remember_again(table: Table, memo: Longs) -> None:
    for slot in range(len(memo)):
        if memo[slot, 0] != 0:
            place = _slot(table, memo[slot, 0], memo[slot, 1])
            for column in range(3):
                table.memo[place, column] = memo[slot, column]


@compiled
def _mixed(a: int, b: int, c: int) -> int:
    """A hash of three numbers."""
    found = np.uint64(a) * np.uint64(0x9E3779B97F4A7C15)
    found ^= np.uint64(b) * np.uint64(0xC2B2AE3D27D4EB4F)
    found ^= np.uint64(c) * np.uint64(0x165667B19E3779F9)
    found ^= found >> np.uint64(29)
    found *= np.uint64(0xBF58476D1CE4E5B9)
    return np.int64(found >> np.uint64(20))  # type: ignore[return-value]


@compiled
def _place(table: Table, variable: int, lo: int, hi: int) -> int:
    """The bucket that holds a node, or the free one where it belongs."""
    node, bucket = table.node, table.bucket
    place = _mixed(variable, lo, hi) & (len(bucket) - 1)
    while bucket[place] != 0:
        found = bucket[place]
        if node[found, VARIABLE] == variable and node[found, LO] == lo and node[found, HI] == hi:
            break
        place = (place + 1) & (len(bucket) - 1)
    return place


@compiled
def _slot(table: Table, what: int, operands: int) -> int:
    """The slot that remembers an operation, or the free one where it belongs."""
    memo = table.memo
    place = _mixed(what, operands, 0) & (len(memo) - 1)
    while memo[place, 0] != 0 and (memo[place, 0] != what or memo[place, 1] != operands):
        place = (place + 1) & (len(memo) - 1)
    return place


@compiled
def _full(table: Table) -> int:
    """Let every operation end at once: what cannot be remembered would be computed again and again."""
    table.n[BUDGET] = -1
    return NO_ROOM


@compiled
def made(table: Table, variable: int, lo: int, hi: int) -> int:
    """The node for the sets of `lo` and those of `hi` with a variable smaller than all of theirs."""
    if lo < 0 or hi < 0:
        return min(lo, hi)
    if hi == NONE:
        return lo
    place = _place(table, variable, lo, hi)
    if table.bucket[place] != 0:
        return int(table.bucket[place])
    found = table.n[N_NODES]
    if found == len(table.node):
        return _full(table)
    node = table.node
    node[found, VARIABLE], node[found, LO], node[found, HI] = variable, lo, hi
    node[found, FEWEST] = min(node[lo, FEWEST], node[hi, FEWEST] + 1)
    node[found, MOST] = max(node[lo, MOST], node[hi, MOST] + 1)
    table.bucket[place] = found
    table.n[N_NODES] = found + 1
    return int(found)


@compiled
def _known(table: Table, operation: int, bound: int, f: int, g: int) -> int:
    """What an operation gave before, what forbids it now, or UNKNOWN."""
    place = _slot(table, 1 + operation + (bound << 4), (f << 32) | g)
    if table.memo[place, 0] != 0:
        return int(table.memo[place, 2])
    if 3 * (table.n[N_MEMO] + 1) > 2 * len(table.memo):
        return _full(table)
    if table.n[BUDGET] <= 0:
        return OUT_OF_BUDGET if table.n[BUDGET] == 0 else NO_ROOM
    table.n[BUDGET] -= 1
    return UNKNOWN


@compiled
def _kept(table: Table, operation: int, bound: int, f: int, g: int, found: int) -> int:
    """Remember a result; an operation within may have taken the last free slot."""
    if found < 0:
        return found
    if 3 * (table.n[N_MEMO] + 1) > 2 * len(table.memo):
        return _full(table)
    what, operands = 1 + operation + (bound << 4), (f << 32) | g
    place = _slot(table, what, operands)
    table.memo[place, 0], table.memo[place, 1], table.memo[place, 2] = what, operands, found
    table.n[N_MEMO] += 1
    return found


@compiled
def without(table: Table, f: int, g: int) -> int:
    """The sets of f that hold no set of g."""
    if f < 0 or g < 0:
        return min(f, g)
    if f in (NONE, g) or g == EMPTY:
        return NONE
    node = table.node
    if g == NONE or node[f, MOST] < node[g, FEWEST]:
        return f
    known = _known(table, WITHOUT, 0, f, g)
    if known != UNKNOWN:
        return known
    x, y = node[f, VARIABLE], node[g, VARIABLE]
    if x > y:
        found = without(table, f, node[g, LO])
    elif x < y:
        found = made(table, x, without(table, node[f, LO], g), without(table, node[f, HI], g))
    else:
        lo = without(table, node[f, LO], node[g, LO])
        hi = without(table, without(table, node[f, HI], node[g, HI]), node[g, LO])
        found = made(table, x, lo, hi)
    return _kept(table, WITHOUT, 0, f, g, found)


@compiled
def either(table: Table, f: int, g: int) -> int:
    """The minimal sets among those of f and g: what stops one or the other."""
    if f < 0 or g < 0:
        return min(f, g)
    if f in (g, EMPTY) or g == NONE:
        return f
    if f == NONE or g == EMPTY:
        return g
    if f > g:
        f, g = g, f
    known = _known(table, EITHER, 0, f, g)
    if known != UNKNOWN:
        return known
    node = table.node
    x, y = node[f, VARIABLE], node[g, VARIABLE]
    if x < y:
        lo, hi = either(table, node[f, LO], g), int(node[f, HI])
    elif x > y:
        lo, hi = either(table, f, node[g, LO]), int(node[g, HI])
    else:
        lo, hi = either(table, node[f, LO], node[g, LO]), either(table, node[f, HI], node[g, HI])
    found = made(table, min(x, y), lo, without(table, hi, lo))
    return _kept(table, EITHER, 0, f, g, found)


@compiled
def at_most(table: Table, f: int, bound: int) -> int:
    """The sets of at most so many units."""
    node = table.node
    if f < 0 or node[f, MOST] <= bound:
        return f
    if node[f, FEWEST] > bound:
        return NONE
    known = _known(table, AT_MOST, bound, f, 0)
    if known != UNKNOWN:
        return known
    lo, hi = at_most(table, node[f, LO], bound), at_most(table, node[f, HI], bound - 1)
    return _kept(table, AT_MOST, bound, f, 0, made(table, node[f, VARIABLE], lo, hi))


@compiled
def both(table: Table, f: int, g: int, bound: int) -> int:
    """The minimal sets of at most so many units that hold a set of f and one of g: what stops both."""
    if f < 0 or g < 0:
        return min(f, g)
    node = table.node
    bound = min(bound, node[f, MOST] + node[g, MOST])
    if bound < max(node[f, FEWEST], node[g, FEWEST]):
        return NONE
    if f in (EMPTY, g):
        return at_most(table, g, bound)
    if g == EMPTY:
        return at_most(table, f, bound)
    if f > g:
        f, g = g, f
    known = _known(table, BOTH, bound, f, g)
    if known != UNKNOWN:
        return known
    x, y = node[f, VARIABLE], node[g, VARIABLE]
    if x < y:
        lo, hi = both(table, node[f, LO], g, bound), both(table, node[f, HI], g, bound - 1)
    elif x > y:
        lo, hi = both(table, f, node[g, LO], bound), both(table, f, node[g, HI], bound - 1)
    else:
        lo = both(table, node[f, LO], node[g, LO], bound)
        hi = both(table, node[f, HI], either(table, node[g, LO], node[g, HI]), bound - 1)
        hi = either(table, hi, both(table, node[f, LO], node[g, HI], bound - 1))
    found = made(table, min(x, y), lo, without(table, hi, lo))
    return _kept(table, BOTH, bound, f, g, found)


@compiled
def union(table: Table, f: int, g: int) -> int:
    """The sets of f and of g, also those that hold another."""
    if f < 0 or g < 0:
        return min(f, g)
    if f == g or g == NONE:
        return f
    if f == NONE:
        return g
    if f > g:
        f, g = g, f
    known = _known(table, UNION, 0, f, g)
    if known != UNKNOWN:
        return known
    node = table.node
    x, y = node[f, VARIABLE], node[g, VARIABLE]
    if x < y:
        found = made(table, x, union(table, node[f, LO], g), node[f, HI])
    elif x > y:
        found = made(table, y, union(table, f, node[g, LO]), node[g, HI])
    else:
        found = made(table, x, union(table, node[f, LO], node[g, LO]), union(table, node[f, HI], node[g, HI]))
    return _kept(table, UNION, 0, f, g, found)


@compiled
def gathered(table: Table, sets: Ints, at: Longs) -> int:
    """The family of the rows of `sets`, ascending and in lexical order, -1 = unused; none begins with another.

    at: rows still to take, family so far. The last row is taken first: so no call goes deeper than a row is long.
    """
    while at[0] > 0:
        row, chain = at[0] - 1, EMPTY
        for column in range(sets.shape[1] - 1, -1, -1):
            if sets[row, column] >= 0:
                chain = made(table, int(sets[row, column]), NONE, chain)
        found = union(table, chain, at[1])
        if found < 0:
            return found
        at[0], at[1] = row, found
    return int(at[1])


@compiled
def lost_makers(table: Table, losses: Losses, item: int, question: int, value: Longs, bound: int) -> int:
    """The sets of units that settle a question about an item's makers; `value` is scratch space."""
    root, decision = int(losses.root[item, question]), losses.decision
    if root <= LOST:
        return root  # SURVIVES is NONE, LOST is EMPTY
    first = root - 2
    for row in range(losses.end[item, question] - 1, first - 1, -1):
        lo, hi = int(decision[row, 1]), int(decision[row, 2])
        lo = value[lo - 2 - first] if lo > LOST else lo
        hi = value[hi - 2 - first] if hi > LOST else hi
        found = either(table, lo, both(table, made(table, int(decision[row, 0]), NONE, EMPTY), hi, bound))
        if found < 0:
            return found
        value[row - first] = found
    return int(value[0])


@compiled
def lost_slot(table: Table, recipe: Recipe, item: int, view: int, fails: Longs, bound: int) -> int:
    """The sets of units that leave one of an item's slots without a member in a view."""
    found = NONE
    for s in range(recipe.slot_ptr[item], recipe.slot_ptr[item + 1]):
        empty = EMPTY
        for m in range(recipe.member_ptr[s], recipe.member_ptr[s + 1]):
            empty = both(table, empty, fails[2 * recipe.member_item[m] + view], bound)
        found = either(table, found, empty)
    return found


@compiled
def inputs_to_users(
    table: Table, recipe: Recipe, losses: Losses, items: Ints, fails: Longs, value: Longs, at: Longs, bound: int
) -> int:
    """fails[node] = the minimal sets of units that stop it, for `items` from the at[0]-th on, inputs before users.

    An item stops with its makers, or with a slot lost in the world; where so many makers are lost that it leans on
    those at home, with a slot lost at home.
    """
    while at[0] < len(items):
        item = items[at[0]]
        abroad = lost_slot(table, recipe, item, 1, fails, bound)
        at_home = lost_slot(table, recipe, item, 0, fails, bound)
        for view in range(2):
            leaning = lost_makers(table, losses, item, 2 * view + 1, value, bound)
            found = either(table, abroad, both(table, leaning, at_home, bound))
            found = either(table, found, lost_makers(table, losses, item, 2 * view, value, bound))
            if found < 0:
                return found
            fails[2 * item + view] = found
        at[0] += 1
    return EMPTY
