"""A part of many rows, for faces that cannot show all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from graphsvc.errors import WrongUse

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Slice:
    """At most `limit` rows (None = all) after the first `offset`. WrongUse for a limit below 1, an offset below 0."""

    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise WrongUse("too-small", option="limit", got=self.limit, low=1)
        if self.offset < 0:
            raise WrongUse("too-small", option="offset", got=self.offset, low=0)

    def parameters(self) -> dict[str, int | None]:
        """For the answer."""
        return {"limit": self.limit, "offset": self.offset}

    def of(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """These of the rows."""
        end = None if self.limit is None else self.offset + self.limit
        return tuple(rows[self.offset : end])
