"""Every type, field, argument and value gets its description from graphsvc/text/schema/{en,zh}/: "en / zh".

Words of the contract's vocabularies are described by the contract; what is made of the contract brings its description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_scalar_type,
)

from graphsvc.graphql.types.words import OF_THE_CONTRACT
from graphsvc.text import tree
from schema.load import contract
from schema.model import Label

Texts = Mapping[str, Any]

BETWEEN = " / "  # the languages of a description


def describe(schema: GraphQLSchema) -> None:
    """Write the descriptions into a schema; LookupError names what has none."""
    texts = {language: catalogue(language) for language in ("en", "zh")}
    lacking: list[str] = []
    for place, part in described(schema):
        if BETWEEN in (part.description or ""):
            continue
        found = _contract_label(place) or _label(texts, place)
        part.description = f"{found.en}{BETWEEN}{found.zh}" if found else None
        if not found:
            lacking.append(".".join(place))
    if lacking:
        raise LookupError(f"no description in graphsvc/text/schema: {', '.join(lacking)}")


def catalogue(language: str) -> Texts:
    """The texts of one language."""
    return tree("schema", language)


def described(schema: GraphQLSchema) -> Iterator[tuple[tuple[str, ...], Any]]:
    """All that a reader of the schema meets: (type), (type, field or value), (type, field, argument)."""
    for name, type in schema.type_map.items():
        if is_introspection_type(type) or is_specified_scalar_type(type):
            continue
        yield (name,), type
        for part, field in _parts(type).items():
            yield (name, part), field
            if isinstance(field, GraphQLField):
                yield from (((name, part, argument), given) for argument, given in field.args.items())


def keys(place: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Where the text of a place may stand, the most special first."""
    if len(place) == 1:
        return (("types", *place),)
    if len(place) == 3:
        return ("arguments", *place[1:]), ("arguments", place[2])
    return ("own", *place), ("fields", place[1])


def _parts(type: GraphQLNamedType) -> Mapping[str, Any]:
    if isinstance(type, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        return dict(type.fields)
    return dict(type.values) if isinstance(type, GraphQLEnumType) else {}


def _label(texts: Mapping[str, Texts], place: tuple[str, ...]) -> Label | None:
    for key in keys(place):
        found = {language: _at(text, key) for language, text in texts.items()}
        if all(found.values()):
            return Label(**found)
    return None


def _at(texts: Texts, key: tuple[str, ...]) -> Any:
    found: Any = texts
    for step in key:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else None


def _contract_label(place: tuple[str, ...]) -> Label | None:
    if len(place) == 1 or place[0] not in OF_THE_CONTRACT:
        return None
    term = contract().vocabularies[OF_THE_CONTRACT[place[0]]].terms.get(place[1])
    return term.label if term else None
