"""Tables of shares: do they fit together, and which stands if not (DOMAIN 3.1.4)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analytics.shares import Shares, Stated, fit

TOLERANCE = 0.01
B, C = 1, 2


def plain(stated: Sequence[Stated | None]) -> float:
    return sum(share.value for share in stated if share)


def share(value: float, source: int = 0, as_of: int = 2020, grade: int = B) -> Stated:
    return Stated(value, source, as_of, grade)


def values(stated: Shares) -> list[float | None]:
    return [None if share is None else round(share.value, 12) for share in stated]


@pytest.mark.parametrize("sum_to", [0.5, 1.0, 1.01, 1.01 + 5e-10])
def test_shares_up_to_one_and_the_tolerance_fit_as_they_are(sum_to: float) -> None:
    stated: Shares = [share(0.5), None, share(sum_to - 0.5, source=1)]

    assert fit(stated, plain, TOLERANCE, "firms") == (stated, ())


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        (share(0.6, source=1, as_of=2018, grade=B), share(0.9, source=0, as_of=2020, grade=C), 0),  # better grade
        (share(0.6, source=1, as_of=2020), share(0.9, source=0, as_of=2018), 0),  # newer
        (share(0.9, source=1), share(0.6, source=0), 0),  # larger
        (share(0.6, source=1), share(0.6, source=0), 1),  # smaller source id
        (share(0.6, source=0, as_of=0), share(0.6, source=1, as_of=2018), 1),  # unknown is oldest
    ],
)
def test_of_tables_that_do_not_fit_one_stands(first: Stated, second: Stated, stands: int) -> None:
    kept, notices = fit([first, second], plain, TOLERANCE, "firms")

    assert [n for n, found in enumerate(kept) if found] == [stands]
    assert [notice.code for notice in notices] == ["tables-do-not-fit"]


def test_one_row_of_the_best_grade_is_enough_for_its_table() -> None:
    kept, _ = fit([share(0.2, 1, grade=B), share(0.2, 1, grade=C), share(0.9, 0, grade=C)], plain, TOLERANCE, "firms")

    assert values(kept) == [0.2, 0.2, None]


def test_two_years_of_one_source_are_two_tables() -> None:
    kept, _ = fit([share(0.8, as_of=2018), share(0.7, as_of=2020)], plain, TOLERANCE, "firms")

    assert values(kept) == [None, 0.7]


def test_sums_equal_to_the_ninth_decimal_are_decided_by_source() -> None:
    kept, _ = fit([share(0.6 + 1e-10, source=1), share(0.6, source=0)], plain, TOLERANCE, "firms")

    assert values(kept) == [None, 0.6]


def test_a_table_that_alone_is_too_much_is_scaled_to_one() -> None:
    kept, notices = fit([share(0.9), share(0.6), None], plain, TOLERANCE, "places")

    assert values(kept) == [0.6, 0.4, None]
    assert [notice.code for notice in notices] == ["table-scaled"]
    assert notices[0].values["sum"] == pytest.approx(1.5)


def test_the_table_that_stands_can_still_be_too_much() -> None:
    kept, notices = fit([share(1.0), share(0.6), share(0.3, source=1)], plain, TOLERANCE, "firms")

    assert values(kept) == [0.625, 0.375, None]
    assert [notice.code for notice in notices] == ["tables-do-not-fit", "table-scaled"]


def test_a_notice_names_the_tables_that_stand_and_go() -> None:
    stated: Shares = [share(0.9, 3, 2020), share(0.8, 5, 2018), share(0.7, 4, 2019)]

    _, (notice,) = fit(stated, plain, TOLERANCE, "firms")

    assert notice.values == {
        "of": "firms",
        "sum": pytest.approx(2.4),
        "kept_source": 3,
        "kept_as_of": 2020,
        "dropped_source_0": 4,
        "dropped_as_of_0": 2019,
        "dropped_source_1": 5,
        "dropped_as_of_1": 2018,
    }


def test_what_is_stated_twice_of_one_thing_is_the_business_of_the_sum() -> None:
    stated: Shares = [share(0.9), share(0.8)]

    assert fit(stated, lambda shares: 0.9, TOLERANCE, "places") == (stated, ())
