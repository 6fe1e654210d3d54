"""What is asked of a batch (DOMAIN 3.0-3.5): home, horizon, thresholds, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Row = Mapping[str, object]
Batch = Mapping[str, Sequence[Row]]  # the JSON form of INTERFACE 1: {"Material": [{...}], "SUPPLIES": [{...}]}

Reading = Literal["confirmed", "likely", "possible"]
READINGS: tuple[Reading, ...] = ("confirmed", "likely", "possible")  # strongest first
View = Literal["home", "world"]

GRADES = "ABCD"  # best first
QUALIFICATIONS = ("lab", "pilot", "first_batch", "volume")  # weakest first
ITEM_TABLES = ("Material", "RawInput", "Equipment", "Component", "Technology", "Service")


@dataclass(frozen=True, kw_only=True)
class Question:
    """`today` is the day of the question: rules default to it, and a claim without `recorded_at` was recorded then."""

    today: date
    home: tuple[str, ...] = ("CN",)
    horizon: Literal["immediate", "sustained"] = "sustained"
    qualification: str = "volume"
    min_surviving_share: float = 0.2
    min_grade: str = "D"
    as_of: date | None = None
    known_at: date | None = None
    attribution_tolerance: float = 0.01
