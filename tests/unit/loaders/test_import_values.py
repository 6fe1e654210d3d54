"""Cells as people write them: read when they mean one thing, refused with the rule when they could mean two."""

from __future__ import annotations

from decimal import Decimal

import pytest

from loaders.importers.values import Habits, read_amount, read_date

POINT, COMMA, OPEN = Habits(decimal="."), Habits(decimal=","), Habits()


@pytest.mark.parametrize(
    ("text", "habits", "number"),
    [
        ("1,234.5", OPEN, "1234.5"),
        ("1 234,5", OPEN, "1234.5"),
        ("1\u202f234,5", OPEN, "1234.5"),
        ("1'234.5", OPEN, "1234.5"),
        ("1.234.567,8", OPEN, "1234567.8"),
        ("1,234,567", OPEN, "1234567"),
        ("0,45", OPEN, "0.45"),
        ("12,5", OPEN, "12.5"),
        ("1,234", POINT, "1234"),
        ("1,234", COMMA, "1.234"),
        ("1.234", COMMA, "1234"),
        ("1.234", OPEN, "1.234"),
        ("１２３．５", OPEN, "123.5"),
        ("−3", OPEN, "-3"),
        ("1e3", OPEN, "1000"),
    ],
)
def test_thousands_separators_are_read_where_they_can_be_read_one_way(text: str, habits: Habits, number: str) -> None:
    assert read_amount(text, habits) == (Decimal(number), None)


@pytest.mark.parametrize(
    ("text", "habits", "rule"),
    [
        ("1,234", OPEN, "1.234 or 1234"),
        ("1 234,5", POINT, "decimal mark ."),
        ("1,23,456", OPEN, "not a number"),
        ("about 5", OPEN, "not a number"),
        ("", OPEN, "not a number"),
        ("1..5", OPEN, "not a number"),
    ],
)
def test_a_number_that_could_be_two_is_refused_and_says_so(text: str, habits: Habits, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        read_amount(text, habits)


@pytest.mark.parametrize(("text", "unit"), [("45 %", "%"), ("45％", "%"), ("45吨/年", "吨/年"), ("45 t/a", "t/a")])
def test_what_stands_behind_a_number_is_its_unit(text: str, unit: str) -> None:
    assert read_amount(text, OPEN) == (Decimal(45), unit)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("2024年", "2024"),
        ("2024-06", "2024-06"),
        ("2024/3/1", "2024-03-01"),
        ("2024.3.1", "2024-03-01"),
        ("2024年3月", "2024-03"),
        ("2024年3月1日", "2024-03-01"),
        ("2024-03-01 00:00:00", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("1 Mar 2024", "2024-03-01"),
        ("1-Mar-2024", "2024-03-01"),
        ("March 1, 2024", "2024-03-01"),
        ("Mar 2024", "2024-03"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("45352", "2024-03-01"),
    ],
)
def test_dates_in_common_forms_become_the_contracts(text: str, date: str) -> None:
    assert read_date(text, OPEN) == date


def test_a_day_and_a_month_that_can_be_exchanged_need_a_word_from_the_writer() -> None:
    with pytest.raises(ValueError, match="day_first"):
        read_date("3/4/2024", OPEN)

    assert read_date("3/4/2024", Habits(day_first=True)) == "2024-04-03"
    assert read_date("3/4/2024", Habits(day_first=False)) == "2024-03-04"


def test_serial_dates_count_from_the_day_the_workbook_counts_from() -> None:
    assert read_date("45352", Habits(starts_1904=True)) == "2028-03-02"


@pytest.mark.parametrize("text", ["2024/13/1", "2023/2/29", "next year", "2024Q1", "31/31/2024", "1 Foo 2024"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        read_date(text, OPEN)
