"""The common options: what is allowed, and the numbers they become."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphsvc.errors import WrongUse
from graphsvc.projection.policy import Policy, ordinal
from graphsvc.usecases.asking import Options, unit_kinds

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"horizon": "forever"}, "horizon: got 'forever', allowed are immediate, sustained"),
        ({"qualification": "mass"}, "allowed are lab, pilot, first_batch, volume"),
        ({"min_grade": "E"}, "allowed are A, B, C, D"),
        ({"reading": "certain"}, "allowed are confirmed, likely, possible"),
        ({"min_surviving_share": 1.1}, "got 1.1, allowed are 0 to 1"),
        ({"min_surviving_share": -0.1}, "allowed are 0 to 1"),
        ({"min_surviving_share": float("nan")}, "allowed are 0 to 1"),
        ({"home": ()}, "home: at least one place"),
        ({"as_of": "spring 2020"}, "as-of: "),
        ({"known_at": "2020-13"}, "known-at: "),
    ],
)
def test_what_is_not_allowed_is_refused_with_what_is(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongUse) as refused:
        Options(**wrong)

    assert said in str(refused.value)


def test_the_policy_takes_the_last_day_of_short_dates() -> None:
    options = Options(as_of="2020", known_at="2021-02", min_grade="B")

    assert options.policy == Policy(ordinal("2020-12-31"), ordinal("2021-02-28"), "B")


def test_rules_are_asked_about_the_date_of_the_question_else_today() -> None:
    assert Options().question(TODAY).day == TODAY.toordinal()
    assert Options(as_of="2020", known_at="2019").question(TODAY).day == ordinal("2020-12-31")


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        ("confirmed", ("confirmed",)),
        ("likely", ("confirmed", "likely")),
        ("possible", ("confirmed", "likely", "possible")),
    ],
)
def test_a_reading_shows_itself_and_all_stronger_ones(reading: Any, shown: tuple[str, ...]) -> None:
    assert Options(reading=reading).shown == shown


def test_all_means_the_eight_kinds_and_coalitions_have_to_be_asked_for() -> None:
    assert len(unit_kinds(["all"])) == 8
    assert "coalition" not in unit_kinds(["all"])
    assert unit_kinds(["coalition", "firm", "all"])[:2] == ("coalition", "firm")
    assert len(unit_kinds(["coalition", "firm", "all"])) == 9


@pytest.mark.parametrize("kinds", [[], ["planet"], ["firm", "Firm"]])
def test_no_kind_or_an_unknown_one_is_wrong_use(kinds: list[str]) -> None:
    with pytest.raises(WrongUse, match="by: "):
        unit_kinds(kinds)


def test_every_option_is_a_parameter_of_the_answer() -> None:
    assert Options(as_of="2020").parameters() == {
        "home": ("CN",),
        "horizon": "sustained",
        "qualification": "volume",
        "min_surviving_share": 0.2,
        "min_grade": "D",
        "reading": "likely",
        "as_of": "2020",
        "known_at": None,
    }
