"""Rules a contract must keep with itself; one function each, yielding what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import get_args

from schema.model import Contract, Property, PropertyType, RelationshipType
from schema.units import fold_unit


def problems(contract: Contract) -> Iterator[str]:
    """Everything in which the contract contradicts itself; nothing when it is sound."""
    return chain(
        _unknown_types(contract), _wrong_collections(contract), _wrong_keys(contract), _wrong_properties(contract),
        _wrong_terms(contract), _wrong_units(contract),
    )  # fmt: skip


def _unknown_types(contract: Contract) -> Iterator[str]:
    named = [*chain.from_iterable(contract.groups.values())]
    for type_ in contract.relationships.values():
        named += [*type_.start, *type_.end]
    yield from (f"no node type {name}" for name in sorted(set(named) - set(contract.nodes)))
    yield from (f"{name} is a node and a relationship" for name in set(contract.nodes) & set(contract.relationships))


def _wrong_collections(contract: Contract) -> Iterator[str]:
    named = set(contract.collections)
    yield from (f"no name for all of {name}" for name in sorted(set(contract.nodes) - named))
    yield from (f"no node type or group {name}" for name in sorted(named - set(contract.nodes) - set(contract.groups)))
    reverses = (type_.reverse for type_ in contract.relationships.values())
    names = Counter((*contract.collections.values(), *reverses))
    yield from (f"two things are called {name}" for name, times in names.items() if times > 1)


def _wrong_keys(contract: Contract) -> Iterator[str]:
    for type_ in contract.relationships.values():
        columns = {"from", "to", *type_.properties}
        named = {*type_.key, *type_.key_defaults.values()}
        yield from (f"{type_.name}: no key column {name}" for name in sorted(named - columns))


def _wrong_properties(contract: Contract) -> Iterator[str]:
    for type_ in contract.types():
        if isinstance(type_, RelationshipType) and {"from", "to"} & set(type_.properties):
            yield f"{type_.name}: from and to are no properties"
        for prop in type_.properties.values():
            yield from (f"{type_.name}.{prop.name}: {wrong}" for wrong in _wrong_property(contract, prop))
            siblings = {prop.quantity, prop.dimensions_by} - {None} - set(type_.properties)
            yield from (f"{type_.name}.{prop.name}: no property {name}" for name in siblings)


def _wrong_property(contract: Contract, prop: Property) -> Iterator[str]:
    if prop.type not in get_args(PropertyType):
        yield f"no type {prop.type}"
    if (prop.type == "vocabulary") != bool(prop.vocabulary):
        yield "a vocabulary column names its vocabulary, and no other does"
    if (prop.type == "unit") != bool(prop.quantity):
        yield "a unit column names its quantity, and no other does"
    for name in {prop.vocabulary, prop.unit_kinds} - {None} - set(contract.vocabularies):
        yield f"no vocabulary {name}"
    if prop.unit and prop.unit not in contract.units:
        yield f"no unit {prop.unit}"
    yield from (f"no node type {name}" for name in prop.reference if name not in contract.nodes)
    yield from (f"no dimension {name}" for name in prop.dimensions if name not in contract.dimensions)


def _wrong_terms(contract: Contract) -> Iterator[str]:
    for vocabulary in contract.vocabularies.values():
        for word, term in vocabulary.terms.items():
            unknown = [d for d in term.dimensions if d not in contract.dimensions]
            unknown += [t for t in term.reference if t not in contract.nodes]
            yield from (f"{vocabulary.name}.{word}: no {name}" for name in unknown)


def _wrong_units(contract: Contract) -> Iterator[str]:
    for unit in contract.units.values():
        if unit.dimension not in contract.dimensions:
            yield f"{unit.symbol}: no dimension {unit.dimension}"
        if not isinstance(unit.factor, int | float) or unit.factor <= 0:
            yield f"{unit.symbol}: the factor must be a positive number"
    spellings = Counter(fold_unit(text) for unit in contract.units.values() for text in {unit.symbol, *unit.aliases})
    yield from (f"two units are spelled {text}" for text, times in spellings.items() if times > 1)
