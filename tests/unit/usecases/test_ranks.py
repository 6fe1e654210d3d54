"""How far a rank can move within the intervals, against trying every row at both ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphsvc.usecases.ranks import RankRange, rank_ranges

intervals = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted), min_size=1, max_size=8)


@given(intervals)
def test_a_rank_range_is_what_the_extremes_give(found: list[list[int]]) -> None:
    low, high = ([(bounds[end],) for bounds in found] for end in (0, 1))

    ranges = rank_ranges(low, high)

    for n, span in enumerate(ranges):
        others = [other for m, other in enumerate(found) if m != n]
        best = 1 + sum(other[1] < found[n][0] for other in others)
        worst = 1 + sum(other[0] < found[n][1] for other in others)
        assert span == RankRange(best, worst)
