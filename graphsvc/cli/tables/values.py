"""Values of the contract in words: vocabularies by their labels, shares as percent, quantities with their unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphsvc.cli.tables.page import Reader
from graphsvc.text import Language, day, label, listed, number, share
from schema.load import contract
from schema.model import Property


def type_label(name: str, lang: Language) -> str:
    """The label of a node or relationship type."""
    return label(contract().type(name).label, lang)


def property_label(declared: Property, lang: Language) -> str:
    """The label of a column."""
    return label(declared.label, lang)


def worded(value: Any, declared: Property, reader: Reader, unit: str | None = None) -> str:
    """A known value as the contract means it; `unit` is the unit column's."""
    if isinstance(value, list | tuple):
        return listed((worded(entry, declared, reader) for entry in value), reader.lang)
    if declared.reference:
        return reader.name(value)
    if declared.vocabulary:
        return label(contract().vocabularies[declared.vocabulary].terms[value].label, reader.lang)
    if isinstance(value, bool):
        return reader.say("value.yes" if value else "value.no")
    if declared.type in ("date", "timestamp"):
        return day(value, reader.lang)
    if isinstance(value, int | float) and not _is_year(declared):
        return _quantity(float(value), declared, reader.lang, unit)
    return str(value)


def said(declared: Mapping[str, Property], values: Mapping[str, Any], reader: Reader) -> list[str]:
    """The known values of a claim, each with its label, a quantity with its unit."""
    units = {declared[name].quantity: value for name, value in values.items() if declared[name].quantity}
    return [
        f"{property_label(declared[name], reader.lang)} {worded(value, declared[name], reader, units.get(name))}"
        for name, value in values.items()
        if not declared[name].quantity
    ]


def _is_year(declared: Property) -> bool:
    return declared.type == "integer"


def _quantity(value: float, declared: Property, lang: Language, unit: str | None) -> str:
    if declared.unit == "1":
        return share(value, lang)
    measured = unit or declared.unit
    known = contract().units.get(measured) if measured else None
    words = label(known.label, lang) if known else measured
    return f"{number(value, lang)} {words}" if words else number(value, lang)
