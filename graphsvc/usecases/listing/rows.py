"""Rows of lists, nodes and claims alike: the fields that can be asked for, and their values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from graphsvc.stores.merge import moment
from graphsvc.stores.port import Node, Relationship
from graphsvc.stores.rows import property_names
from schema.dates import last_day
from schema.load import contract
from schema.model import Property
from schema.names import name_key

Row: TypeAlias = Node | Relationship

#: All names of a node in folded spelling, as the search compares them: names, aliases, formula, CAS number, id.
NAME = "name"
ENDS = ("from", "to")
#: Of a claim itself: who says it and since when.
OF_A_CLAIM = ("claim", "dataset", "recorded_at")
#: Fields that are no properties, and where rows have them.
ATTRIBUTES = {"id": "id", "type": "type", "from": "start", "to": "end"} | {name: name for name in OF_A_CLAIM}


@cache
def fields(type: str) -> Mapping[str, Property | None]:
    """What a node or claim of a type can be asked for: its properties, and None for texts of its own."""
    declared = contract().type(type).properties
    known: dict[str, Property | None] = {name: declared[name] for name in property_names(contract(), type)}
    if type in contract().nodes:
        return {"id": None, "type": None, NAME: None, **known}
    return {**dict.fromkeys((*ENDS, *OF_A_CLAIM)), **known, "recorded_at": declared["recorded_at"]}


def key(row: Row) -> str:
    """What tells a row from all others of its list."""
    return row.id if isinstance(row, Node) else row.claim


def value(row: Row, field: str) -> Any:
    """The value of a field; None is unknown."""
    if field in row.properties:
        return row.properties[field]
    attribute = ATTRIBUTES.get(field)
    if attribute and hasattr(row, attribute):
        return getattr(row, attribute)
    return _names(row) if field == NAME and isinstance(row, Node) else None


def comparable(raw: Any, field: Property | None) -> Any:
    """A known value in a form whose order is that of its meaning: days for dates, ranks for words."""
    if field is None:
        return raw
    if field.type == "date":
        return last_day(raw).toordinal()
    if field.type == "timestamp":
        return moment(raw).timestamp()
    if field.vocabulary:
        return contract().terms(field.vocabulary).index(raw)
    return raw


def _names(node: Node) -> str:
    return name_key({"id": node.id, **node.properties})
