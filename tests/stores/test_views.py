"""Reading a store: the same answers in the same order from each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphsvc.errors import WrongUse
from graphsvc.stores.neo4j import view as neo4j_view
from graphsvc.stores.port import NODE_COLUMNS, RELATIONSHIP_COLUMNS, Store
from graphsvc.stores.sqlite import view as sqlite_view
from tests.stores.batches import firm, gathered, rows, say, supplies

NAMES: list[dict[str, Any]] = [
    {"id": "gallium-oxide", "name_zh": "氧化镓", "name_en": "gallium oxide", "formula": "Ga₂O₃", "cas": "12024-21-4"},
    {"id": "gallium", "name_zh": "镓", "name_en": "gallium", "formula": "Ga"},
    {"id": "indium-oxide", "name_zh": "氧化铟", "formula": "In2O3", "aliases": ["ＩＴＯ precursor", "100% pure_oxide"]},
    {"id": "rare-a", "name_zh": "𠀀石"},
    {"id": "rare-b", "name_zh": "豈石"},
    {"id": "quoted", "name_en": 'the "so-called" oxide'},
]


@pytest.fixture
def named(store: Store) -> Store:
    say(store, "names", Material=NAMES)
    return store


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ga₂O₃", ["gallium-oxide"]),
        ("ga2o3", ["gallium-oxide"]),
        ("Ｇａ２Ｏ３", ["gallium-oxide"]),
        ("氧化鎵", ["gallium-oxide"]),
        ("氧化镓", ["gallium-oxide"]),
        ("Gallium  Oxide", ["gallium-oxide"]),
        ("12024-21-4", ["gallium-oxide"]),
        ("氧化", ["gallium-oxide", "indium-oxide"]),
        ("镓", ["gallium", "gallium-oxide"]),
        ("allium", ["gallium", "gallium-oxide"]),
        ("ito", ["indium-oxide"]),
        ("石", ["rare-a", "rare-b"]),
        ("𠀀", ["rare-a"]),
        ("100%", ["indium-oxide"]),
        ("pure_ox", ["indium-oxide"]),
        ("pure%ox", []),
        ('"so-called"', ["quoted"]),
        ("oxide\x00", []),
        (" \n", []),
        ("没有", []),
    ],
)
def test_search_finds_any_part_of_any_name_shortest_names_first(named: Store, text: str, found: list[str]) -> None:
    assert [node.id for node in named.view().search(text)] == found


@pytest.mark.parametrize(
    ("text", "found"), [("gallium", ["gallium"]), ("GA", ["gallium"]), ("oxide", []), ("rare-a", ["rare-a"])]
)
def test_an_exact_search_wants_a_whole_name(named: Store, text: str, found: list[str]) -> None:
    assert [node.id for node in named.view().search(text, exact=True)] == found


def test_a_search_can_be_cut_short(named: Store) -> None:
    everything = named.view().search("a")

    assert len(everything) > 2
    assert named.view().search("a", limit=2) == everything[:2]


def test_names_of_equal_length_come_in_the_order_of_ids_beyond_the_basic_plane_too(store: Store) -> None:
    say(
        store,
        "names",
        Firm=[firm(id, name_zh=name) for id, name in zip("dcba", ["甲𠀀", "甲豈", "甲z", "甲𪛖"], strict=True)],
    )

    assert [node.id for node in store.view().search("甲")] == ["a", "b", "c", "d"]


def test_search_finds_what_the_revision_said_not_what_came_later(named: Store) -> None:
    say(named, "names", 1, Material=[{"id": "gallium", "name_en": "eka-aluminium"}])

    assert [node.id for node in named.view().search("eka-alu")] == ["gallium"]
    assert named.view().search("镓") == []
    assert [node.id for node in named.view(1).search("镓")] == ["gallium", "gallium-oxide"]


@pytest.fixture
def supplied(store: Store) -> Store:
    say(
        store,
        "survey",
        Firm=[firm("tok"), firm("jsr")],
        Material=[{"id": "resist"}, {"id": "resin"}],
        Place=[{"id": "JP", "level": "country"}],
        SUPPLIES=[supplies("tok", "resist", share=0.25), supplies("jsr", "resist"), supplies("jsr", "resin")],
        HEADQUARTERED_IN=[{"from": "tok", "to": "JP"}],
        REQUIRES=[{"from": "resist", "to": "resin"}],
    )
    return store


@pytest.mark.parametrize(
    ("of", "types", "direction", "found"),
    [
        (["tok"], [], "both", {("HEADQUARTERED_IN", "tok", "JP"), ("SUPPLIES", "tok", "resist")}),
        (["tok"], ["SUPPLIES"], "both", {("SUPPLIES", "tok", "resist")}),
        (["resist"], [], "out", {("REQUIRES", "resist", "resin")}),
        (["resist"], [], "in", {("SUPPLIES", "tok", "resist"), ("SUPPLIES", "jsr", "resist")}),
        (["resist", "resin"], ["REQUIRES"], "both", {("REQUIRES", "resist", "resin")}),
        (["nobody"], [], "both", set()),
        ([], [], "both", set()),
    ],
)
def test_relationships_of_nodes_by_type_and_direction(
    supplied: Store, of: list[str], types: list[str], direction: Any, found: set[tuple[str, str, str]]
) -> None:
    claims = supplied.view().relationships(of, types, direction)

    assert {(claim.type, claim.start, claim.end) for claim in claims} == found
    assert claims == sorted(claims, key=lambda claim: (claim.type, claim.claim, claim.added_in))
    assert len(claims) == len(found)


def test_a_relationship_carries_its_claim_and_only_what_is_known(supplied: Store) -> None:
    (claim,) = supplied.view().relationships(["tok"], ["SUPPLIES"])

    assert (claim.dataset, claim.recorded_at, claim.added_in) == ("survey", "2026-01-01T12:00:00Z", 1)
    assert claim.properties == {"share": 0.25, "source": "survey", "grade": "D"}
    assert [claim.claim] == [c for c, start in rows(supplied.view(), "SUPPLIES", "claim", "from") if start == "tok"]


def test_an_unknown_type_is_a_defect_not_an_empty_answer(supplied: Store) -> None:
    with pytest.raises(KeyError):
        supplied.view().relationships(["tok"], ["SUPPLYS"])
    with pytest.raises(KeyError):
        list(supplied.view().scan("SUPPLYS", ["from"]))
    with pytest.raises(KeyError):
        list(supplied.view().scan("SUPPLIES", ["from", "shore"]))


def test_nodes_come_in_the_order_asked_without_the_unknown_ones(supplied: Store) -> None:
    assert [node.id for node in supplied.view().nodes(["resin", "nobody", "JP", "tok"])] == ["resin", "JP", "tok"]


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in (sqlite_view, neo4j_view):
        monkeypatch.setattr(module, "PAGE", 3)
    yield


@pytest.mark.usefixtures("small_pages")
def test_a_scan_goes_on_from_page_to_page_in_the_order_of_keys(store: Store) -> None:
    items = [{"id": f"item-{n}", "name_zh": f"材料{n}"} for n in range(10)]
    say(store, "survey", Firm=[firm("tok")], Material=items, SUPPLIES=[supplies("tok", item["id"]) for item in items])

    for type, own in (("SUPPLIES", RELATIONSHIP_COLUMNS), ("Material", NODE_COLUMNS)):
        pages = list(store.view().scan(type, [*own, "added_in", "source"]))

        assert [len(page["key"]) for page in pages] == [3, 3, 3, 1]
        table = gathered(pages)
        assert list(table) == [*own, "added_in", "source"]
        assert table["key"] == sorted(f"{claim}@1" for claim in table["claim"])
        assert set(table["added_in"]) == {1}
    assert sorted(to for (to,) in rows(store.view(), "SUPPLIES", "to")) == [item["id"] for item in items]


def test_a_scan_gives_none_for_what_is_unknown_and_never_shifts_a_column(supplied: Store) -> None:
    found = {(start, end): (share, site) for start, end, share, site in rows(
        supplied.view(), "SUPPLIES", "from", "to", "share", "site"
    )}  # fmt: skip

    assert found == {("tok", "resist"): (0.25, None), ("jsr", "resist"): (None, None), ("jsr", "resin"): (None, None)}


def test_a_type_that_nobody_uses_has_no_pages(supplied: Store) -> None:
    assert list(supplied.view().scan("Rule", ["id"])) == []
    assert list(supplied.view().scan("RESTRICTS", ["from"])) == []


ODD = {
    "line feed, tab": "第1行\n第2行\t尾",
    "quotes": "\"'`\\",
    "beyond the basic plane": "𠀀𪛖😀",
    "combining": "e\u0301 ≠ é",
    "zero": "a\x00b",
    "cypher": "'}) DETACH DELETE n //",
    "long": "长" * 5_000,
}


def test_odd_texts_come_back_as_they_went_in(store: Store) -> None:
    notes = [{"id": f"firm-{n}", "note": text} for n, text in enumerate(ODD.values())]
    claims = [supplies(note["id"], "resist", note=note["note"]) for note in notes]
    say(store, "odd", Firm=notes, Material=[{"id": "resist"}], SUPPLIES=claims)

    assert dict(rows(store.view(), "Firm", "id", "note")) == dict(enumerate_ids(ODD.values()))
    assert dict(rows(store.view(), "SUPPLIES", "from", "note")) == dict(enumerate_ids(ODD.values()))


def enumerate_ids(texts: Any) -> list[tuple[str, str]]:
    return [(f"firm-{n}", text) for n, text in enumerate(texts)]


def test_numbers_booleans_and_lists_keep_value_and_type(store: Store) -> None:
    say(
        store,
        "limits",
        Zone=[{"id": "z-high", "number": 2**63 - 1}, {"id": "z-low", "number": 0}],
        Firm=[firm("a"), firm("b")],
        OWNED_BY=[{"from": "a", "to": "b", "share": 0.1 + 0.2, "control": False}],
        Place=[{"id": "gz", "level": "city"}],
        COVERS=[{"from": "z-low", "to": "gz", "products": ["磁材", "靶材"]}],
    )

    assert set(rows(store.view(), "Zone", "id", "number")) == {("z-high", 2**63 - 1), ("z-low", 0)}
    assert rows(store.view(), "OWNED_BY", "share", "control") == [(0.1 + 0.2, False)]
    assert rows(store.view(), "COVERS", "products") == [(["磁材", "靶材"],)]


def test_an_integer_beyond_64_bits_is_refused_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(OverflowError, match="number"):
        say(store, "limits", Zone=[{"id": "z", "number": 2**63}])

    assert (store.revision(), store.view().nodes(["z"])) == (0, [])


def test_a_view_of_a_revision_that_does_not_exist_is_refused(supplied: Store) -> None:
    for revision in (-1, 2):
        with pytest.raises(WrongUse, match="last one is 1"):
            supplied.view(revision)
    assert supplied.view(0).nodes(["tok"]) == []


def test_the_changes_of_a_run_are_what_it_added_and_what_it_dropped(store: Store) -> None:
    say(
        store,
        "survey",
        Firm=[firm("tok"), firm("jsr")],
        Material=[{"id": "resist"}],
        SUPPLIES=[supplies("tok", "resist")],
    )
    say(store, "survey", 1, Firm=[firm("tok", name_en="TOK")], Material=[{"id": "resist"}], SUPPLIES=[
        supplies("tok", "resist"), supplies("tok", "resist", as_of="2024", share=0.5),
    ])  # fmt: skip

    found = [
        (type, kind, columns.get("id", columns.get("from")), columns.get("share"))
        for type, kind, columns in store.changes(2)
    ]

    assert found == [
        ("Firm", "added", ["tok"], None),
        ("SUPPLIES", "added", ["tok"], [0.5]),
        ("Firm", "dropped", sorted_by_claim(store, ["tok", "jsr"]), None),
    ]


def sorted_by_claim(store: Store, ids: list[str]) -> list[str]:
    return [id for (id,) in rows(store.view(1), "Firm", "id") if id in ids]
