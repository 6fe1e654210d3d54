"""What one cell means, by the type of its column. Every reader raises ValueError with the rule the cell breaks."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from schema import dates
from schema.model import Contract, Property
from schema.units import fold_unit, spellings

Reader = Callable[[Any], Any]

ID_RULE = "an id is ASCII without space or |, at most 200 characters"
_ID = re.compile(r"[!-{}~]{1,200}")  # printable ASCII but the bar
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"[+-]?[0-9]+(\.0+)?")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # controls, and halves of a character


def reader(prop: Property, contract: Contract) -> Reader:
    """The function that reads a cell of this column."""
    match prop.type:
        case "text":
            return read_id if prop.name == "id" else read_text
        case "list":
            return read_list
        case "float":
            return _ranged(read_float, prop)
        case "integer":
            return _ranged(read_integer, prop)
        case "boolean":
            return read_boolean
        case "date":
            return _checked(dates.last_day)
        case "timestamp":
            return _checked(dates.check_timestamp)
        case "vocabulary":
            return _vocabulary(contract.terms(prop.vocabulary or ""))
        case "unit":
            return _unit(contract)


def read_id(cell: Any) -> str:
    """An id of ours."""
    text = read_text(cell)
    if not _ID.fullmatch(text):
        raise ValueError(ID_RULE)
    return text


def read_text(cell: Any) -> str:
    """Text; numbers and truth values of a typed file become the text a spreadsheet would show."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if not isinstance(cell, str | int):
        raise ValueError("not a text")
    text = str(cell)
    if _UNREADABLE.search(text):
        raise ValueError("has a control character or half a character")
    return text


def read_list(cell: Any) -> tuple[str, ...]:
    """A list separated by |, or a typed list of texts; empty entries and repetitions are dropped."""
    entries = [read_text(entry) for entry in cell] if isinstance(cell, list | tuple) else read_text(cell).split("|")
    return tuple(dict.fromkeys(entry.strip() for entry in entries if entry.strip()))


def read_float(cell: Any) -> float:
    """A finite number."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise ValueError("not a number")
    if isinstance(cell, str) and not _NUMBER.fullmatch(cell):
        raise ValueError("not a number")
    try:
        number = float(cell)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number


def read_integer(cell: Any) -> int:
    """A whole number of at most 64 bits."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise ValueError("not a whole number")
    if isinstance(cell, str) and not _INTEGER.fullmatch(cell):
        raise ValueError("not a whole number")
    if isinstance(cell, float) and not cell.is_integer():
        raise ValueError("not a whole number")
    number = int(cell.split(".")[0]) if isinstance(cell, str) else int(cell)
    if not -(2**63) <= number < 2**63:
        raise ValueError("a whole number of more than 64 bits")
    return number


def read_boolean(cell: Any) -> bool:
    """`true` or `false`, as text or typed; a spreadsheet writes TRUE."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str) and cell.casefold() in ("true", "false"):
        return cell.casefold() == "true"
    raise ValueError("must be true or false")


def _ranged(read: Reader, prop: Property) -> Reader:
    low, high = prop.range or (None, None)
    rule = f"outside [{'-inf' if low is None else low}, {'inf' if high is None else high}]"

    def read_in_range(cell: Any) -> Any:
        number = read(cell)
        if (low is not None and number < low) or (high is not None and number > high):
            raise ValueError(rule)
        return number

    return read_in_range


def _checked(check: Callable[[str], object]) -> Reader:
    def read_date(cell: Any) -> str:
        text = read_text(_iso(cell) if isinstance(cell, date) else cell)
        try:
            check(text)
        except ValueError as error:
            raise ValueError("not a date: YYYY, YYYY-MM or YYYY-MM-DD") from error
        return text

    return read_date


def _iso(cell: date) -> str:
    """A typed date as text; a spreadsheet knows a day only as its midnight."""
    midnight = isinstance(cell, datetime) and cell.time() == time.min and cell.tzinfo is None
    return cell.strftime("%Y-%m-%d") if midnight else cell.isoformat()


def _vocabulary(terms: tuple[str, ...]) -> Reader:
    known = frozenset(terms)

    def read_term(cell: Any) -> str:
        text = read_text(cell)
        if text not in known:
            raise ValueError(f"must be one of {', '.join(terms)}")
        return text

    return read_term


def _unit(contract: Contract) -> Reader:
    known = spellings(contract)

    def read_unit(cell: Any) -> str:
        found = known.get(fold_unit(read_text(cell)))
        if found is None:
            raise ValueError("unknown unit")
        return found.symbol

    return read_unit
