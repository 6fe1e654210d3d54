"""Short dates stand for a period."""

from __future__ import annotations

from datetime import date

import pytest

from schema.dates import check_timestamp, first_day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-06-05", date(2024, 6, 5), date(2024, 6, 5)),
    ],
)
def test_a_short_date_is_the_last_day_of_its_period_and_as_a_start_its_first(
    text: str, first: date, last: date
) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-02-00",
        "2024/06",
        "2024-6",
        "2024-06-05T00:00",
        "0000",
        "２０２４",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|year"):
        last_day(text)
    with pytest.raises(ValueError, match=r"date|month|day|year"):
        first_day(text)


def test_a_time_of_recording_may_be_a_date_or_a_time() -> None:
    for text in ("2024", "2024-06-05", "2024-06-05T08:30", "2024-06-05T08:30:00Z", "2024-06-05T08:30:00.123456+08:00"):
        check_timestamp(text)  # raises for anything else


@pytest.mark.parametrize("text", ["2024-06-05T25:00", "2024-02-30T08:30", "yesterday", "2024-06T08:30"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        check_timestamp(text)
