"""The weighted cascade, worked out by hand: shares of makers and of members, home and world, loops, the minimum."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.graphs.notation import Row, batch, made, needs
from tests.oracles.semantics import Batch
from tests.unit.analytics.weighed import Bounds, keeps

NEAR = 1e-7
ALONE = made("y", "g@US 1")


def exactly(value: float) -> Bounds:
    return value, value, value


@pytest.mark.parametrize(
    ("makers", "bounds"),
    [
        (("f@JP .6", "g@US .4"), exactly(0.4)),
        (("f@JP .5", "g@US .2"), (0.2, 0.5, 0.5)),  # 0.3 nobody speaks of: with f, or with someone unnamed elsewhere
        (("f@JP", "g@US"), (0.0, 0.5, 1.0)),
        (("f@JP", "g@US", "h@KR .4"), (0.4, 0.7, 1.0)),
        (("f@JP", "g@US exhaustive"), (0.0, 0.5, 1.0)),
        (("f@JP 1",), exactly(0.0)),
        (("g@US 1",), exactly(1.0)),
    ],
)
def test_what_is_unknown_of_the_makers_leaves_an_interval(makers: tuple[str, ...], bounds: Bounds) -> None:
    found = keeps(batch(needs("s", "x"), made("x", *makers), made("z", "f@JP")), "firm:f")

    assert found["x"] == found["s"] == pytest.approx(bounds)


def slot(*members: tuple[str, str]) -> list[Row]:
    return [row for item, share in members for row in needs("s", item, "feed", *share.split())]


@pytest.mark.parametrize(
    ("members", "bounds"),
    [
        ((("x", ".7"), ("y", ".3")), exactly(0.3)),
        ((("x", ""), ("y", "")), (0.0, 0.5, 1.0)),
        ((("x", ""), ("y", ""), ("z", ".4")), (0.4, 0.7, 1.0)),
        ((("x", ".2"), ("y", ".3")), (0.3, 0.55, 0.8)),  # 0.5 nobody speaks of, and nobody else could hold it
        ((("x", ".9"), ("y", ".9")), exactly(0.5)),
        ((("x", ".2"),), exactly(0.0)),  # alone it fills the slot whatever its share
    ],
)
def test_members_of_a_slot_carry_it_by_their_shares(members: tuple[tuple[str, str], ...], bounds: Bounds) -> None:
    given = batch(slot(*members), made("x", "f@JP 1"), ALONE, made("z", "h@KR 1"))

    assert keeps(given, "firm:f")["s"] == pytest.approx(bounds)


def test_the_scarcest_essential_slot_decides() -> None:
    given = batch(needs("s", "x"), needs("s", "y"), made("x", "f@JP .3", "g@US .7"), made("y", "f@JP .6", "g@US .4"))

    assert keeps(given, "firm:f")["s"] == pytest.approx(exactly(0.4))


def test_losses_multiply_along_a_chain() -> None:
    given = batch(needs("s", "x"), needs("x", "y"), made("x", "f@JP .5", "g@US .5"), made("y", "f@JP .4", "g@US .6"))

    assert keeps(given, "firm:f")["s"] == pytest.approx(exactly(0.3))


def test_the_worked_example_of_the_method() -> None:
    """docs/methods/exposure.md: a fifth of the resist is nobody's, three tenths of its resin are A's."""
    given = batch(
        needs("s", "resist"),
        needs("s", "scanner"),
        needs("resist", "resin"),
        made("resist", "a@JP .6", "b@JP .2"),
        made("resin", "a@JP .3", "c@JP .7"),
        made("scanner", "d@NL 1"),
    )

    found = keeps(given, "firm:a")

    assert found["resin"] == pytest.approx(exactly(0.7))
    assert found["resist"] == found["s"] == pytest.approx((0.14, 0.28, 0.28))


def test_a_slot_that_is_not_essential_weakens_by_its_part_of_the_needs() -> None:
    """Two slots and the making itself weigh a third each; all of one of them is gone."""
    given = batch(needs("s", "x"), needs("s", "y", "", "essential=false"), made("x", "g@US 1"), made("y", "f@JP 1"))

    assert keeps(given, "firm:f")["s"] == pytest.approx(exactly(2 / 3))


def test_makers_at_home_have_what_home_gets_and_those_elsewhere_what_the_world_gets() -> None:
    """The embargo takes the ore from home only: the half of x made in CN is lost, the half made in US is not."""
    given = batch(needs("s", "x"), needs("x", "ore"), made("x", "f@CN .5", "g@US .5"), made("ore", "h@JP 1"))

    assert keeps(given, "embargo:JP")["x"] == pytest.approx(exactly(0.5))
    assert keeps(given, "country:JP")["x"] == pytest.approx(exactly(0.0))


def test_what_has_stopped_keeps_what_is_left_below_the_minimum() -> None:
    given = batch(needs("s", "x"), made("x", "f@JP .85", "g@US .15"))

    assert keeps(given, "firm:f")["s"] == pytest.approx(exactly(0.15))


def test_what_has_stopped_never_keeps_more_than_the_minimum() -> None:
    """Home gets 0.19 of the ore, and 0.19 of x is made elsewhere: too little. 0.81 * 0.19 + 0.19 would be 0.34."""
    given = batch(
        needs("s", "x"), needs("x", "ore"), made("x", "f@CN .81", "g@US .19"), made("ore", "h@JP .81", "i@US .19")
    )

    assert keeps(given, "embargo:JP")["x"] == pytest.approx(exactly(0.2))
    assert keeps(given, "embargo:JP", min_surviving_share=0.1)["x"] == pytest.approx(exactly(0.3439))


def recycling(*ore: str) -> Batch:
    return batch(
        needs("s", "metal"),
        needs("metal", "ore|scrap", "feed"),
        needs("scrap", "metal"),
        made("metal", "m@JP 1"),
        made("scrap", "r@JP 1"),
        made("ore", *ore),
    )


def test_a_loop_cannot_feed_itself_nor_ruin_itself() -> None:
    """Scrap is made of the metal it goes into: it neither makes up for half the ore nor loses more than that half."""
    half, nothing = recycling("f@JP .5", "g@US .5"), recycling("f@JP 1")

    assert keeps(half, "firm:f")["s"] == pytest.approx(exactly(0.5))
    assert keeps(nothing, "firm:f")["s"] == exactly(0.0)
    assert keeps(half)["s"] == exactly(1.0)


def test_what_lasts_is_asked_for_in_the_long_run_only() -> None:
    given = batch(needs("s", "tool", "", "mode=durable"), made("tool", "f@JP .7", "g@US .3"))

    assert keeps(given, "firm:f")["s"] == pytest.approx(exactly(0.3))
    assert keeps(given, "firm:f", horizon="immediate")["s"] == exactly(1.0)


# --- bounds contain what is true


@st.composite
def known(draw: st.DrawFn) -> list[Row]:
    """Layers of items; every share of makers and of members is known and they sum to 1."""
    rows = made("unneeded", "a@JP 1")
    for n in range(draw(st.integers(1, 4))):
        firms = draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True))
        for firm, share in zip(firms, draw(parts(len(firms))), strict=True):
            rows += made(f"x{n}", f"{firm}@JP {share}")
        rows += draw(_slots(f"x{n}", n))
    return rows + draw(_slots("s", n + 1))


@st.composite
def _slots(draw: st.DrawFn, item: str, below: int) -> list[Row]:
    rows: list[Row] = []
    for number in range(draw(st.integers(0 if item != "s" else 1, 2)) if below else 0):
        members = draw(st.lists(st.integers(0, below - 1), min_size=1, max_size=3, unique=True))
        for member, share in zip(members, draw(parts(len(members))), strict=True):
            rows += needs(item, f"x{member}", f"slot-{number}", str(share))
    return rows


def parts(count: int) -> st.SearchStrategy[tuple[float, ...]]:
    """Shares in tenths that sum to 1."""
    cuts = st.lists(st.integers(1, 9), min_size=count - 1, max_size=count - 1, unique=True).map(sorted)
    return cuts.map(lambda at: tuple((b - a) / 10 for a, b in zip([0, *at], [*at, 10], strict=True)))


@given(known(), st.data())
def test_where_all_is_known_the_bounds_are_one_and_what_is_forgotten_leaves_them_around_it(
    rows: list[Row], data: st.DataObject
) -> None:
    forgotten = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    less = [(table, {**cells, "share": ""} if n in forgotten else cells) for n, (table, cells) in enumerate(rows)]

    low, true, high = keeps(batch(rows), "firm:a")["s"]
    least, estimate, most = keeps(batch(less), "firm:a")["s"]

    assert low == pytest.approx(high, abs=NEAR)
    assert least - NEAR <= true <= most + NEAR
    assert least <= estimate <= most
