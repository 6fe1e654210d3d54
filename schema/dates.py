"""Short dates: `2024` and `2024-06` stand for a period; comparisons take its last day, a start its first."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?")


def last_day(text: str) -> date:
    """The last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; ValueError for anything else."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def first_day(text: str) -> date:
    """The first day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; ValueError for anything else."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def check_timestamp(text: str) -> None:
    """ValueError unless the text is a date as above or an ISO 8601 time (`2024-06-01T08:30:00Z`)."""
    if _TIME.fullmatch(text):
        datetime.fromisoformat(text)
    else:
        last_day(text)


def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no date: YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = found.groups()
    numbers = int(year), int(month) if month else None, int(day) if day else None
    if numbers[1] is not None and not 1 <= numbers[1] <= 12:
        raise ValueError(f"{text!r} has no such month")
    if numbers[2] == 0:
        raise ValueError(f"{text!r} has no such day")
    return numbers
