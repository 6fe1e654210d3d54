"""The order of a list, places in it, and parts of it: by values and keys, never by counting, so that places survive."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import total_ordering
from typing import Any, TypeAlias

from graphsvc.usecases.listing.asked import Order, Part, Place
from graphsvc.usecases.listing.rows import Row, comparable, fields, key, value
from schema.model import Property

Rank: TypeAlias = tuple[Any, ...]
PYTHON: Mapping[str, Any] = {"float": float | int, "integer": int, "boolean": bool}  # all others are texts


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of an ordered list, and whether there is more around it."""

    rows: list[Row]
    has_previous: bool
    has_next: bool


@total_ordering
class Descending:
    """A text that sorts the other way round; numbers are negated, which is faster."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Descending) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: Descending) -> bool:
        return other.value < self.value


def place(row: Row, order: Sequence[Order]) -> Place:
    """Where a row stands in an order."""
    return Place(tuple(value(row, one.field) for one in order), key(row))


def ranking(order: Sequence[Order], types: Sequence[str]) -> Callable[[Place], Rank]:
    """What sorts the places of an order; unknown values come last."""
    declared = _declared(order, types)

    def rank(at: Place) -> Rank:
        values = zip(declared, at.values, strict=True)
        return *(_rank(one, field, raw) for (one, field), raw in values), at.key

    return rank


def cut(rows: Sequence[Row], order: Sequence[Order], types: Sequence[str], part: Part) -> Cut:
    """The part of rows that it asks for, in this order."""
    rank = ranking(order, types)
    ranked = sorted(((rank(place(row, order)), row) for row in rows), key=lambda pair: pair[0])
    start = bisect_right(ranked, rank(part.after), key=lambda pair: pair[0]) if part.after else 0
    end = bisect_left(ranked, rank(part.before), key=lambda pair: pair[0]) if part.before else len(ranked)
    if part.backwards:
        start = max(start, end - part.size)
    else:
        end = min(end, start + part.size)
    inside = ranked[start:end] if start < end else []
    return Cut([row for _, row in inside], start > 0, end < len(ranked))


def check(at: Place, order: Sequence[Order], types: Sequence[str]) -> None:
    """ValueError unless a place that came from outside can be one in this order."""
    for (one, field), raw in zip(_declared(order, types), at.values, strict=True):
        kind = PYTHON.get(field.type, str) if field else str
        if raw is not None and (not isinstance(raw, kind) or (kind is not bool and isinstance(raw, bool))):
            raise ValueError(f"{one.field} has no such values")
        if raw is not None:
            comparable(raw, field)


def _declared(order: Sequence[Order], types: Sequence[str]) -> list[tuple[Order, Property | None]]:
    return [(one, next(fields(type)[one.field] for type in types if one.field in fields(type))) for one in order]


def _rank(order: Order, field: Property | None, raw: Any) -> tuple[bool, Any]:
    if raw is None:
        return True, 0
    found = comparable(raw, field)
    if order.descending:
        return False, -found if isinstance(found, int | float) else Descending(found)
    return False, found
