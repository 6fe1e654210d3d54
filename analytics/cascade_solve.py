"""Settles loops of the weighted cascade within a time: sweeps of the compiled code and, between them, linear solutions.

Where a loop is hardly fed from outside, sweeps need thousands of rounds. With the rest spread evenly a consumed loop is
a minimum of linear equations, and among what keeps something every choice of lines has one solution, at or above the
one sought: the sweeps go on downward from there (policy iteration).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import bicgstab

from analytics import cascade_kernels as loops
from analytics.kernels import Recipe

KeepGoing: TypeAlias = Callable[[], bool]
BUDGET = 50_000  # nodes looked at between two looks at the clock: some hundredths of a second
SWEEPS = 4  # of the whole graph, at least, before the lines are solved again
ROUNDS = 1_000  # of the solver; beyond, the sweeps go on alone
RESIDUAL = 1e-14


def always() -> bool:
    """No limit."""
    return True


def budget_of(flow: loops.Flow) -> int:
    """Nodes that the compiled loops may look at in one call."""
    return max(BUDGET, SWEEPS * 2 * len(flow.loop_of))


def finish(
    recipe: Recipe, flow: loops.Flow, state: loops.State, go_on: Callable[[], bool], keep_going: KeepGoing
) -> bool:
    """Call a compiled loop with a budget until it is done; False when `keep_going` said so first.

    What is under way then stays so: the state is of no further use.
    """
    while not go_on():
        if not keep_going():
            return False
        c = int(state.n[loops.N_LOOP])
        if c != loops.NONE and state.n[loops.N_STEP] == loops.EVENING and flow.turns[c] == loops.TURNS:
            solve(recipe, flow, state, c)
    return True


def solve(recipe: Recipe, flow: loops.Flow, state: loops.State, c: int) -> None:
    """Bring the loop down to the solution of its lines as they stand, if the solver finds it."""
    items = flow.loop_item[flow.loop_ptr[c] : flow.loop_ptr[c + 1]]
    nodes = (2 * items[:, None] + np.arange(2)).ravel()
    lines = loops.lines(recipe, flow, state, c)
    size = len(nodes)
    weights = csr_array((lines.weight, (lines.row, lines.column)), shape=(size, size))
    found, status = bicgstab(
        eye_array(size, format="csr") - weights,
        lines.constant,
        x0=state.keep[nodes],
        rtol=0.0,
        atol=RESIDUAL * np.sqrt(size),
        maxiter=ROUNDS,
    )
    if status == 0 and found.min() >= -loops.CLOSE:
        lower = np.clip(found, 0.0, state.keep[nodes])
        if (state.keep[nodes] - lower).max() > loops.CLOSE:  # else the sweeps, which are at their end, begin again
            state.keep[nodes] = state.installed[nodes] = lower
            loops.look_at_all(flow, state, c)
