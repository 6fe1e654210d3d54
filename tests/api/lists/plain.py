"""Filters and orders as anybody would write them down: one row after the other, over the rows that were loaded."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from typing import Any

from schema.names import fold
from tests.api.lists import world

Row = Mapping[str, Any]
Filter = Mapping[str, Any]

COLUMNS = {"nameEn": "name_en", "asOf": "as_of"}
RANKED = {"grade": "ABCD", "qualification": ["lab", "pilot", "first_batch", "volume"]}


def firms(where: Filter) -> set[str]:
    """Ids of the firms that fulfil a filter."""
    return {id for id, row in world.firms().items() if node_holds(row, where)}


def node_holds(row: Row, where: Filter) -> bool:
    """Whether a node fulfils a filter."""
    return all(_node_part(row, name, inner) for name, inner in where.items())


def claim_holds(claim: Row, where: Filter) -> bool:
    """Whether a claim fulfils a filter."""
    return all(_claim_part(claim, name, inner) for name, inner in where.items())


def ordered(rows: Iterable[Row], order: Iterable[Mapping[str, Any]], key: str) -> list[Row]:
    """Rows by the keys of an order, then by one of their own columns; what is unknown comes last."""
    found = sorted(rows, key=lambda row: str(row[key]))
    for one in reversed(list(order)):
        column = COLUMNS.get(one["field"], one["field"])
        known = [row for row in found if row.get(column) is not None]
        known.sort(key=lambda row: _rank(column, row[column]), reverse=one["descending"])
        found = known + [row for row in found if row.get(column) is None]
    return found


def _node_part(row: Row, name: str, inner: Any) -> bool:
    if name in JOINED:
        return JOINED[name](node_holds, row, inner)
    if name == "supplies":
        mine = [claim for claim in world.SUPPLIES if claim["from"] == row["id"]]
        return all(
            any(claim_holds(claim, where) for claim in mine) is (quantity == "some")
            for quantity, where in inner.items()
        )
    if name == "name":
        return any(fold(inner["contains"]) in fold(text) for text in _names(row))
    return _tests(row, COLUMNS.get(name, name), inner)


def _claim_part(claim: Row, name: str, inner: Any) -> bool:
    if name in JOINED:
        return JOINED[name](claim_holds, claim, inner)
    if name == "to":
        items = {row["id"]: row for rows in world.NODES.values() for row in rows}
        return node_holds(items[claim["to"]], inner)
    return _tests(claim, COLUMNS.get(name, name), inner)


JOINED: dict[str, Any] = {
    "and": lambda holds, row, parts: all(holds(row, part) for part in parts),
    "or": lambda holds, row, parts: any(holds(row, part) for part in parts),
    "not": lambda holds, row, part: not holds(row, part),
}


def _tests(row: Row, column: str, tests: Filter) -> bool:
    value = row.get(column)
    for test, wanted in tests.items():
        if test == "known":
            held = (value is not None) is wanted
        elif value is None:
            held = False
        elif test == "contains":
            held = fold(wanted) in fold(value)
        elif test in ("eq", "in"):
            held = value == wanted if test == "eq" else value in wanted
        else:
            less, same = _rank(column, value) < _rank(column, wanted), _rank(column, value) == _rank(column, wanted)
            held = {"lt": less, "lte": less or same, "gt": not (less or same), "gte": not less}[test]
        if not held:
            return False
    return True


def _rank(column: str, value: Any) -> Any:
    if column == "as_of":
        year, month, day = (*map(int, value.split("-")), None, None)[:3]
        month = month or 12
        return year, month, day or monthrange(year, month)[1]
    return RANKED[column].index(value) if column in RANKED else value


def _names(row: Row) -> list[str]:
    return [row[name] for name in ("id", "name_en", "formula") if row.get(name)]
