"""The tables a person sees: names in the asked language, reading, evidence, coverage; fitting the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.unit.cli.running import batch, run

QUESTIONS = (
    ("chokepoints",),
    ("single-source",),
    ("cut-sets", "sector-chips"),
    ("cut-sets", "sector-chips", "--count"),
    ("what-if", "--fail", "embargo:JP"),
    ("exposure",),
    ("by-whom",),
    ("dependency-paths", "country:JP", "sector-chips"),
    ("search", "a"),
    ("show", "resist"),
    ("evidence", "resist"),
    ("conflicts",),
    ("sources",),
    ("runs",),
    ("doctor",),
)


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def test_a_chokepoint_is_told_with_kind_name_maker_share_source_year_and_grade(store: str) -> None:
    printed = run("chokepoints", "sector-chips", store=store).out

    for part in ("What stops Chips", "home China", "firm ASML", "Scanner", "confirmed", "direct"):
        assert part in printed
    assert "ASML 100% (survey, 2024)" in printed


def test_the_same_table_in_chinese(store: str) -> None:
    printed = run("chokepoints", "sector-chips", "--lang", "zh", store=store).out

    for part in ("芯片产业", "本土：中国", "企业 阿斯麦", "国家 日本", "光刻机", "确证", "直接"):
        assert part in printed
    assert "阿斯麦 100% (survey, 2024)" in printed


def test_below_the_table_stands_how_far_it_can_be_trusted(store: str) -> None:
    printed = unwrapped(run("chokepoints", "sector-chips", store=store).out)

    assert "order 1: 5 confirmed, 0 likely" in printed
    assert "order 2: 1 confirmed, 0 likely" in printed
    assert "0 more are possible" in printed
    assert "Complete to order 2" in printed
    assert "2 items with 3 known options of supply" in printed
    assert "Missing: the share of 0%, the production site of 0%, evidence of grade A or B for 0%" in printed
    assert "0 items have no known maker" in printed
    assert "survey A survey A house 2025" in printed


def test_a_partial_answer_says_so(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHSVC_CUT_SECONDS", "1e-9")
    for module in ("families", "cut_search"):  # this graph is done before the first look at the clock
        monkeypatch.setattr(f"analytics.{module}.BUDGET", 1)

    ran = run("cut-sets", "sector-chips", "--by", "all", store=store)

    assert ran.code == 5
    assert "Partial: a bound on time or size was hit." in ran.out


def test_there_is_one_table_for_each_target(store: str) -> None:
    printed = run("chokepoints", "scanner", "resist", store=store).out

    assert printed.index("Scanner: ") < printed.index("firm ASML") < printed.index("Resist: ")


def many(folder: Path, pairs: int) -> Path:
    """A sector with as many needs, each made by two firms: a pair a need stops it."""
    firms = [f"firm-{n}-{side}" for n in range(pairs) for side in "ab"]
    return batch(
        folder,
        Place=[{"id": "CN", "level": "country", "code": "CN"}, {"id": "JP", "level": "country", "code": "JP"}],
        Sector=[{"id": "sector-s"}],
        Material=[{"id": f"m{n}"} for n in range(pairs)],
        Firm=[{"id": firm} for firm in firms],
        REQUIRES=[{"from": "sector-s", "to": f"m{n}"} for n in range(pairs)],
        SUPPLIES=[{"from": firm, "to": f"m{firm.split('-')[1]}", "share": 0.5, "site": "JP"} for firm in firms],
    )


def test_what_a_screen_leaves_out_is_counted_and_a_file_has_it(desk: Path, empty: str) -> None:
    run("load", str(many(desk / "many", 20)), store=empty)
    words = ("chokepoints", "sector-s", "--by", "firm")

    screen = run(*words, store=empty).out
    run(*words, "--output", "whole.txt", store=empty)
    whole = (desk / "whole.txt").read_text("utf-8")

    assert "8 more sets" in screen
    assert "order 2: 20 confirmed" in screen
    assert "more sets" not in whole
    assert all(f"firm firm-{n}-a" in whole for n in range(20))


def test_a_target_that_stands_still_is_reported_with_its_reason(desk: Path, empty: str) -> None:
    still = batch(
        desk / "still",
        Place=[{"id": "CN", "level": "country", "code": "CN"}],
        Firm=[{"id": "acme", "name_en": "Acme"}],
        Sector=[{"id": "sector-s", "name_en": "S"}],
        Material=[{"id": "resist", "name_en": "Resist"}],
        REQUIRES=[{"from": "sector-s", "to": "resist"}],
        SUPPLIES=[{"from": "acme", "to": "resist", "qualification": "lab", "exhaustive": "true"}],
    )
    run("load", str(still), store=empty)

    printed = unwrapped(run("chokepoints", "sector-s", store=empty).out)

    assert "S does not operate even when nothing fails (reading: confirmed, likely, possible)" in printed
    assert "because of: Resist" in printed


def test_what_stops_is_told_by_name_sectors_first(store: str) -> None:
    printed = unwrapped(run("what-if", "--fail", "country:JP", store=store).out)

    assert "What stops when these fail together: country Japan" in printed
    assert "confirmed 1: Chips 1: Resist" in printed


def test_what_is_left_is_told_with_its_bounds(store: str) -> None:
    printed = unwrapped(run("exposure", "sector-chips", "--by", "firm", store=store).out)

    assert "What Chips keeps when one unit fails" in printed
    assert "1 firm ASML 0% confirmed Scanner" in printed
    assert "2 firm JSR 50% no Resist" in printed
    assert "Keeps: part of the supply at home when nothing fails." in printed


def test_what_lies_between_a_firm_and_a_target_is_told_slot_by_slot(store: str) -> None:
    printed = unwrapped(run("dependency-paths", "JSR", "sector-chips", store=store).out)

    assert "Through what Chips depends on firm JSR" in printed
    assert "Product paths: 1, the shortest 1 shown" in printed
    assert "1 Chips › Resist" in printed
    assert "1 Chips Resist by nothing else 1/2" in printed


def test_what_does_not_depend_says_so(store: str) -> None:
    printed = run("dependency-paths", "firm:asml", "resist", "--lang", "zh", store=store).out

    assert "光刻胶不依赖企业 阿斯麦。" in printed


def test_a_what_if_says_what_is_left_of_the_sectors(store: str) -> None:
    printed = unwrapped(run("what-if", "--fail", "firm:jsr", "--lang", "zh", store=store).out)

    assert "本土所保有的供应" in printed
    assert "芯片产业 50% 50% 50%" in printed


def test_claims_that_disagree_are_shown_together(desk: Path, empty: str) -> None:
    two = batch(
        desk / "two",
        Firm=[{"id": "acme", "name_en": "Acme"}],
        Material=[{"id": "resist", "name_en": "Resist"}],
        Source=[{"id": "one", "title": "One"}, {"id": "other", "title": "Other"}],
        SUPPLIES=[
            {"from": "acme", "to": "resist", "share": 0.5, "source": "one", "as_of": 2024, "grade": "A"},
            {"from": "acme", "to": "resist", "share": 0.4, "source": "other", "as_of": 2024, "grade": "C"},
        ],
    )
    run("load", str(two), store=empty)

    printed = unwrapped(run("show", "acme", store=empty).out)

    assert "Claims that disagree: 1" in printed
    assert "50% (one, 2024, grade A)" in printed
    assert "40% (other, 2024, grade C)" in printed


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_no_line_is_wider_than_the_page(
    words: tuple[str, ...], width: int, lang: str, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    ran = run(*words, "--lang", lang, store=store)

    assert ran.code == 0, ran.err
    assert [line for line in ran.lines if cell_len(line) > width] == []
    assert ran.out.strip()


@pytest.mark.parametrize(("lang", "word"), [("en", "unknown"), ("zh", "未知")])
def test_what_is_kept_reads_unknown_when_time_ran_out(
    store: str, lang: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHSVC_KEEPS_SECONDS", "1e-9")

    for command in (("chokepoints",), ("single-source",), ("what-if", "--fail", "embargo:JP")):
        ran = run(*command, "--lang", lang, store=store)

        assert ran.code == 5
        assert word in ran.out
        assert "GRAPHSVC_KEEPS_SECONDS" in unwrapped(ran.out)


def test_columns_of_what_is_kept_are_there_when_it_is_unknown(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = run("chokepoints", "--format", "csv", store=store).out.splitlines()[0]
    monkeypatch.setenv("GRAPHSVC_KEEPS_SECONDS", "1e-9")

    assert run("chokepoints", "--format", "csv", store=store).out.splitlines()[0] == known
