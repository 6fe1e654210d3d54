"""What rows add up to: how many, and of each number the least, the most, the mean and the sum of what is known.

Numbers in different units are never put together: a group that mixes units has no least, no mean and no sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from graphsvc.usecases.listing.asked import Grouping
from graphsvc.usecases.listing.rows import ENDS, Row, comparable, fields, value
from schema.model import Property


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number over the rows of a group. `known`: how many rows state it. All None if none does, or units differ."""

    known: int
    unit: str | None
    low: float | None
    high: float | None
    mean: float | None
    total: float | None


@dataclass(frozen=True, slots=True)
class Dates:
    """A date over the rows of a group; None if no row states it."""

    known: int
    earliest: str | None
    latest: str | None


@dataclass(frozen=True)
class Group:
    """Rows that have the same `values` of the fields grouped by; None is unknown."""

    type: str  # one that knows the fields
    by: tuple[str, ...]
    values: tuple[Any, ...]
    count: int
    numbers: dict[str, Numbers]
    dates: dict[str, Dates]


def groups(rows: Sequence[Row], types: Sequence[str], grouping: Grouping) -> list[Group]:
    """The groups, largest first, then by their values; all rows together are one group, be it empty."""
    found: dict[tuple[Any, ...], list[Row]] = {} if grouping.by else {(): []}
    for row in rows:
        found.setdefault(tuple(value(row, field) for field in grouping.by), []).append(row)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), [(v is None, str(v)) for v in pair[0]]))
    return [_group(types, grouping, values, members) for values, members in ordered]


def named_in(found: Sequence[Group]) -> set[str]:
    """The ids among the values of groups, whose names a reader wants."""
    return {
        value
        for group in found
        for name, value in zip(group.by, group.values, strict=True)
        if value is not None and (name in ENDS or ((field := fields(group.type)[name]) and field.reference))
    }


def _group(types: Sequence[str], grouping: Grouping, values: tuple[Any, ...], rows: Sequence[Row]) -> Group:
    declared = {name: field for type in types for name, field in fields(type).items()}
    numbers = {name: _numbers(rows, declared[name], _unit_column(declared, name)) for name in grouping.numbers}
    dates = {name: _dates(rows, name, declared[name]) for name in grouping.dates}
    type = next((type for type in types if set(grouping.by) <= set(fields(type))), types[0])
    return Group(type, grouping.by, values, len(rows), numbers, dates)


def _unit_column(declared: dict[str, Property | None], name: str) -> str | None:
    return next((column for column, field in declared.items() if field and field.quantity == name), None)


def _numbers(rows: Sequence[Row], field: Property | None, unit_column: str | None) -> Numbers:
    assert field is not None
    known = [row for row in rows if value(row, field.name) is not None]
    units = {value(row, unit_column) for row in known} if unit_column else {field.unit} if known else set()
    if len(units) != 1:
        return Numbers(len(known), None, None, None, None, None)
    numbers = [value(row, field.name) for row in known]
    total = fsum(numbers)
    return Numbers(len(known), units.pop(), min(numbers), max(numbers), total / len(numbers), total)


def _dates(rows: Sequence[Row], name: str, field: Property | None) -> Dates:
    known = sorted(
        (found for row in rows if (found := value(row, name)) is not None),
        key=lambda found: (comparable(found, field), found),
    )
    return Dates(len(known), known[0], known[-1]) if known else Dates(0, None, None)
