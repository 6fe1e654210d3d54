"""DOMAIN section 3 sentence by sentence, and the example of each: a named graph, a worked case, or a test."""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """`where`: names of graphs, "case:NAME" for a folder of tests/cases, "test:FILE::NAME" for a test."""

    number: str
    says: str
    where: tuple[str, ...]


VALIDATION = "test:tests/unit/schema/"
ORDER = "test:tests/properties/test_order.py::"
STATISTICS = "case:unknown-site-and-statistics"
PLACE_TOTAL = "case:place-total-with-unknown-firm"


def _all(*rows: tuple[str, str, str]) -> tuple[Sentence, ...]:
    return tuple(Sentence(number, says, tuple(where.split())) for number, says, where in rows)


CLAIMS = _all(
    ("3.0.1", "claims are about the same thing when type and key agree", "one_option_said_twice"),
    ("3.0.1", "a firm has one headquarters", "one_headquarters"),
    ("3.0.1", "an empty site is a value of its own", "case:two-sites-and-a-total"),
    ("3.0.1", "what is there exists if any claim says so", "a_doubted_word_counts_too"),
    ("3.0.1", "each property is settled on its own", "case:per-property ownership_said_by_two"),
    ("3.0.1", "best grade, newest as_of, newest recorded_at, smallest source id", "settling_order"),
    ("3.0.1", "a share counts only if its share_of is the base", "share_of_another_base"),
    ("3.0.1", "exhaustive: true on any of them counts", "any_complete_list"),
    ("3.0.1", "defaults are filled last", "defaults_last"),
    ("3.0.2", "--as-of keeps claims of that day or before, or unknown", "seen_as_of case:tables-that-do-not-fit"),
    ("3.0.2", "--known-at keeps those recorded by then; empty = time of load", "known_at_the_time"),
    ("3.0.2", "a short date is the last day of its period, as a start its first", "case:rule-by-date seen_as_of"),
    ("3.0.2", "rows of a rule are never filtered", "rows_of_a_rule_always_count case:rule-by-date"),
    ("3.0.3", "a slot is essential if any row is, durable only if all are", "slot_of_mixed_rows"),
    (
        "3.0.3",
        "rows of one slot that differ load with a warning",
        f"{VALIDATION}test_validate_provenance.py::test_rows_of_one_slot_that_differ_load_with_a_warning",
    ),
    ("3.0.3", "a slot without a qualified member is never met", "slot_without_a_qualified_member"),
    (
        "3.0.3",
        "REQUIRES, SUPPLIES or PRODUCES to a Sector is a violation",
        f"{VALIDATION}test_load.py::test_a_sector_is_an_item_that_nothing_supplies_produces_or_requires",
    ),
)
OPTIONS = _all(
    ("3.1.1", "every SUPPLIES key gives an option, every PRODUCES key an option", "two_plants one_option_said_twice"),
    ("3.1.1", "siteless with one sited option: the same, it fills what that leaves open", "case:two-sites-and-a-total"),
    ("3.1.1", "siteless with several: their total", "case:two-sites-and-a-total"),
    ("3.1.1", "a total is left out of A when one of them lies in a place of known share", "total_across_a_known_place"),
    (
        "3.1.2",
        "below the threshold an option does not count",
        "case:unqualified-item case:per-property",
    ),
    ("3.1.2", "the same holds for a member of a slot", "unqualified_alternative"),
    ("3.1.3", "an option belongs to its place, to that of its site", "case:hq-is-not-site"),
    (
        "3.1.3",
        "site unknown: the headquarters if PRODUCES speaks of a region around it",
        STATISTICS,
    ),
    ("3.1.3", "otherwise confirmed knows no place", f"{STATISTICS} headquarters_at_home"),
    ("3.1.3", "belonging goes through PART_OF, a place being in itself", "places_contain_places"),
    ("3.1.3", "a firm and the place it produces in are never two alternatives", "firm_inside_its_country"),
    ("3.1.3", "from the innermost place outward", "province_in_a_country"),
    ("3.1.3", "dropped when within the tolerance", "remainder_within_the_tolerance"),
    ("3.1.3", "if one of theirs or P's own is unknown, so is the remainder", "statistics_without_a_share"),
    ("3.1.3", "P's share less the known ones is a total of the unknown ones", PLACE_TOTAL),
    ("3.1.3", "totals that lie wholly in P included", "total_inside_a_known_place"),
    ("3.1.3", "known shares inside P that sum to more stand, with a warning", "firms_exceed_their_place"),
    ("3.1.4", "tables that do not fit: one group stays", "case:tables-that-do-not-fit which_table_stays"),
    ("3.1.4", "totals less the known shares of their sites", "total_less_its_known_sites"),
    ("3.1.4", "a place inside another known one not added again", "province_not_added_again"),
    ("3.1.4", "one group that alone sums to more is scaled", "one_table_too_much"),
    (
        "3.1.4",
        "A = all that is known, each total counted once",
        f"total_inside_a_known_place {PLACE_TOTAL}",
    ),
    ("3.1.4", "1 - A is unassigned", "nobody_could_hold_the_rest"),
    ("3.1.4", "exhaustive if A >= 1 - tolerance or a claim says so", "nearly_all_is_all any_complete_list"),
    ("3.1.4", "shares within 1e-9 are equal", "exactly_at_the_limit"),
    ("3.1.5", "a gap item has no claim about who makes it", "gap_item"),
    ("3.1.5", "an unqualified item has claims but no option left", "case:unqualified-item"),
    ("3.1.5", "a Sector is one option at home that only its unit item can hit", "sector_is_production_at_home"),
)
READINGS = _all(
    ("3.2 options", "confirmed: and one unnamed elsewhere if not exhaustive", "unnamed_maker_elsewhere"),
    (
        "3.2 options",
        "likely: no other producers of unknown share",
        f"others_of_unknown_share {PLACE_TOTAL}",
    ),
    ("3.2 options", "likely: one unnamed of share 1 - A if every named share is known", "unnamed_maker_elsewhere"),
    ("3.2 options", "possible: those named, no other producers of unknown share", "statistics_without_a_share"),
    ("3.2 gap", "confirmed and likely: one unnamed elsewhere", "gap_item"),
    ("3.2 gap", "possible: one unnamed at home", "gap_item"),
    ("3.2 unqualified", "one unnamed elsewhere, none if exhaustive; possible: none", "case:unqualified-item"),
    ("3.2 no place", "confirmed: is elsewhere, no place unit hits it", "headquarters_at_home rule_and_unknown_place"),
    (
        "3.2 no place",
        "likely and possible: belongs to the headquarters",
        f"headquarters_at_home {STATISTICS}",
    ),
    ("3.2 unassigned", "confirmed: lost when every option that could hold it is", "case:equal-split"),
    ("3.2 unassigned", "confirmed, none could: when every option is", "nobody_could_hold_the_rest"),
    ("3.2 unassigned", "likely: spread evenly", "case:equal-split case:two-sites-and-a-total"),
    ("3.2 unassigned", "likely, none could: as those of the confirmed reading", "rest_held_by_others_only"),
    ("3.2 unassigned", "possible: lost as soon as any option that could hold it is", "case:equal-split"),
    ("3.2 unassigned", "possible: other producers of unknown share included", "rest_held_by_others_only"),
    ("3.2 unassigned", "possible, none could: any option", "nobody_could_hold_the_rest"),
    (
        "3.2",
        "everything confirmed is likely, everything likely is possible",
        f"{ORDER}test_what_operates_in_a_weaker_reading_operates_in_a_stronger_one",
    ),
    ("3.2", "unnamed options are hit by no unit but item", "gap_item"),
    ("3.2", "an option under a known total cannot hold the unassigned part", "under_a_total_holds_no_rest"),
    ("3.2", "doubtful claims: with or without, with, both", "doubtful_maker doubtful_need doubtful_site"),
    (
        "3.2",
        "each finding also carries the weakest grade in its witness",
        "test:tests/unit/usecases/test_proof.py::test_a_finding_is_as_sure_as_the_weakest_claim_in_its_witness",
    ),
    (
        "3.2",
        "faces show confirmed and likely findings and say how many more are possible",
        "test:tests/unit/usecases/test_chokepoints.py::test_possible_findings_are_counted_and_not_shown",
    ),
)
FAILING = _all(
    ("3.3", "H is a set of places (default CN); home and world", "home_of_two_places"),
    ("3.3", "an option at home needs its slots at home, else in the world", "case:import-while-home-slot-embargoed"),
    ("3.3", "some option is not lost, and at most 1 - theta is", "case:near-monopoly exactly_at_the_limit"),
    ("3.3", "never more than 1 less the known shares of what is not lost", "what_is_left_limits_the_loss"),
    ("3.3", "at theta 0 any option will do", "case:near-monopoly three_to_stop_it"),
    ("3.3", "unnamed options of gap items, unqualified items and sectors carry all of it", "gap_item"),
    ("3.3", "monotone in the failures", f"{ORDER}test_more_failures_never_restore_an_item"),
    ("3.3", "home implies world", f"{ORDER}test_what_the_home_region_can_obtain_someone_can_make"),
    ("3.4 firm", "supplied by F", "case:shared-tier2-source"),
    ("3.4 owner", "a chain of OWNED_BY", "case:owner-group ownership_said_by_two"),
    ("3.4 owner", "holdings are not added up", "holdings_not_added_up"),
    ("3.4 site", "made at place S or inside it", "places_contain_places"),
    ("3.4 country", "all production there halts, home and world", "a_halt_and_an_embargo"),
    ("3.4 embargo", "home only", "a_halt_and_an_embargo"),
    ("3.4 embargo_hq", "of a firm headquartered in P, wherever made", "one_headquarters case:hq-is-not-site"),
    (
        "3.4 rule",
        "origin, destination, days, never an option at home",
        "case:rule-by-date rule_and_unknown_place",
    ),
    ("3.4 rule", "no KIND_OF closure", "a_kind_is_no_substitute"),
    ("3.4 item", "every option, named or not", "gap_item sector_is_production_at_home"),
    (
        "3.4",
        "no embargo when P lies in H or contains a place of H",
        "embargo_by_home home_of_two_places",
    ),
    ("3.4", "PRODUCES options have no firm", "firm_inside_its_country"),
    ("3.4", "units hit options, never recipes", "case:shared-tier2-source"),
    ("3.4", "a place given coarsely is not inside a finer unit", "places_contain_places"),
    ("3.4", "coalitions fail together", "case:coalition coalition_reaches_as_far_as_its_members"),
    (
        "3.4",
        "candidates of --by",
        "case:coalition test:tests/unit/analytics/test_units.py::test_each_kind_has_its_own_candidates",
    ),
    ("3.4", "units of equal effect are all listed", "places_contain_places"),
    ("3.5", "a recycling loop cannot feed itself", "case:recycling-loop"),
    ("3.5", "consumed from T, durable from S", "installed_machine_starts_the_loop"),
    ("3.5", "durable equipment keeps going while it is not hit", "durable_loop_runs_on"),
    ("3.5", "immediate ignores durable slots, sustained counts them", "case:durable-equipment slot_of_mixed_rows"),
    ("3.5", "non-essential slots never stop an item", "slot_of_mixed_rows"),
    ("3.5", "not operating at the start is reported and never a finding", "case:not-operating-at-start"),
    ("3.5", "stopped = operates before and not after", "case:not-operating-at-start a_halt_and_an_embargo"),
    ("3.6", "direct by the hits on the target's own options", "direct_by_what_is_hit"),
    ("3.6", "direct for a Sector: every qualified member of a slot that counts", "direct_on_every_member"),
    ("3.6", "hidden otherwise", "case:shared-tier2-source"),
    ("3.6", "witness: minimal, judged in the reading", "case:recycling-loop case:near-monopoly"),
    (
        "3.6",
        "the witness is the same from run to run",
        "test:tests/unit/analytics/test_witness.py::test_the_same_question_has_the_same_witness_every_time",
    ),
    ("3.6", "minimal cut set of order k", "case:order-2-across-slots three_to_stop_it"),
    (
        "3.6",
        "complete_to_order is the largest order proven",
        "test:tests/unit/analytics/test_cut_sets.py::test_a_search_cut_short_says_to_what_order_it_is_complete",
    ),
    ("3.6", "minimal in several readings: once, with the strongest", "case:equal-split case:two-sites-and-a-total"),
    ("3.6", "minimal only in a weaker reading: with that", "case:equal-split total_across_a_known_place"),
    (
        "3.6",
        "a chokepoint is a unit in any minimal cut set, ranked",
        "test:tests/unit/usecases/test_chokepoints.py::test_what_stops_more_sectors_comes_first",
    ),
)
SENTENCES = CLAIMS + OPTIONS + READINGS + FAILING
