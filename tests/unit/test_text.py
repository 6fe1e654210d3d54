"""One way to write numbers, sharess, dates and what is unknown, in both languages."""

from __future__ import annotations

import pytest

from graphsvc.text import Language, day, listed, number, share, text


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (1234567, "1,234,567"), (0.25, "0.25"), (1.23456, "1.23"), (12345.6, "12,346"), (0.000123, "0.000123")],
)
def test_numbers_are_short_and_grouped(value: float, shown: str) -> None:
    assert number(value, "en") == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.993, "99.3%"),
        (0.5, "50%"),
        (0.00001, "<0.1%"),
        (0.99999, ">99.9%"),
        (1.04, "104%"),
    ],
)
def test_a_share_never_rounds_to_nothing_or_everything(value: float, shown: str) -> None:
    assert share(value, "en") == shown


@pytest.mark.parametrize(("lang", "word"), [("en", "unknown"), ("zh", "未知")])
def test_what_nobody_said_is_unknown(lang: Language, word: str) -> None:
    assert number(None, lang) == share(None, lang) == day(None, lang) == word
    assert text("unit.firm", lang, name=None).endswith(word)


def test_dates_stay_as_precise_as_they_were_given() -> None:
    assert [day(given, "en") for given in ("2024", "2024-06", "2024-06-30")] == ["2024", "2024-06", "2024-06-30"]
    assert day("2026-11-24T09:19:06Z", "zh") == "2026-11-24 09:19 UTC"


def test_lists_are_joined_as_the_language_does() -> None:
    assert (listed("ab", "en"), listed("ab", "zh")) == ("a, b", "a、b")
