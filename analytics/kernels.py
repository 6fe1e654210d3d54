"""The compiled loops over a failure graph: operating set, single failures, proofs and the search for cut sets.

A *node* is 2 * item + view, view 0 = home, 1 = world. What unit failures leave of an item's makers fixes its *level*
in a view: 2 = it runs when its slots are met in the world, 1 = only when they are met at home, 0 = it is dead.
Consumed slots need well-founded support, so every running node has a *rank* and leans on members of smaller rank: a
failure first suspects all that leaned on it, then reinstates what has other support. Durable slots read the nodes
that were running one round earlier (the greatest fixpoint); each round can only stop more.
Everything is undone after a question, so that a question costs what it touches and not the size of the graph.

One file on purpose: numba's cache on disk notices a change in the file of a function, not in those it calls.
"""

from __future__ import annotations

from typing import NamedTuple

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
    """Scratch space of one thread; `n` holds the lengths of the lists."""

    hit: Bytes  # element -> strongest reach that hit it
    state: Bytes  # node
    level: Bytes
    rank: Longs
    hits: Ints  # list of hit elements
    stack: Ints
    suspects: Ints
    stopped: Ints
    changed: Ints  # nodes to restore
    seen: Ints  # node -> stamp
    n: Longs  # N_HITS, N_STACK, N_SUSPECTS, N_STOPPED, N_CHANGED, NEXT_RANK, STAMP


N_HITS, N_STACK, N_SUSPECTS, N_STOPPED, N_CHANGED, NEXT_RANK, STAMP = range(7)


def scratch(recipe: Recipe, start: Start) -> Work:
    """Fresh scratch space for a recipe whose start is known."""
    nodes, elements = len(start.level), len(recipe.element_item)
    pushes = 2 * nodes + 2 * len(recipe.use_slot) + 2  # a reinstated node wakes both nodes of each slot it fills
    count = np.zeros(7, dtype=np.int64)
    count[NEXT_RANK] = nodes
    return Work(
        hit=np.zeros(elements, dtype=np.int8),
        state=np.zeros(nodes, dtype=np.int8),
        level=start.level.copy(),
        rank=start.rank.copy(),
        hits=np.zeros(elements, dtype=np.int32),
        stack=np.zeros(2 * pushes, dtype=np.int32),
        suspects=np.zeros(nodes, dtype=np.int32),
        stopped=np.zeros(nodes, dtype=np.int32),
        changed=np.zeros(nodes, dtype=np.int32),
        seen=np.zeros(nodes, dtype=np.int32),
        n=count,
    )


@njit(cache=True, nogil=True)
def survives(recipe: Recipe, hit: Bytes, item: int, reach: int, home_lost: bool) -> bool:
    """Whether the makers left in a view suffice: one that counts, and no more share lost than the limit.

    A maker is lost when hit with at least `reach` (1 in the home view, 2 in the world), or made at home if home_lost.
    """
    left = False
    lost = 0.0
    kept = 0.0
    for e in range(recipe.element_ptr[item], recipe.element_ptr[item + 1]):
        if hit[e] >= reach or (home_lost and recipe.element_home[e]):
            lost += recipe.element_share[e]
        elif recipe.element_counts[e]:
            left = True
            kept += recipe.element_share[e]
    if not left:
        return False
    for g in range(recipe.group_ptr[item], recipe.group_ptr[item + 1]):
        gone = 0
        first, last = recipe.group_member_ptr[g], recipe.group_member_ptr[g + 1]
        for m in range(first, last):
            e = recipe.group_member[m]
            if hit[e] >= reach or (home_lost and recipe.element_home[e]):
                gone += 1
        rule = recipe.group_rule[g]
        if rule == EACH:
            lost += recipe.group_share[g] * gone / (last - first)
        elif (rule == ALL and gone == last - first) or (rule == ANY and gone > 0):
            lost += recipe.group_share[g]
    return min(lost, 1.0 - kept) <= recipe.limit + EPSILON


