"""DOMAIN 3.3 to 3.6: home and world, units, what operates, and what follows from it."""

from __future__ import annotations

from tests.graphs.notation import Graph, batch, coalition, cuts, link, made, needs, single, still, stops

GRAPHS = {
    "home_of_two_places": Graph(
        shows="A home region H is a set of places; an option is at home if its place lies in H",
        why="x is made in KR from p, made in the US. With KR at home x needs p at home, and an embargo on p stops it; "
        "with CN alone x is imported and its maker gets p in the world. An embargo by KR means nothing to a home with "
        "KR.",
        batch=batch(needs("s", "x"), needs("x", "p"), made("x", "f@KR 1"), made("p", "g@US 1")),
        asks=(
            single("embargo:US hidden confirmed", by="embargo", home=("CN", "KR")),
            single("embargo:KR direct confirmed", by="embargo"),
        ),
    ),
    "what_is_left_limits_the_loss": Graph(
        shows="the share lost in v ... never more than 1 less the known shares of the options not lost",
        why="f is said to make 0.9 and KR 0.8; firms and places are not checked against each other. If f fails KR's "
        "0.8 are left, so at most 0.2 are lost; if KR fails at most 0.1. Both: nobody is left.",
        batch=batch(needs("s", "x"), made("x", "f@JP .9", "P:KR .8")),
        asks=(single(), cuts("country:JP+country:KR confirmed", by="country")),
    ),
    "holdings_not_added_up": Graph(
        shows="chain of OWNED_BY, each link with share > 0.5 or control: true; holdings are not added up",
        why="g owns 0.6 of h and 0.3 of f, h owns 0.3 of f: 0.6 of f through two links, neither of which controls. A "
        "link of exactly one half does not control either (k of f).",
        batch=batch(
            made("x", "f@JP 1"),
            link("OWNED_BY", "h", "g", "share=.6"),
            link("OWNED_BY", "f", "g", "share=.3"),
            link("OWNED_BY", "f", "h", "share=.3"),
            link("OWNED_BY", "f", "k", "share=.5"),
        ),
        asks=(single("owner:f direct confirmed", by="owner", target="x"),),
    ),
    "ownership_said_by_two": Graph(
        shows="g controls (chain of OWNED_BY, each link with share > 0.5 or control: true)",
        why="Each property is settled on its own: the better graded 0.4 stands for the share, but another claim says "
        "that g controls f. For h a newer claim of the same grade takes the control back.",
        batch=batch(
            made("x", "f@JP 1"),
            link("OWNED_BY", "f", "g", "share=.4", "A"),
            link("OWNED_BY", "f", "g", "share=.6", "control=true", "C", "src-b"),
            link("OWNED_BY", "f", "h", "control=true", "2018"),
            link("OWNED_BY", "f", "h", "control=false", "2022"),
        ),
        asks=(single("owner:f direct confirmed", "owner:g direct confirmed", by="owner", target="x"),),
    ),
    "a_halt_and_an_embargo": Graph(
        shows="country:P all production there halts, home and world; embargo:P home only",
        why="x is made in JP, y at home from x. A halt takes x from all. An embargo takes x from home, so y, made at "
        "home, stops for all; z, made in the US from x, is imported.",
        batch=batch(
            needs("y", "x"), needs("z", "x"), made("x", "f@JP 1"), made("y", "g@gd 1"), made("z", "h@US 1")
        ),
        asks=(
            *stops("country:JP", "x y z", "x y z"),
            *stops("embargo:JP", "x y", "y"),
            *stops("country:US", "z", "z"),
        ),
    ),
    "embargo_by_home": Graph(
        shows="The embargoes hit nothing when P lies in H or contains a place of H",
        why="x is made in gd by f, led from CN. For the home gd, which CN contains, and for CN itself, the embargoes "
        "by CN mean nothing; a halt does. For the home JP they are those of another country.",
        batch=batch(made("x", "f@gd 1"), link("HEADQUARTERED_IN", "f", "CN")),
        asks=(
            single("country:CN direct confirmed", by="country embargo embargo_hq", target="x", home=("gd",)),
            single("country:CN direct confirmed", by="country embargo embargo_hq", target="x"),
            single(
                "country:CN direct confirmed", "embargo:CN direct confirmed", "embargo_hq:CN direct confirmed",
                by="country embargo embargo_hq", target="x", home=("JP",),
            ),
        ),
    ),
    "a_kind_is_no_substitute": Graph(
        shows="no KIND_OF closure (rule); a kind-of is never a substitute",
        why="euv and arf are kinds of scanner. A rule on scanner restricts neither; that h makes arf does not help who "
        "needs euv.",
        batch=batch(
            needs("s", "euv"),
            made("euv", "f@NL 1"),
            made("arf", "h@JP 1"),
            made("scanner", "k@JP 1"),
            link("KIND_OF", "euv", "scanner"),
            link("KIND_OF", "arf", "scanner"),
            link("RESTRICTS", "r", "scanner"),
        ),
        asks=(
            single("firm:f direct confirmed", by="firm rule"),
            single("rule:r direct confirmed", by="rule", target="scanner"),
        ),
    ),
    "rule_and_unknown_place": Graph(
        shows="rule:R of an item the rule RESTRICTS, made in a place of RULE_ORIGIN (none = any)",
        why="The rule has no origin row: any place. f has neither site nor headquarters: no place is known, and a "
        "place-based unit hits it in no reading. g's headquarters in the US are its place from likely on.",
        batch=batch(
            made("x", "f 1"),
            made("y", "g 1"),
            link("HEADQUARTERED_IN", "g", "US"),
            link("RESTRICTS", "r", "x"),
            link("RESTRICTS", "r", "y"),
        ),
        asks=(single(by="rule", target="x"), single("rule:r direct likely", by="rule", target="y")),
    ),
    "coalition_reaches_as_far_as_its_members": Graph(
        shows="Coalitions are named sets of units that fail together",
        why="The embargo hits x at home, the halt everywhere; together everywhere.",
        batch=batch(made("x", "f@JP 1"), coalition("c", "embargo:JP|country:JP"), coalition("e", "embargo:JP|firm:f-2"),
                    made("y", "f-2@US 1")),
        asks=(*stops("coalition:c", "x", "x"), *stops("coalition:e", "x y", "y")),
    ),
    "installed_machine_starts_the_loop": Graph(
        shows="3.3 reads a consumed slot from T and a durable slot from S (start with S = everything)",
        why="Parts are made on machines (durable), machines from parts (consumed): with all machines installed parts "
        "run, so machines do: the loop operates. Consumed both ways (u, v) it does not start. Without machines parts "
        "cannot go on, but for a while they do (immediate).",
        batch=batch(
            needs("s", "part"),
            needs("part", "machine", "tool", "mode=durable"),
            needs("machine", "part"),
            made("part", "f@JP 1"),
            made("machine", "g@US 1"),
            needs("u", "v"),
            needs("v", "u"),
            made("u", "f@JP 1"),
            made("v", "g@US 1"),
        ),
        asks=(
            still("u v"),
            single("firm:f direct confirmed", "firm:g hidden confirmed", by="firm"),
            single("firm:f direct confirmed", by="firm", horizon="immediate"),
        ),
    ),
    "durable_loop_runs_on": Graph(
        shows="Durable equipment keeps going while it is not hit; consumed inputs need well-founded support",
        why="a and b are made on each other (durable): they keep going. a is made from ore: without it a stops, then "
        "b, which has lost its installed a, then s. What is hit in the loop stops it.",
        batch=batch(
            needs("s", "b"),
            needs("a", "b", "tool", "mode=durable"),
            needs("a", "ore"),
            needs("b", "a", "tool", "mode=durable"),
            made("a", "f@JP 1"),
            made("b", "g@US 1"),
            made("ore", "h@KR 1"),
        ),
        asks=(
            still(""),
            *stops("firm:h", "a b ore s", "a b ore s"),
            *stops("firm:h", "a ore", "a ore", horizon="immediate"),
            single("firm:g direct confirmed", "firm:f hidden confirmed", "firm:h hidden confirmed", by="firm"),
        ),
    ),
    "direct_on_every_member": Graph(
        shows="Direct (for a Sector: on every qualified member of one of its essential slots) ...; hidden otherwise",
        why="s: f makes both alternatives: direct. s-2: c falls because it needs d, not because g makes it: hidden. "
        "s-3: a durable slot counts only when sustained.",
        batch=batch(
            needs("s", "a|b", "feed"),
            made("a", "f@JP 1"),
            made("b", "f@US 1"),
            needs("s-2", "c|d", "feed"),
            needs("c", "d"),
            made("c", "h@JP 1"),
            made("d", "g@US 1"),
            needs("s-3", "a", "tool", "mode=durable"),
        ),
        asks=(
            single("firm:f direct confirmed"),
            single("firm:g hidden confirmed", "country:US hidden confirmed", target="s-2"),
            single("firm:f direct confirmed", "country:JP direct confirmed", target="s-3"),
            single(target="s-3", horizon="immediate"),
        ),
    ),
    "direct_by_what_is_hit": Graph(
        shows="Direct if the hits of u on the options of t itself would stop it even if every other item were "
        "available, in the home view",
        why="f makes x and its input p: x would stop with every p in the world: direct. y: f makes 0.7 of y, too "
        "little, and all of q, which y needs: hidden. z is made at home by g; an embargo on its input is hidden, that "
        "z's importer h is hit too does not matter.",
        batch=batch(
            needs("x", "p"), made("x", "f@JP 1"), made("p", "f@JP 1"),
            needs("y", "q"), made("y", "f@JP .7", "k@KR .3"), made("q", "f@JP 1"),
            needs("z", "q"), made("z", "g@gd .9", "h@JP .1"),
        ),
        asks=(
            single("firm:f direct confirmed", by="firm", target="x"),
            single("firm:f hidden confirmed", by="firm", target="y"),
            single("embargo:JP hidden confirmed", by="embargo", target="z"),
        ),
    ),
    "three_to_stop_it": Graph(
        shows="Minimal cut set of t of order k: a minimal set of k units that stops t",
        why="theta 0: all three makers must fail; no two of them do, and no larger set is minimal. JP holds f and g.",
        batch=batch(needs("s", "x"), made("x", "f@fab .4", "g@osa .3", "h@KR .3")),
        asks=(
            cuts(by="firm", max_order=2, min_surviving_share=0.0),
            cuts("firm:f+firm:g+firm:h confirmed", by="firm", max_order=3, min_surviving_share=0.0),
            cuts(
                "firm:f+firm:g+firm:h confirmed", "country:JP+firm:h confirmed", "country:JP+country:KR confirmed",
                "country:KR+firm:f+firm:g confirmed",
                by="firm country", max_order=3, min_surviving_share=0.0,
            ),
        ),
    ),
}  # fmt: skip
