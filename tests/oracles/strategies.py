"""Small random valid batches, rich in everything DOMAIN section 3 speaks of, and questions to put to them.

`batches()` gives the JSON form of INTERFACE section 1 with text cells. Ids come from short fixed pools, so that rows
meet each other; every table is a list of rows with unique keys (type, key, source, as_of), so that examples shrink by
dropping rows and emptying cells. The first choice of every cell is the plainest one.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from tests.oracles.semantics import Batch, Question

Cells = dict[str, str]
Tables = dict[str, list[Cells]]

TODAY = date(2024, 7, 1)
SECTORS = ("s-1", "s-2")
ITEMS = {"m-1": "Material", "m-2": "RawInput", "m-3": "Component", "m-4": "Equipment", "m-5": "Service"}
FIRMS = ("f-1", "f-2", "f-3", "f-4")
LEVELS = {"CN": "country", "JP": "country", "US": "country", "gd": "province", "hok": "province", "fab": "site"}
PARTS = (("gd", "CN"), ("hok", "JP"), ("fab", "hok"))
RULES = ("r-1", "r-2")
COALITIONS = ("c-1",)
UNITS = ("firm:f-1", "firm:f-2", "country:JP", "embargo:US", "embargo:JP", "site:fab", "item:m-1", "owner:f-3")

# One draw for all four cells: generation is most of a test's time. The first, plain ones are where shrinking ends.
PROVENANCE = tuple(
    {"source": source, "as_of": as_of, "recorded_at": recorded_at, "grade": grade}
    for recorded_at in ("", "", "", "2019-01-01", "2023")
    for grade in ("B", "", "A", "C", "D")
    for as_of in ("", "2020", "2018-06", "2022-03-05")
    for source in ("src-a", "src-b")
)
GRID = tuple(f"{step / 20:.2f}" for step in range(21))
AWKWARD = ("0.333333", "0.005", "0.01", "0.815", "0.995")  # near and at the tolerance, and just above 1 - theta


def shares(usual: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), st.sampled_from(usual), st.sampled_from(GRID), st.sampled_from(AWKWARD))


def mostly(usual: str, *rest: str) -> st.SearchStrategy[str]:
    """The usual cell about three times in four, so that most rows say the plain thing."""
    return st.sampled_from((usual,) * (3 * len(rest)) + rest)


def claim_rows(
    key: tuple[str, ...], cells: dict[str, st.SearchStrategy[str]], most: int, least: int = 0
) -> st.SearchStrategy[list[Cells]]:
    """Rows of a relationship with provenance; no two with the same key, source and as_of."""
    rows = st.builds(lambda row, said: row | said, st.fixed_dictionaries(cells), st.sampled_from(PROVENANCE))

    def identity(row: Cells) -> tuple[str, ...]:
        return tuple(row[column] for column in (*key, "source", "as_of"))

    return st.lists(rows, min_size=least, max_size=most, unique_by=identity)


def requires(item: str, items: tuple[str, ...]) -> st.SearchStrategy[list[Cells]]:
    """A recipe: cycles, alternatives in slots, rows of one slot that differ; no item needs itself."""
    inputs = tuple(other for other in items if other != item)
    if not inputs:
        return st.just([])
    cells = {
        "from": st.just(item),
        "to": st.sampled_from(inputs),
        "slot": mostly("", "x", "y"),
        "mode": mostly("", "durable", "consumed"),
        "essential": mostly("", "false", "true"),
        "share": mostly("", "0.3", "0.6"),
        "qualification": mostly("", "pilot", "volume"),
    }
    return claim_rows(("from", "to", "slot"), cells, 3)


def supplies(firm: str, item: str) -> st.SearchStrategy[list[Cells]]:
    """One firm's claims for one item: siteless, sited, at several sites with a total, pilot, of another base."""
    cells = {
        "from": st.just(firm),
        "to": st.just(item),
        "share": shares(GRID[:9]),  # small, so that many tables fit
        "share_of": mostly("", "CN", "world", ""),
        "site": st.sampled_from(("", "JP", "fab", "", "US", "gd", "CN", "hok", "")),
        "qualification": st.sampled_from(("", "", "pilot", "lab", "volume", "first_batch")),
        "exhaustive": mostly("", "false", "", "true"),
    }
    return claim_rows(("from", "to", "site"), cells, 4, least=1)


@st.composite
def some_firms(draw: st.DrawFn) -> list[str]:
    """Who has SUPPLIES claims for an item: for one item in five nobody."""
    least = draw(st.sampled_from((0, 1, 1, 1, 1)))
    return draw(st.lists(st.sampled_from(FIRMS), min_size=least, max_size=4 * least, unique=True))


def produces(item: str) -> st.SearchStrategy[list[Cells]]:
    cells = {
        "from": st.sampled_from(tuple(LEVELS)),
        "to": st.just(item),
        "share": shares(GRID[8:]),  # large, so that places hold more than their firms
        "exhaustive": mostly("", "", "true"),
    }
    return claim_rows(("from", "to"), cells, 3)


