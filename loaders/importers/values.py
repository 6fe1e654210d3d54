"""What people write in a cell, as the contract writes it. Every reader raises ValueError with the broken rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel  # type: ignore[import-untyped]

from schema.dates import last_day
from schema.load import contract
from schema.model import Property, Unit
from schema.names import fold
from schema.units import fold_unit, spellings

_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_GROUPED = r"[+-]?[1-9][0-9]{0,2}(?:(?P<mark>[ '%s])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?:%s[0-9]+)?"
_WITH_POINT = re.compile(_GROUPED % (",", r"\."))
_WITH_COMMA = re.compile(_GROUPED % (".", ","))
_PLAIN_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_AMOUNT = re.compile(r"(?P<number>[+-]?[0-9.](?:[0-9.,' ]*[0-9])?(?:[eE][+-]?[0-9]+)?)\s*(?P<unit>.*)", re.DOTALL)
_SIGNS = str.maketrans({"−": "-", "﹣": "-", "’": "'", "‘": "'"})

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})\s*日?|月)?(?:[ T]00:00(?::00)?)?")
_YEAR = re.compile(r"(\d{4})\s*年?度?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DAY_MONTH = re.compile(r"(?:(\d{1,2})[\s.-]+)?([a-z]{3,9})\.?,?[\s-]+(\d{4})")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.0+)?")


class Words(NamedTuple):
    """Folded spellings: of truth values, of months (first three letters), and of units in another size."""

    truth: Mapping[str, str]
    months: Mapping[str, int]
    scaled_units: Mapping[str, tuple[str, Decimal]]
    unknown: frozenset[str]


@cache
def words() -> Words:
    """The words beside this module."""
    raw = yaml.safe_load((files("loaders.importers") / "words.yaml").read_text("utf-8"))
    return Words(
        {fold(str(word)): truth for truth, spellings in raw["truth"].items() for word in spellings},
        {name: number for number, name in enumerate(raw["months"], 1)},
        {fold_unit(str(text)): (unit, Decimal(factor)) for text, (unit, factor) in raw["scaled_units"].items()},
        frozenset(raw["unknown"]),
    )


@dataclass(frozen=True, slots=True)
class Habits:
    """How the writer of the file writes: see `FileMapping.decimal` and `day_first`; `starts_1904`: serial dates."""

    decimal: str | None = None
    day_first: bool | None = None
    starts_1904: bool = False


class Amount(NamedTuple):
    """A number and the unit written behind it."""

    number: Decimal
    unit: str | None


def read_amount(text: str, habits: Habits) -> Amount:
    """`1,234.5`, `1 234,5`, `45 %`, `5000 t/a`: the number as written, and what stands behind it."""
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).translate(_SIGNS).strip())
    if not found:
        raise ValueError("not a number")
    return Amount(read_number(found["number"], habits.decimal), found["unit"].strip() or None)


def read_number(text: str, decimal: str | None) -> Decimal:
    """A number; with thousands separators only if it can be read one way, or `decimal` says which."""
    if decimal != "," and _PLAIN.fullmatch(text):
        return Decimal(text)
    readings = set()
    if decimal != ",":
        readings |= {_ungrouped(text, ".")} if _WITH_POINT.fullmatch(text) else set()
    if decimal != ".":
        commas = _WITH_COMMA.fullmatch(text) or _PLAIN_COMMA.fullmatch(text) or text.isdecimal()
        readings |= {_ungrouped(text, ",")} if commas else set()
    if not readings:
        raise ValueError("not a number" if decimal is None else f"not a number with the decimal mark {decimal}")
    if len(readings) > 1:
        both = " or ".join(f"{number:f}" for number in sorted(readings))
        raise ValueError(f"can be read as {both}: say `decimal` in the mapping")
    return readings.pop()


def _ungrouped(text: str, decimal: str) -> Decimal:
    return Decimal("".join("." if sign == decimal else sign for sign in text if sign in f"+-0123456789{decimal}"))


def scaled(unit: str) -> tuple[str, Decimal]:
    """A unit as the contract spells it, if it has it in another size, and the factor; else the same, and 1."""
    return words().scaled_units.get(fold_unit(unit), (unit, Decimal(1)))


def unit_of(text: str) -> Unit | None:
    """The contract's unit of a spelling, also of one in another size; None when there is none."""
    return _spellings().get(fold_unit(scaled(text)[0]))


@cache
def _spellings() -> Mapping[str, Unit]:
    return spellings(contract())


def read_date(text: str, habits: Habits) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD of the common forms: 2024/3/1, 2024年3月, 1 Mar 2024, serial dates."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if _SERIAL.fullmatch(plain):
        return _from_serial(int(float(plain)), habits)
    parts = _numeric(plain, habits) or _worded(plain)
    if parts is None:
        raise ValueError("not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    iso = "-".join(f"{number:0{4 if position == 0 else 2}d}" for position, number in enumerate(parts))
    try:
        last_day(iso)
        if len(parts) == 3:
            date.fromisoformat(iso)
    except ValueError:
        raise ValueError("not a date: there is no such day") from None
    return iso


def _from_serial(days: int, habits: Habits) -> str:
    found = from_excel(days, CALENDAR_MAC_1904 if habits.starts_1904 else CALENDAR_WINDOWS_1900)
    if not isinstance(found, datetime):
        raise ValueError("not a date")
    return found.date().isoformat()


def _numeric(text: str, habits: Habits) -> list[int] | None:
    found = _YEAR.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return [int(number) for number in found.groups() if number]
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = map(int, found.groups())
        return [year, *_month_and_day(first, second, habits.day_first)]
    return None


def _month_and_day(first: int, second: int, day_first: bool | None) -> tuple[int, int]:
    if day_first is None and first != second and max(first, second) <= 12:
        raise ValueError("the day and the month cannot be told apart: say `day_first` in the mapping")
    day_leads = first > 12 if day_first is None else day_first
    return (second, first) if day_leads else (first, second)


def _worded(text: str) -> list[int] | None:
    if found := _DAY_MONTH.fullmatch(text):
        day, name, year = found.groups()
    elif found := _MONTH_DAY.fullmatch(text):
        name, day, year = found.groups()
    else:
        return None
    month = words().months.get(name[:3])
    return None if month is None else [int(year), month, *([int(day)] if day else [])]


def read_word(text: str, prop: Property, values: Mapping[str, str]) -> str:
    """The contract's word for a cell: what the mapping says, the word itself, or its label in either language."""
    if text in values:
        return values[text]
    return _labels(prop.vocabulary or "").get(fold(text), text)


@cache
def _labels(vocabulary: str) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for word, term in contract().vocabularies[vocabulary].terms.items():
        for spelling in (word, term.label.zh, term.label.en):
            found.setdefault(fold(spelling), set()).add(word)
    return {spelling: terms.pop() for spelling, terms in found.items() if len(terms) == 1}


def read_plain(text: str, prop: Property, values: Mapping[str, str], habits: Habits) -> Any:
    """Any cell but a number of the type float: text, date, truth value, whole number, word, unit."""
    text = values.get(text, text)
    match prop.type:
        case "date":
            return read_date(text, habits)
        case "boolean":
            return words().truth.get(fold(text), text)
        case "vocabulary":
            return read_word(text, prop, values)
        case "integer":
            return _whole(text, habits)
        case _:
            return text


def _whole(text: str, habits: Habits) -> str:
    amount = read_amount(text, habits)
    if amount.unit not in (None, "年"):
        raise ValueError("not a whole number")
    return f"{amount.number:f}"
