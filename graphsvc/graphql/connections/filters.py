"""Filters: for each field the tests that its kind of value allows, for each relationship what must hold of claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphql import (
    GraphQLBoolean,
    GraphQLFloat,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
)

from graphsvc.graphql.connections.asking import related_name
from graphsvc.graphql.connections.naming import field_name, of_label, of_property, reverse, sentence, type_name
from graphsvc.graphql.connections.orders import common_fields
from graphsvc.graphql.connections.shelf import Shelf
from graphsvc.graphql.connections.targets import Target, relations
from graphsvc.graphql.connections.values import vocabulary
from graphsvc.usecases.listing.rows import NAME
from schema.load import contract
from schema.model import Label, Property, RelationshipType

EQUAL, RANGE, PARTS = ("eq", "in"), ("lt", "lte", "gt", "gte"), ("contains",)
TESTS: Mapping[str, tuple[GraphQLInputType, tuple[str, ...]]] = {  # what is compared with, and how
    "Id": (GraphQLString, EQUAL),
    "Name": (GraphQLString, EQUAL + PARTS),
    "Text": (GraphQLString, (*EQUAL, *PARTS, "known")),
    "Texts": (GraphQLString, ("has", *PARTS, "known")),
    "Number": (GraphQLFloat, (*EQUAL, *RANGE, "known")),
    "Integer": (GraphQLInt, (*EQUAL, *RANGE, "known")),
    "Date": (GraphQLString, (*EQUAL, *RANGE, "known")),
    "Truth": (GraphQLBoolean, ("eq", "known")),
}
KINDS: Mapping[str, str] = {
    "list": "Texts", "float": "Number", "integer": "Integer", "boolean": "Truth", "date": "Date", "timestamp": "Date",
}  # fmt: skip


def node_filter(target: Target, shelf: Shelf) -> GraphQLInputObjectType:
    """The filter of nodes of a type, or of several types by what they have in common."""
    name = f"{target.name}Filter"

    def fields() -> dict[str, GraphQLInputField]:
        related = {
            field_name(found.name if direction == "out" else found.reverse): GraphQLInputField(
                _related(found, shelf),
                description=of_label(found.label, found.note) if direction == "out" else reverse(found),
                out_name=related_name(found.name, direction),
            )
            for found, direction in relations(target.types)
        }
        return _joined(name, shelf) | _tests(target.types, shelf) | related

    return shelf.once(
        name,
        GraphQLInputObjectType,
        lambda: GraphQLInputObjectType(name, fields, description=sentence("filter", of=target.label)),
    )


def claim_filter(found: RelationshipType, shelf: Shelf) -> GraphQLInputObjectType:
    """The filter of claims of a type, by their properties and by the nodes at both ends."""
    name = f"{type_name(found.name)}Filter"

    def fields() -> dict[str, GraphQLInputField]:
        ends = {"from": Target.of(found.start), "to": Target.of(found.end)}
        tests = {name: field for name, field in _tests((found.name,), shelf).items() if name not in ends}
        nodes = {end: GraphQLInputField(node_filter(target, shelf)) for end, target in ends.items()}
        return _joined(name, shelf) | nodes | tests

    return shelf.once(
        name,
        GraphQLInputObjectType,
        lambda: GraphQLInputObjectType(name, fields, description=sentence("filter", of=found.label)),
    )


def _related(found: RelationshipType, shelf: Shelf) -> GraphQLInputObjectType:
    name = f"{type_name(found.name)}Claims"

    def make() -> GraphQLInputObjectType:
        inner = claim_filter(found, shelf)
        parts = {quantity: GraphQLInputField(inner) for quantity in ("some", "none")}
        return GraphQLInputObjectType(name, parts, description=sentence("claims", of=found.label))

    return shelf.once(name, GraphQLInputObjectType, make)


def _joined(name: str, shelf: Shelf) -> dict[str, GraphQLInputField]:
    itself = shelf.take(name, GraphQLInputObjectType)
    several = GraphQLList(GraphQLNonNull(itself))
    return {"and": GraphQLInputField(several), "or": GraphQLInputField(several), "not": GraphQLInputField(itself)}


def _tests(types: Sequence[str], shelf: Shelf) -> dict[str, GraphQLInputField]:
    return {
        field_name(name): GraphQLInputField(
            _test(name, field, shelf), description=of_property(field) if field else None, out_name=name
        )
        for name, field in common_fields(types).items()
    }


def _test(name: str, field: Property | None, shelf: Shelf) -> GraphQLInputObjectType:
    if field and field.vocabulary:
        enum = vocabulary(field.vocabulary, shelf)
        return _input(enum.name, enum, (*EQUAL, "known"), shelf, contract().vocabularies[field.vocabulary].label)
    kind = KINDS.get(field.type, "Text") if field else "Name" if name == NAME else "Id"
    value, tests = TESTS[kind]
    return _input(kind, value, tests, shelf)


def _input(
    kind: str, value: GraphQLInputType, tests: Sequence[str], shelf: Shelf, about: Label | None = None
) -> GraphQLInputObjectType:
    name = f"{kind}Test"

    def make() -> GraphQLInputObjectType:
        kinds: dict[str, GraphQLInputType] = {"in": GraphQLList(GraphQLNonNull(value)), "known": GraphQLBoolean}
        found = {test: GraphQLInputField(kinds.get(test, value)) for test in tests}
        return GraphQLInputObjectType(name, found, description=sentence("test", of=about) if about else None)

    return shelf.once(name, GraphQLInputObjectType, make)
