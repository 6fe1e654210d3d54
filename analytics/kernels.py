"""The compiled loops over a failure graph: operating set, single failures, proofs and the search for cut sets.

A *node* is 2 * item + view, view 0 = home, 1 = world. What unit failures leave of an item's makers fixes its *level*
in a view: 2 = it runs when its slots are met in the world, 1 = only when they are met at home, 0 = it is dead.
Consumed slots need well-founded support, so every running node has a *rank* and leans on members of smaller rank: a
failure first suspects all that leaned on it, then reinstates what has other support. Durable slots read the nodes
that were running one round earlier (the greatest fixpoint); each round can only stop more.
Failures are pushed and popped, so that a question costs what it touches and not the size of the graph.

One file on purpose: numba's cache on disk notices a change in the file of a function, not in those it calls.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from numba import njit

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]

HOME, WORLD = 0, 1
DEAD, NEEDS_HOME, NEEDS_WORLD = 0, 1, 2
RUNS, SUSPECT, STOPPED = 0, 1, 2  # states of a node; only nodes that run at the start count
HIT_AT_HOME, HIT_EVERYWHERE = 1, 2  # reach of a unit on an element
ALL, EACH, ANY = 0, 1, 2  # when a group's share is lost
EPSILON = 1e-9
LAST_RANK = 1 << 62

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile a function that allocates nothing: without counting references to the 40 arrays it passes on.

    The counting made a failure five times as slow; numba refuses a function that does allocate.
    """
    found: Function = njit(cache=True, nogil=True, _nrt=False)(function)  # type: ignore[call-overload]
    return found


def inlined(function: Function) -> Function:
    """The same for what inner loops call: in line, since a call copies the headers of all arrays."""
    found: Function = njit(cache=True, nogil=True, _nrt=False, forceinline=True)(function)  # type: ignore[call-overload]
    return found


class Recipe(NamedTuple):
    """AND/OR arrays of a question in one reading. `*_ptr` has one entry more than what it delimits."""

    element_ptr: Ints  # item -> its makers
    element_item: Ints
    element_home: Bytes  # made at home
    element_counts: Bytes  # an option, not only a holder of share
    element_share: Floats  # 0 = unknown
    group_ptr: Ints  # item -> groups of shares
    group_share: Floats
    group_rule: Bytes
    group_member_ptr: Ints
    group_member: Ints  # elements
    slot_ptr: Ints  # item -> its slots
    slot_item: Ints
    slot_durable: Bytes
    member_ptr: Ints  # slot -> items that fill it
    member_item: Ints
    use_ptr: Ints  # item -> slots it fills
    use_slot: Ints
    limit: float  # share that may be lost
    loop_free: bool = False  # no consumed loops: what runs is what has not lost a slot, and counting is enough


class Units(NamedTuple):
    """What each unit hits, and the reverse; `reach` is HIT_AT_HOME or HIT_EVERYWHERE."""

    ptr: Ints
    element: Ints
    reach: Bytes
    by_element_ptr: Ints
    by_element: Ints
    by_element_reach: Bytes


class Start(NamedTuple):
    """The operating set: level, whether the node runs, its rank among those that run, the round in which it fell."""

    level: Bytes
    runs: Bytes
    rank: Longs
    fell: Ints  # 0 = runs


class Work(NamedTuple):
    """Scratch space of one thread: the state under the failures pushed so far, and a log to pop them again.

    `n` holds lengths of lists and counters: N_HITS, N_STACK, N_SUSPECTS, N_STOPPED, N_LOG, NEXT_RANK, LAYER, STAMP.
    """

    hit: Bytes  # element -> strongest reach that hit it
    state: Bytes  # node
    level: Bytes
    rank: Longs
    hits: Ints  # list: hit elements, at most once for each reach
    hit_before: Bytes  # what each of them was before
    spared: Bytes  # element -> what a proof put aside for a moment
    stack: Ints
    suspects: Ints
    stopped: Ints  # list: nodes that stopped
    log: Ints  # list: nodes that changed, once a layer, with what they were before
    state_before: Bytes
    level_before: Bytes
    rank_before: Longs
    logged: Longs  # node -> number of the push that logged it last
    seen: Longs  # node -> stamp
    item_seen: Longs  # item -> stamp
    gone: Ints  # 2 * slot + view -> members that do not run; kept where the recipe is loop-free
    layers: Longs  # (depth, 8): `n` before each push
    n: Longs


N_HITS, N_STACK, N_SUSPECTS, N_STOPPED, N_LOG, NEXT_RANK, LAYER, STAMP = range(8)


@njit(cache=True, nogil=True)
def missing(recipe: Recipe, start: Start) -> Ints:
    """For each slot and view, the members that do not run at the start."""
    gone = np.zeros(2 * len(recipe.slot_item), dtype=np.int32)
    for s in range(len(recipe.slot_item)):
        for m in range(recipe.member_ptr[s], recipe.member_ptr[s + 1]):
            for view in range(2):
                gone[2 * s + view] += 1 - start.runs[2 * recipe.member_item[m] + view]
    return gone


