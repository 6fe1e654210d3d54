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
    even_before: Floats  # what nodes in loops keep at the start where the rest is spread evenly
    ring: Ints  # nodes of the loop in hand to look at, from n[N_FIRST] on
    waits: Bytes  # node -> is in the ring
    n: Longs  # the N_ below


N_HITS, N_HEAP, N_SETTLED = range(3)
N_STARTED, N_DONE, N_STRUCK = range(3, 6)  # loops settled at the start; failures done; whether the next is under way
N_LOOP, N_STEP, N_FIRST, N_WAITING = range(6, 10)  # the loop in hand, and how far it is
N_LEFT = 10  # of the budget: nodes that may yet be looked at
COUNTERS = 11
NONE = -1  # no loop in hand
FRESH, RISING, EVENING, WORSENING = range(4)  # the last two go downward


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


# --- one loop: steps that may be taken up again when the budget of a call is used up


@compiled
def settle(recipe: Recipe, flow: Flow, state: State, rule: int) -> bool:
    """Go on with the loop in hand, from those before it; False when the budget is used up first."""
    c = state.n[N_LOOP]
    if state.n[N_STEP] == FRESH:
        survive(recipe, flow, state, c)
        if not flow.turns[c]:
            settle_item(recipe, flow, state, flow.loop_item[flow.loop_ptr[c]], rule)
            state.n[N_LOOP] = NONE
            return True
        settle_operating(recipe, flow, state, c)
        install(flow, state, c)
        to_step(flow, state, c, RISING)
    while state.n[N_STEP] == RISING:
        if not rise(recipe, flow, state, c, rule):
            return False
        if fall(flow, state, c) > CLOSE and flow.turns[c] == LASTS:
            to_step(flow, state, c, RISING)
        elif rule == BEST:
            state.n[N_STEP] = FRESH
        else:
            lower(flow, state, c, state.even_before)
            to_step(flow, state, c, EVENING)
    if state.n[N_STEP] == EVENING:
        if not sink(recipe, flow, state, c, EVEN):
            return False
        note_even(flow, state, c)
        if rule == WORST:
            lower(flow, state, c, state.keep_before)
            to_step(flow, state, c, WORSENING)
        else:
            state.n[N_STEP] = FRESH
    if state.n[N_STEP] == WORSENING:
        if not sink(recipe, flow, state, c, WORST):
            return False
        state.n[N_STEP] = FRESH
    state.n[N_LOOP] = NONE
    return True


@compiled
def survive(recipe: Recipe, flow: Flow, state: State, c: int) -> None:
    """What is left of the makers."""
    for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
        for view in range(2):
            item = flow.loop_item[k]
            node, reach = 2 * item + view, HIT_AT_HOME if view == HOME else HIT_EVERYWHERE
            state.whole[node] = surviving(recipe, state.hit, item, reach, False)
            state.abroad[node] = surviving(recipe, state.hit, item, reach, True)
    state.n[N_LEFT] -= flow.loop_ptr[c + 1] - flow.loop_ptr[c]


@compiled
def settle_item(recipe: Recipe, flow: Flow, state: State, item: int, rule: int) -> None:
    """An item that does not need itself."""
    for node in range(2 * item, 2 * item + 2):
        state.runs[node] = state.standing[node] = running(recipe, flow, state, node)
        state.keep[node] = state.installed[node] = kept(recipe, flow, state, node, rule)


@compiled
def settle_operating(recipe: Recipe, flow: Flow, state: State, c: int) -> None:
    """The alternating fixpoint of DOMAIN 3.5 within a loop; a node is looked at again when one it needs begins."""
    for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
        for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
            state.standing[node] = 1
    fell = True
    while fell:
        for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
            for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
                state.runs[node] = 0
        look_at_all(flow, state, c)
        while state.n[N_WAITING] > 0:
            node = next_node(state)
            if not state.runs[node] and running(recipe, flow, state, node):
                state.runs[node] = 1
                look_at_users(flow, state, c, node)
        fell = False
        for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
            for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
                if flow.turns[c] == LASTS:
                    fell = fell or state.standing[node] != state.runs[node]
                state.standing[node] = state.runs[node]


@compiled
def install(flow: Flow, state: State, c: int) -> None:
    """Durable inputs begin from all, consumed ones from nothing."""
    for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
        for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
            state.installed[node] = 1.0
            state.keep[node] = 0.0


@compiled
def rise(recipe: Recipe, flow: Flow, state: State, c: int, rule: int) -> bool:
    """Consumed inputs from nothing upward, durable ones as they are; False when the budget is used up first.

    Only whether anything is kept, but for BEST: where the rest is spread evenly, what keeps something has one solution,
    and that is found from above. From below it can take millions of rounds: the part of a loop that is fed from outside
    may be tiny.
    """
    while state.n[N_WAITING] > 0:
        if state.n[N_LEFT] <= 0:
            return False
        node = next_node(state)
        if rule != BEST and state.keep[node] > 0.0:
            continue
        value = kept(recipe, flow, state, node, BEST if rule == BEST else EVEN)
        if rule != BEST:
            value = 1.0 if value > 0.0 else 0.0
        if value - state.keep[node] > CLOSE:
            state.keep[node] = value
            look_at_users(flow, state, c, node)
    return True


