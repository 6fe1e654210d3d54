"""Claims to options (DOMAIN 3.1). `options_of` puts claims about one item; decision 0004 settles what is unclear."""

from __future__ import annotations

import pytest

from tests.graphs.notation import link
from tests.unit.analytics.supply import options_of


def test_every_firm_and_site_and_every_producing_place_is_an_option() -> None:
    seen = options_of("f@JP .2", "f@US .3", "g .1", "P:KR .4")

    assert seen.lines() == {"f@JP 0.2", "f@US 0.3", "g@? 0.1", "all@KR 0.4"}
    assert seen.found.assigned == pytest.approx(1.0)
    assert seen.found.exhaustive


def test_an_item_nobody_speaks_of_is_a_gap_and_one_without_qualified_maker_is_not() -> None:
    assert options_of(also=link("KIND_OF", "x", "y")).found.status == "gap"
    assert options_of("f@JP 1 pilot").found.status == "unqualified"
    assert options_of("f@JP 1 pilot", at="pilot").found.status == "named"


@pytest.mark.parametrize(
    ("stated", "counts_at"),
    [
        ("lab", {"lab"}),
        ("pilot", {"lab", "pilot"}),
        ("first_batch", {"lab", "pilot", "first_batch"}),
        ("", {"lab", "pilot", "first_batch", "volume"}),
    ],
)
def test_an_option_counts_up_to_its_qualification_and_none_stated_is_volume(stated: str, counts_at: set[str]) -> None:
    asked = ("lab", "pilot", "first_batch", "volume")

    assert {at for at in asked if options_of(f"f@JP 1 {stated}", at=at).lines()} == counts_at


def test_statistics_count_at_volume() -> None:
    assert options_of("P:JP 1", at="volume").lines() == {"all@JP 1"}


def test_a_list_that_an_unqualified_maker_completes_is_complete() -> None:
    assert options_of("f@JP .5 exhaustive pilot", "g@US .2").found.exhaustive
    assert options_of("f@JP .5 exhaustive pilot").found.exhaustive


# --- firms with and without sites


def test_a_siteless_claim_fills_what_the_only_site_leaves_open() -> None:
    assert options_of("f@JP", "f .9").lines() == {"f@JP 0.9"}
    assert options_of("f@JP .3", "f .9").lines() == {"f@JP 0.3"}


def test_a_siteless_claim_is_merged_before_qualification_is_asked() -> None:
    assert options_of("f@JP pilot", "f .9").found.status == "unqualified"
    assert options_of("f@JP", "f .9 pilot").found.status == "unqualified"
    assert options_of("f@JP volume", "f .9 pilot").lines() == {"f@JP 0.9"}


def test_of_several_sites_the_siteless_share_is_the_total() -> None:
    seen = options_of("f@JP", "f@US", "f .6")

    assert seen.lines() == {"f@JP -", "f@US -"}
    assert seen.totals() == {"0.6 of f@JP f@US"}
    assert seen.found.assigned == pytest.approx(0.6)
    assert not seen.found.exhaustive


def test_the_own_qualification_of_a_total_does_not_matter() -> None:
    assert options_of("f@JP", "f@US", "f .6 pilot").totals() == {"0.6 of f@JP f@US"}


def test_a_total_is_of_the_qualified_sites_and_vanishes_with_them() -> None:
    assert options_of("f@JP pilot", "f@US", "f .6").totals() == {"0.6 of f@US"}
    assert options_of("f@JP pilot", "f@US pilot", "f .6", "g@KR").totals() == set()


def test_what_is_known_of_the_sites_is_taken_off_their_total() -> None:
    assert options_of("f@JP .2", "f@US", "f .6").totals() == {"0.4 of f@US"}
    assert options_of("f@JP .4", "f@US .2", "f .9").totals() == {"0.3 of nobody"}
    assert options_of("f@JP .5", "f@US", "f .4").totals() == {"0 of f@US"}


def test_who_stands_under_a_total_cannot_hold_what_is_nobodys() -> None:
    seen = options_of("f@JP", "f@US", "f .5", "g@KR")

    assert seen.holders() == "g@KR"
    assert seen.found.unassigned == pytest.approx(0.5)


# --- where it is made


def test_a_headquarters_is_sure_where_statistics_speak_of_its_region() -> None:
    at_tokyo = link("HEADQUARTERED_IN", "f", "tok")

    (known,) = (o for o in options_of("f .5", "P:JP", also=at_tokyo).found.options if not o.others)
    (assumed,) = (o for o in options_of("f .5", "P:US", also=at_tokyo).found.options if o.firm == 0)
    (alone,) = options_of("f .5", also=at_tokyo).found.options

    assert (known.sure, assumed.sure, alone.sure) == (True, False, False)


def test_a_firm_without_site_and_headquarters_is_nowhere() -> None:
    assert options_of("f .5", "P:JP .5").lines() == {"f@? 0.5", "all@JP 0.5"}


# --- nesting


def test_a_place_is_what_it_makes_beside_the_firms_in_it() -> None:
    seen = options_of("f@fab .6", "g@US .1", "P:JP .8")

    assert seen.lines() == {"f@fab 0.6", "others@JP 0.2", "g@US 0.1"}
    assert seen.found.assigned == pytest.approx(0.9)


