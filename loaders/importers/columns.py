"""Fields of a mapping read from a sheet: one value per row, and where it could not be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from loaders.importers.mapping import Field, FileMapping
from loaders.importers.sheet import Sheet
from loaders.importers.values import Amount, Habits, read_amount, read_plain, scaled, unit_of
from schema.errors import Violation
from schema.load import contract
from schema.model import Property
from schema.rules.table import shown
from schema.units import UnitMismatch, conversion_factor

Objects = npt.NDArray[np.object_]
FAULTS_KEPT = 1000
NOTE_MARK = "; "


@dataclass(slots=True)
class Reading:
    """A sheet being read under a mapping; `violations` grow as fields are read."""

    sheet: Sheet
    mapping: FileMapping
    habits: Habits
    violations: list[Violation] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Rows of the sheet."""
        return len(self.sheet.rows)

    def words(self, column: str) -> list[str | None]:
        """The distinct words of a column, stripped; None for those that mean an empty cell."""
        spelled = [word.strip() for word in self.sheet.columns[column].spelled()]
        return [None if not word or word in self.mapping.unknown else word for word in spelled]

    def each(self, column: str, read: Callable[[str], Any]) -> Objects:
        """(n_rows,) object: the meaning of a column, None where empty or broken."""
        codes = self.sheet.columns[column].codes
        words = self.words(column)
        meaning = np.full(len(words) + 1, None, object)  # the last one is what code -1 picks
        for code, word in enumerate(words):
            if word is not None:
                try:
                    meaning[code] = read(word)
                except ValueError as broken:
                    self._broken(column, codes == code, word, str(broken))
        return meaning[codes]

    def filled(self, column: str) -> npt.NDArray[np.bool_]:
        """(n_rows,) bool: whether the cell says anything."""
        filled = np.array([*(word is not None for word in self.words(column)), False])
        return filled[self.sheet.columns[column].codes]

    def _broken(self, column: str, where: npt.NDArray[np.bool_], word: str, rule: str) -> None:
        for row in self.sheet.rows[where][: FAULTS_KEPT - len(self.violations)]:
            self.violations.append(Violation(self.sheet.label, int(row), column, shown(word), rule))


def values_of(reading: Reading, given: Field, read: Callable[[str], Any], key: str) -> Objects:
    """(n_rows,) object: a field, whether constant, from a column, or by default where the cell is empty."""
    if given.constant is not None:
        return repeated(_said(reading, key, given.constant, read), reading.length)
    found = reading.each(given.columns[0], read)
    if given.default is not None:
        empty = found == np.array(None)
        found[empty] = repeated(_said(reading, key, given.default, read), int(empty.sum()))
    return found


def repeated(value: Any, length: int) -> Objects:
    """(length,) object: the same value, which may itself be a tuple, in each row."""
    array = np.empty(length, object)
    array[:] = [value] * length
    return array


def _said(reading: Reading, key: str, text: str, read: Callable[[str], Any]) -> Any:
    """A text that stands in the mapping, not in a cell."""
    try:
        return read(text)
    except ValueError as broken:
        reading.violations.append(Violation("mapping", None, f"columns.{key}", text, str(broken)))
        return None


def texts(reading: Reading, given: Field, key: str) -> Objects:
    """(n_rows,) object: a field as text, its `values` applied."""
    return values_of(reading, given, lambda text: given.values.get(text, text), key)


def property_values(reading: Reading, prop: Property, given: Field) -> dict[str, Objects]:
    """Column of the contract -> its values; a number may bring the column of its unit."""
    if len(given.columns) > 1:
        return {prop.name: _joined(reading, given)}
    if prop.type == "float":
        return _numbers(reading, prop, given)
    read = values_of(reading, given, lambda text: read_plain(text, prop, given.values, reading.habits), prop.name)
    return {prop.name: read}


def _joined(reading: Reading, given: Field) -> Objects:
    """Several columns in one text, each behind its header: only for notes, which nothing computes with."""
    parts = [reading.each(column, partial("{}={}".format, column)) for column in given.columns]
    rows = zip(*(part.tolist() for part in parts), strict=True)
    joined = np.empty(reading.length, object)
    joined[:] = [NOTE_MARK.join(part for part in row if part) or None for row in rows]
    return joined


def _numbers(reading: Reading, prop: Property, given: Field) -> dict[str, Objects]:
    companion = companion_unit(reading, prop)
    if companion is None:
        return {
            prop.name: values_of(reading, given, lambda text: _in_fixed_unit(text, prop, given, reading), prop.name)
        }
    amounts = values_of(reading, given, lambda text: _amount(text, given, reading.habits), prop.name)
    beside = reading.mapping.fields.get(companion)
    units = repeated(given.unit, reading.length) if beside is None else texts(reading, beside, companion)
    return _with_units(reading, prop.name, companion, (amounts, units), given)


def companion_unit(reading: Reading, prop: Property) -> str | None:
    """The column that holds the unit of this number, None when its unit is fixed or it has none."""
    for table in reading.mapping.kind.tables:
        for other in contract().type(table).properties.values():
            if other.quantity == prop.name:
                return other.name
    return None


def _amount(text: str, given: Field, habits: Habits) -> Amount:
    amount = read_amount(given.values.get(text, text), habits)
    if amount.unit is not None and unit_of(amount.unit) is None:
        raise ValueError(f"not a number, and {amount.unit} is no unit")
    return Amount(amount.number * given.factor, amount.unit)


def _in_fixed_unit(text: str, prop: Property, given: Field, reading: Reading) -> float:
    """A number in the one unit the contract has for it: 45 % is 0.45, 2 weeks are 0.46 months."""
    amount = _amount(text, given, reading.habits)
    unit = amount.unit or given.unit
    if unit is None:
        return float(amount.number)
    symbol, factor = scaled(unit)
    try:
        return float(amount.number * factor * Decimal(repr(conversion_factor(contract(), symbol, prop.unit or "1"))))
    except UnitMismatch as wrong:
        raise ValueError(f"wrong dimension: {wrong}") from wrong


def _with_units(
    reading: Reading, name: str, companion: str, given: tuple[Objects, Objects], spec: Field
) -> dict[str, Objects]:
    """Numbers in the size of the contract's unit; a unit behind a number must not contradict its column."""
    seen: dict[tuple[Amount, str | None], tuple[float | None, str | None]] = {}
    numbers, symbols = np.full(reading.length, None, object), np.full(reading.length, None, object)
    for at, (amount, unit) in enumerate(zip(*(column.tolist() for column in given), strict=True)):
        if amount is None:
            continue
        key = amount, unit
        if key not in seen:
            seen[key] = _sized(amount, unit)
        numbers[at], symbols[at] = seen[key]
        if numbers[at] is None:
            rule = f"the cell says {amount.unit}, its column or the mapping {unit}"
            column = spec.columns[0] if spec.columns else name
            reading.violations.append(Violation(reading.sheet.label, int(reading.sheet.rows[at]), column, None, rule))
    return {name: numbers, companion: symbols}


def _sized(amount: Amount, unit: str | None) -> tuple[float | None, str | None]:
    spelled = amount.unit or unit
    if amount.unit and unit and unit_of(unit) != unit_of(amount.unit):
        return None, None
    symbol, factor = scaled(spelled) if spelled else (None, Decimal(1))
    return float(amount.number * factor), symbol
