"""DOMAIN 3.0: which claims count, what they are about, and which of them decides."""

from __future__ import annotations

from tests.graphs.notation import Graph, batch, cuts, link, made, needs, single, still, stops

SETTLED = (  # item, the claim that must stand with 0.9, the one that must not with 0.5
    ("by-grade", "f@JP .9 B 2018 src-b", "f@JP .5 C 2022 src-a"),
    ("by-some-grade", "f@JP .9 C 2018 src-b", "f@JP .5 grade= 2022 src-a"),
    ("by-date", "f@JP .9 2022 src-b", "f@JP .5 2018 src-a"),
    ("by-some-date", "f@JP .9 2018 src-b", "f@JP .5 as_of= src-a"),
    ("by-record", "f@JP .9 recorded_at=2021 src-b", "f@JP .5 recorded_at=2019 src-a"),
    ("by-load", "f@JP .9 src-b", "f@JP .5 recorded_at=2025 src-a"),
    ("by-source", "f@JP .9 src-a", "f@JP .5 src-b"),
)

GRAPHS = {
    "one_option_said_twice": Graph(
        shows="Claims are about the same thing when type and key agree",
        why="Two sources on f in JP are one option of 0.5, not two: with g the shares sum to 1, and nobody loses more "
        "than 0.8 alone. The same for two claims on what JP produces. f + g, and JP + US, leave nobody.",
        batch=batch(
            needs("s", "x"),
            made("x", "f@JP .5 src-a", "f@JP .5 src-b", "g@US .5"),
            needs("s-y", "y"),
            made("y", "P:JP .5 src-a", "P:JP .5 src-b", "P:US .5"),
        ),
        asks=(
            cuts("firm:f+firm:g confirmed"),
            cuts("country:JP+country:US confirmed", by="country", target="s-y"),
        ),
    ),
    "one_headquarters": Graph(
        shows="HEADQUARTERED_IN (from: a firm has one)",
        why="The grade B claim of 2018 beats the grade C claim of 2022, so f is led from Tokyo, inside JP. f makes x "
        "at home, and embargo_hq reaches it wherever made; the US are not its headquarters, and JP is not its site.",
        batch=batch(
            needs("s", "x"),
            made("x", "f@gd 1"),
            link("HEADQUARTERED_IN", "f", "tok", "B", "2018"),
            link("HEADQUARTERED_IN", "f", "US", "C", "2022"),
        ),
        asks=(single("embargo_hq:JP direct confirmed", by="embargo embargo_hq"),),
    ),
    "a_doubted_word_counts_too": Graph(
        shows="What is there exists if any claim says so",
        why="Only a grade D claim says that g makes x; g is an option all the same: f alone loses 0.5.",
        batch=batch(needs("s", "x"), made("x", "f@JP .5 A", "g@US .5 D src-b")),
        asks=(cuts("firm:f+firm:g confirmed"),),
    ),
    "settling_order": Graph(
        shows="best grade (empty = D), then newest as_of (unknown is oldest), newest recorded_at, smallest source id",
        why="Where 0.9 stands f alone loses more than 0.8 (confirmed). Where 0.5 stood instead, 0.4 would be nobody's "
        "and f would stop the item only if it held that too (possible). Each item differs in one step of the order; "
        "an empty recorded_at is the time of load, the newest.",
        batch=batch(*(made(item, right, wrong, "g@US .1") for item, right, wrong in SETTLED)),
        asks=tuple(single("firm:f direct confirmed", by="firm", target=item) for item, _, _ in SETTLED),
    ),
    "share_of_another_base": Graph(
        shows="A share counts only if its share_of is the question's base",
        why="x: f has 90 % of China (grade A) and 30 % of the world (grade B): 0.3; g 0.7 > 0.65 stops x at theta "
        "0.35. y: f has a share of China only: unknown of the world. The list is complete, so f holds the 0.4 that g's "
        "0.6 leave, and the 0.6 stay below 0.8: at theta 0.65 (0.35 may be lost) both stop y.",
        batch=batch(
            made("x", "f@JP .9 A share_of=CN", "f@JP .3 src-b", "g@US .7"),
            made("y", "f@JP .95 share_of=CN", "g@US .6 exhaustive"),
        ),
        asks=(
            single("firm:g direct confirmed", by="firm", target="x", min_surviving_share=0.35),
            single(by="firm", target="y"),
            single(
                "firm:f direct confirmed",
                "firm:g direct confirmed",
                by="firm",
                target="y",
                min_surviving_share=0.65,
            ),
        ),
    ),
    "any_complete_list": Graph(
        shows="exhaustive: true on any of them counts",
        why="The grade D claim says the list is complete, though a grade B claim about the same option says nothing: "
        "no unnamed maker holds the missing 0.1. At theta 0 any option will do, and f + g leave none: confirmed.",
        batch=batch(needs("s", "x"), made("x", "f@JP .7", "f@JP D src-b exhaustive", "g@US .2")),
        asks=(cuts("firm:f+firm:g confirmed", min_surviving_share=0.0),),
    ),
    "defaults_last": Graph(
        shows="Defaults are filled last",
        why="The grade A claim states no qualification; the default (volume) does not beat the stated pilot of grade "
        "C. At volume x has claims but no option: an unnamed maker in confirmed and likely, none in possible. At pilot "
        "f makes all of it.",
        batch=batch(needs("s", "x"), made("x", "f@JP 1 A", "f@JP pilot C src-b")),
        asks=(
            still({"possible": "x s"}),
            single(by="firm"),
            still("", qualification="pilot"),
            single("firm:f direct confirmed", by="firm", qualification="pilot"),
        ),
    ),
    "seen_as_of": Graph(
        shows="--as-of D keeps claims with as_of <= D or unknown",
        why="theta 0: any option will do. In 2017 only g (no date) is known; f's claim that the list is complete is "
        "not yet true, so confirmed has an unnamed maker, and g is the only one of unknown share: likely. In 2019 f "
        "and g are a complete list. h's claim of 2022 is of the last day of 2022: not seen a day before.",
        batch=batch(made("x", "f@JP 2018 exhaustive", "g@US as_of=", "h@KR 2022")),
        asks=(
            single("firm:g direct likely", by="firm", target="x", min_surviving_share=0.0, as_of="2017"),
            *(
                cuts(f"{found} confirmed", target="x", max_order=3, min_surviving_share=0.0, as_of=day)
                for day, found in (
                    ("2019", "firm:f+firm:g"),
                    ("2022-12-30", "firm:f+firm:g"),
                    ("2022", "firm:f+firm:g+firm:h"),
                )
            ),
        ),
    ),
    "known_at_the_time": Graph(
        shows="--known-at D those with recorded_at <= D (empty = time of load)",
        why="theta 0. f was recorded in 2018 with a complete list, g in 2020; h, without a date, at the load of "
        "2026-01-01. Recorded 2020 is the last day of 2020.",
        batch=batch(made("x", "f@JP recorded_at=2018 exhaustive", "g@US recorded_at=2020", "h@KR")),
        asks=tuple(
            cuts(f"{found} confirmed", target="x", max_order=3, min_surviving_share=0.0, known_at=day)
            for day, found in (
                ("2019", "firm:f"),
                ("2020-12-30", "firm:f"),
                ("2020", "firm:f+firm:g"),
                ("2025-12-31", "firm:f+firm:g"),
                ("2026-01-01", "firm:f+firm:g+firm:h"),
            )
        ),
    ),
    "rows_of_a_rule_always_count": Graph(
        shows="The rows of a rule are never filtered by as_of, known_at or grade",
        why="The rule's rows are of 2023, recorded in 2024, grade D; the question is of 2019, known in 2020, grade A. "
        "The rule has no dates of its own, so it is in force: it takes x made in JP from home, not from the world. "
        "Had the origin row been dropped it would still hit; had the destination row, too; had RESTRICTS, not. "
        "r-us has its origin in the US and must not become a rule of any origin.",
        batch=batch(
            made("x", "f@JP 1 A 2018 recorded_at=2018"),
            *(link(kind, "r", end, "D", "2023", "recorded_at=2024") for kind, end in (
                ("RESTRICTS", "x"), ("RULE_ORIGIN", "JP"), ("RULE_DESTINATION", "CN"),
            )),
            *(link(kind, "r-us", end, "D", "2023", "recorded_at=2024") for kind, end in (
                ("RESTRICTS", "x"), ("RULE_ORIGIN", "US"),
            )),
        ),
        asks=(
            single("rule:r direct confirmed", by="rule", target="x", as_of="2019", known_at="2020", min_grade="A"),
            *stops("rule:r", "x", "", as_of="2019", known_at="2020", min_grade="A"),
        ),
    ),
    "slot_of_mixed_rows": Graph(
        shows="A slot is essential if any of its rows is, durable only if all are; non-essential slots never stop an "
        "item",
        why="feed: a is durable and not essential, b plain: so the slot is essential and consumed, and counts at once. "
        "g makes both a and b. tool: d and e are durable: counts only when sustained; m makes both. k makes c, which "
        "only a non-essential slot needs. f makes x.",
        batch=batch(
            needs("s", "x"),
            needs("x", "a", "feed", "mode=durable", "essential=false"),
            needs("x", "b", "feed"),
            needs("x", "c", "colour", "essential=false"),
            needs("x", "d|e", "tool", "mode=durable"),
            made("x", "f@JP 1"),
            *(made(item, f"{firm}@US 1") for item, firm in zip("abcde", "ggkmm", strict=True)),
        ),
        asks=(
            single("firm:f direct confirmed", "firm:g hidden confirmed", by="firm", horizon="immediate"),
            single("firm:f direct confirmed", "firm:g hidden confirmed", "firm:m hidden confirmed", by="firm"),
        ),
    ),
    "slot_without_a_qualified_member": Graph(
        shows="A slot without a qualified member is never met",
        why="At volume nothing qualified fills feed: x, and s with it, do not operate at the start, which is no "
        "finding. At pilot they do, and g, who makes a, stops them from behind.",
        batch=batch(needs("s", "x"), needs("x", "a", "feed", "pilot"), made("x", "f@JP 1"), made("a", "g@US 1")),
        asks=(
            still("x s"),
            single(by="firm"),
            still("", qualification="pilot"),
            single("firm:f direct confirmed", "firm:g hidden confirmed", by="firm", qualification="pilot"),
        ),
    ),
}  # fmt: skip