def test_a_province_is_taken_off_before_its_country() -> None:
    assert options_of("f@fab .3", "P:hok .5", "P:JP .9").lines() == {"f@fab 0.3", "others@hok 0.2", "others@JP 0.4"}
    assert options_of("P:hok .5", "P:JP .9").lines() == {"all@hok 0.5", "others@JP 0.4"}


@pytest.mark.parametrize(("firm", "left"), [(".99", set()), (".9899", {"others@JP 0.0101"}), ("1", set())])
def test_a_remainder_within_the_tolerance_is_nobodys(firm: str, left: set[str]) -> None:
    seen = options_of(f"f@fab {firm}", "P:JP 1")

    assert seen.lines() - {f"f@fab {float(firm):.4g}"} == left


def test_what_is_dropped_within_the_tolerance_is_not_known() -> None:
    seen = options_of("f@fab .49", "g@US .49", "P:JP .5", "P:US .5")

    assert seen.found.assigned == pytest.approx(0.98)
    assert not seen.found.exhaustive


def test_a_firm_of_unknown_share_makes_a_total_of_its_place() -> None:
    seen = options_of("f@fab", "g@osa .3", "P:JP 1")

    assert seen.lines() == {"f@fab -", "g@osa 0.3", "others@JP -"}
    assert seen.totals() == {"0.7 of f@fab others@JP"}
    assert seen.found.exhaustive


def test_a_place_of_unknown_share_has_others_of_unknown_share_and_no_total() -> None:
    seen = options_of("f@fab .7", "P:JP")

    assert seen.lines() == {"f@fab 0.7", "others@JP -"}
    assert (seen.totals(), seen.holders()) == (set(), "others@JP")


def test_unknown_others_of_a_province_stay_unknown_in_the_country() -> None:
    seen = options_of("f@fab .3", "P:hok", "P:JP .9")

    assert seen.totals() == {"0.6 of others@JP others@hok"}


def test_firms_that_exceed_their_place_stand_and_are_reported() -> None:
    seen = options_of("f@fab .6", "g@osa .3", "P:JP .5")

    assert seen.lines() == {"f@fab 0.6", "g@osa 0.3"}
    assert seen.notices() == ["firms-exceed-place"]
    assert seen.found.notices[0].values["known"] == pytest.approx(0.9)


def test_an_excess_within_the_tolerance_is_no_warning() -> None:
    assert options_of("f@fab .51", "P:JP .5").notices() == []


# --- decision 0004: what a firm's total inside a place of known share counts for


def test_a_total_wholly_inside_a_place_is_taken_off_it_and_counted_once() -> None:
    seen = options_of("f@fab", "f@osa", "f .6", "P:JP 1")

    assert seen.lines() == {"f@fab -", "f@osa -", "others@JP 0.4"}
    assert seen.totals() == {"0.6 of f@fab f@osa"}
    assert seen.found.assigned == pytest.approx(1.0)


def test_a_total_that_straddles_a_known_place_is_left_out_of_what_is_known() -> None:
    seen = options_of("f@fab", "f@US", "f .5", "P:JP .4", "g@KR .1")

    assert seen.totals() == {"0.5 of f@US f@fab", "0.4 of f@fab others@JP"}
    assert seen.found.assigned == pytest.approx(0.5)


def test_a_total_that_straddles_a_place_of_unknown_share_is_known() -> None:
    assert options_of("f@fab", "f@US", "f .5", "P:JP").found.assigned == pytest.approx(0.5)


def test_who_is_under_an_inner_total_does_not_hold_what_is_left_of_the_place() -> None:
    seen = options_of("f@fab", "f@osa", "f .5", "g@tok", "P:JP .9")

    assert seen.totals() == {"0.5 of f@fab f@osa", "0.4 of g@tok others@JP"}
    assert seen.found.assigned == pytest.approx(0.9)


def test_a_total_of_one_holder_stays_a_total() -> None:
    seen = options_of("f@JP .3", "f@US", "f .7")

    assert seen.lines() == {"f@JP 0.3", "f@US -"}
    assert seen.totals() == {"0.4 of f@US"}


# --- tables that do not fit


def test_the_tables_of_firms_and_of_places_are_made_to_fit_apart() -> None:
    seen = options_of("f@JP .9", "P:KR .8")

    assert seen.lines() == {"f@JP 0.9", "all@KR 0.8"}
    assert (seen.notices(), seen.found.unassigned) == ([], 0.0)


def test_a_province_is_not_added_again_to_its_country() -> None:
    assert options_of("P:hok .6", "P:JP .7", "P:US .3").notices() == []
    assert options_of("P:JP .7", "P:US .4").notices() == ["table-scaled"]


def test_only_what_qualifies_has_to_fit() -> None:
    assert options_of("f@JP .6 pilot src-b", "g@US .9").lines() == {"g@US 0.9"}


def test_a_share_of_the_table_that_goes_is_unknown() -> None:
    seen = options_of("f@JP .6 2018 src-b", "g@US .9 2020")

    assert seen.lines() == {"f@JP -", "g@US 0.9"}
    assert seen.notices() == ["tables-do-not-fit"]
