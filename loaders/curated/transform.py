"""Curated tables are already in the contract's shape; what is printed outside its closed lists is normalised here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from loaders.emit import Emit
from loaders.rows import Row, rows
from schema.load import contract
from schema.model import Contract, Property, RelationshipType
from schema.units import find_unit

Cells = dict[str, str | None]
CORRECTIONS_FILE = "corrections.csv"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a printed term reads in the contract.

    `term`: the contract's, None when nothing there fits; then number and term move into the note. `factor`: of the
    number beside a unit. `note`: what the term loses.
    """

    printed: str
    term: str | None
    factor: Decimal
    note: str | None


Spellings = Mapping[tuple[str, str], Spelling]


def transform(data: Path, emit: Emit) -> None:
    """Every table of every cluster, row by row; rows without a source get the manifest's own publication and grade."""
    spellings = _spellings(data)
    for path in sorted(data.glob("*/*.csv")):
        type_ = contract().type(path.stem)
        ends = ("from", "to") if isinstance(type_, RelationshipType) else ()
        for row in rows(data, f"{path.parent.name}/{path.name}"):
            cells = row.pop_all((*ends, *type_.properties))
            row.audit()
            for property_ in type_.properties.values():
                if cells.get(property_.name) is not None:
                    _correct(cells, property_, spellings, contract())
            _emit(emit, type_.name, ends or ("id",), row, cells)


def _spellings(data: Path) -> Spellings:
    found: dict[tuple[str, str], Spelling] = {}
    for row in rows(data, CORRECTIONS_FILE):
        key = row.text("column"), row.text("printed")
        found[key] = Spelling(key[1], row.pop("term"), Decimal(row.pop("factor") or 1), row.pop("note"))
        row.audit()
    return found


def _correct(cells: Cells, property_: Property, spellings: Spellings, among: Contract) -> None:
    """Put the contract's term for the printed one; an unlisted spelling stays, and the contract refuses it."""
    printed = cells[property_.name] or ""
    spelling = spellings.get((property_.name, printed))
    unit = find_unit(among, printed) if property_.type == "unit" else None
    if spelling is not None:
        _respell(cells, property_, spelling)
    elif unit is not None:
        cells[property_.name] = unit.symbol


def _respell(cells: Cells, property_: Property, spelling: Spelling) -> None:
    cells[property_.name] = spelling.term
    notes = [cells.get("note"), spelling.note]
    if property_.quantity is not None:
        number = cells.get(property_.quantity)
        if spelling.term is None:
            cells[property_.quantity] = None
            notes.append(f"{property_.quantity} {number} {spelling.printed}")
        elif number is not None:
            cells[property_.quantity] = format(Decimal(number) * spelling.factor, "f")
    cells["note"] = "; ".join(note for note in notes if note) or None


def _emit(emit: Emit, type_: str, id_columns: tuple[str, ...], row: Row, cells: Cells) -> None:
    ids = [cells.pop(column) or "" for column in id_columns]
    if cells.get("source") is None and cells.get("grade") not in (None, "D"):
        raise row.rejected("grade", cells["grade"], "a row without a source is engineering knowledge, grade D")
    emit.put(type_, *ids, row=row, **cells)
