"""What one principal may spend in a minute, in the cost that the guard computes for a document."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from graphsvc.errors import TooFast


class Budget:
    """Charges costs to principals. Each process has its own."""

    def __init__(self, per_minute: int) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._limit = RateLimitItemPerMinute(per_minute)

    def charge(self, principal: str, cost: int) -> None:
        """Spend it; TooFast, and nothing is spent, when the minute has not that much left."""
        if cost > 0 and not self._limiter.hit(self._limit, principal, cost=cost):
            resets = self._limiter.get_window_stats(self._limit, principal).reset_time
            raise TooFast(self._limit.amount, max(1, math.ceil(resets - time.time())))

    def left(self, principal: str) -> int:
        """What remains of this minute."""
        return self._limiter.get_window_stats(self._limit, principal).remaining