def ownership() -> st.SearchStrategy[list[Cells]]:
    cells = {
        "from": st.sampled_from(FIRMS),
        "to": st.sampled_from(FIRMS),
        "share": st.sampled_from(("0.6", "", "0.5", "0.51", "0.3", "1")),
        "control": mostly("", "true", "false"),
    }
    return claim_rows(("from", "to"), cells, 4).map(lambda rows: [r for r in rows if r["from"] != r["to"]])


def headquarters(firm: str) -> st.SearchStrategy[list[Cells]]:
    """Nowhere, at one place, or claims that differ."""
    cells = {"from": st.just(firm), "to": st.sampled_from(("JP", "fab", "US", "hok", "gd", "CN"))}
    return st.one_of(st.just([]), claim_rows(("from",), cells, 2, least=1))


def geography() -> st.SearchStrategy[list[Cells]]:
    """PART_OF of the fixed tree, now and then with a link missing, young or doubtful."""
    sure = {"source": "src-a", "as_of": "2018", "recorded_at": "", "grade": "A"}
    link = st.sampled_from((sure,) * 6 + ({**sure, "as_of": "2022"}, {**sure, "grade": "D"}, None))
    drawn = st.tuples(*(link for _ in PARTS))
    return drawn.map(
        lambda links: [{"from": a, "to": b, **row} for (a, b), row in zip(PARTS, links, strict=True) if row is not None]
    )


def rules() -> st.SearchStrategy[Tables]:
    rows = [
        st.fixed_dictionaries(
            {
                "id": st.just(rule),
                "in_force_from": mostly("", "2020", "2024-07-01", "2024-08"),
                "in_force_to": mostly("", "2020", "2024-06", "2024-07-01"),
            }
        )
        for rule in RULES
    ]
    return st.fixed_dictionaries(
        {
            "Rule": st.tuples(*rows).map(list),
            "RESTRICTS": claim_rows(("from", "to"), _links(RULES, ("m-1", "m-2")), 3),
            "RULE_ORIGIN": claim_rows(("from", "to"), _links(RULES, tuple(LEVELS)), 2),
            "RULE_DESTINATION": claim_rows(("from", "to"), _links(RULES, ("CN", "gd", "JP")), 2),
        }
    )


def _links(starts: tuple[str, ...], ends: tuple[str, ...]) -> dict[str, st.SearchStrategy[str]]:
    return {"from": st.sampled_from(starts), "to": st.sampled_from(ends)}


def coalitions() -> st.SearchStrategy[list[Cells]]:
    named = st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True).map("|".join)
    row = st.fixed_dictionaries({"id": st.sampled_from(COALITIONS), "units": named})
    return st.lists(row, max_size=1, unique_by=lambda row: row["id"])


@st.composite
def batches(draw: st.DrawFn, max_items: int = 4) -> Batch:
    """A valid batch with at most `max_items` (5) items, two sectors, four firms, six places."""
    items = tuple(ITEMS)[: draw(st.integers(1, max_items))]
    tables: Tables = {
        "HEADQUARTERED_IN": [row for firm in FIRMS for row in draw(headquarters(firm))],
        "PART_OF": draw(geography()),
        "SUPPLIES": [row for item in items for firm in draw(some_firms()) for row in draw(supplies(firm, item))],
        "PRODUCES": [row for item in items for row in draw(produces(item))],
        "REQUIRES": [row for item in (*SECTORS, *items) for row in draw(requires(item, items))],
        "OWNED_BY": draw(ownership()),
        "Coalition": draw(coalitions()),
        **draw(rules()),
    }
    return with_nodes(tables, items)


def with_nodes(tables: Tables, items: tuple[str, ...]) -> Batch:
    """The node tables that the rows speak of; rules about items that are not there are left out."""
    tables["RESTRICTS"] = [row for row in tables["RESTRICTS"] if row["to"] in items]
    nodes: Tables = {
        "Sector": [{"id": sector} for sector in SECTORS],
        "Firm": [{"id": firm} for firm in FIRMS],
        "Place": [{"id": p, "level": v, "code": p if v == "country" else ""} for p, v in LEVELS.items()],
        "Source": [{"id": "src-a", "title": "Statistics"}, {"id": "src-b", "title": "Press"}],
    }
    for item in items:
        nodes[ITEMS[item]] = [{"id": item}]
    full = nodes | tables
    return {name: [_with_name(row) for row in rows] for name, rows in full.items() if rows}


def _with_name(row: Cells) -> Cells:
    return {**row, "name_en": row["id"]} if "id" in row and "title" not in row else row


def targets() -> st.SearchStrategy[str]:
    return st.sampled_from((*SECTORS, "m-1"))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Questions over every parameter of section 3, today fixed."""
    return Question(
        today=TODAY,
        home=draw(st.sampled_from((("CN",), ("gd",), ("JP",), ("CN", "US"), ("hok",)))),
        horizon=draw(st.sampled_from(("sustained", "immediate"))),
        qualification=draw(st.sampled_from(("volume", "lab", "pilot"))),
        min_surviving_share=draw(st.sampled_from((0.2, 0.0, 0.5, 1.0))),
        min_grade=draw(st.sampled_from(("D", "D", "C", "B", "A"))),
        as_of=draw(st.sampled_from((None, None, None, date(2019, 1, 1), date(2021, 6, 30)))),
        known_at=draw(st.sampled_from((None, None, None, None, None, date(2023, 12, 31)))),
    )
