"""The compiled loops of the weighted cascade: how much of its supply each item keeps (docs/methods/exposure.md).

Items are settled in the order of supply, those that feed each other (a *loop*) together; a failure settles again only
what lies downstream of what it hits, and all is then put back. As in kernels.py a *node* is 2 * item + view.

Nothing here calls a function of kernels.py: numba's cache on disk notices a change in the file of a function, not in
those it calls.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from analytics.kernels import (
    ALL,
    ANY,
    EACH,
    EPSILON,
    HIT_AT_HOME,
    HIT_EVERYWHERE,
    HOME,
    WORLD,
    Bytes,
    Floats,
    Ints,
    Longs,
    Recipe,
    Units,
    compiled,
)

WORST, EVEN, BEST = 0, 1, 2  # who holds the part of a slot that no share speaks of
ONE_ITEM, TURNS, LASTS = 0, 1, 2
CLOSE = 1e-12  # values nearer than this are settled
UNKNOWN = -1.0  # a share that nobody states
NOBODY = -1.0  # no maker is left, whatever their shares


class Flow(NamedTuple):
    """Slots with weights, and the order of supply. `*_ptr` has one entry more than what it delimits."""

    slot_ptr: Ints  # item -> its slots that count at the horizon
    slot_item: Ints
    slot_durable: Bytes
    slot_weak: Bytes  # not essential
    member_ptr: Ints  # slot -> qualified items that fill it
    member_item: Ints
    member_share: Floats  # of the slot today, UNKNOWN
    use_ptr: Ints  # item -> slots it fills
    use_slot: Ints
    loop_ptr: Ints  # loop -> its items; loops in the order of supply
    loop_item: Ints
    loop_of: Ints  # item -> loop
    turns: Bytes  # ONE_ITEM, or TURNS: several items or one that needs itself; LASTS: also by durable slots


class State(NamedTuple):
    """What nodes keep under the failures of the moment, what they keep at the start, and lists to put it back."""

    keep: Floats
    installed: Floats  # what durable slots read: differs from `keep` only while a loop is settled
    runs: Bytes  # the operating set
    standing: Bytes  # the same for durable slots
    whole: Floats  # share of the makers that are not hit, NOBODY
    abroad: Floats  # the same without makers at home
    keep_before: Floats
    runs_before: Bytes
    hit: Bytes  # element -> strongest reach
    hits: Ints  # list: hit elements
    heap: Ints  # loops to settle, the first in the order of supply on top
    queued: Bytes  # loop -> is in the heap
    settled: Ints  # list: loops settled anew
    wanted: Bytes  # loop -> can matter to a target
    n: Longs  # N_HITS, N_HEAP, N_SETTLED


N_HITS, N_HEAP, N_SETTLED = range(3)


@njit(cache=True, nogil=True)
def in_order(loop_of: Ints, loops: int, supplier: Ints, user: Ints) -> Ints:
    """(loops,) rank of each loop, so that suppliers come before users; the pairs are items."""
    waiting = np.zeros(loops, dtype=np.int32)
    ptr = np.zeros(loops + 1, dtype=np.int32)
    for k in range(len(supplier)):
        if loop_of[supplier[k]] != loop_of[user[k]]:
            waiting[loop_of[user[k]]] += 1
            ptr[loop_of[supplier[k]] + 1] += 1
    ptr = np.cumsum(ptr).astype(np.int32)
    end = ptr[:-1].copy()
    after = np.zeros(ptr[-1], dtype=np.int32)
    for k in range(len(supplier)):
        c = loop_of[supplier[k]]
        if c != loop_of[user[k]]:
            after[end[c]] = loop_of[user[k]]
            end[c] += 1
    rank = np.zeros(loops, dtype=np.int32)
    queue = np.zeros(loops, dtype=np.int32)
    tail = 0
    for c in range(loops):
        if waiting[c] == 0:
            queue[tail] = c
            tail += 1
    for head in range(loops):
        c = queue[head]
        rank[c] = head
        for k in range(ptr[c], ptr[c + 1]):
            waiting[after[k]] -= 1
            if waiting[after[k]] == 0:
                queue[tail] = after[k]
                tail += 1
    return rank


# --- one node


@compiled
def surviving(recipe: Recipe, hit: Bytes, item: int, reach: int, home_lost: bool) -> float:
    """Share of its makers that an item keeps in a view (DOMAIN 3.3), NOBODY when none that counts is left."""
    left = False
    lost, kept = 0.0, 0.0
    for e in range(recipe.element_ptr[item], recipe.element_ptr[item + 1]):
        if hit[e] >= reach or (home_lost and recipe.element_home[e]):
            lost += recipe.element_share[e]
        elif recipe.element_counts[e]:
            left = True
            kept += recipe.element_share[e]
    if not left:
        return NOBODY
    for g in range(recipe.group_ptr[item], recipe.group_ptr[item + 1]):
        first, last = recipe.group_member_ptr[g], recipe.group_member_ptr[g + 1]
        gone = 0
        for m in range(first, last):
            e = recipe.group_member[m]
            if hit[e] >= reach or (home_lost and recipe.element_home[e]):
                gone += 1
        rule = recipe.group_rule[g]
        if rule == EACH:
            lost += recipe.group_share[g] * gone / (last - first)
        elif (rule == ALL and gone == last - first) or (rule == ANY and gone > 0):
            lost += recipe.group_share[g]
    return min(1.0, max(1.0 - lost, kept, 0.0))


@compiled
def filled(flow: Flow, state: State, s: int, view: int, rule: int) -> float:
    """What a slot keeps: its members by their known shares, the rest as the rule says."""
    first, last = flow.member_ptr[s], flow.member_ptr[s + 1]
    if first == last:
        return 0.0
    known, weight, strangers = 0.0, 0.0, 0
    for m in range(first, last):
        if flow.member_share[m] < 0.0:
            strangers += 1
        else:
            node = 2 * flow.member_item[m] + view
            value = state.installed[node] if flow.slot_durable[s] else state.keep[node]
            known += flow.member_share[m] * value
            weight += flow.member_share[m]
    if weight >= 1.0 - EPSILON:
        return float(known / weight)
    low, high, total = 1.0, 0.0, 0.0
    for m in range(first, last):
        if strangers == 0 or flow.member_share[m] < 0.0:
            node = 2 * flow.member_item[m] + view
            value = state.installed[node] if flow.slot_durable[s] else state.keep[node]
            low, high, total = min(low, value), max(high, value), total + value
    even = total / (strangers if strangers else last - first)
    return known + (1.0 - weight) * (low if rule == WORST else even if rule == EVEN else high)


@compiled
def inputs(flow: Flow, state: State, item: int, view: int, rule: int) -> float:
    """The scarcest essential slot; those that are not essential weaken the item by their part of its needs."""
    first, last = flow.slot_ptr[item], flow.slot_ptr[item + 1]
    scarcest, lacking = 1.0, 0.0
    for s in range(first, last):
        part = filled(flow, state, s, view, rule)
        if flow.slot_weak[s]:
            lacking += 1.0 - part
        else:
            scarcest = min(scarcest, part)
    return float(min(scarcest, 1.0 - lacking / (1 + last - first)))


@compiled
def kept(recipe: Recipe, flow: Flow, state: State, node: int, rule: int) -> float:
    """Makers elsewhere keep what the world keeps of their inputs, those at home what home keeps."""
    whole, abroad = max(0.0, state.whole[node]), max(0.0, state.abroad[node])
    value = 0.0
    if abroad > 0.0:
        value += abroad * inputs(flow, state, node // 2, WORLD, rule)
    if whole > abroad:
        value += (whole - abroad) * inputs(flow, state, node // 2, HOME, rule)
    return value if state.runs[node] else min(value, 1.0 - recipe.limit)


@compiled
def running(recipe: Recipe, flow: Flow, state: State, node: int) -> bool:
    """Whether the node operates (DOMAIN 3.3)."""
    least = 1.0 - recipe.limit - EPSILON
    view = HOME
    if state.abroad[node] != NOBODY and state.abroad[node] >= least:
        view = WORLD
    elif state.whole[node] == NOBODY or state.whole[node] < least:
        return False
    for s in range(flow.slot_ptr[node // 2], flow.slot_ptr[node // 2 + 1]):
        met = bool(flow.slot_weak[s])
        for m in range(flow.member_ptr[s], flow.member_ptr[s + 1]):
            member = 2 * flow.member_item[m] + view
            met = met or (state.standing[member] if flow.slot_durable[s] else state.runs[member]) != 0
        if not met:
            return False
    return True


# --- one loop


@compiled
def settle(recipe: Recipe, flow: Flow, state: State, c: int, rule: int) -> None:
    """Compute the nodes of a loop from those before it."""
    for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
        for view in range(2):
            item = flow.loop_item[k]
            node, reach = 2 * item + view, HIT_AT_HOME if view == HOME else HIT_EVERYWHERE
            state.whole[node] = surviving(recipe, state.hit, item, reach, False)
            state.abroad[node] = surviving(recipe, state.hit, item, reach, True)
    if flow.turns[c]:
        settle_operating(recipe, flow, state, c)
        rise(recipe, flow, state, c, rule)
        if rule != BEST:
            sink(recipe, flow, state, c, EVEN)
        if rule == WORST:
            sink(recipe, flow, state, c, WORST)
        return
    for node in range(2 * flow.loop_item[flow.loop_ptr[c]], 2 * flow.loop_item[flow.loop_ptr[c]] + 2):
        state.runs[node] = state.standing[node] = running(recipe, flow, state, node)
        state.keep[node] = state.installed[node] = kept(recipe, flow, state, node, rule)


@compiled
def settle_operating(recipe: Recipe, flow: Flow, state: State, c: int) -> None:
    """The alternating fixpoint of DOMAIN 3.5 within a loop."""
    items = flow.loop_item[flow.loop_ptr[c] : flow.loop_ptr[c + 1]]
    for item in items:
        state.standing[2 * item] = state.standing[2 * item + 1] = 1
    fell = True
    while fell:
        for item in items:
            state.runs[2 * item] = state.runs[2 * item + 1] = 0
        found = True
        while found:
            found = False
            for item in items:
                for node in range(2 * item, 2 * item + 2):
                    if not state.runs[node] and running(recipe, flow, state, node):
                        state.runs[node] = 1
                        found = True
        fell = False
        for item in items:
            for node in range(2 * item, 2 * item + 2):
                if flow.turns[c] == LASTS:
                    fell = fell or state.standing[node] != state.runs[node]
                state.standing[node] = state.runs[node]


@compiled
def rise(recipe: Recipe, flow: Flow, state: State, c: int, rule: int) -> None:
    """The same fixpoint over what nodes keep: consumed inputs from nothing upward, durable ones from all downward.

    Only whether anything is kept, but for BEST: where the rest is spread evenly, what keeps something has one solution,
    and that is found from above. From below it can take millions of rounds: the part of a loop that is fed from outside
    may be tiny.
    """
    items = flow.loop_item[flow.loop_ptr[c] : flow.loop_ptr[c + 1]]
    for item in items:
        state.installed[2 * item] = state.installed[2 * item + 1] = 1.0
    gap = 1.0
    while gap > CLOSE:
        for item in items:
            state.keep[2 * item] = state.keep[2 * item + 1] = 0.0
        gain = 1.0
        while gain > CLOSE:
            gain = 0.0
            for item in items:
                for node in range(2 * item, 2 * item + 2):
                    value = kept(recipe, flow, state, node, BEST if rule == BEST else EVEN)
                    if rule != BEST:
                        value = 1.0 if value > 0.0 else 0.0
                    gain = max(gain, value - state.keep[node])
                    state.keep[node] = max(value, state.keep[node])
        gap = 0.0
        for item in items:
            for node in range(2 * item, 2 * item + 2):
                if flow.turns[c] == LASTS:
                    gap = max(gap, state.installed[node] - state.keep[node])
                state.installed[node] = state.keep[node]


@compiled
def sink(recipe: Recipe, flow: Flow, state: State, c: int, rule: int) -> None:
    """From what nodes keep down to the largest solution below it."""
    loss = 1.0
    while loss > CLOSE:
        loss = 0.0
        for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
            for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
                value = min(state.keep[node], kept(recipe, flow, state, node, rule))
                loss = max(loss, state.keep[node] - value)
                state.keep[node] = state.installed[node] = value


# --- many failures


@compiled
def begin(recipe: Recipe, flow: Flow, state: State, rule: int) -> None:
    """Settle everything without a failure."""
    for c in range(len(flow.turns)):
        settle(recipe, flow, state, c, rule)
    for node in range(len(state.keep)):
        state.keep_before[node] = state.keep[node]
        state.runs_before[node] = state.runs[node]


@compiled
def fail(
    recipe: Recipe,
    flow: Flow,
    units: Units,
    state: State,
    ptr: Ints,
    failed: Ints,
    targets: Ints,
    rule: int,
    out: Floats,
) -> None:
    """out[k, t]: what node targets[t] keeps when the units failed[ptr[k]:ptr[k + 1]] fail together."""
    for k in range(len(ptr) - 1):
        press(recipe, flow, units, state, failed[ptr[k] : ptr[k + 1]], rule)
        for t in range(len(targets)):
            out[k, t] = state.keep[targets[t]]
        put_back(flow, state)


@compiled
def press(recipe: Recipe, flow: Flow, units: Units, state: State, failed: Ints, rule: int) -> None:
    """Fail units together; `put_back` takes it back."""
    strike(recipe, flow, units, state, failed)
    while state.n[N_HEAP] > 0:
        c = take(state)
        settle(recipe, flow, state, c, rule)
        state.settled[state.n[N_SETTLED]] = c
        state.n[N_SETTLED] += 1
        pass_on(flow, state, c)


@compiled
def strike(recipe: Recipe, flow: Flow, units: Units, state: State, failed: Ints) -> None:
    """Hit the elements of the failed units and queue their items."""
    for unit in failed:
        for p in range(units.ptr[unit], units.ptr[unit + 1]):
            e = units.element[p]
            if state.hit[e] == 0:
                state.hits[state.n[N_HITS]] = e
                state.n[N_HITS] += 1
            state.hit[e] = max(state.hit[e], units.reach[p])
            put(state, flow.loop_of[recipe.element_item[e]])


@compiled
def pass_on(flow: Flow, state: State, c: int) -> None:
    """Queue the users of what a settled loop no longer keeps."""
    for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
        item = flow.loop_item[k]
        same = True
        for node in range(2 * item, 2 * item + 2):
            same = same and state.runs[node] == state.runs_before[node]
            same = same and abs(state.keep[node] - state.keep_before[node]) <= CLOSE
        if same:
            continue
        for u in range(flow.use_ptr[item], flow.use_ptr[item + 1]):
            user = flow.loop_of[flow.slot_item[flow.use_slot[u]]]
            if user != c:
                put(state, user)


@compiled
def put_back(flow: Flow, state: State) -> None:
    """Take the failure back."""
    for h in range(state.n[N_HITS]):
        state.hit[state.hits[h]] = 0
    for n in range(state.n[N_SETTLED]):
        c = state.settled[n]
        for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
            for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
                state.keep[node] = state.installed[node] = state.keep_before[node]
                state.runs[node] = state.standing[node] = state.runs_before[node]
    state.n[N_HITS] = state.n[N_SETTLED] = 0


@compiled
def put(state: State, c: int) -> None:
    """Add a loop to the heap, once."""
    if state.queued[c] or not state.wanted[c]:
        return
    state.queued[c] = 1
    at = state.n[N_HEAP]
    state.n[N_HEAP] += 1
    while at > 0 and state.heap[(at - 1) // 2] > c:
        state.heap[at] = state.heap[(at - 1) // 2]
        at = (at - 1) // 2
    state.heap[at] = c


@compiled
def take(state: State) -> int:
    """Remove the first loop in the order of supply."""
    top = state.heap[0]
    state.queued[top] = 0
    state.n[N_HEAP] -= 1
    size = state.n[N_HEAP]
    last, at = state.heap[size], 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and state.heap[child + 1] < state.heap[child]:
            child += 1
        if state.heap[child] >= last:
            break
        state.heap[at] = state.heap[child]
        at = child
    state.heap[at] = last
    return int(top)
