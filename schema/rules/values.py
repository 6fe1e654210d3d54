"""Rules about the cells of one row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from schema.errors import Violation
from schema.model import Contract, Property
from schema.rules.table import Table


def unreadable_cells(table: Table) -> Iterator[Violation]:
    """A cell is what its column holds: number, truth value, date, word of the vocabulary, unit, share in range."""
    for name, column in table.columns.items():
        yield from table.violations(name, column.broken)


def wrong_dimensions(table: Table, contract: Contract) -> Iterator[Violation]:
    """A unit measures what its quantity is."""
    for unit in _units(table):
        quantity = table.type.properties[unit.quantity or ""]
        symbols = table.values(unit.name)
        measures = table.values(quantity.dimensions_by) if quantity.dimensions_by else np.full(len(symbols), None)
        for measure in dict.fromkeys(measures.tolist()):
            allowed = _dimensions(table, quantity, measure, contract)
            wrong = [s for s in set(symbols.tolist()) - {None} if contract.units[s].dimension not in allowed]
            rule = f"wrong dimension for {measure or quantity.name}: must measure {', '.join(allowed)}"
            if allowed and wrong:
                yield from table.at(np.isin(symbols, wrong) & (measures == measure), unit.name, rule)


def missing_units(table: Table) -> Iterator[Violation]:
    """A number that means nothing without its unit has one."""
    for unit in _units(table):
        quantity = table.type.properties[unit.quantity or ""]
        if quantity.unit_required:
            bare = _known(table, quantity.name) & ~_known(table, unit.name)
            yield from table.at(bare, unit.name, f"{quantity.name} is given without its unit")


def country_code_is_its_id(table: Table) -> Iterator[Violation]:
    """The id of a country is its ISO code."""
    if table.type.name == "Place":
        codes, country = table.values("code"), table.values("level") == "country"
        differs = country & _known(table, "code") & (codes != table.values("id"))
        yield from table.at(differs, "code", "the id of a country is its code")


def _units(table: Table) -> list[Property]:
    return [prop for prop in table.type.properties.values() if prop.quantity]


def _dimensions(table: Table, quantity: Property, measure: str | None, contract: Contract) -> tuple[str, ...]:
    if quantity.dimensions_by is None or measure is None:
        return quantity.dimensions
    vocabulary = table.type.properties[quantity.dimensions_by].vocabulary or ""
    return contract.vocabularies[vocabulary].terms[measure].dimensions


def _known(table: Table, column: str) -> npt.NDArray[np.bool_]:
    if column not in table.columns:
        return np.zeros(len(table.rows), bool)
    return table.columns[column].codes >= 0
