"""An interval with its unit: what a quantity is when part of the data is missing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """`low` <= `high`, both in `unit` ("1" = dimensionless); ValueError otherwise, NaN included."""

    low: float
    high: float
    unit: str = "1"

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"low {self.low} is not at most high {self.high}")