@njit(cache=True, nogil=True)
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
    installed = np.ones(nodes, dtype=np.int8)
    for node in range(nodes):
        level[node] = level_of(recipe, hit, node // 2, node % 2)
    fell = np.zeros(nodes, dtype=np.int32)
    round_number = 0
    while True:
        round_number += 1
        runs, rank = derive(recipe, level, installed)
        changed = False
        for node in range(nodes):
            if installed[node] and not runs[node]:
                fell[node] = round_number
                changed = True
        if not changed:
            return Start(level, runs, rank, fell)
        installed = runs


@njit(cache=True, nogil=True)
def suspect(start: Start, work: Work, node: int) -> None:
    """Put a running node under suspicion."""
    count = work.n
    work.state[node] = SUSPECT
    work.stack[count[N_STACK]] = node
    work.suspects[count[N_SUSPECTS]] = node
    count[N_STACK] += 1
    count[N_SUSPECTS] += 1
    if work.rank[node] == start.rank[node]:  # not reinstated before: not yet in the list
        work.changed[count[N_CHANGED]] = node
        count[N_CHANGED] += 1


@njit(cache=True, nogil=True)
def met(recipe: Recipe, start: Start, work: Work, s: int, view: int, below: int) -> bool:
    """Whether a slot is met in a view: a durable one by any node not stopped, else by a running one of rank < below."""
    durable = recipe.slot_durable[s]
    for m in range(recipe.member_ptr[s], recipe.member_ptr[s + 1]):
        node = 2 * recipe.member_item[m] + view
        if not start.runs[node]:
            continue
        if work.state[node] != STOPPED if durable else work.state[node] == RUNS and work.rank[node] < below:
            return True
    return False


@njit(cache=True, nogil=True)
def hit_units(recipe: Recipe, units: Units, start: Start, work: Work, failed: Ints, n_failed: int) -> None:
    """Hit the elements of the failed units, and suspect every node whose level this lowers."""
    count = work.n
    for f in range(n_failed):
        for p in range(units.ptr[failed[f]], units.ptr[failed[f] + 1]):
            e = units.element[p]
            if work.hit[e] == 0:
                work.hits[count[N_HITS]] = e
                count[N_HITS] += 1
            work.hit[e] = max(work.hit[e], units.reach[p])
    for h in range(count[N_HITS]):
        item = recipe.element_item[work.hits[h]]
        for node in range(2 * item, 2 * item + 2):
            if start.runs[node] and work.state[node] == RUNS:
                level = level_of(recipe, work.hit, item, node % 2)
                if level != work.level[node]:
                    work.level[node] = level
                    suspect(start, work, node)


@njit(cache=True, nogil=True)
def spread(recipe: Recipe, start: Start, work: Work) -> None:
    """Suspect all that leaned on a suspect: a consumed slot left without a running member of smaller rank."""
    count = work.n
    while count[N_STACK] > 0:
        count[N_STACK] -= 1
        node = work.stack[count[N_STACK]]
        view = node % 2
        for u in range(recipe.use_ptr[node // 2], recipe.use_ptr[node // 2 + 1]):
            s = recipe.use_slot[u]
            if recipe.slot_durable[s]:
                continue
            owner = 2 * recipe.slot_item[s]
            for user in range(owner, owner + 2):
                leans = start.runs[user] and work.state[user] == RUNS and work.level[user] == view + 1
                if leans and not met(recipe, start, work, s, view, work.rank[user]):
                    suspect(start, work, user)


@njit(cache=True, nogil=True)
def supported(recipe: Recipe, start: Start, work: Work, node: int) -> bool:
    """Whether a suspect has all its slots met by nodes that are beyond suspicion."""
    if work.level[node] == DEAD:
        return False
    view = work.level[node] - 1
    for s in range(recipe.slot_ptr[node // 2], recipe.slot_ptr[node // 2 + 1]):
        if not met(recipe, start, work, s, view, work.n[NEXT_RANK]):
            return False
    return True


@njit(cache=True, nogil=True)
def reinstate(recipe: Recipe, start: Start, work: Work) -> None:
    """Let suspects run again that other nodes support, with a new rank above all others; stop the rest."""
    count = work.n
    for k in range(count[N_SUSPECTS]):
        work.stack[k] = work.suspects[k]
    count[N_STACK] = count[N_SUSPECTS]
    while count[N_STACK] > 0:
        count[N_STACK] -= 1
        node = work.stack[count[N_STACK]]
        if work.state[node] != SUSPECT or not supported(recipe, start, work, node):
            continue
        work.state[node] = RUNS
        work.rank[node] = count[NEXT_RANK]
        count[NEXT_RANK] += 1
        for u in range(recipe.use_ptr[node // 2], recipe.use_ptr[node // 2 + 1]):
            owner = 2 * recipe.slot_item[recipe.use_slot[u]]
            for user in range(owner, owner + 2):
                if work.state[user] == SUSPECT and work.level[user] == node % 2 + 1:
                    work.stack[count[N_STACK]] = user
                    count[N_STACK] += 1
    for k in range(count[N_SUSPECTS]):
        node = work.suspects[k]
        if work.state[node] == SUSPECT:
            work.state[node] = STOPPED
            work.stopped[count[N_STOPPED]] = node
            count[N_STOPPED] += 1
    count[N_SUSPECTS] = 0


@njit(cache=True, nogil=True)
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
                    suspect(start, work, user)


@njit(cache=True, nogil=True)
def fail(recipe: Recipe, units: Units, start: Start, work: Work, failed: Ints, n_failed: int) -> int:
    """Fail units together; work.stopped lists the nodes that stop, the result is their number. Undo before the next."""
    hit_units(recipe, units, start, work, failed, n_failed)
    done = 0
    while work.n[N_STACK] > 0:
        spread(recipe, start, work)
        reinstate(recipe, start, work)
        wear_out(recipe, start, work, done)
        done = work.n[N_STOPPED]
    return int(done)


@njit(cache=True, nogil=True)
def undo(start: Start, work: Work) -> None:
    """Forget the failures."""
    count = work.n
    for k in range(count[N_CHANGED]):
        node = work.changed[k]
        work.state[node] = RUNS
        work.level[node] = start.level[node]
        work.rank[node] = start.rank[node]
    for k in range(count[N_HITS]):
        work.hit[work.hits[k]] = 0
    count[:NEXT_RANK] = 0
    count[NEXT_RANK] = len(start.level)


# --- proofs and the search for cut sets


class Search(NamedTuple):
    """A depth-first search that can be left and taken up again; rows of `found` are unit numbers, -1 = unused."""

    candidate: Bytes  # unit -> may be chosen
    banned: Ints  # unit -> how many levels of the search have dealt with it already
    branch: Ints  # (order, n_units): units to try at each depth
    length: Longs  # (order,)
    position: Longs  # (order,)
    chosen: Ints  # (order,)
    listed: Ints  # unit -> stamp: already in the proof's list
    touched: Ints  # token -> stamp
    token_ptr: Ints  # unit -> tokens of what its failure alone touches
    token: Ints
    found: Ints  # (capacity, order)
    at: Longs  # DEPTH, N_FOUND, MARK


DEPTH, N_FOUND, MARK = range(3)
FINISHED, OUT_OF_BUDGET, FULL = range(3)


@njit(cache=True, nogil=True)
def down(start: Start, work: Work, targets: Ints, all_needed: bool) -> bool:
    """Whether the target has stopped: any of its nodes if all are needed, else all of them."""
    for node in targets:
        runs = bool(start.runs[node] and work.state[node] != STOPPED)
        if runs != all_needed:
            return not runs
    return not all_needed


@njit(cache=True, nogil=True)
def hittable(units: Units, search: Search, e: int, reach: int) -> bool:
    """Whether a unit that may still be chosen hits an element."""
    for p in range(units.by_element_ptr[e], units.by_element_ptr[e + 1]):
        u = units.by_element[p]
        if units.by_element_reach[p] >= reach and search.candidate[u] and not search.banned[u]:
            return True
    return False


@njit(cache=True, nogil=True)
def list_units(recipe: Recipe, units: Units, work: Work, search: Search, node: int, depth: int) -> None:
    """Add the units that hit makers a running node cannot do without, once it does without all it can."""
    item, view = node // 2, node % 2
    reach = view + 1
    home_lost = work.level[node] == NEEDS_WORLD
    first, last = recipe.element_ptr[item], recipe.element_ptr[item + 1]
    before = work.hit[first:last].copy()
    for e in range(first, last):
        spared = work.hit[e] < reach and not (home_lost and recipe.element_home[e])
        if not spared or not hittable(units, search, e, reach):
            continue
        work.hit[e] = HIT_EVERYWHERE
        if survives(recipe, work.hit, item, reach, home_lost):
            continue
        work.hit[e] = before[e - first]
        for p in range(units.by_element_ptr[e], units.by_element_ptr[e + 1]):
            u = units.by_element[p]
            usable = units.by_element_reach[p] >= reach and search.candidate[u] and not search.banned[u]
            if usable and search.listed[u] != search.at[MARK]:
                search.listed[u] = search.at[MARK]
                search.branch[depth, search.length[depth]] = u
                search.length[depth] += 1
    work.hit[first:last] = before


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def prove(
    recipe: Recipe, units: Units, start: Start, work: Work, search: Search, targets: Ints, all_needed: bool, depth: int
) -> None:
    """List at `depth` the units that hit one proof that the target runs: every cut holds one of them."""
    count = work.n
    count[STAMP] += 1
    search.at[MARK] += 1
    search.length[depth] = 0
    search.position[depth] = 0
    top = 0
    for node in targets:
        if start.runs[node] and work.state[node] != STOPPED and (all_needed or top == 0):
            work.stack[top] = node
            work.seen[node] = count[STAMP]
            top += 1
    while top > 0:
        top -= 1
        node = work.stack[top]
        list_units(recipe, units, work, search, node, depth)
        view = work.level[node] - 1
        for s in range(recipe.slot_ptr[node // 2], recipe.slot_ptr[node // 2 + 1]):
            member = lean_on(recipe, start, work, s, view, work.rank[node])
            if work.seen[member] != count[STAMP]:
                work.seen[member] = count[STAMP]
                work.stack[top] = member
                top += 1


@njit(cache=True, nogil=True)
def touch(recipe: Recipe, work: Work, loop: Ints, touched: Ints, mark: int, out: Ints, n: int) -> int:
    """Mark what a failure touches: the loops (consumed cycles; else the item alone) of items hit or short of an input.

    Two failures that touch nothing in common stop together just what each stops alone. New marks go to out[n:].
    """
    for h in range(work.n[N_HITS]):
        token = loop[recipe.element_item[work.hits[h]]]
        if touched[token] != mark:
            touched[token], out[n] = mark, token
            n += 1
    for k in range(work.n[N_STOPPED]):
        item = work.stopped[k] // 2
        for u in range(recipe.use_ptr[item], recipe.use_ptr[item + 1]):
            token = loop[recipe.slot_item[recipe.use_slot[u]]]
            if touched[token] != mark:
                touched[token], out[n] = mark, token
                n += 1
    return n


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
    n = 0
    for k in range(len(wanted)):
        one[0] = wanted[k]
        fail(recipe, units, start, work, one, 1)
        for t in range(len(targets)):
            stops[k, t] = work.state[targets[t]] == STOPPED
        if n + len(loop) > len(tokens):
            tokens = np.concatenate((tokens, np.zeros(len(tokens) + len(loop), dtype=np.int32)))
        n = touch(recipe, work, loop, touched, k + 1, tokens, n)
        ptr[k + 1] = n
        undo(start, work)
    return stops, ptr, tokens[:n].copy()


@njit(cache=True, nogil=True)
def meets(search: Search, u: int) -> bool:
    """Whether a unit touches what the units chosen so far touch."""
    for t in range(search.token_ptr[u], search.token_ptr[u + 1]):
        if search.touched[search.token[t]] == search.at[MARK]:
            return True
    return False


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
    """Find sets of at most `order` units that stop the target, each with no proper superset of an earlier prefix.

    Every minimal cut set of that order is among them: it must hit the proof that the target runs without its units,
    so only units of that proof are tried. A unit dealt with at one level is banned below its later siblings.
    """
    order = len(search.length)
    at = search.at
    if at[DEPTH] < 0:
        at[DEPTH] = 0
        prove(recipe, units, start, work, search, targets, all_needed, 0)
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
            continue
        if at[N_FOUND] == len(search.found):
            return FULL
        if budget == 0:
            return OUT_OF_BUDGET
        u = search.branch[depth, search.position[depth]]
        search.position[depth] += 1
        search.chosen[depth] = u
        if depth == order - 1 and order > 1 and not meets(search, u):
            continue
        budget -= 1
        fail(recipe, units, start, work, search.chosen, depth + 1)
        if down(start, work, targets, all_needed):
            search.found[at[N_FOUND], : depth + 1] = search.chosen[: depth + 1]
            at[N_FOUND] += 1
        elif depth + 1 < order:
            at[DEPTH] += 1
            prove(recipe, units, start, work, search, targets, all_needed, depth + 1)
            touch(recipe, work, loop, search.touched, at[MARK], spare, 0)
        undo(start, work)
