"""Claims about the same thing become one, and each property is settled among those that state it (DOMAIN 3.0.1)."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest

from analytics.settle import Groups, Standing, deciding, group, taken

# (grade, as_of, recorded, source, claim), from best to worst: each differs from the next in one step of the order
RANKED = [
    (0, 2018, 10, 3, 9),
    (1, 2022, 10, 3, 9),
    (1, 2020, 20, 3, 9),
    (1, 2020, 10, 1, 9),
    (1, 2020, 10, 2, 4),
    (1, 2020, 10, 2, 5),
    (1, 0, 30, 0, 0),  # unknown date: the oldest
    (3, 2023, 30, 0, 0),
]


def standing(rows: list[tuple[int, int, int, int, int]]) -> Standing:
    grade, as_of, recorded, source, claim = (np.array(column, dtype=np.int32) for column in zip(*rows, strict=True))
    return Standing(grade, as_of, recorded, source, claim.astype(np.int64))


def grouped(keys: list[int], rows: list[tuple[int, int, int, int, int]]) -> Groups:
    return group((np.array(keys, dtype=np.int32),), standing(rows))


@pytest.mark.parametrize(("better", "worse"), list(pairwise(RANKED)))
def test_grade_then_date_then_record_then_source_decide(
    better: tuple[int, int, int, int, int], worse: tuple[int, int, int, int, int]
) -> None:
    for rows in permutations([better, worse]):
        found = grouped([7, 7], list(rows))

        assert rows[found.order[0]] == better


def test_the_first_difference_is_what_puts_a_claim_before_the_next() -> None:
    ranks = standing(RANKED)

    reasons = [deciding(ranks, place, place + 1) for place in range(len(RANKED) - 1)]

    assert reasons == ["grade", "as_of", "recorded_at", "source", "claim", "as_of", "grade"]


def test_each_property_is_settled_among_the_claims_that_state_it() -> None:
    found = grouped([1, 1, 1, 2], RANKED[:4])
    states_share = np.array([False, False, True, False])
    states_quality = np.array([True, False, True, False])

    assert found.first(states_share).tolist() == [2, -1]
    assert found.first(states_quality).tolist() == [0, -1]


def test_a_flag_counts_if_any_claim_has_it() -> None:
    found = grouped([2, 1, 2, 1], RANKED[:4])

    assert found.keys(np.array([2, 1, 2, 1], dtype=np.int32)).tolist() == [1, 2]
    assert found.any(np.array([False, False, True, False])).tolist() == [False, True]


def test_keys_of_several_columns_agree_in_all_of_them() -> None:
    keys = tuple(np.array(column, dtype=np.int32) for column in ([1, 1, 1], [5, -1, 5]))

    found = group(keys, standing(RANKED[:3]))

    assert np.diff(found.start).tolist() == [1, 2]


def test_large_keys_in_many_columns_do_not_run_into_each_other() -> None:
    most = np.iinfo(np.int32).max - 2
    keys = tuple(np.array(column, dtype=np.int32) for column in ([most, 0, most], [most, most, -1], [0, most, most]))

    found = group(keys, standing(RANKED[:3]))

    assert found.order.tolist() == [1, 2, 0]
    assert np.diff(found.start).tolist() == [1, 1, 1]


def test_nothing_settles_to_nothing() -> None:
    nothing = np.zeros(0, dtype=np.int32)

    found = group((nothing,), Standing(nothing, nothing, nothing, nothing, nothing.astype(np.int64)))

    assert found.start.tolist() == [0]
    assert found.first(np.zeros(0, dtype=np.bool_)).tolist() == []
    assert found.any(np.zeros(0, dtype=np.bool_)).tolist() == []


def test_a_default_stands_where_nothing_is_stated() -> None:
    at = np.array([1, -1, 0], dtype=np.int32)

    assert taken(np.array([0.5, 0.25]), at, np.nan).tolist() == [0.25, pytest.approx(np.nan, nan_ok=True), 0.5]
