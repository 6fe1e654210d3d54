"""What many targets reach at once, against networkx."""

from __future__ import annotations

from itertools import chain

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.closure import closure, inputs, users
from analytics.closure_kernels import csr, tails_first
from tests.unit.analytics.random_graphs import Case, cases

Arcs = set[tuple[int, int]]
NODES = 9


def arcs_between(nodes: int, *, upward: bool) -> st.SearchStrategy[Arcs]:
    pairs = st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1))
    return st.sets(pairs.filter(lambda arc: arc[0] < arc[1]) if upward else pairs, max_size=3 * nodes)


def columns(arcs: Arcs) -> tuple[np.ndarray, np.ndarray]:
    pairs = np.array(list(arcs), dtype=np.int32).reshape(-1, 2)
    return pairs[:, 0].copy(), pairs[:, 1].copy()


def graph(arcs: Arcs) -> nx.DiGraph[int]:
    found: nx.DiGraph[int] = nx.DiGraph()
    found.add_nodes_from(range(NODES))
    found.add_edges_from(arcs)
    return found


@given(arcs_between(NODES, upward=False))
def test_each_node_lists_its_arcs_in_the_order_they_came(arcs: Arcs) -> None:
    tail, head = columns(arcs)

    ptr, found = csr(tail, head, NODES)

    assert [found[ptr[n] : ptr[n + 1]].tolist() for n in range(NODES)] == [
        [there for here, there in arcs if here == n] for n in range(NODES)
    ]


@given(st.one_of(arcs_between(NODES, upward=False), arcs_between(NODES, upward=True)), st.data())
def test_a_target_reaches_itself_and_all_behind_it(arcs: Arcs, data: st.DataObject) -> None:
    targets = data.draw(st.lists(st.integers(0, NODES - 1), max_size=80))
    expected = graph(arcs)

    found = closure(*csr(*columns(arcs), NODES), targets)

    reached = [{target, *nx.descendants(expected, target)} for target in targets]
    assert [set(np.flatnonzero(found.reached(t)).tolist()) for t in range(len(targets))] == reached
    assert found.sizes().tolist() == [len(nodes) for nodes in reached]


@given(arcs_between(NODES, upward=False))
def test_arcs_lead_on_in_the_order_and_loops_have_none(arcs: Arcs) -> None:
    order = tails_first(*csr(*columns(arcs), NODES)).tolist()

    place = {node: at for at, node in enumerate(order)}
    assert all(place[tail] < place[head] for tail, head in arcs if head in place)
    looped = set(chain.from_iterable(part for part in nx.strongly_connected_components(graph(arcs)) if len(part) > 1))
    looped |= {tail for tail, head in arcs if tail == head}
    behind = set(chain.from_iterable(nx.descendants(graph(arcs), node) for node in looped))
    assert set(order) == set(range(NODES)) - looped - behind


@given(arcs_between(NODES, upward=False), st.lists(st.sets(st.integers(0, NODES - 1)), max_size=5))
def test_targets_taken_together_reach_what_any_of_them_reaches(arcs: Arcs, groups: list[set[int]]) -> None:
    found = closure(*csr(*columns(arcs), NODES), [sorted(group) for group in groups])

    behind = [{node for target in group for node in (target, *nx.descendants(graph(arcs), target))} for group in groups]
    assert [set(np.flatnonzero(found.reached(t)).tolist()) for t in range(len(groups))] == behind


@given(cases(copies=1))
def test_inputs_and_users_are_each_others_reverse(case: Case) -> None:
    recipe, every = case.graph.recipe, range(case.n_items)

    needs, needed = closure(*inputs(recipe), every), closure(*users(recipe), every)

    assert [needs.reached(item).tolist() for item in every] == np.transpose(
        [needed.reached(item) for item in every]
    ).tolist()
