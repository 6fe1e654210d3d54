"""Which rows fulfil a condition. A whole list at once: what lies behind a claim is read once, however many rows ask."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graphsvc.errors import WrongUse
from graphsvc.stores.port import Node, Relationship
from graphsvc.usecases.listing.asked import AllOf, AnyOf, Condition, EndIs, Not, Related, Test, Where
from graphsvc.usecases.listing.reading import Reader
from graphsvc.usecases.listing.rows import NAME, Row, comparable, fields, key, value
from schema.model import Property
from schema.names import fold

COMPARING: Mapping[Test, Callable[[Any, Any], bool]] = {
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


def fulfilling(condition: Condition, rows: Sequence[Row], reader: Reader) -> list[Row]:
    """The rows that fulfil a condition, in their order.

    Raises
    ------
    WrongUse
        A value that its field cannot be compared with, such as a date that is none.
    """
    if condition == AllOf(()):
        return list(rows)
    found = _keys(condition, rows, reader)
    return [row for row in rows if key(row) in found]


def ids_named(condition: Condition) -> list[str] | None:
    """The only ids that can fulfil a condition, when it names them."""
    if isinstance(condition, Where) and condition.field == "id":
        if condition.test == "eq":
            return [condition.value]
        return list(condition.value) if condition.test == "in" else None
    if isinstance(condition, AllOf):
        named = (ids_named(part) for part in condition.parts)
        return next((ids for ids in named if ids is not None), None)
    return None


def _keys(condition: Condition, rows: Sequence[Row], reader: Reader) -> set[str]:
    """The keys of the rows that fulfil a condition."""
    if isinstance(condition, Where):
        return _tested(condition, rows)
    if isinstance(condition, AllOf):
        return _all_of(condition.parts, rows, reader)
    if isinstance(condition, AnyOf):
        return set().union(*(_keys(part, rows, reader) for part in condition.parts))
    if isinstance(condition, Not):
        return {key(row) for row in rows} - _keys(condition.part, rows, reader)
    if isinstance(condition, EndIs):
        return _with_end(condition, [row for row in rows if isinstance(row, Relationship)], reader)
    return _related(condition, [row for row in rows if isinstance(row, Node)], reader)


def _all_of(parts: Iterable[Condition], rows: Sequence[Row], reader: Reader) -> set[str]:
    """Tests of the rows themselves come first: what has to be read is then read for fewer."""
    left = list(rows)
    for part in sorted(parts, key=lambda part: not isinstance(part, Where)):
        found = _keys(part, left, reader)
        left = [row for row in left if key(row) in found]
    return {key(row) for row in left}


def _with_end(condition: EndIs, claims: Sequence[Relationship], reader: Reader) -> set[str]:
    def end(claim: Relationship) -> str:
        return claim.start if condition.end == "from" else claim.end

    found = _keys(condition.part, reader.nodes({end(claim) for claim in claims}), reader)
    return {claim.claim for claim in claims if end(claim) in found}


def _related(condition: Related, nodes: Sequence[Node], reader: Reader) -> set[str]:
    ids = {node.id for node in nodes}
    claims = reader.claims(ids, [condition.type], condition.direction)
    found = fulfilling(condition.part, claims, reader)
    outward = condition.direction == "out"
    having = {claim.start if outward else claim.end for claim in found if isinstance(claim, Relationship)}
    return ids & having if condition.some else ids - having


def _tested(condition: Where, rows: Sequence[Row]) -> set[str]:
    by_type: dict[str, Callable[[Any], bool]] = {}
    found = set()
    for row in rows:
        test = by_type.get(row.type)
        if test is None:
            test = by_type[row.type] = _test(condition, row.type)
        if test(value(row, condition.field)):
            found.add(key(row))
    return found


def _test(condition: Where, type: str) -> Callable[[Any], bool]:
    """The test of one raw value of a field, which a type may lack."""
    field = fields(type).get(condition.field)
    wanted = condition.value
    if condition.test == "known":
        return lambda raw: (raw is not None and raw != []) is wanted
    test = _name_test(condition) if condition.field == NAME else _known_test(condition, field)
    return lambda raw: raw is not None and test(raw)


def _name_test(condition: Where) -> Callable[[Any], bool]:
    """Of all folded names of a node, each between line feeds."""
    if condition.test == "contains":
        return _contains(condition.value)
    whole = [condition.value] if condition.test == "eq" else condition.value
    return lambda raw: any(f"\n{fold(name)}\n" in raw for name in whole)


def _known_test(condition: Where, field: Property | None) -> Callable[[Any], bool]:
    wanted = condition.value
    if condition.test == "eq":
        return lambda raw: bool(raw == wanted)
    if condition.test == "in":
        return lambda raw: raw in wanted
    if condition.test == "has":
        return lambda raw: wanted in raw
    if condition.test == "contains":
        return _contains(wanted)
    compare, bound = COMPARING[condition.test], _bound(condition, field)
    return lambda raw: compare(comparable(raw, field), bound)


def _contains(wanted: str) -> Callable[[Any], bool]:
    folded = fold(wanted)
    return lambda raw: any(folded in fold(text) for text in ([raw] if isinstance(raw, str) else raw))


def _bound(condition: Where, field: Property | None) -> Any:
    try:
        return comparable(condition.value, field)
    except ValueError as error:
        raise WrongUse("of-option", option=condition.field, cause=error) from error