def scratch(recipe: Recipe, start: Start, depth: int = 1) -> Work:
    """Fresh scratch space for a recipe whose start is known, for `depth` pushes on top of each other."""
    nodes, elements = len(start.level), len(recipe.element_item)
    entries = depth * nodes
    pushes = 2 * nodes + 2 * len(recipe.use_slot) + 2  # a reinstated node wakes both nodes of each slot it fills
    n = np.zeros(8, dtype=np.int64)
    n[NEXT_RANK] = nodes
    return Work(
        hit=np.zeros(elements, dtype=np.int8),
        state=np.zeros(nodes, dtype=np.int8),
        level=start.level.copy(),
        rank=start.rank.copy(),
        hits=np.zeros(2 * elements, dtype=np.int32),
        hit_before=np.zeros(2 * elements, dtype=np.int8),
        spared=np.zeros(elements, dtype=np.int8),
        stack=np.zeros(2 * pushes, dtype=np.int32),
        suspects=np.zeros(nodes, dtype=np.int32),
        stopped=np.zeros(nodes, dtype=np.int32),
        log=np.zeros(entries, dtype=np.int32),
        state_before=np.zeros(entries, dtype=np.int8),
        level_before=np.zeros(entries, dtype=np.int8),
        rank_before=np.zeros(entries, dtype=np.int64),
        logged=np.zeros(nodes, dtype=np.int64),
        seen=np.zeros(nodes, dtype=np.int64),
        item_seen=np.zeros(nodes // 2, dtype=np.int64),
        gone=missing(recipe, start),
        layers=np.zeros((depth, 8), dtype=np.int64),
        n=n,
    )


@inlined
def survives(recipe: Recipe, hit: Bytes, item: int, reach: int, home_lost: bool) -> bool:
    """Whether the makers left in a view suffice: one that counts, and no more share lost than the limit.

    A maker is lost when hit with at least `reach` (1 in the home view, 2 in the world), or made at home if home_lost.
    """
    element_ptr, home, counts, share = (
        recipe.element_ptr,
        recipe.element_home,
        recipe.element_counts,
        recipe.element_share,
    )
    group_ptr, member_ptr, members = recipe.group_ptr, recipe.group_member_ptr, recipe.group_member
    left = False
    lost = 0.0
    kept = 0.0
    for e in range(element_ptr[item], element_ptr[item + 1]):
        if hit[e] >= reach or (home_lost and home[e]):
            lost += share[e]
        elif counts[e]:
            left = True
            kept += share[e]
    if not left:
        return False
    for g in range(group_ptr[item], group_ptr[item + 1]):
        gone = 0
        first, last = member_ptr[g], member_ptr[g + 1]
        for m in range(first, last):
            e = members[m]
            if hit[e] >= reach or (home_lost and home[e]):
                gone += 1
        rule = recipe.group_rule[g]
        if rule == EACH:
            lost += recipe.group_share[g] * gone / (last - first)
        elif (rule == ALL and gone == last - first) or (rule == ANY and gone > 0):
            lost += recipe.group_share[g]
    return min(lost, 1.0 - kept) <= recipe.limit + EPSILON


@inlined
def level_of(recipe: Recipe, hit: Bytes, item: int, view: int) -> int:
    """What the makers left need: slots in the world, slots at home, or nothing helps."""
    reach = HIT_AT_HOME if view == HOME else HIT_EVERYWHERE
    if survives(recipe, hit, item, reach, True):
        return NEEDS_WORLD
    return NEEDS_HOME if survives(recipe, hit, item, reach, False) else DEAD


@njit(cache=True, nogil=True)
def derive(recipe: Recipe, level: Bytes, installed: Bytes) -> tuple[Bytes, Longs]:
    """Least fixpoint over consumed slots, durable ones met by what is installed: which nodes run, in what order."""
    items = len(recipe.slot_ptr) - 1
    unmet = np.zeros(2 * items, dtype=np.int32)
    met = np.zeros(2 * len(recipe.slot_item), dtype=np.int8)
    for s in range(len(recipe.slot_item)):
        for view in range(2):
            filled = False
            if recipe.slot_durable[s]:
                for m in range(recipe.member_ptr[s], recipe.member_ptr[s + 1]):
                    filled = filled or installed[2 * recipe.member_item[m] + view] != 0
            if not filled:
                unmet[2 * recipe.slot_item[s] + view] += 1
    runs = np.zeros(2 * items, dtype=np.int8)
    rank = np.full(2 * items, 2 * items, dtype=np.int64)
    queue = np.zeros(2 * items, dtype=np.int32)
    tail = 0
    for node in range(2 * items):
        if level[node] != DEAD and unmet[node - node % 2 + level[node] - 1] == 0:
            runs[node], queue[tail] = 1, node
            tail += 1
    head = 0
    while head < tail:
        node = queue[head]
        rank[node] = head
        head += 1
        view = node % 2
        for u in range(recipe.use_ptr[node // 2], recipe.use_ptr[node // 2 + 1]):
            s = recipe.use_slot[u]
            if recipe.slot_durable[s] or met[2 * s + view]:
                continue
            met[2 * s + view] = 1
            owner = 2 * recipe.slot_item[s]
            unmet[owner + view] -= 1
            if unmet[owner + view] == 0:
                for user in range(owner, owner + 2):
                    if level[user] == view + 1 and not runs[user]:
                        runs[user], queue[tail] = 1, user
                        tail += 1
    return runs, rank


@njit(cache=True, nogil=True)
def operate(recipe: Recipe, hit: Bytes) -> Start:
    """The alternating fixpoint (DOMAIN 3.5) from scratch, for given hits on elements."""
    nodes = 2 * (len(recipe.slot_ptr) - 1)
    level = np.zeros(nodes, dtype=np.int8)
    for node in range(nodes):
        level[node] = level_of(recipe, hit, node // 2, node % 2)
    return fixpoint(recipe, level)


@njit(cache=True, nogil=True)
def fixpoint(recipe: Recipe, level: Bytes) -> Start:
    """What operates when the makers leave these levels."""
    installed = np.ones(len(level), dtype=np.int8)
    fell = np.zeros(len(level), dtype=np.int32)
    round_number = 0
    while True:
        round_number += 1
        runs, rank = derive(recipe, level, installed)
        changed = False
        for node in range(len(level)):
            if installed[node] and not runs[node]:
                fell[node] = round_number
                changed = True
        if not changed:
            return Start(level, runs, rank, fell)
        installed = runs


@njit(cache=True, nogil=True)
def levels(recipe: Recipe, units: Units) -> Bytes:
    """(n_units + 1, n_nodes): what each unit alone leaves of the makers of every item; the last row: no failure."""
    nodes = 2 * (len(recipe.element_ptr) - 1)
    found = np.zeros((len(units.ptr), nodes), dtype=np.int8)
    hit = np.zeros(len(recipe.element_item), dtype=np.int8)
    for unit in range(len(units.ptr)):
        if unit + 1 < len(units.ptr):
            for p in range(units.ptr[unit], units.ptr[unit + 1]):
                hit[units.element[p]] = units.reach[p]
        for node in range(nodes):
            found[unit, node] = level_of(recipe, hit, node // 2, node % 2)
        hit[:] = 0
    return found


@inlined
def remember(work: Work, node: int) -> None:
    """Log what a node is, once a push."""
    n = work.n
    if work.logged[node] != n[STAMP]:
        work.logged[node] = n[STAMP]
        entry = n[N_LOG]
        work.log[entry] = node
        work.state_before[entry] = work.state[node]
        work.level_before[entry] = work.level[node]
        work.rank_before[entry] = work.rank[node]
        n[N_LOG] += 1


@inlined
def suspect(work: Work, node: int) -> None:
    """Put a running node under suspicion."""
    n = work.n
    remember(work, node)
    work.state[node] = SUSPECT
    work.stack[n[N_STACK]] = node
    work.suspects[n[N_SUSPECTS]] = node
    n[N_STACK] += 1
    n[N_SUSPECTS] += 1


@inlined
def met(recipe: Recipe, start: Start, work: Work, s: int, view: int, below: int) -> bool:
    """Whether a slot is met in a view: a durable one by any node not stopped, else by a running one of rank < below."""
    runs, state, rank, items = start.runs, work.state, work.rank, recipe.member_item
    durable = recipe.slot_durable[s]
    for m in range(recipe.member_ptr[s], recipe.member_ptr[s + 1]):
        node = 2 * items[m] + view
        if not runs[node]:
            continue
        if state[node] != STOPPED if durable else state[node] == RUNS and rank[node] < below:
            return True
    return False


@compiled
def strike(units: Units, work: Work, failed: Ints) -> None:
    """Hit the elements of the failed units."""
    n, hit = work.n, work.hit
    for unit in failed:
        for p in range(units.ptr[unit], units.ptr[unit + 1]):
            e = units.element[p]
            if hit[e] < units.reach[p]:
                work.hits[n[N_HITS]] = e
                work.hit_before[n[N_HITS]] = hit[e]
                n[N_HITS] += 1
                hit[e] = units.reach[p]


@compiled
def hit_units(recipe: Recipe, units: Units, start: Start, work: Work, failed: Ints) -> None:
    """Hit the elements of the failed units, and suspect every node whose level this lowers."""
    n, hit, state, levels, runs = work.n, work.hit, work.state, work.level, start.runs
    items, item_seen = recipe.element_item, work.item_seen
    first = n[N_HITS]
    strike(units, work, failed)
    for h in range(first, n[N_HITS]):
        item = items[work.hits[h]]
        if item_seen[item] == n[STAMP]:
            continue
        item_seen[item] = n[STAMP]
        for node in range(2 * item, 2 * item + 2):
            if runs[node] and state[node] == RUNS:
                level = level_of(recipe, hit, item, node % 2)
                if level != levels[node]:
                    suspect(work, node)
                    levels[node] = level


@compiled
def spread(recipe: Recipe, start: Start, work: Work) -> None:
    """Suspect all that leaned on a suspect: a consumed slot left without a running member of smaller rank."""
    n, stack, state, level, rank, runs = work.n, work.stack, work.state, work.level, work.rank, start.runs
    use_ptr, use_slot, durable, owners = recipe.use_ptr, recipe.use_slot, recipe.slot_durable, recipe.slot_item
    while n[N_STACK] > 0:
        n[N_STACK] -= 1
        node = stack[n[N_STACK]]
        view = node % 2
        for u in range(use_ptr[node // 2], use_ptr[node // 2 + 1]):
            s = use_slot[u]
            if durable[s]:
                continue
            owner = 2 * owners[s]
            for user in range(owner, owner + 2):
                leans = runs[user] and state[user] == RUNS and level[user] == view + 1
                if leans and not met(recipe, start, work, s, view, rank[user]):
                    suspect(work, user)


@compiled
def supported(recipe: Recipe, start: Start, work: Work, node: int) -> bool:
    """Whether a suspect has all its slots met by nodes that are beyond suspicion."""
    if work.level[node] == DEAD:
        return False
    view = work.level[node] - 1
    for s in range(recipe.slot_ptr[node // 2], recipe.slot_ptr[node // 2 + 1]):
        if not met(recipe, start, work, s, view, work.n[NEXT_RANK]):
            return False
    return True


@compiled
def reinstate(recipe: Recipe, start: Start, work: Work) -> None:
    """Let suspects run again that other nodes support, with a new rank above all others; stop the rest."""
    n, stack, state, level, rank = work.n, work.stack, work.state, work.level, work.rank
    use_ptr, use_slot, owners = recipe.use_ptr, recipe.use_slot, recipe.slot_item
    for k in range(n[N_SUSPECTS]):
        stack[k] = work.suspects[k]
    n[N_STACK] = n[N_SUSPECTS]
    while n[N_STACK] > 0:
        n[N_STACK] -= 1
        node = stack[n[N_STACK]]
        if state[node] != SUSPECT or not supported(recipe, start, work, node):
            continue
        state[node] = RUNS
        rank[node] = n[NEXT_RANK]
        n[NEXT_RANK] += 1
        for u in range(use_ptr[node // 2], use_ptr[node // 2 + 1]):
            owner = 2 * owners[use_slot[u]]
            for user in range(owner, owner + 2):
                if state[user] == SUSPECT and level[user] == node % 2 + 1:
                    stack[n[N_STACK]] = user
                    n[N_STACK] += 1
    for k in range(n[N_SUSPECTS]):
        node = work.suspects[k]
        if state[node] == SUSPECT:
            state[node] = STOPPED
            work.stopped[n[N_STOPPED]] = node
            n[N_STOPPED] += 1
    n[N_SUSPECTS] = 0


@compiled
def wear_out(recipe: Recipe, start: Start, work: Work, first: int) -> None:
    """Suspect running nodes that lost the last member of a durable slot among those stopped from `first` on."""
    for k in range(first, work.n[N_STOPPED]):
        node = work.stopped[k]
        view = node % 2
        for u in range(recipe.use_ptr[node // 2], recipe.use_ptr[node // 2 + 1]):
            s = recipe.use_slot[u]
            if not recipe.slot_durable[s]:
                continue
            owner = 2 * recipe.slot_item[s]
            for user in range(owner, owner + 2):
                needs = start.runs[user] and work.state[user] == RUNS and work.level[user] == view + 1
                if needs and not met(recipe, start, work, s, view, 0):
                    suspect(work, user)


@compiled
def push(recipe: Recipe, units: Units, start: Start, work: Work, failed: Ints) -> None:
    """Fail units on top of what has failed; work.stopped[:n[N_STOPPED]] lists all nodes that have stopped.

    More failures only stop more, so the fixpoints are taken up where they stood.
    """
    n = work.n
    for counter in range(len(n)):
        work.layers[n[LAYER], counter] = n[counter]
    n[LAYER] += 1
    n[STAMP] += 1
    if recipe.loop_free:
        count_down(recipe, units, start, work, failed)
        return
    done = n[N_STOPPED]
    hit_units(recipe, units, start, work, failed)
    while n[N_STACK] > 0:
        spread(recipe, start, work)
        reinstate(recipe, start, work)
        wear_out(recipe, start, work, done)
        done = n[N_STOPPED]


@compiled
def count_down(recipe: Recipe, units: Units, start: Start, work: Work, failed: Ints) -> None:
    """Without consumed loops: an item stops with its makers or with the first slot whose last member has stopped."""
    n, hit, state, levels, runs, gone = work.n, work.hit, work.state, work.level, start.runs, work.gone
    stopped, use_ptr, use_slot, owners = work.stopped, recipe.use_ptr, recipe.use_slot, recipe.slot_item
    member_ptr, slot_ptr, items = recipe.member_ptr, recipe.slot_ptr, recipe.element_item
    first, head = n[N_HITS], n[N_STOPPED]
    strike(units, work, failed)
    for h in range(first, n[N_HITS]):
        item = items[work.hits[h]]
        if work.item_seen[item] == n[STAMP]:
            continue
        work.item_seen[item] = n[STAMP]
        for node in range(2 * item, 2 * item + 2):
            if not runs[node] or state[node] != RUNS:
                continue
            level = level_of(recipe, hit, item, node % 2)
            if level == levels[node]:
                continue
            remember(work, node)
            levels[node] = level
            lost = level == DEAD
            for s in range(slot_ptr[item], slot_ptr[item + 1]):
                lost = lost or gone[2 * s + HOME] == member_ptr[s + 1] - member_ptr[s]
            if lost:
                state[node] = STOPPED
                stopped[n[N_STOPPED]] = node
                n[N_STOPPED] += 1
    while head < n[N_STOPPED]:
        node = stopped[head]
        view = node % 2
        head += 1
        for u in range(use_ptr[node // 2], use_ptr[node // 2 + 1]):
            s = use_slot[u]
            gone[2 * s + view] += 1
            if gone[2 * s + view] < member_ptr[s + 1] - member_ptr[s]:
                continue
            for user in range(2 * owners[s], 2 * owners[s] + 2):
                if runs[user] and state[user] == RUNS and levels[user] == view + 1:
                    state[user] = STOPPED
                    stopped[n[N_STOPPED]] = user
                    n[N_STOPPED] += 1


@compiled
def pop(recipe: Recipe, work: Work) -> None:
    """Take back the last push."""
    n, state, gone, stopped = work.n, work.state, work.gone, work.stopped
    before = work.layers[n[LAYER] - 1]
    if recipe.loop_free:
        use_ptr, use_slot = recipe.use_ptr, recipe.use_slot
        for k in range(before[N_STOPPED], n[N_STOPPED]):
            node = stopped[k]
            state[node] = RUNS
            for u in range(use_ptr[node // 2], use_ptr[node // 2 + 1]):
                gone[2 * use_slot[u] + node % 2] -= 1
    for entry in range(n[N_LOG] - 1, before[N_LOG] - 1, -1):
        node = work.log[entry]
        state[node] = work.state_before[entry]
        work.level[node] = work.level_before[entry]
        work.rank[node] = work.rank_before[entry]
    for h in range(n[N_HITS] - 1, before[N_HITS] - 1, -1):
        work.hit[work.hits[h]] = work.hit_before[h]
    for counter in range(STAMP):
        n[counter] = before[counter]


# --- proofs and the search for cut sets


class Search(NamedTuple):
    """A depth-first search that can be left and taken up again; rows of `found` are unit numbers, -1 = unused."""

    candidate: Bytes  # unit -> may be chosen
    banned: Ints  # unit -> whether a level of the search has dealt with it already
    closing: Ints  # unit -> how many known cuts would be whole with it: a set with those is not minimal
    cut_ptr: Ints  # unit -> known cuts it is in
    cut: Ints
    member_ptr: Ints  # known cut -> its units
    member: Ints
    missing: Ints  # known cut -> how many of its units are not chosen
    branch: Ints  # (order + 1, n_units): units to try at each depth; the last row is spare
    length: Longs  # (order + 1,)
    position: Longs  # (order + 1,)
    chosen: Ints  # (order,)
    listed: Ints  # unit -> stamp: already in the proof's list
    risk: Floats  # node -> hits on the least risky proof that it runs, 0 = nothing can stop it (see `least_risk`)
    touched: Ints  # token -> stamp
    token_ptr: Ints  # unit -> tokens of what its failure alone touches
    token: Ints
    found: Ints  # (capacity, order)
    at: Longs  # DEPTH, N_FOUND, MARK


DEPTH, N_FOUND, MARK = range(3)
FINISHED, OUT_OF_BUDGET, FULL = range(3)


@inlined
def down(start: Start, work: Work, targets: Ints, all_needed: bool) -> bool:
    """Whether the target has stopped: any of its nodes if all are needed, else all of them."""
    for node in targets:
        runs = bool(start.runs[node] and work.state[node] != STOPPED)
        if runs != all_needed:
            return not runs
    return not all_needed


@inlined
def usable(search: Search, u: int) -> bool:
    """Whether a unit may be chosen next: of a minimal set that is not found elsewhere."""
    return bool(search.candidate[u] and not search.banned[u] and search.closing[u] == 0)


@compiled
def choose(search: Search, u: int, step: int) -> None:
    """Note that a unit is chosen (step 1) or no longer (step -1), and who would now make a known cut whole."""
    for p in range(search.cut_ptr[u], search.cut_ptr[u + 1]):
        cut = search.cut[p]
        if step > 0:
            search.missing[cut] -= 1
        if search.missing[cut] == 1:
            for m in range(search.member_ptr[cut], search.member_ptr[cut + 1]):
                search.closing[search.member[m]] += step
        if step < 0:
            search.missing[cut] += 1


@inlined
def hittable(units: Units, search: Search, e: int, reach: int) -> bool:
    """Whether a unit that may still be chosen hits an element."""
    for p in range(units.by_element_ptr[e], units.by_element_ptr[e + 1]):
        u = units.by_element[p]
        if units.by_element_reach[p] >= reach and usable(search, u):
            return True
    return False


@compiled
def list_units(recipe: Recipe, units: Units, work: Work, search: Search, node: int, depth: int) -> None:
    """Add the units that hit makers a running node cannot do without, once it does without all it can."""
    item, view = node // 2, node % 2
    reach = view + 1
    home_lost = work.level[node] == NEEDS_WORLD
    first, last = recipe.element_ptr[item], recipe.element_ptr[item + 1]
    for e in range(first, last):
        work.spared[e] = work.hit[e]
    for e in range(first, last):
        spared = work.hit[e] < reach and not (home_lost and recipe.element_home[e])
        if not spared or not hittable(units, search, e, reach):
            continue
        work.hit[e] = HIT_EVERYWHERE
        if survives(recipe, work.hit, item, reach, home_lost):
            continue
        work.hit[e] = work.spared[e]
        for p in range(units.by_element_ptr[e], units.by_element_ptr[e + 1]):
            u = units.by_element[p]
            if units.by_element_reach[p] >= reach and usable(search, u) and search.listed[u] != search.at[MARK]:
                search.listed[u] = search.at[MARK]
                search.branch[depth, search.length[depth]] = u
                search.length[depth] += 1
    for e in range(first, last):
        work.hit[e] = work.spared[e]


@inlined
def lean_on(recipe: Recipe, start: Start, work: Work, s: int, view: int, below: int) -> int:
    """The node a proof takes for a slot: one it already has, else the one of smallest rank."""
    best, best_rank = -1, LAST_RANK
    for m in range(recipe.member_ptr[s], recipe.member_ptr[s + 1]):
        node = 2 * recipe.member_item[m] + view
        if not start.runs[node] or work.state[node] == STOPPED:
            continue
        if work.rank[node] >= below and not recipe.slot_durable[s]:
            continue
        if work.seen[node] == work.n[STAMP]:
            return int(node)
        if work.rank[node] < best_rank:
            best, best_rank = int(node), int(work.rank[node])
    return best


@compiled
def prove(
    recipe: Recipe, units: Units, start: Start, work: Work, search: Search, targets: Ints, all_needed: bool, depth: int
) -> None:
    """List at `depth` the units that hit one proof that the target runs: every cut holds one of them."""
    n = work.n
    n[STAMP] += 1
    search.at[MARK] += 1
    search.length[depth] = 0
    search.position[depth] = 0
    top = 0
    for node in targets:
        if start.runs[node] and work.state[node] != STOPPED and (all_needed or top == 0):
            work.stack[top] = node
            work.seen[node] = n[STAMP]
            top += 1
    while top > 0:
        top -= 1
        node = work.stack[top]
        list_units(recipe, units, work, search, node, depth)
        view = work.level[node] - 1
        for s in range(recipe.slot_ptr[node // 2], recipe.slot_ptr[node // 2 + 1]):
            below = LAST_RANK if recipe.loop_free else work.rank[node]  # without loops any running member will do
            member = lean_on(recipe, start, work, s, view, below)
            if work.seen[member] != n[STAMP] and search.risk[member] > 0:
                work.seen[member] = n[STAMP]
                work.stack[top] = member
                top += 1


@njit(cache=True, nogil=True)
def least_risk(recipe: Recipe, units: Units, start: Start, work: Work, search: Search) -> tuple[Floats, Longs]:
    """For each running node the hits on its least risky proof, and a rank by that order: small proofs, few branches.

    A proof's hits are the units that hit what it cannot do without, summed over its parts as if nothing were shared;
    a durable input counts as one more (Knuth, D. E. (1977), A generalization of Dijkstra's algorithm, Information
    Processing Letters 6, 1-5). Nodes that do not run have no risk and the rank of the start.
    """
    nodes = len(start.runs)
    risk, rank = np.zeros(nodes), start.rank.copy()
    unmet = np.zeros(nodes, dtype=np.int32)
    met_already = np.zeros(2 * len(recipe.slot_item), dtype=np.int8)
    waiting = [(0.0, 0)]
    waiting.pop()
    for node in range(nodes):
        if not start.runs[node]:
            continue
        search.at[MARK] += 1
        search.length[0] = 0
        list_units(recipe, units, work, search, node, 0)
        risk[node] = search.length[0]
        for s in range(recipe.slot_ptr[node // 2], recipe.slot_ptr[node // 2 + 1]):
            risk[node] += recipe.slot_durable[s]
            unmet[node] += not recipe.slot_durable[s]
        if unmet[node] == 0:
            heapq.heappush(waiting, (risk[node], node))
    settled = 0
    while len(waiting) > 0:
        node = heapq.heappop(waiting)[1]
        rank[node] = settled
        settled += 1
        view = node % 2
        for p in range(recipe.use_ptr[node // 2], recipe.use_ptr[node // 2 + 1]):
            s = recipe.use_slot[p]
            if recipe.slot_durable[s] or met_already[2 * s + view]:
                continue
            met_already[2 * s + view] = 1
            for user in range(2 * recipe.slot_item[s], 2 * recipe.slot_item[s] + 2):
                if start.runs[user] and start.level[user] == view + 1:
                    risk[user] += risk[node]
                    unmet[user] -= 1
                    if unmet[user] == 0:
                        heapq.heappush(waiting, (risk[user], user))
    search.at[MARK] += 1
    return risk, rank


@compiled
def touch(recipe: Recipe, work: Work, loop: Ints, touched: Ints, mark: int, out: Ints, found: int) -> int:
    """Mark what a failure touches: the loops (consumed cycles; else the item alone) of items hit or short of an input.

    Two failures that touch nothing in common stop together just what each stops alone. New marks go to out[found:].
    """
    for h in range(work.n[N_HITS]):
        token = loop[recipe.element_item[work.hits[h]]]
        if touched[token] != mark:
            touched[token], out[found] = mark, token
            found += 1
    for k in range(work.n[N_STOPPED]):
        item = work.stopped[k] // 2
        for u in range(recipe.use_ptr[item], recipe.use_ptr[item + 1]):
            token = loop[recipe.slot_item[recipe.use_slot[u]]]
            if touched[token] != mark:
                touched[token], out[found] = mark, token
                found += 1
    return found


@njit(cache=True, nogil=True)
def alone(
    recipe: Recipe, units: Units, start: Start, work: Work, wanted: Ints, targets: Ints, loop: Ints
) -> tuple[Bytes, Ints, Ints]:
    """Every wanted unit failing alone: (unit, target node) -> stopped, and CSR of the tokens it touches."""
    stops = np.zeros((len(wanted), len(targets)), dtype=np.int8)
    ptr = np.zeros(len(wanted) + 1, dtype=np.int32)
    tokens = np.zeros(len(loop) + 1, dtype=np.int32)
    touched = np.zeros(len(loop), dtype=np.int32)
    one = np.zeros(1, dtype=np.int32)
    found = 0
    for k in range(len(wanted)):
        one[0] = wanted[k]
        push(recipe, units, start, work, one)
        for t in range(len(targets)):
            stops[k, t] = work.state[targets[t]] == STOPPED
        if found + len(loop) > len(tokens):
            tokens = np.concatenate((tokens, np.zeros(len(tokens) + len(loop), dtype=np.int32)))
        found = touch(recipe, work, loop, touched, k + 1, tokens, found)
        ptr[k + 1] = found
        pop(recipe, work)
    return stops, ptr, tokens[:found].copy()


@inlined
def meets(search: Search, u: int) -> bool:
    """Whether a unit touches what the units chosen so far touch."""
    for t in range(search.token_ptr[u], search.token_ptr[u + 1]):
        if search.touched[search.token[t]] == search.at[MARK]:
            return True
    return False


@compiled
def keep_meeting(search: Search, depth: int) -> None:
    """Of the units to try last only those that touch what the chosen ones touch."""
    kept = 0
    for k in range(search.length[depth]):
        u = search.branch[depth, k]
        if meets(search, u):
            search.branch[depth, kept] = u
            kept += 1
    search.length[depth] = kept


@compiled
def keep_listed(search: Search, depth: int) -> None:
    """Of the units still to try last only those that hit the proof listed last, too: one unit must hit every proof."""
    kept = search.position[depth]
    for k in range(kept, search.length[depth]):
        u = search.branch[depth, k]
        if search.listed[u] == search.at[MARK]:
            search.branch[depth, kept] = u
            kept += 1
    search.length[depth] = kept


@njit(cache=True, nogil=True)
def seek(
    recipe: Recipe,
    units: Units,
    start: Start,
    work: Work,
    search: Search,
    targets: Ints,
    all_needed: bool,
    loop: Ints,
    spare: Ints,
    budget: int,
) -> int:
    """Find the minimal sets of `order` units that stop the target; all smaller ones must be known.

    A set must hit the proof that the target runs with the units chosen so far, so only units of that proof are tried.
    A unit dealt with at one level is banned below its later siblings; none is tried that makes a known cut whole.
    """
    order = len(search.found[0])
    at = search.at
    if at[DEPTH] < 0:
        at[DEPTH] = 0
        prove(recipe, units, start, work, search, targets, all_needed, 0)
    one = np.zeros(1, dtype=np.int32)
    while True:
        depth = at[DEPTH]
        if search.position[depth] > 0:
            search.banned[search.branch[depth, search.position[depth] - 1]] = 1
        if search.position[depth] == search.length[depth]:
            for k in range(search.length[depth]):
                search.banned[search.branch[depth, k]] = 0
            if depth == 0:
                return FINISHED
            at[DEPTH] -= 1
            pop(recipe, work)
            choose(search, search.chosen[at[DEPTH]], -1)
            continue
        if at[N_FOUND] == len(search.found):
            return FULL
        if budget == 0:
            return OUT_OF_BUDGET
        one[0] = search.branch[depth, search.position[depth]]
        search.position[depth] += 1
        search.chosen[depth] = one[0]
        budget -= 1
        push(recipe, units, start, work, one)
        if down(start, work, targets, all_needed):
            search.found[at[N_FOUND], : depth + 1] = search.chosen[: depth + 1]
            at[N_FOUND] += 1
        elif depth + 1 < order:
            at[DEPTH] += 1
            choose(search, one[0], 1)
            prove(recipe, units, start, work, search, targets, all_needed, depth + 1)
            if depth + 2 == order:
                touch(recipe, work, loop, search.touched, at[MARK], spare, 0)
                keep_meeting(search, depth + 1)
            continue
        elif search.position[depth] < search.length[depth]:
            prove(recipe, units, start, work, search, targets, all_needed, order)
            keep_listed(search, depth)
        pop(recipe, work)


# --- every single failure at once, where nothing feeds itself


class Struck(NamedTuple):
    """What each unit does to the makers of an item: CSR of units, and the level each alone leaves in both views."""

    ptr: Longs  # item -> entries
    unit: Ints
    left: Bytes  # (n_entries, 2)


class Stoppers(NamedTuple):
    """For each node the units that stop it alone: `unit[first[node]:last[node]]`, in no order.

    `bits`: one bit for each of them, its number modulo 64; all bits where a node does not run at the start.
    """

    first: Longs
    last: Longs
    unit: Ints
    bits: npt.NDArray[np.uint64]


@njit(cache=True, nogil=True)
def strike_each(recipe: Recipe, units: Units) -> Struck:
    """Let each unit hit the makers of each item alone."""
    items, n_hits = len(recipe.slot_ptr) - 1, len(units.element)
    element_item, unit_ptr, elements, reaches = recipe.element_item, units.ptr, units.element, units.reach
    at = np.zeros(items + 2, dtype=np.int64)
    for p in range(n_hits):
        at[element_item[elements[p]] + 2] += 1
    for item in range(items + 1):
        at[item + 1] += at[item]
    by = np.empty((n_hits, 3), dtype=np.int32)  # (unit, element, reach) by item, by unit within an item
    for u in range(len(unit_ptr) - 1):
        for p in range(unit_ptr[u], unit_ptr[u + 1]):
            item = element_item[elements[p]]
            place = at[item + 1]
            by[place, 0], by[place, 1], by[place, 2] = u, elements[p], reaches[p]
            at[item + 1] += 1
    ptr = np.zeros(items + 1, dtype=np.int64)
    unit, left = np.empty(n_hits, dtype=np.int32), np.empty((n_hits, 2), dtype=np.int8)
    hit = np.zeros(len(element_item), dtype=np.int8)
    found = strike_in_turn(recipe, at, by, hit, ptr, unit, left)
    return Struck(ptr, unit[:found], left[:found])


@compiled
def strike_in_turn(recipe: Recipe, at: Longs, by: Ints, hit: Bytes, ptr: Longs, unit: Ints, left: Bytes) -> int:
    """Fill a Struck from hits sorted by item and unit; the number of entries."""
    found = 0
    for item in range(len(ptr) - 1):
        p = at[item]
        while p < at[item + 1]:
            begin = p
            unit[found] = by[p, 0]
            while p < at[item + 1] and by[p, 0] == unit[found]:
                hit[by[p, 1]] = by[p, 2]
                p += 1
            left[found, HOME] = level_of(recipe, hit, item, HOME)
            left[found, WORLD] = level_of(recipe, hit, item, WORLD)
            found += 1
            for k in range(begin, p):
                hit[by[k, 1]] = 0
        ptr[item + 1] = found
    return found


@njit(cache=True, nogil=True)
def stoppers(recipe: Recipe, units: Units, start: Start, order: Ints, most: int) -> tuple[Stoppers, bool]:
    """For each node of the items in `order` (inputs first) the units that stop it alone; False: more than `most`.

    A unit stops a node when it leaves too few of its makers, or stops every running member of a slot it needs: the
    sets of the members of a slot are intersected, those of the slots united. So each link is looked at once, and not
    once a failure; the bits tell most empty intersections apart.
    """
    nodes, n_units = len(start.runs), len(units.ptr) - 1
    struck = strike_each(recipe, units)
    bits = np.zeros(nodes, dtype=np.uint64)
    for node in range(nodes):
        if not start.runs[node]:
            bits[node] = ~bits[node]
    first, last = np.zeros(nodes, dtype=np.int64), np.zeros(nodes, dtype=np.int64)
    known = Stoppers(first, last, np.empty(2 * n_units + nodes, dtype=np.int32), bits)
    seen, count = np.full(n_units, -1, dtype=np.int32), np.zeros(n_units, dtype=np.int64)
    at = np.zeros(3, dtype=np.int64)
    while not gather(recipe, start, order, struck, known, seen, count, at):
        if len(known.unit) > most:
            return known, False
        more = np.empty(2 * len(known.unit), dtype=np.int32)
        more[: at[1]] = known.unit[: at[1]]
        known = Stoppers(first, last, more, bits)
    return known, True


@compiled
def gather(
    recipe: Recipe, start: Start, order: Ints, struck: Struck, known: Stoppers, seen: Ints, count: Longs, at: Longs
) -> bool:
    """Take up `stoppers` where it stood; False when there may be no room for the next set.

    `seen`: unit -> node whose set has it already; `count`: unit -> how many members of the slot at hand it stops.
    `at`: next place in the order, end of the sets, base of the counts.
    """
    runs, level, left = start.runs, start.level, struck.left
    first, last, found, bits = known.first, known.last, known.unit, known.bits
    while at[0] < len(order):
        item = order[at[0]]
        if at[1] + 2 * len(seen) > len(found):
            return False
        at[0] += 1
        begin, end = struck.ptr[item], struck.ptr[item + 1]
        home, world = 2 * item + HOME, 2 * item + WORLD
        alike = runs[home] and level[home] == level[world]  # then one set may serve both views
        for k in range(begin, end):
            alike = alike and left[k, HOME] == left[k, WORLD]
        for node in range(home, world + 1):
            if not runs[node]:
                continue
            if node == world and alike:
                first[node], last[node], bits[node] = first[home], last[home], bits[home]
                continue
            n = at[1]
            first[node] = n
            for k in range(begin, end):
                if left[k, node - home] == DEAD:
                    seen[struck.unit[k]] = node
                    found[n] = struck.unit[k]
                    n += 1
            n = through_slots(recipe, start, known, seen, count, at, node, n)
            for k in range(begin, end):
                u = struck.unit[k]
                if (
                    DEAD < left[k, node - home] < level[node]
                    and seen[u] != node
                    and loses_a_slot(recipe, known, item, u)
                ):
                    seen[u] = node
                    found[n] = u
                    n += 1
            word = np.uint64(0)
            for k in range(at[1], n):
                word |= np.uint64(1) << np.uint64(found[k] & 63)
            last[node], bits[node] = n, word
            at[1] = n
    return True


@inlined
def through_slots(
    recipe: Recipe, start: Start, known: Stoppers, seen: Ints, count: Longs, at: Longs, node: int, n: int
) -> int:
    """Add the units that stop every running member of one of a node's slots in the view it needs; the new end."""
    runs, member_ptr, member_item = start.runs, recipe.member_ptr, recipe.member_item
    first, last, found, bits = known.first, known.last, known.unit, known.bits
    view = start.level[node] - 1
    for s in range(recipe.slot_ptr[node // 2], recipe.slot_ptr[node // 2 + 1]):
        begin, end = member_ptr[s], member_ptr[s + 1]
        common = ~np.uint64(0)
        for m in range(begin, end):
            common &= bits[2 * member_item[m] + view]
        if common == 0:
            continue
        members = 0
        for m in range(begin, end):
            members += runs[2 * member_item[m] + view]
        base = at[2]
        at[2] += members
        nth = 0
        for m in range(begin, end):
            member = 2 * member_item[m] + view
            nth += runs[member]
            for k in range(first[member], last[member]):
                u = found[k]
                if nth > 1 and count[u] != base + nth - 1:
                    continue
                if nth < members:
                    count[u] = base + nth
                elif seen[u] != node:
                    seen[u] = node
                    found[n] = u
                    n += 1
    return n


@inlined
def loses_a_slot(recipe: Recipe, known: Stoppers, item: int, unit: int) -> bool:
    """Whether a unit stops every running member of one of an item's slots at home."""
    bit = np.uint64(1) << np.uint64(unit & 63)
    for s in range(recipe.slot_ptr[item], recipe.slot_ptr[item + 1]):
        lost = True
        for m in range(recipe.member_ptr[s], recipe.member_ptr[s + 1]):
            member = 2 * recipe.member_item[m] + HOME
            among = known.first[member] == known.last[member] and known.bits[member] != 0  # does not run anyway
            if known.bits[member] & bit:
                for k in range(known.first[member], known.last[member]):
                    among = among or known.unit[k] == unit
            lost = lost and among
        if lost:
            return True
    return False


# --- families of cut sets: which losses of makers take an item down


class Losses(NamedTuple):
    """For some items in both views the decisions that tell which hits leave too few makers.

    `root[item, 2 * view + home_lost]` and `decision[:, LO and HI]` are SURVIVES, LOST or 2 + a row of `decision`; the
    rows of one question follow each other, children behind parents, up to `end`. home_lost: makers at home count as
    lost, so that the item needs its slots at home.
    """

    root: Ints  # (n_items, 4)
    end: Ints  # (n_items, 4)
    decision: Ints  # (n_decisions, 3): the unit that fails or not, what follows if not, and if so


class Ruin(NamedTuple):
    """Scratch space of `losses`: the states before and after a turn, that is which makers of an item are lost."""

    lost: npt.NDArray[np.int8]  # (2, n_states, n_makers)
    left: Ints  # (2, n_states) units that may still fail
    number: Ints  # (2, n_states) its decision
    size: Longs  # (2,)
    slot: Ints  # hash -> state after the turn
    stamp: Longs  # hash -> turn that filled the slot
    closes: Ints  # maker -> last turn that may lose it, -1 = none
    twin: Ints  # maker -> the first that differs in nothing but who hits it
    twins: Ints  # maker -> how many of its twins are lost
    hit: Bytes  # maker of the graph -> lost in the state at hand
    n: Longs  # NOW, DECISIONS


SURVIVES, LOST = 0, 1  # beside roots and children
NO_ROOM, TOO_MANY, AS_AT_HOME = -1, -2, -3
NOW, DECISIONS = 0, 1
MOST_STATES = 1 << 15
SLOTS = 1 << 17


@njit(cache=True, nogil=True)
def inputs_before_users(recipe: Recipe, wanted: Ints) -> tuple[Ints, bool]:
    """All that the wanted items need, themselves included, depth first and inputs first; and whether without a loop.

    Where items feed themselves with whatever input, the order is that of a search that leaves a loop where it closes.
    """
    items = len(recipe.slot_ptr) - 1
    at = np.full(items, -1, dtype=np.int32)  # member to look at next; -1 = not seen, -2 = done
    stack, order = np.empty(items, dtype=np.int32), np.empty(items, dtype=np.int32)
    found, straight = 0, True
    for first in wanted:
        if at[first] != -1:
            continue
        stack[0], top = first, 1
        at[first] = recipe.member_ptr[recipe.slot_ptr[first]]
        while top > 0:
            item = stack[top - 1]
            if at[item] == recipe.member_ptr[recipe.slot_ptr[item + 1]]:
                at[item] = -2
                order[found] = item
                found += 1
                top -= 1
                continue
            member = recipe.member_item[at[item]]
            at[item] += 1
            if at[member] == -1:
                at[member] = recipe.member_ptr[recipe.slot_ptr[member]]
                stack[top] = member
                top += 1
            elif at[member] != -2:
                straight = False
    return order[:found].copy(), straight


@njit(cache=True, nogil=True)
def losses(
    recipe: Recipe, items: Ints, ptr: Longs, unit: Ints, element: Ints, reach: Bytes, most_units: int
) -> tuple[Losses, bool]:
    """Decide for each item which failures of at most so many units leave too few makers; False: too many states.

    Parameters
    ----------
    ptr : (n_items + 1,) item -> its hits: `unit`, `element`, `reach`; the hits of one unit follow each other
    """
    n_items = len(ptr) - 1
    root, end = np.zeros((n_items, 4), dtype=np.int32), np.zeros((n_items, 4), dtype=np.int32)
    widest = 1
    for item in items:
        widest = max(widest, recipe.element_ptr[item + 1] - recipe.element_ptr[item])
    work = Ruin(
        np.zeros((2, max(1, min(MOST_STATES, (1 << 24) // widest)), widest), dtype=np.int8),
        np.zeros((2, MOST_STATES), dtype=np.int32),
        np.zeros((2, MOST_STATES), dtype=np.int32),
        np.zeros(2, dtype=np.int64),
        np.zeros(SLOTS, dtype=np.int32),
        np.zeros(SLOTS, dtype=np.int64),
        np.zeros(widest, dtype=np.int32),
        np.zeros(widest, dtype=np.int32),
        np.zeros(widest, dtype=np.int32),
        np.zeros(len(recipe.element_item), dtype=np.int8),
        np.zeros(2, dtype=np.int64),
    )
    decision = np.zeros((1 << 10, 3), dtype=np.int32)
    for item in items:
        for question in range(4):
            before = work.n[DECISIONS]
            first = decide(recipe, item, question, ptr, unit, element, reach, most_units, work, root, decision)
            while first == NO_ROOM:
                work.n[DECISIONS] = before
                more = np.zeros((2 * len(decision), 3), dtype=np.int32)
                more[: len(decision)] = decision
                decision = more
                first = decide(recipe, item, question, ptr, unit, element, reach, most_units, work, root, decision)
            if first == TOO_MANY:
                return Losses(root, end, decision[:0].copy()), False
            if first == AS_AT_HOME:
                root[item, question], end[item, question] = root[item, question - 2], end[item, question - 2]
            else:
                root[item, question], end[item, question] = first, work.n[DECISIONS]
    return Losses(root, end, decision[: work.n[DECISIONS]].copy()), True


@compiled
def decide(
    recipe: Recipe,
    item: int,
    question: int,
    ptr: Longs,
    unit: Ints,
    element: Ints,
    reach: Bytes,
    most_units: int,
    work: Ruin,
    root: Ints,
    decision: Ints,
) -> int:
    """The root of one question, its decisions appended turn by turn, one unit a turn; else why there is none."""
    view, home_lost = question // 2, question % 2 == 1
    begin, last, first = ptr[item], ptr[item + 1], recipe.element_ptr[item]
    if view == WORLD and not differs(begin, last, reach):
        return AS_AT_HOME
    if home_lost and (root[item, question - 1] == LOST or not needs_home(recipe, item)):
        return SURVIVES
    look_ahead(recipe, item, view, begin, last, unit, element, reach, work)
    work.n[NOW] += 1
    work.size[0] = 0
    for m in range(recipe.element_ptr[item + 1] - first):
        work.hit[first + m] = 0
    top = enter(recipe, item, view, home_lost, work, 0, -1, most_units, decision)
    p, turn, into = begin, 0, 1
    while p < last and work.size[1 - into] > 0:
        stop = p + 1
        while stop < last and unit[stop] == unit[p]:
            stop += 1
        work.n[NOW] += 1
        work.size[into] = 0
        for state in range(work.size[1 - into]):
            number = work.number[1 - into, state]
            decision[number, 0] = unit[p]
            for fails in range(2):
                for m in range(recipe.element_ptr[item + 1] - first):
                    work.hit[first + m] = work.lost[1 - into, state, m]
                for k in range(p, stop if fails else p):
                    if reach[k] > view:
                        work.hit[element[k]] = HIT_EVERYWHERE
                left = work.left[1 - into, state] - fails
                child = enter(recipe, item, view, home_lost, work, into, turn, left, decision)
                if child < 0:
                    return int(child)
                decision[number, 1 + fails] = child
        p, turn, into = stop, turn + 1, 1 - into
    return int(top)


@compiled
def differs(begin: int, last: int, reach: Bytes) -> bool:
    """Whether some of an item's hits reach it at home only."""
    found = False
    for k in range(begin, last):
        found = found or reach[k] == HIT_AT_HOME
    return found


@compiled
def needs_home(recipe: Recipe, item: int) -> bool:
    """Whether it matters if the item's slots are met at home: it has some, and makers there."""
    home = False
    for e in range(recipe.element_ptr[item], recipe.element_ptr[item + 1]):
        home = home or recipe.element_home[e] != 0
    return home and recipe.slot_ptr[item] < recipe.slot_ptr[item + 1]


@compiled
def look_ahead(
    recipe: Recipe, item: int, view: int, begin: int, last: int, unit: Ints, element: Ints, reach: Bytes, work: Ruin
) -> None:
    """The last turn that may lose each maker, and which makers may stand for each other."""
    first = recipe.element_ptr[item]
    makers = recipe.element_ptr[item + 1] - first
    home, counts, share = recipe.element_home, recipe.element_counts, recipe.element_share
    for m in range(makers):
        work.closes[m], work.twin[m], work.twins[m] = -1, m, 0
    turn = -1
    for k in range(begin, last):
        turn += k == begin or unit[k] != unit[k - 1]
        if reach[k] > view:
            work.closes[element[k] - first] = turn
    for g in range(recipe.group_ptr[item], recipe.group_ptr[item + 1]):
        for p in range(recipe.group_member_ptr[g], recipe.group_member_ptr[g + 1]):
            work.twins[recipe.group_member[p] - first] = 1  # holds a share with others: like no other
    for m in range(makers):
        e = first + m
        for o in range(m if work.twins[m] == 0 else 0):
            a = first + o
            alike = home[a] == home[e] and counts[a] == counts[e] and share[a] == share[e]
            if alike and work.twins[o] == 0:
                work.twin[m] = work.twin[o]
                break


@compiled
def enter(
    recipe: Recipe, item: int, view: int, home_lost: bool, work: Ruin, into: int, turn: int, left: int, decision: Ints
) -> int:
    """What the state in `hit` comes to after a turn: settled, or a decision of the next turn, new or known."""
    first, reach, hit = recipe.element_ptr[item], view + 1, work.hit
    makers = recipe.element_ptr[item + 1] - first
    if not survives(recipe, hit, item, reach, home_lost):
        return LOST
    if left == 0 or outlasts(recipe, item, reach, home_lost, work, turn):
        return SURVIVES
    order_twins(hit, work, first, makers, turn)
    code = np.uint64(14695981039346656037)
    for m in range(makers):
        code = (code ^ np.uint64(hit[first + m])) * np.uint64(1099511628211)
    slot = np.int64(code >> np.uint64(40)) & (SLOTS - 1)
    while work.stamp[slot] == work.n[NOW]:
        state = work.slot[slot]
        same = True
        for m in range(makers):
            same = same and work.lost[into, state, m] == hit[first + m]
        if same:
            work.left[into, state] = max(work.left[into, state], left)
            return int(2 + work.number[into, state])
        slot = (slot + 1) & (SLOTS - 1)
    state = work.size[into]
    if state == work.lost.shape[1]:
        return TOO_MANY
    if work.n[DECISIONS] == len(decision):
        return NO_ROOM
    for m in range(makers):
        work.lost[into, state, m] = hit[first + m]
    work.left[into, state], work.number[into, state] = left, work.n[DECISIONS]
    work.stamp[slot], work.slot[slot] = work.n[NOW], state
    work.size[into] += 1
    work.n[DECISIONS] += 1
    return int(2 + work.number[into, state])


@compiled
def outlasts(recipe: Recipe, item: int, reach: int, home_lost: bool, work: Ruin, turn: int) -> bool:
    """Whether the item survives the loss of all that later turns may lose."""
    first = recipe.element_ptr[item]
    for m in range(recipe.element_ptr[item + 1] - first):
        if work.closes[m] > turn and work.hit[first + m] == 0:
            work.hit[first + m] = HIT_AT_HOME  # for the moment; lost makers are marked HIT_EVERYWHERE
    worst = False
    for m in range(recipe.element_ptr[item + 1] - first):
        worst = worst or work.hit[first + m] == HIT_AT_HOME
    if not worst:
        return True
    for m in range(recipe.element_ptr[item + 1] - first):
        work.hit[first + m] *= 2
    found = survives(recipe, work.hit, item, reach, home_lost)
    for m in range(recipe.element_ptr[item + 1] - first):
        work.hit[first + m] = HIT_EVERYWHERE if work.hit[first + m] == 2 * HIT_EVERYWHERE else 0
    return bool(found)


@compiled
def order_twins(hit: Bytes, work: Ruin, first: int, makers: int, turn: int) -> None:
    """Of twins that no later turn may lose let the first be the lost ones: it does not matter which are."""
    for m in range(makers):
        work.twins[m] = 0
    for m in range(makers):
        if work.closes[m] <= turn and hit[first + m]:
            work.twins[work.twin[m]] += 1
    for m in range(makers):
        if work.closes[m] <= turn:
            left = work.twins[work.twin[m]] > 0
            hit[first + m] = HIT_EVERYWHERE if left else 0
            work.twins[work.twin[m]] -= left