@compiled
def fall(flow: Flow, state: State, c: int) -> float:
    """Durable inputs down to what was found; how far they fell. If they last and did, the rest begins from nothing."""
    gap = 0.0
    for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
        for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
            gap = max(gap, state.installed[node] - state.keep[node])
            state.installed[node] = state.keep[node]
    if gap > CLOSE and flow.turns[c] == LASTS:
        for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
            for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
                state.keep[node] = 0.0
    return gap


@compiled
def lower(flow: Flow, state: State, c: int, before: Floats) -> None:
    """Not above what was kept before the failure: no solution is, and it is nearer than the start from all."""
    for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
        for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
            state.keep[node] = state.installed[node] = min(state.keep[node], before[node])


@compiled
def sink(recipe: Recipe, flow: Flow, state: State, c: int, rule: int) -> bool:
    """From what nodes keep down to the largest solution below it; False when the budget is used up first."""
    while state.n[N_WAITING] > 0:
        if state.n[N_LEFT] <= 0:
            return False
        node = next_node(state)
        value = kept(recipe, flow, state, node, rule)
        if state.keep[node] - value > CLOSE:
            state.keep[node] = state.installed[node] = value
            look_at_users(flow, state, c, node)
    return True


@compiled
def note_even(flow: Flow, state: State, c: int) -> None:
    """At the start: what is kept where the rest is spread evenly."""
    if state.n[N_STARTED] < len(flow.turns):
        for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
            for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
                state.even_before[node] = state.keep[node]


# --- the equations of a loop as they stand, for whom solves them at once


class Lines(NamedTuple):
    """keep[nodes[i]] = constant[i] + sum of weight * keep[nodes[column]] over the entries of row i."""

    constant: Floats
    row: Ints
    column: Ints
    weight: Floats


