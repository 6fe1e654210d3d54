"""The table of DOMAIN 3.2, cell by cell: who counts in a reading, and when a share is lost."""

from __future__ import annotations

from analytics.readings import READINGS
from tests.graphs.notation import link
from tests.unit.analytics.supply import Seen, options_of


def elements(seen: Seen) -> list[set[str]]:
    return [seen.elements(reading) for reading in READINGS]


def groups(seen: Seen) -> list[set[str]]:
    return [seen.groups(reading) for reading in READINGS]


def test_an_incomplete_list_of_known_shares_leaves_room_for_an_unnamed_maker() -> None:
    seen = options_of("f@JP .7", "g@US .2")

    named = {"f@JP 0.7", "g@US 0.2"}
    assert elements(seen) == [named | {"unnamed 0"}, named | {"unnamed 0.1"}, named]
    assert groups(seen) == [{"0.1 all: unnamed"}, set(), {"0.1 any: f@JP g@US"}]


def test_a_complete_list_leaves_none() -> None:
    seen = options_of("f@JP .7 exhaustive", "g@US .3")

    assert elements(seen) == [{"f@JP 0.7", "g@US 0.3"}] * 3
    assert groups(seen) == [set()] * 3


def test_what_is_nobodys_of_a_complete_list_of_known_shares_is_lost_with_any_in_possible_only() -> None:
    seen = options_of("f@JP .5 exhaustive", "g@US .2")

    # lost with every option says nothing: then no option is left
    assert groups(seen) == [set(), set(), {"0.3 any: f@JP g@US"}]


def test_with_an_unknown_share_nobody_is_unnamed_but_in_confirmed() -> None:
    seen = options_of("f@JP", "g@US .2")

    named = {"f@JP 0", "g@US 0.2"}
    assert elements(seen) == [named | {"unnamed 0"}, named, named]
    assert groups(seen) == [{"0.8 all: f@JP unnamed"}, {"0.8 each: f@JP"}, {"0.8 any: f@JP"}]


def test_unknown_shares_of_a_complete_list_are_equal_in_likely() -> None:
    seen = options_of("f@JP exhaustive", "g@US", "h@KR .4")

    assert groups(seen) == [{"0.6 all: f@JP g@US"}, {"0.6 each: f@JP g@US"}, {"0.6 any: f@JP g@US"}]


def test_a_total_is_lost_with_all_in_parts_or_with_any() -> None:
    seen = options_of("f@JP", "f@US", "f .7", "g@KR .3")

    assert groups(seen) == [{"0.7 all: f@JP f@US"}, {"0.7 each: f@JP f@US"}, {"0.7 any: f@JP f@US"}]


def test_a_total_nobody_could_hold_is_lost_with_any_in_possible() -> None:
    seen = options_of("f@JP .4", "f@US .2", "f .9", "g@KR .1")

    assert groups(seen) == [set(), set(), {"0.3 any: f@JP f@US g@KR"}]


def test_other_producers_of_unknown_share_are_an_option_in_confirmed_only() -> None:
    seen = options_of("f@fab .5", "P:JP", "g@US .2")

    named = {"f@fab 0.5", "g@US 0.2"}
    assert elements(seen) == [named | {"others@JP 0", "unnamed 0"}, named | {"unnamed 0.3"}, named]
    assert groups(seen) == [{"0.3 all: others@JP unnamed"}, set(), {"0.3 any: others@JP"}]


def test_a_total_of_a_place_is_spread_over_those_named_in_likely() -> None:
    seen = options_of("f@fab", "P:JP .9", "g@US .1")

    both = "f@fab others@JP"
    assert groups(seen) == [{f"0.9 all: {both}"}, {"0.9 each: f@fab"}, {f"0.9 any: {both}"}]


def test_a_total_of_others_only_is_lost_as_in_confirmed_in_likely() -> None:
    seen = options_of("f@fab .3", "P:hok", "P:JP .9", "g@US .1")

    both = "others@JP others@hok"
    assert groups(seen) == [{f"0.6 all: {both}"}, {f"0.6 all: {both}"}, {f"0.6 any: {both}"}]


def test_what_others_alone_could_hold_is_not_lost_by_named_makers_in_likely() -> None:
    seen = options_of("f@fab .3 exhaustive", "P:JP", "g@US .2")

    assert groups(seen) == [{"0.5 all: others@JP"}, {"0.5 all: others@JP"}, {"0.5 any: others@JP"}]


def test_a_gap_item_is_made_elsewhere_and_at_home_in_possible() -> None:
    seen = options_of(also=link("KIND_OF", "x", "y"))

    assert elements(seen) == [{"unnamed 0"}] * 3
    assert [[e.at_home for e in seen.read(reading).elements] for reading in READINGS] == [[False], [False], [True]]


def test_an_unqualified_item_is_made_elsewhere_or_not_at_all() -> None:
    assert elements(options_of("f@JP 1 pilot")) == [{"unnamed 0"}, {"unnamed 0"}, set()]
    assert elements(options_of("f@JP 1 pilot exhaustive")) == [set()] * 3
