"""A mapping suggested from the header of a file: what each column seems to say, how sure that is, and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from loaders.forms import encodings
from loaders.importers import csv_sheet, xlsx_sheet
from loaders.importers.kinds import Kind, kinds
from loaders.importers.mapping import LEVEL
from loaders.importers.sheet import Record, rejected, require_readable
from loaders.importers.values import unit_of, words
from schema.names import fold

Confidence = Literal["sure", "likely"]
LOOKED_AT = 60  # rows: the header is in the first ones, and the habits of the writer show in the rest
HEADER_WITHIN = 20
_BRACKET = re.compile(r"(?P<name>.*?)\s*[(（\[【]\s*(?P<unit>[^)）\]】]*)[)）\]】]\s*(?P<rest>.*)")
_COMMA_ONLY = re.compile(r"[+-]?[0-9]{1,3}(?:[. ][0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?(?:\s*\D.*)?")
_SLUG = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to say. `field`: dotted if it stands beside a name (`item.cas`). `unit`: of its numbers."""

    header: str
    field: str
    confidence: Confidence
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mapping to be edited.

    `missing`: fields the kind needs that no column gives; while there are any, the mapping does not load.
    `left_over`: columns that no field was found for. `encoding`: of a CSV file that is not UTF-8.
    """

    file: str
    sheet: str | None
    header_row: int
    kind: str
    dataset: str
    guesses: tuple[Guess, ...]
    missing: tuple[str, ...]
    left_over: tuple[str, ...]
    decimal: str | None
    unknown: tuple[str, ...]
    encoding: str | None


@dataclass(frozen=True, slots=True)
class Headers:
    """Folded spellings by kind and field; of fields that are no names; of what stands beside a name."""

    kinds: Mapping[str, Mapping[str, Sequence[str]]]
    values: Mapping[str, Sequence[str]]
    beside: Mapping[str, Mapping[str, Sequence[str]]]


def suggest(path: Path, sheet: str | None = None) -> Suggestion:
    """Of a workbook the sheet named, or the one whose header is understood best.

    Raises
    ------
    InputRejected
        The file cannot be read (see `csv_sheet.read`, `xlsx_sheet.read`), or no first row looks like a header.
    """
    require_readable(path)
    found = [_of_sheet(path, head) for head in _heads(path) if sheet in (None, head.sheet)]
    sound = [suggestion for suggestion in found if suggestion is not None]
    if not sound:
        raise rejected(
            path.name, f"no row among the first {HEADER_WITHIN} looks like a header; write a mapping by hand"
        )
    return max(sound, key=lambda suggestion: (-len(suggestion.missing), len(suggestion.guesses)))


class _Head(NamedTuple):
    """The first rows of a sheet, or of a CSV file under one of the encodings it may be in."""

    sheet: str | None
    encoding: str | None
    records: list[Record]


def _heads(path: Path) -> Iterator[_Head]:
    if path.suffix.lower() == ".xlsx":
        for title, records in xlsx_sheet.heads(path, LOOKED_AT).items():
            yield _Head(title, None, records)
        return
    # a few words may be sound text in several encodings; those under which the header is understood tell
    for encoding in encodings.detect(path) or (encodings.UTF8,):
        yield _Head(None, encoding, csv_sheet.head(path, LOOKED_AT, encoding))


def _of_sheet(path: Path, head: _Head) -> Suggestion | None:
    best: tuple[int, Record, Kind, tuple[Guess, ...]] | None = None
    for record in head.records[:HEADER_WITHIN]:
        names = _names(record)
        for kind in kinds().values():
            guesses = _guesses(kind, names)
            score = sum(2 if guess.confidence == "sure" else 1 for guess in guesses) - 3 * len(_missing(kind, guesses))
            if len(guesses) > 1 and (best is None or score > best[0]):
                best = score, record, kind, guesses
    return None if best is None else _suggestion(path, head, best[1:])


def _names(record: Record) -> list[str]:
    return [name for cell in record.cells if (name := " ".join((cell or "").split()))]


def _suggestion(path: Path, head: _Head, best: tuple[Record, Kind, tuple[Guess, ...]]) -> Suggestion:
    record, kind, guesses = best
    taken = {guess.header for guess in guesses}
    cells = [cell.strip() for row in head.records if row.number > record.number for cell in row.cells if cell]
    return Suggestion(
        file=path.name,
        sheet=head.sheet,
        header_row=record.number,
        kind=kind.name,
        dataset=_SLUG.sub("-", path.stem).strip("-").lower() or "my-data",
        guesses=guesses,
        missing=_missing(kind, guesses),
        left_over=tuple(name for name in _names(record) if name not in taken),
        decimal=_decimal(cells),
        unknown=tuple(dict.fromkeys(cell for cell in cells if cell in words().unknown)),
        encoding=None if head.encoding == encodings.UTF8 else head.encoding,
    )


def _decimal(cells: Iterable[str]) -> str | None:
    cells = list(cells)
    if any(_COMMA_ONLY.fullmatch(cell) for cell in cells):
        return ","
    return "." if any(_GROUPED.fullmatch(cell) for cell in cells) else None


def _missing(kind: Kind, guesses: Iterable[Guess]) -> tuple[str, ...]:
    found = {guess.field for guess in guesses}
    roles = kind.tables[kind.main]
    wanted = [roles[end] for end in ("from", "to")]
    if kind.levels:
        wanted = [kind.levels[0], *([] if {LEVEL, kind.levels[1]} & found else [LEVEL])]
    return tuple(name for name in wanted if name not in found)


def _guesses(kind: Kind, names: Sequence[str]) -> tuple[Guess, ...]:
    """Each header for one field, each field by one header: sure ones first, then the longest word that is contained."""
    spellings = _spellings(kind)
    found: dict[str, Guess] = {}
    for confidence in ("sure", "likely"):
        fields = {guess.field for guess in found.values()}
        for name in names:
            bare, unit = _bare(name)
            if name in found:
                continue
            matches = [(len(s), f) for f, words_ in spellings.items() for s in words_ if _fits(s, bare, confidence)]
            field = next((f for _, f in sorted(matches, key=lambda m: -m[0]) if f not in fields), None)
            if field is not None:
                fields.add(field)
                found[name] = Guess(name, field, "sure" if confidence == "sure" else "likely", unit)
    return tuple(found[name] for name in names if name in found)


def _fits(spelling: str, header: str, confidence: str) -> bool:
    if confidence == "sure":
        return spelling == header
    if spelling.isascii():
        return len(spelling) > 2 and re.search(rf"\b{re.escape(spelling)}\b", header) is not None
    return len(spelling) > 1 and spelling in header


def _bare(header: str) -> tuple[str, str | None]:
    """A header without its bracket, and the bracket if it is a unit."""
    found = _BRACKET.fullmatch(header)
    if found is None:
        return fold(header), None
    unit = found["unit"].strip()
    return fold(f"{found['name']} {found['rest']}"), unit if unit_of(unit) is not None else None


def _spellings(kind: Kind) -> Mapping[str, Sequence[str]]:
    headers, own = known_headers(), kind.values()
    found = dict(headers.kinds[kind.name])
    found |= {name: spelled for name, spelled in headers.values.items() if name in own or name in kind.roles}
    for role, properties in headers.beside.items():
        if role in kind.roles:
            found |= {f"{role}.{name}": spelled for name, spelled in properties.items()}
    return found


@cache
def known_headers() -> Headers:
    """The spellings beside this module."""
    raw = yaml.safe_load((files("loaders.importers") / "headers.yaml").read_text("utf-8"))
    return Headers(*(_folded(raw[part]) for part in ("kinds", "values", "beside")))


def _folded(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {str(key): _folded(value) for key, value in tree.items()}
    return [fold(str(word)) for word in tree]
