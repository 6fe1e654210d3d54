"""What the contract does not allow stops a load: exit 3, every violation with its place, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.running import Ran, batch, run

FIRM = "id,name_en\nacme,Acme\n"
ITEM = "id,name_en\nresist,Resist\n"
SECTOR = "id,name_en\nsector-s,S\n"
SOURCE = "id,title\nsurvey,A survey\n"
SUPPLIES = "from,to,share,source,as_of\nacme,resist,0.5,survey,2024\n"

#: Rule of INTERFACE section 1 -> the tables that break it, and what the line says.
BROKEN = {
    "a column the contract does not know": (
        {"Firm": "id,name_en,colour\nacme,Acme,red\n"},
        ["Firm", "colour"],
    ),
    "a table the contract does not know": ({"Company": FIRM}, ["Company"]),
    "a dangling id": (
        {"Firm": FIRM, "SUPPLIES": "from,to\nacme,nothing\n"},
        ["SUPPLIES, row 2, to", "'nothing'", "dangling"],
    ),
    "a share above 1": (
        {"Firm": FIRM, "Material": ITEM, "SUPPLIES": "from,to,share\nacme,resist,1.2\n"},
        ["SUPPLIES, row 2, share", "'1.2'"],
    ),
    "a share below 0": (
        {"Firm": FIRM, "Material": ITEM, "SUPPLIES": "from,to,share\nacme,resist,-0.1\n"},
        ["SUPPLIES, row 2, share", "'-0.1'"],
    ),
    "a unit of the wrong dimension": (
        {"Firm": FIRM, "Material": ITEM, "SUPPLIES": "from,to,capacity,capacity_unit\nacme,resist,5,month\n"},
        ["SUPPLIES, row 2, capacity_unit", "'month'"],
    ),
    "a duplicate key": (
        {"Firm": FIRM, "Material": ITEM, "Source": SOURCE, "SUPPLIES": SUPPLIES + "acme,resist,0.6,survey,2024\n"},
        ["SUPPLIES, row 3"],
    ),
    "an id that two node tables give": (
        {"Firm": FIRM, "Material": "id,name_en\nacme,Resist\n"},
        ["'acme'", "already in"],
    ),
    "a date that is none": (
        {"Firm": FIRM, "Material": ITEM, "SUPPLIES": "from,to,as_of\nacme,resist,2024-13\n"},
        ["SUPPLIES, row 2, as_of", "'2024-13'"],
    ),
    "a word outside the vocabulary": (
        {"Firm": FIRM, "Material": ITEM, "SUPPLIES": "from,to,qualification\nacme,resist,maybe\n"},
        ["SUPPLIES, row 2, qualification", "'maybe'"],
    ),
    "neither true nor false": (
        {"Firm": FIRM, "Material": ITEM, "SUPPLIES": "from,to,exhaustive\nacme,resist,perhaps\n"},
        ["SUPPLIES, row 2, exhaustive", "'perhaps'"],
    ),
    "a missing id": ({"Firm": "id,name_en\n,Acme\n"}, ["Firm, row 2, id"]),
    "a country whose code is not its id": (
        {"Place": "id,name_en,level,code\nJP,Japan,country,NL\n"},
        ["Place, row 2, code"],
    ),
    "a supplier of a sector": (
        {"Firm": FIRM, "Sector": SECTOR, "SUPPLIES": "from,to\nacme,sector-s\n"},
        ["SUPPLIES, row 2, to", "sector-s"],
    ),
    "no number": (
        {"Firm": FIRM, "Material": ITEM, "SUPPLIES": "from,to,share\nacme,resist,half\n"},
        ["SUPPLIES, row 2, share", "'half'"],
    ),
}


def rejected(ran: Ran, store: str) -> bool:
    """Exit 3, nothing on standard output, and a store in which nothing was written."""
    return (ran.code, ran.out) == (3, "") and run("runs", "--format", "json", store=store).json["rows"] == []


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_named_with_its_place_and_nothing_is_written(rule: str, desk: Path, empty: str) -> None:
    tables, said = BROKEN[rule]

    ran = run("load", str(batch(desk / "mine", **tables)), store=empty)

    assert rejected(ran, empty)
    assert [part for part in said if part not in ran.err] == []
    assert "nothing was written" in ran.err


def test_all_violations_are_listed_at_once(desk: Path, empty: str) -> None:
    broken = batch(
        desk / "mine",
        Firm="id,name_en\nacme,Acme\nacme,Again\n",
        Material=ITEM,
        SUPPLIES="from,to,share,grade\nacme,resist,2,Z\nnobody,resist,0.1,A\n",
    )

    ran = run("load", str(broken), store=empty)

    assert rejected(ran, empty)
    assert len(ran.err.splitlines()) == 5
    assert "4 violation(s)" in ran.err


def test_a_hundred_violations_are_printed_and_all_are_counted(desk: Path, empty: str) -> None:
    rows = "".join(f"acme,resist{n},0.1\n" for n in range(130))
    broken = batch(desk / "mine", Firm=FIRM, SUPPLIES="from,to,share\n" + rows)

    ran = run("load", str(broken), store=empty)

    assert ran.code == 3
    assert len([line for line in ran.err.splitlines() if "dangling" in line]) == 100
    assert "30 more" in ran.err
    assert "130 violation(s)" in ran.err


def test_one_broken_batch_of_two_stops_both(desk: Path, empty: str) -> None:
    good = batch(desk / "good", Firm=FIRM)
    bad = batch(desk / "bad", Firm="id,name_en\n,Nameless\n")

    ran = run("load", str(good), str(bad), store=empty)

    assert rejected(ran, empty)


def test_an_unreadable_file_is_named(desk: Path, empty: str) -> None:
    path = desk / "mine.xlsx"
    path.write_bytes(b"no workbook")

    ran = run("load", str(path), store=empty)

    assert rejected(ran, empty)
    assert "mine.xlsx" in ran.err


def test_a_valid_store_stays_as_it_was(desk: Path, store: str) -> None:
    before = run("show", "asml", "--format", "json", store=store).json

    ran = run("load", str(batch(desk / "mine", Firm="id,size\nnew,9\n")), store=store)

    assert ran.code == 3
    assert run("show", "asml", "--format", "json", store=store).json == before


@pytest.mark.parametrize("wish", [["--lang", "zh"], ["--lang=zh"]])
def test_what_went_wrong_is_said_in_the_language_asked_for(wish: list[str], empty: str) -> None:
    ran = run("show", "gallium", "--store", empty, *wish)

    assert (ran.code, ran.err.strip()) == (2, "没有任何节点名为“gallium”：尚未载入数据，见 `graphsvc load`")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_frame_of_the_message_speaks_the_language_set(
    lang: str, desk: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHSVC_LANGUAGE", lang)

    ran = run("load", str(batch(desk / "mine", Firm="id,size\nnew,9\n")), store=empty)

    assert ("未写入" in ran.err) is (lang == "zh")
