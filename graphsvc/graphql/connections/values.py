"""Values of properties: their types in the schema, and how a view of a row gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLFloat,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLString,
)

from graphsvc.graphql.connections.naming import field_name, of_label, of_property, type_name
from graphsvc.graphql.connections.shelf import Shelf
from graphsvc.stores.rows import property_names
from schema.load import contract
from schema.model import Property

SCALARS: Mapping[str, GraphQLScalarType] = {
    "float": GraphQLFloat,
    "integer": GraphQLInt,
    "boolean": GraphQLBoolean,
}


def properties(type: str) -> list[Property]:
    """The properties of a node or relationship type that a row shows, in the order of the contract."""
    declared = contract().type(type).properties
    return [declared[name] for name in property_names(contract(), type)]


def property_fields(type: str, shelf: Shelf, values: Callable[[Any], Mapping[str, Any]]) -> dict[str, GraphQLField]:
    """A field for each property; `values` gives the known ones of what the field is asked of."""
    return {
        field_name(property.name): GraphQLField(
            _output(property, shelf), resolve=_resolver(property, values), description=of_property(property)
        )
        for property in properties(type)
    }


def vocabulary(name: str, shelf: Shelf) -> GraphQLEnumType:
    """The enum of a vocabulary of the contract."""

    def make() -> GraphQLEnumType:
        found = contract().vocabularies[name]
        words = {word: GraphQLEnumValue(word, description=of_label(term.label)) for word, term in found.terms.items()}
        return GraphQLEnumType(type_name(name), words, description=of_label(found.label))

    return shelf.once(type_name(name), GraphQLEnumType, make)


def _output(property: Property, shelf: Shelf) -> GraphQLOutputType:
    if property.type == "list":
        return GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLString)))
    if property.vocabulary:
        return vocabulary(property.vocabulary, shelf)
    return SCALARS.get(property.type, GraphQLString)


def _resolver(property: Property, values: Callable[[Any], Mapping[str, Any]]) -> Callable[..., Any]:
    name, otherwise = property.name, () if property.type == "list" else None

    def resolve(source: Any, _: Any) -> Any:
        return values(source).get(name, otherwise)

    return resolve
