"""Aggregates of a connection: groups of rows with their count, and what their numbers and dates add up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLFloat,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLString,
)

from graphsvc import text
from graphsvc.graphql.connections.naming import asked_as, field_name, of_property, sentence
from graphsvc.graphql.connections.orders import columns, common_fields
from graphsvc.graphql.connections.shelf import Shelf
from graphsvc.graphql.request import Request
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.translate.nodes import worded_value
from graphsvc.usecases.listing.rows import ENDS, fields
from graphsvc.usecases.listing.summaries import Group
from graphsvc.usecases.listing.views import Around, Found
from schema.model import Label, Property

NUMBERS, DATES = ("float", "integer"), ("date",)


def aggregates(name: str, about: Label, types: Sequence[str], shelf: Shelf) -> GraphQLField:
    """The field `aggregates` of a list of such rows; NAME is the beginning of the names of its types."""
    group = shelf.once(f"{name}Group", GraphQLObjectType, lambda: _group(name, about, types, shelf))
    by = GraphQLList(GraphQLNonNull(columns(name, about, types, shelf)))

    def resolve(found: Found, info: GraphQLResolveInfo[Request], **_: Any) -> list[tuple[Group, Around]]:
        return [(one, found.around) for one in found.groups[asked_as(info.field_nodes[0])]]

    kind = GraphQLNonNull(GraphQLList(GraphQLNonNull(group)))
    return GraphQLField(kind, {"groupBy": GraphQLArgument(by)}, resolve=resolve)


def summed_up(types: Sequence[str], kinds: Sequence[str]) -> dict[str, Property]:
    """The properties of such rows that add up, by the name of their field."""
    known = common_fields(types).items()
    return {field_name(name): field for name, field in known if field and field.type in kinds}


def _group(name: str, about: Label, types: Sequence[str], shelf: Shelf) -> GraphQLObjectType:
    keys = GraphQLNonNull(GraphQLList(GraphQLNonNull(_key(shelf))))
    found = {
        "keys": GraphQLField(keys, resolve=lambda source, _: _keys(*source)),
        "count": GraphQLField(GraphQLNonNull(GraphQLInt), resolve=lambda source, _: source[0].count),
    }
    for kinds, kind, of in ((NUMBERS, _numbers(shelf), "numbers"), (DATES, _dates(shelf), "dates")):
        for field, property in summed_up(types, kinds).items():
            found[field] = GraphQLField(
                GraphQLNonNull(kind), resolve=_summary(of, property.name), description=of_property(property)
            )
    return GraphQLObjectType(f"{name}Group", found, description=sentence("group", of=about))


def _summary(of: str, name: str) -> Any:
    return lambda source, _: getattr(source[0], of)[name]


def _keys(group: Group, around: Around) -> list[dict[str, Any]]:
    known = fields(group.type)
    return [_worded(name, value, known.get(name), around) for name, value in zip(group.by, group.values, strict=True)]


def _worded(name: str, value: Any, field: Property | None, around: Around) -> dict[str, Any]:
    names = Names(around.labels, around.lang)
    label = text.label(field.label, around.lang) if field else text.text(f"lists.field.{name}", around.lang)
    worded = names.maybe(value) if name in ENDS else worded_value(field, value, names) if field and value else None
    return {"field": field_name(name), "label": label, "value": value, "valueLabel": worded}


def _key(shelf: Shelf) -> GraphQLObjectType:
    text = GraphQLNonNull(GraphQLString)
    parts = {
        "field": GraphQLField(text),
        "label": GraphQLField(text),
        "value": GraphQLField(shelf.take("JSON", GraphQLScalarType)),
        "valueLabel": GraphQLField(GraphQLString),
    }
    return shelf.once("GroupKey", GraphQLObjectType, lambda: GraphQLObjectType("GroupKey", parts))


def _numbers(shelf: Shelf) -> GraphQLObjectType:
    parts = {
        "known": GraphQLField(GraphQLNonNull(GraphQLInt)),
        "unit": GraphQLField(GraphQLString),
        "min": GraphQLField(GraphQLFloat, resolve=lambda found, _: found.low),
        "max": GraphQLField(GraphQLFloat, resolve=lambda found, _: found.high),
        "avg": GraphQLField(GraphQLFloat, resolve=lambda found, _: found.mean),
        "sum": GraphQLField(GraphQLFloat, resolve=lambda found, _: found.total),
    }
    return shelf.once("NumberSummary", GraphQLObjectType, lambda: GraphQLObjectType("NumberSummary", parts))


def _dates(shelf: Shelf) -> GraphQLObjectType:
    parts = {
        "known": GraphQLField(GraphQLNonNull(GraphQLInt)),
        "earliest": GraphQLField(GraphQLString),
        "latest": GraphQLField(GraphQLString),
    }
    return shelf.once("DateSummary", GraphQLObjectType, lambda: GraphQLObjectType("DateSummary", parts))
