"""Which claims count: the two dates and the grade of a question, and the days they stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from analytics.supply_graph import GRADES, UNKNOWN_DAY
from schema.dates import last_day

ISO_DAY = 10  # characters of a date; a timestamp goes on after them


@dataclass(frozen=True, slots=True)
class Policy:
    """Claims count that were true by `as_of`, recorded by `known_at`, and graded `min_grade` or better.

    Days are ordinals, None = no limit. Unknown dates always count.
    """

    as_of: int | None = None
    known_at: int | None = None
    min_grade: str = GRADES[-1]

    def in_time(self, as_of: int, recorded: int) -> bool:
        """Whether a claim of these days was true and recorded by the dates of the policy."""
        return (self.as_of is None or as_of <= self.as_of) and (self.known_at is None or recorded <= self.known_at)

    @property
    def key(self) -> str:
        """A name for files."""
        return f"{self.as_of or 'any'}-{self.known_at or 'any'}-{self.min_grade}"


class Days(dict[str | None, int]):
    """Ordinals of short dates and timestamps, each text parsed when it is first looked up; ValueError if it is none."""

    def __init__(self, parse: Callable[[str], date] = last_day, missing: int = UNKNOWN_DAY) -> None:
        super().__init__({None: missing, "": missing})
        self._parse = parse

    def __missing__(self, text: str) -> int:
        self[text] = day = self._parse(text[:ISO_DAY]).toordinal()
        return day

    def __call__(self, text: str | None) -> int:
        """The ordinal of a date, `missing` if there is none."""
        return self[text]


def ordinal(text: str) -> int:
    """The last day a short date stands for, as an ordinal; ValueError if it is no date."""
    return last_day(text).toordinal()
