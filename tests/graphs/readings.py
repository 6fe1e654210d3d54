"""DOMAIN 3.2: the three readings, row by row and column by column, and doubtful claims."""

from __future__ import annotations

from tests.graphs.notation import Graph, batch, cuts, link, made, needs, single, stops

GRAPHS = {
    "unnamed_maker_elsewhere": Graph(
        shows="options: those named, and one unnamed elsewhere if x is not exhaustive / of share 1 - A if every named "
        "share is known / those named",
        why="f makes 0.9. theta 0.2: it loses more than 0.8 whoever makes the rest. theta 0: an unnamed maker will do "
        "in confirmed and likely (of 0.1); possible knows none.",
        batch=batch(needs("s", "x"), made("x", "f@JP .9")),
        asks=(
            single("firm:f direct confirmed", "country:JP direct confirmed"),
            single("firm:f direct possible", "country:JP direct possible", min_surviving_share=0.0),
        ),
    ),
    "others_of_unknown_share": Graph(
        shows="those named, but no other producers in P of unknown share",
        why="Neither f at fab nor the other producers in JP have a share. Confirmed: an unnamed maker may hold it all. "
        "Likely: the others are no option, so f holds all: f and JP stop x.",
        batch=batch(needs("s", "x"), made("x", "f@fab", "P:JP")),
        asks=(single("firm:f direct likely", "country:JP direct likely"),),
    ),
    "headquarters_at_home": Graph(
        shows="an option without a known place is elsewhere, no place unit hits it / belongs to the headquarters",
        why="f is led from gd, its plant is not known, and x needs p from the US. Confirmed: f is elsewhere, so an "
        "embargo on p does not reach it, nor a halt in CN. Likely and possible: f makes x at home and needs p there. A "
        "halt in the US takes p from all.",
        batch=batch(
            needs("s", "x"),
            needs("x", "p"),
            made("x", "f 1"),
            made("p", "g@US 1"),
            link("HEADQUARTERED_IN", "f", "gd"),
        ),
        asks=(
            single("country:CN direct likely", "country:US hidden confirmed", "embargo:US hidden likely",
                   by="country embargo"),
            *stops(
                "embargo:US",
                {"confirmed": "p", "likely": "p x s", "possible": "p x s"},
                {"likely": "x s", "possible": "x s"},
            ),
        ),
    ),
    "nobody_could_hold_the_rest": Graph(
        shows="unassigned part, if none could: when every option is / any option",
        why="The list is complete, both shares are known, 0.3 are nobody's. Lost with both in confirmed and likely: f "
        "0.55 is not enough. Possible: lost with any: f 0.55 + 0.3 = 0.85 > 0.8, g 0.15 + 0.3.",
        batch=batch(needs("s", "x"), made("x", "f@JP .55 exhaustive", "g@US .15")),
        asks=(cuts("firm:f possible", "firm:f+firm:g confirmed"),),
    ),
    "rest_held_by_others_only": Graph(
        shows="likely, if none could: lost when every option that could hold it in the confirmed reading is; possible: "
        "other producers of unknown share included",
        why="f at fab 0.3, hok no share, JP 0.9, g 0.1. JP's other 0.6 are a total of the others in hok and in JP, "
        "both of unknown share, so no options in likely: lost there when both are. hok: 0.3 in confirmed and likely; "
        "in possible also the 0.6, since the others in hok could hold them: 0.9. fab: 0.3. JP: 0.9.",
        batch=batch(needs("s", "x"), made("x", "f@fab .3", "P:hok", "P:JP .9", "g@US .1")),
        asks=(single("site:hok direct possible", "country:JP direct confirmed", by="site country"),),
    ),
    "under_a_total_holds_no_rest": Graph(
        shows="An option under a known total cannot hold the unassigned part",
        why="f makes 0.5 in JP and the US together; g's share is unknown, so the 0.5 that are nobody's are g's or, in "
        "confirmed, an unnamed maker's. theta 0.55: 0.45 may be lost. f 0.5: confirmed. g and KR: 0.5 in likely. JP or "
        "US: the total in possible (0.5), half of it in likely.",
        batch=batch(needs("s", "x"), made("x", "f@JP", "f@US", "f .5", "g@KR")),
        asks=(
            single(
                "firm:f direct confirmed", "firm:g direct likely", "country:KR direct likely",
                "country:JP direct possible", "country:US direct possible",
                min_surviving_share=0.55,
            ),
        ),
    ),
    "doubtful_maker": Graph(
        shows="confirmed if it does with or without them ... possible only if it does both",
        why="theta 0, below grade C is doubtful, so g is. f fails: with g x runs, without it does not: only possible. "
        "Both fail: it runs in neither. Without doubt (grade D allowed) f is no finding.",
        batch=batch(needs("s", "x"), made("x", "f@JP exhaustive", "g@US D src-b")),
        asks=(
            cuts("firm:f possible", "firm:f+firm:g confirmed", min_surviving_share=0.0, min_grade="C"),
            cuts("firm:f+firm:g confirmed", min_surviving_share=0.0),
        ),
    ),
    "doubtful_site": Graph(
        shows="confirmed if it does with or without them; a set minimal only in a weaker reading appears with that",
        why="Below grade C is doubtful, so it is doubtful that f makes x in the US. With that claim f is in the US "
        "(1.0), and JP makes some: US stops x. Without it f belongs to its headquarters tok, since a statistic speaks "
        "of JP: tok and JP stop x. Confirmed needs both: US + tok, US + JP. Likely takes the claim: US. Possible: any "
        "of them.",
        batch=batch(
            made("x", "f@US 1 D src-b", "f 1", "P:JP"),
            link("HEADQUARTERED_IN", "f", "tok"),
        ),
        asks=(
            cuts(
                "country:US likely",
                "country:JP possible",
                "site:tok possible",
                "country:JP+country:US confirmed",
                "country:US+site:tok confirmed",
                by="country site",
                target="x",
                min_grade="C",
            ),
        ),
    ),
    "doubtful_need": Graph(
        shows="in the likely reading if it does with them",
        why="That x needs p is doubtful. g fails: without the claim x runs, so not confirmed; likely takes the claim. "
        "f makes x either way.",
        batch=batch(needs("x", "p", "", "D"), made("x", "f@JP 1"), made("p", "g@US 1")),
        asks=(
            single("firm:f direct confirmed", "firm:g hidden likely", by="firm", target="x", min_grade="C"),
            single("firm:f direct confirmed", "firm:g hidden confirmed", by="firm", target="x"),
        ),
    ),
}  # fmt: skip