@njit(cache=True, nogil=True)
def lines(recipe: Recipe, flow: Flow, state: State, c: int) -> Lines:
    """The loop's equations with the rest spread evenly, at each minimum the part that is least now.

    Node 2 * k + view is that of the loop's item k. What keeps nothing stays so.
    """
    first, size = flow.loop_ptr[c], flow.loop_ptr[c + 1] - flow.loop_ptr[c]
    place = np.zeros(len(flow.loop_of), dtype=np.int32)
    most = 0
    for k in range(size):
        item = flow.loop_item[first + k]
        place[item] = k
        most += 4 * (flow.member_ptr[flow.slot_ptr[item + 1]] - flow.member_ptr[flow.slot_ptr[item]])
    found = Lines(np.zeros(2 * size), np.zeros(most, dtype=np.int32), np.zeros(most, dtype=np.int32), np.zeros(most))
    at = 0
    for n in range(2 * size):
        item = flow.loop_item[first + n // 2]
        node = 2 * item + n % 2
        if state.keep[node] <= 0.0:
            continue
        if not state.runs[node] and kept(recipe, flow, state, node, EVEN) >= 1.0 - recipe.limit:
            found.constant[n] = 1.0 - recipe.limit
            continue
        abroad = max(0.0, state.abroad[node])
        for view in range(2):
            part = abroad if view == WORLD else max(0.0, state.whole[node]) - abroad
            if part > 0.0:
                at = line(flow, state, place, n, item, view, part, found, at)
    return Lines(found.constant, found.row[:at], found.column[:at], found.weight[:at])


@compiled
def line(
    flow: Flow, state: State, place: Ints, n: int, item: int, view: int, part: float, found: Lines, at: int
) -> int:
    """Add `part` of the item's inputs in a view to equation n; the number of entries so far."""
    first, last = flow.slot_ptr[item], flow.slot_ptr[item + 1]
    scarcest, lacking, least = 1.0, 0.0, -1
    for s in range(first, last):
        value = filled(flow, state, s, view, EVEN)
        if flow.slot_weak[s]:
            lacking += 1.0 - value
        elif value < scarcest:
            scarcest, least = value, s
    weak = 1.0 - lacking / (1 + last - first) < scarcest
    if least < 0 and not weak:
        found.constant[n] += part
    for s in range(first, last):
        if weak and flow.slot_weak[s]:
            part_of_slot = part / (1 + last - first)
            found.constant[n] -= part_of_slot
            at = entries(flow, state, place, n, s, view, part_of_slot, found, at)
        elif s == least and not weak:
            at = entries(flow, state, place, n, s, view, part, found, at)
    if weak:
        found.constant[n] += part
    return at


@compiled
def entries(
    flow: Flow, state: State, place: Ints, n: int, s: int, view: int, part: float, found: Lines, at: int
) -> int:
    """Add `part` of what a slot keeps to equation n: `filled` with the rest spread evenly."""
    first, last = flow.member_ptr[s], flow.member_ptr[s + 1]
    weight, strangers = 0.0, 0
    for m in range(first, last):
        strangers += flow.member_share[m] < 0.0
        weight += max(0.0, flow.member_share[m])
    full = weight >= 1.0 - EPSILON
    for m in range(first, last):
        share = max(0.0, flow.member_share[m]) / (weight if full else 1.0)
        if not full and (strangers == 0 or flow.member_share[m] < 0.0):
            share += (1.0 - weight) / (strangers if strangers else last - first)
        member = flow.member_item[m]
        if flow.loop_of[member] != flow.loop_of[flow.slot_item[s]]:
            found.constant[n] += part * share * state.keep[2 * member + view]
        elif share > 0.0 and state.keep[2 * member + view] > 0.0:
            found.row[at], found.column[at], found.weight[at] = n, 2 * place[member] + view, part * share
            at += 1
    return at


# --- the nodes of a loop that are to be looked at (a ring)


@compiled
def to_step(flow: Flow, state: State, c: int, step: int) -> None:
    """Begin a step with all nodes of the loop."""
    state.n[N_STEP] = step
    look_at_all(flow, state, c)


@compiled
def look_at_all(flow: Flow, state: State, c: int) -> None:
    """Every node of the loop, in the order of its items."""
    for k in range(flow.loop_ptr[c], flow.loop_ptr[c + 1]):
        for node in range(2 * flow.loop_item[k], 2 * flow.loop_item[k] + 2):
            look_at(state, node)


@compiled
def look_at_users(flow: Flow, state: State, c: int, node: int) -> None:
    """The nodes of the loop that read this one: makers at home read the home view, makers elsewhere the world's."""
    for u in range(flow.use_ptr[node // 2], flow.use_ptr[node // 2 + 1]):
        user = flow.slot_item[flow.use_slot[u]]
        if flow.loop_of[user] == c:
            look_at(state, 2 * user)
            look_at(state, 2 * user + 1)


@compiled
def look_at(state: State, node: int) -> None:
    """Add a node at the end, once."""
    if not state.waits[node]:
        state.waits[node] = 1
        state.ring[(state.n[N_FIRST] + state.n[N_WAITING]) % len(state.ring)] = node
        state.n[N_WAITING] += 1


@compiled
def next_node(state: State) -> int:
    """Remove the first."""
    node = state.ring[state.n[N_FIRST]]
    state.n[N_FIRST] = (state.n[N_FIRST] + 1) % len(state.ring)
    state.n[N_WAITING] -= 1
    state.n[N_LEFT] -= 1
    state.waits[node] = 0
    return int(node)


# --- many failures


@compiled
def begin(recipe: Recipe, flow: Flow, state: State, rule: int, budget: int) -> bool:
    """Go on to settle everything without a failure; False when the budget is used up first."""
    state.n[N_LEFT] = budget
    while state.n[N_STARTED] < len(flow.turns):
        state.n[N_LOOP] = state.n[N_STARTED]
        if state.n[N_LEFT] <= 0 or not settle(recipe, flow, state, rule):
            return False
        state.n[N_STARTED] += 1
    for node in range(len(state.keep)):
        state.keep_before[node] = state.keep[node]
        state.runs_before[node] = state.runs[node]
    return True


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
    budget: int,
) -> bool:
    """out[k, t]: what node targets[t] keeps when the units failed[ptr[k]:ptr[k + 1]] fail together.

    Goes on with failure k = n[N_DONE]; False when the budget is used up before the last.
    """
    state.n[N_LEFT] = budget
    while state.n[N_DONE] < len(ptr) - 1:
        k = state.n[N_DONE]
        if not press(recipe, flow, units, state, failed[ptr[k] : ptr[k + 1]], rule):
            return False
        for t in range(len(targets)):
            out[k, t] = state.keep[targets[t]]
        put_back(flow, state)
        state.n[N_DONE] += 1
    return True


@compiled
def press(recipe: Recipe, flow: Flow, units: Units, state: State, failed: Ints, rule: int) -> bool:
    """Go on to fail units together; False when n[N_LEFT] is used up first. `put_back` takes it back."""
    if not state.n[N_STRUCK]:
        state.n[N_STRUCK] = 1
        strike(recipe, flow, units, state, failed)
    while state.n[N_LOOP] != NONE or state.n[N_HEAP] > 0:
        if state.n[N_LOOP] == NONE:
            c = take(state)
            state.n[N_LOOP] = state.settled[state.n[N_SETTLED]] = c
            state.n[N_SETTLED] += 1
        c = state.n[N_LOOP]
        if state.n[N_LEFT] <= 0 or not settle(recipe, flow, state, rule):
            return False
        pass_on(flow, state, c)
    return True


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
    state.n[N_HITS] = state.n[N_SETTLED] = state.n[N_STRUCK] = 0


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
