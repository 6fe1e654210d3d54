"""DOMAIN 3.1: from claims to the ways to get an item, and what is known of their shares and places."""

from __future__ import annotations

from tests.graphs.notation import Graph, batch, cuts, made, needs, single, still, stops

GRAPHS = {
    "two_plants": Graph(
        shows="Every SUPPLIES key gives an option (firm, site)",
        why="f has two options of 0.5: neither country alone loses more than 0.8, both do, and so does f.",
        batch=batch(needs("s", "x"), made("x", "f@JP .5", "f@US .5")),
        asks=(
            single("firm:f direct confirmed"),
            cuts("country:JP+country:US confirmed", by="country"),
        ),
    ),
    "total_across_a_known_place": Graph(
        shows="with several its share is their total (left out of A in 4 when one of them lies in a place of known "
        "share)",
        why="f's 0.5 are at fab in JP and in the US, JP makes 0.4, g 0.1. The total holds a part of JP's share, so it "
        "is left out of A = 0.4 + 0.1, and an unnamed maker may exist. JP's 0.4 are a total of f at fab and the others "
        "in JP. theta 0: all three countries leave an unnamed maker in confirmed, nobody in likely (some share is "
        "unknown). theta 0.2: f loses its 0.5, and in likely JP's 0.4 (others of unknown share are no option there): "
        "0.9. JP: 0.4 confirmed, 0.4 + 0.25 likely; in possible 0.4 + 0.5 + what is nobody's, but g keeps 0.1: 0.9. "
        "US: 0, 0.25, at most 0.9 as before. JP + US: 0.4 + 0.5 = 0.9 confirmed (decision 0004, costs).",
        batch=batch(needs("s", "x"), made("x", "f@fab", "f@US", "f .5", "P:JP .4", "g@KR .1")),
        asks=(
            single("firm:f direct likely", "country:JP direct possible", "country:US direct possible"),
            cuts(
                "country:JP possible", "country:US possible", "country:JP+country:US confirmed", by="country"
            ),
            cuts(
                "country:JP+country:KR+country:US likely", by="country", max_order=3, min_surviving_share=0.0
            ),
        ),
    ),
    "total_inside_a_known_place": Graph(
        shows="P's share less the known ones (totals that lie wholly in P included)",
        why="JP makes all; f's two Japanese plants 0.6 in all, so the other producers in JP 0.4 (decision 0004). JP "
        "stops x; f loses 0.6. At theta 0.5 f is too much; fab alone has all of the 0.6 only in possible (hok contains "
        "it), 0.3 in likely. At theta 0 f leaves the others.",
        batch=batch(needs("s", "x"), made("x", "f@fab", "f@osa", "f .6", "P:JP 1")),
        asks=(
            single("country:JP direct confirmed", by="firm site country"),
            single("country:JP direct confirmed", by="firm country", min_surviving_share=0.0),
            single(
                "country:JP direct confirmed",
                "firm:f direct confirmed",
                "site:fab direct possible",
                "site:hok direct possible",
                "site:osa direct possible",
                by="firm site country",
                min_surviving_share=0.5,
            ),
        ),
    ),
    "unqualified_alternative": Graph(
        shows="The same holds for a member of a slot",
        why="a and b are alternatives, b at pilot. At volume only a counts, and g stops x from behind; at pilot h's b "
        "can stand in, and only g and h together do.",
        batch=batch(
            needs("x", "a", "feed"),
            needs("x", "b", "feed", "pilot"),
            made("x", "f@JP 1"),
            made("a", "g@US 1"),
            made("b", "h@KR 1"),
        ),
        asks=(
            single("firm:f direct confirmed", "firm:g hidden confirmed", by="firm", target="x"),
            single("firm:f direct confirmed", by="firm", target="x", qualification="pilot"),
            cuts("firm:f confirmed", "firm:g+firm:h confirmed", target="x", qualification="pilot"),
        ),
    ),
    "province_in_a_country": Graph(
        shows="from the innermost place outward ... P's option becomes other producers in P with the share of P less "
        "theirs",
        why="fab 0.3, other producers in hok 0.5 - 0.3 = 0.2, in JP 0.9 - 0.3 - 0.2 = 0.4, US 0.1: together 1. hok "
        "loses 0.5, JP 0.9, hok + US 0.6. At theta 0.45 (0.55 may be lost) JP and hok + US stop x; were JP's others "
        "counted before hok's, 0.6 would be left beside hok + US. At theta 0.51 hok alone does.",
        batch=batch(made("x", "f@fab .3", "P:hok .5", "P:JP .9", "g@US .1")),
        asks=(
            single("country:JP direct confirmed", by="site country", target="x"),
            cuts(
                "country:JP confirmed", "country:US+site:hok confirmed",
                by="site country", target="x", min_surviving_share=0.45,
            ),
            single(
                "country:JP direct confirmed", "site:hok direct confirmed",
                by="site country", target="x", min_surviving_share=0.51,
            ),
        ),
    ),
    "places_contain_places": Graph(
        shows="Belonging goes through PART_OF, a place being in itself; a place given coarsely is not inside a finer "
        "unit; units of equal effect are all listed",
        why="fab lies in hok and hok in JP: each of them takes x. y is made in hok, but where is not said: fab does "
        "not take it. z is made in JP: no unit within JP takes it.",
        batch=batch(made("x", "f@fab 1"), made("y", "f@hok 1"), made("z", "f@JP 1")),
        asks=(
            single(
                "site:fab direct confirmed", "site:hok direct confirmed", "country:JP direct confirmed",
                by="site country", target="x",
            ),
            single("site:hok direct confirmed", "country:JP direct confirmed", by="site country", target="y"),
            single("country:JP direct confirmed", by="site country", target="z"),
        ),
    ),
    "firm_inside_its_country": Graph(
        shows="A firm and the place it produces in are never two alternatives; PRODUCES options have no firm",
        why="JP makes all of x and f 0.9 of it, so the others in JP make 0.1. f loses 0.9 > 0.8. At theta 0 the "
        "others, whom no firm's failure hits, will do; JP takes both.",
        batch=batch(needs("s", "x"), made("x", "f@fab .9", "P:JP 1")),
        asks=(
            single("firm:f direct confirmed", "country:JP direct confirmed"),
            single("country:JP direct confirmed", min_surviving_share=0.0),
        ),
    ),
    "remainder_within_the_tolerance": Graph(
        shows="dropped when <= attribution_tolerance, default 0.01",
        why="theta 0. x: the others in JP would make 0.008: nobody's, and 0.992 known is all, so f is alone. y: 0.02 "
        "stay and any option will do. In both JP takes all.",
        batch=batch(made("x", "f@fab .992", "P:JP 1"), made("y", "f@fab .98", "P:JP 1")),
        asks=(
            single(
                "firm:f direct confirmed", "country:JP direct confirmed", target="x", min_surviving_share=0.0
            ),
            single("country:JP direct confirmed", target="y", min_surviving_share=0.0),
        ),
    ),
    "statistics_without_a_share": Graph(
        shows="If one of theirs, or P's own, is unknown, so is the remainder",
        why="JP makes x, how much is not said: the others in JP are of unknown share and no total binds them. theta "
        "0.2: f 0.85. theta 0: beside f and g there are, in confirmed, the others and an unnamed maker; in likely the "
        "unnamed one of 1 - 0.95, for every share named there is known; in possible nobody.",
        batch=batch(needs("s", "x"), made("x", "f@fab .85", "P:JP", "g@US .1")),
        asks=(
            single("firm:f direct confirmed", "country:JP direct confirmed"),
            cuts("firm:f+firm:g possible", min_surviving_share=0.0),
            cuts("country:JP+country:US possible", by="country", min_surviving_share=0.0),
        ),
    ),
    "firms_exceed_their_place": Graph(
        shows="Known shares inside P that sum to more than P's share + tolerance stand for P's share, with a warning",
        why="JP is said to make 0.5, its firms f and h 0.9: the 0.9 stand and JP loses them; nothing is left for "
        "others. f loses 0.6, f + h 0.9.",
        batch=batch(needs("s", "x"), made("x", "f@fab .6", "h@osa .3", "P:JP .5", "g@US .1")),
        asks=(single("country:JP direct confirmed"), cuts("firm:f+firm:h confirmed")),
    ),
    "which_table_stays": Graph(
        shows="best grade of a row, then newest, then the larger sum, then source id",
        why="Grade and date are equal. x: src-b says 0.9, src-a 0.8 in all; together 1.7: the larger stays although "
        "its id is greater: f 0.9, confirmed. y: both sum to 0.9: src-a stays, f 0.9, and g is unknown and holds at "
        "most 0.1.",
        batch=batch(
            made("x", "f@JP .9 src-b", "g@US .5", "h@KR .3"),
            made("y", "f@JP .9 src-a", "g@US .9 src-b"),
        ),
        asks=(
            single("firm:f direct confirmed", by="firm", target="x"),
            single("firm:f direct confirmed", by="firm", target="y"),
        ),
    ),
    "province_not_added_again": Graph(
        shows="a place inside another known one not added again",
        why="JP 0.7 and US 0.3 sum to 1; hok's 0.6 are within JP's. At theta 0.35 (0.65 may be lost) JP stops x and "
        "hok does not. Were hok added, the tables would not fit and all be scaled down: nobody would.",
        batch=batch(made("x", "P:hok .6", "P:JP .7", "P:US .3")),
        asks=(single("country:JP direct confirmed", by="site country", target="x", min_surviving_share=0.35),),
    ),
    "total_less_its_known_sites": Graph(
        shows="totals included, less the known shares of their sites",
        why="f makes 0.3 in JP and 0.6 in all, so 0.3 in the US; g 0.4: together 1, which fits. At theta 0.5 f (0.6) "
        "stops x and neither of its countries does.",
        batch=batch(made("x", "f@JP .3", "f@US", "f .6", "g@KR .4")),
        asks=(single("firm:f direct confirmed", target="x", min_surviving_share=0.5),),
    ),
    "one_table_too_much": Graph(
        shows="one group that alone sums to more is scaled to 1 and reported",
        why="One table gives f and g 1 each: 0.5 each after scaling. Alone neither loses more than 0.8 or 0.55; at "
        "theta 0.55 (0.45 may be lost) both do.",
        batch=batch(made("x", "f@JP 1", "g@US 1")),
        asks=(
            cuts("firm:f+firm:g confirmed", target="x"),
            single(by="firm", target="x", min_surviving_share=0.45),
            single(
                "firm:f direct confirmed", "firm:g direct confirmed", by="firm", target="x", min_surviving_share=0.55
            ),
        ),
    ),
    "nearly_all_is_all": Graph(
        shows="x is exhaustive if A >= 1 - tolerance or a claim says the list is complete",
        why="theta 0. x: 0.99 known is all: f + g leave nobody. y: 0.98: an unnamed maker holds 0.02 in confirmed and "
        "in likely; possible knows none.",
        batch=batch(made("x", "f@JP .6", "g@US .39"), made("y", "f@JP .6", "g@US .38")),
        asks=(
            cuts("firm:f+firm:g confirmed", target="x", min_surviving_share=0.0),
            cuts("firm:f+firm:g possible", target="y", min_surviving_share=0.0),
        ),
    ),
    "exactly_at_the_limit": Graph(
        shows="Comparisons treat shares within 1e-9 as equal; the share lost is at most 1 - theta",
        why="theta 0.3: 0.7 may be lost. f + g + h lose 0.1 + 0.2 + 0.4 = 0.7 and h + k 0.4 + 0.3 = 0.7: as much as "
        "may be, so x runs. Only what leaves less than 0.3 stops it: all but f (0.9) or all but g (0.8).",
        batch=batch(made("x", "f@JP .1", "g@US .2", "h@KR .4", "k@NL .3")),
        asks=(
            cuts(
                "firm:g+firm:h+firm:k confirmed", "firm:f+firm:h+firm:k confirmed",
                target="x", max_order=3, min_surviving_share=0.3,
            ),
        ),
    ),
    "gap_item": Graph(
        shows="A gap item has no claim at all about who makes it; gap item: one unnamed elsewhere, in possible at home",
        why="Nobody is said to make x, which needs p; g in the US makes p. An embargo takes p from home: an unnamed "
        "maker elsewhere still gets it, one at home (possible) does not. A halt in the US takes p from all. The "
        "unnamed maker is hit by item:x alone.",
        batch=batch(needs("s", "x"), needs("x", "p"), made("p", "g@US 1")),
        asks=(
            single(
                "firm:g hidden confirmed", "country:US hidden confirmed", "embargo:US hidden possible",
                "item:x direct confirmed", "item:p hidden confirmed",
                by="firm country embargo item",
            ),
            *stops("embargo:US", {"confirmed": "p", "likely": "p", "possible": "p x s"}, {"possible": "x s"}),
        ),
    ),
    "sector_is_production_at_home": Graph(
        shows="A Sector is what the home region produces, by one option at home that only its unit item can hit",
        why="s needs y, made in JP. A halt at home hits nothing; item:s hits s everywhere. An embargo takes y from "
        "home only, but s is made at home and needs y there: s stops in the world too. The sector is no gap item.",
        batch=batch(needs("s", "y"), made("y", "g@JP 1")),
        asks=(
            still(""),
            *stops("country:CN", "", ""),
            *stops("item:s", "s", "s"),
            *stops("embargo:JP", "s y", "s"),
        ),
    ),
}  # fmt: skip
