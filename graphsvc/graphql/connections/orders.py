"""Fields that rows can be ordered and grouped by, and orders made of them."""

from __future__ import annotations

from collections.abc import Sequence

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNonNull,
)

from graphsvc.graphql.connections.naming import field_name, of_property, sentence
from graphsvc.graphql.connections.shelf import Shelf
from graphsvc.usecases.listing.rows import NAME, fields
from schema.model import Label, Property


def common_fields(types: Sequence[str]) -> dict[str, Property | None]:
    """The fields that rows of all these types have."""
    first, *others = (fields(type) for type in types)
    return {name: field for name, field in first.items() if all(other.get(name, 0) == field for other in others)}


def columns(name: str, about: Label, types: Sequence[str], shelf: Shelf) -> GraphQLEnumType:
    """The fields with a single value of the rows of a list; NAME is the beginning of the type's name."""

    def make() -> GraphQLEnumType:
        single = {
            found: field
            for found, field in common_fields(types).items()
            if found != NAME and (field is None or field.type != "list")
        }
        values = {
            field_name(found): GraphQLEnumValue(found, description=of_property(field) if field else None)
            for found, field in single.items()
        }
        return GraphQLEnumType(f"{name}Column", values, description=sentence("columns", of=about))

    return shelf.once(f"{name}Column", GraphQLEnumType, make)


def order(name: str, about: Label, types: Sequence[str], shelf: Shelf) -> GraphQLInputObjectType:
    """One key of an order of such rows."""

    def make() -> GraphQLInputObjectType:
        parts = {
            "field": GraphQLInputField(GraphQLNonNull(columns(name, about, types, shelf))),
            "descending": GraphQLInputField(GraphQLNonNull(GraphQLBoolean), default_value=False),
        }
        return GraphQLInputObjectType(f"{name}Order", parts, description=sentence("order", of=about))

    return shelf.once(f"{name}Order", GraphQLInputObjectType, make)
