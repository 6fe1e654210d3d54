"""What lies between a failure and a target: the steps, the tiers on each path, and how many paths there are."""

from __future__ import annotations

from itertools import islice

from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.dependency_paths import Between, between
from tests.graphs.notation import batch, needs
from tests.oracles.semantics import Batch
from tests.unit.analytics.weighed import weighed

Names = tuple[str, ...]


def asked(given: Batch, *sources: str, target: str = "s") -> tuple[Between, list[str]]:
    graph, cascades = weighed(given)
    found = between(cascades["likely"].flow, [graph.item(name) for name in sources], graph.item(target))
    return found, graph.item_names


def paths(found: Between, names: list[str]) -> list[Names]:
    return [(names[found.target], *(names[step.member] for step in steps)) for steps in islice(found.paths(), 100)]


DIAMOND = batch(needs("s", "x"), needs("s", "y"), needs("x", "z"), needs("y", "x"), needs("s", "w"), needs("z", "v"))


def test_only_what_is_on_a_way_is_between() -> None:
    found, names = asked(DIAMOND, "z")

    assert {(names[step.item], names[step.member]) for step in found.steps} == {
        ("s", "x"),
        ("s", "y"),
        ("y", "x"),
        ("x", "z"),
    }


def test_a_tier_belongs_to_a_path() -> None:
    found, names = asked(DIAMOND, "z")

    assert paths(found, names) == [("s", "x", "z"), ("s", "y", "x", "z")]
    assert (found.nearest[names.index("z")], found.farthest[names.index("z")]) == (2, 3)
    assert found.count == 2


def test_two_slots_with_the_same_member_are_one_step_of_a_path() -> None:
    found, names = asked(batch(needs("s", "x", "one"), needs("s", "x", "two"), needs("x", "z")), "z")

    assert paths(found, names) == [("s", "x", "z")]
    assert found.count == 1
    assert len([step for step in found.steps if names[step.item] == "s"]) == 2


def test_a_path_may_go_on_to_a_source_farther_up() -> None:
    found, names = asked(DIAMOND, "x", "z")

    assert paths(found, names) == [("s", "x"), ("s", "x", "z"), ("s", "y", "x"), ("s", "y", "x", "z")]
    assert found.count == 4


def test_a_loop_makes_paths_endless_and_is_shown_once() -> None:
    found, names = asked(batch(needs("s", "x"), needs("x", "y|z", "feed"), needs("y", "x")), "z")

    assert paths(found, names) == [("s", "x", "z")]
    assert found.count is None
    assert names.index("z") not in found.farthest


def test_a_target_that_is_hit_itself_is_a_path_of_its_own() -> None:
    found, names = asked(batch(needs("s", "x")), "x", target="x")

    assert paths(found, names) == [("x",)]
    assert found.count == 1


def test_without_dependence_there_is_nothing_between() -> None:
    found, names = asked(DIAMOND, "w", target="x")

    assert (found.items, found.count, paths(found, names)) == (frozenset(), 0, [])


links = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda link: link[0] < link[1]), max_size=8)


@given(links, st.integers(1, 5))
def test_paths_are_those_of_plain_enumeration(pairs: set[tuple[int, int]], source: int) -> None:
    edges = {(f"x{a}", f"x{b}") for a, b in pairs} | {("s", "x0"), ("x4", "x5")}
    end = f"x{source}"
    assume(any(end in edge for edge in edges))
    found, names = asked(batch(*(needs(item, member) for item, member in sorted(edges))), end)

    def walk(path: Names) -> list[Names]:
        ended = [path] if path[-1] == end else []
        return ended + [more for item, member in sorted(edges) if item == path[-1] for more in walk((*path, member))]

    expected = walk(("s",))
    assert sorted(paths(found, names)) == sorted(expected)
    assert [len(path) for path in paths(found, names)] == sorted(map(len, expected))
    assert found.count == len(expected)
