"""How many minimal cut sets a fault tree has, by the binary decision diagrams of another project (oxidd)."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from oxidd.bdd import BDDFunction, BDDManager

from tests.benchmarks.fault_trees import FaultTree

CAPACITY = 1 << 20


def number_of_minimal_cut_sets(tree: FaultTree, capacity: int = CAPACITY) -> int:
    """A failed set is minimal if the top fails with it, and no longer does when any of its events is taken out.

    The top grows with its events, so that it fails without an event just when it fails whatever the event does.
    """
    manager = BDDManager(capacity, capacity, 1)
    manager.add_vars(tree.n_events)
    events = [manager.var(event) for event in range(tree.n_events)]
    fails: dict[int, BDDFunction] = {len(tree.gates) + n: event for n, event in enumerate(events)}
    for gate in range(len(tree.gates) - 1, -1, -1):
        joined = and_ if tree.all_fail[gate] else or_
        fails[gate] = reduce(joined, (fails[one] for one in tree.gates[gate]))
    minimal = fails[0]
    for event in events:
        minimal &= ~event | ~fails[0].forall(event)
    return minimal.sat_count(tree.n_events)
