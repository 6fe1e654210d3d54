"""What to find out next, as a person reads it."""

from __future__ import annotations

from tests.unit.cli.running import run


def test_the_table_asks_a_question_says_who_claims_it_and_what_a_reply_would_change(doubted: str) -> None:
    printed = run("next-facts", "sector-chips", "--by", "firm", store=doubted)

    assert printed.code == 0
    words = " ".join(printed.out.split())
    assert "1 confirmed, 0 likely. 1 of them hang" in words
    for said in ("Does 100% of Scanner", "survey, 2024", "grade C", "is out (was", "A house", "1 now"):
        assert said in words, words


def test_the_table_speaks_chinese(doubted: str) -> None:
    words = "".join(run("next-facts", "sector-chips", "--by", "firm", "--lang", "zh", store=doubted).out.split())

    assert "光刻机是否有100%来自阿斯麦" in words
    assert "现有1项" in words


def test_the_rows_are_the_same_in_every_form(doubted: str) -> None:
    rows = run("next-facts", "sector-chips", "--by", "firm", "--format", "json", store=doubted).json["rows"]
    table = run("next-facts", "sector-chips", "--by", "firm", "--format", "csv", store=doubted).out

    assert [row["maker"] for row in rows] == ["asml"]
    assert rows[0]["outcomes"][0]["changes"] == [{"unit": "firm:asml", "before": "confirmed", "after": None}]
    assert table.count("asml") >= 1


def test_a_graph_without_doubt_has_nothing_to_find_out(store: str) -> None:
    printed = run("next-facts", "sector-chips", "--by", "firm", store=store)

    assert printed.code == 0
    assert "No single fact" in printed.out


def test_a_target_that_is_none_is_wrong_use(store: str) -> None:
    assert run("next-facts", "nothing-of-the-kind", store=store).code == 2
