"""What every question may say: the common options of the command line and of GraphQL, checked and put into numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.readings import READINGS, Reading
from analytics.supply_graph import GRADES, QUALIFICATIONS
from analytics.units import COALITION, KINDS, Horizon, Question
from graphsvc.errors import WrongUse
from graphsvc.projection.policy import Policy, ordinal

DEFAULT_KINDS = ("firm", "country", "embargo")


@dataclass(frozen=True, slots=True)
class Options:
    """The common options, as people write them. `home` holds place ids, dates are YYYY, YYYY-MM or YYYY-MM-DD."""

    home: tuple[str, ...] = ("CN",)
    horizon: Horizon = "sustained"
    qualification: str = "volume"
    min_surviving_share: float = 0.2
    min_grade: str = "D"
    reading: Reading = "likely"
    as_of: str | None = None
    known_at: str | None = None

    def __post_init__(self) -> None:
        _one_of("horizon", self.horizon, ("immediate", "sustained"))
        _one_of("qualification", self.qualification, QUALIFICATIONS)
        _one_of("min-grade", self.min_grade, GRADES)
        _one_of("reading", self.reading, READINGS)
        if not 0.0 <= self.min_surviving_share <= 1.0:
            raise WrongUse("out-of-range", option="min-surviving-share", got=self.min_surviving_share, low=0, high=1)
        if not self.home:
            raise WrongUse("no-home")
        for name, text in (("as-of", self.as_of), ("known-at", self.known_at)):
            _day(name, text)

    @property
    def policy(self) -> Policy:
        """Which claims count."""
        return Policy(_day("as-of", self.as_of), _day("known-at", self.known_at), self.min_grade)

    def question(self, today: date) -> Question:
        """What is asked of the arrays; rules must be in force on the as-of date, else today."""
        day = _day("as-of", self.as_of)
        return Question(
            home=self.home,
            horizon=self.horizon,
            qualification=QUALIFICATIONS.index(self.qualification),
            min_surviving_share=self.min_surviving_share,
            day=today.toordinal() if day is None else day,
        )

    @property
    def shown(self) -> tuple[Reading, ...]:
        """The asked reading and the stronger ones."""
        return READINGS[: READINGS.index(self.reading) + 1]

    def parameters(self) -> dict[str, Any]:
        """For the answer: every option by name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Dates:
    """The two dates of a question that asks nothing else of the claims; WrongUse for what is no date."""

    as_of: str | None = None
    known_at: str | None = None

    @property
    def policy(self) -> Policy:
        """Which claims count."""
        return Options(as_of=self.as_of, known_at=self.known_at).policy

    def parameters(self) -> dict[str, str | None]:
        """For the answer."""
        return {"as_of": self.as_of, "known_at": self.known_at}

    def snapshot(self, revision: int) -> str:
        """The snapshot id of an answer."""
        return f"{revision}/{self.as_of or 'any'}/{self.known_at or 'any'}/{GRADES[-1]}"


def unit_kinds(given: Sequence[str]) -> tuple[str, ...]:
    """The kinds of `--by`; `all` means the eight kinds. WrongUse for an unknown one."""
    kinds: list[str] = []
    for kind in given:
        if kind == "all":
            kinds += KINDS
        else:
            _one_of("by", kind, (*KINDS, COALITION))
            kinds.append(kind)
    if not kinds:
        raise WrongUse("no-kind", kinds=", ".join((*KINDS, COALITION)))
    return tuple(dict.fromkeys(kinds))


def _one_of(name: str, got: str, allowed: Sequence[str]) -> None:
    if got not in allowed:
        raise WrongUse("not-among", option=name, got=got, allowed=", ".join(allowed))


def _day(name: str, text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return ordinal(text)
    except ValueError as error:
        raise WrongUse("of-option", option=name, cause=error) from error
