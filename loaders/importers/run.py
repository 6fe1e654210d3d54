"""A person's file under its mapping: a batch ready for the contract, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.importers import csv_sheet, xlsx_sheet
from loaders.importers.claims import claims_of
from loaders.importers.columns import Reading
from loaders.importers.mapping import INDENT, FileMapping, headers_of
from loaders.importers.names import Known, Unresolved
from loaders.importers.sheet import Sheet, rejected, require_readable
from loaders.importers.values import Habits
from schema.batch import Batch, RawBatch
from schema.errors import InputRejected, Violation
from schema.load import contract
from schema.rules.shape import column_names
from schema.validate import require_valid


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file says, before the contract judges it.

    `raw`: tables numbered by the rows of the file. `origins`: (table, column) -> header it was read from.
    `unresolved`: names for review; `left_out`: rows that hold one, sorted; `repeated`: rows that say again, word for
    word, what a row above says (also when only their notes differ: these are joined).
    """

    label: str
    mapping: FileMapping
    raw: RawBatch
    unresolved: tuple[Unresolved, ...]
    left_out: tuple[int, ...]
    repeated: int
    origins: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A valid batch of a person's file; the rest as in `Imported`."""

    batch: Batch
    unresolved: tuple[Unresolved, ...]
    left_out: tuple[int, ...]
    repeated: int


def prepare(path: Path, mapping: FileMapping, known: Known) -> Prepared:
    """Read, map, resolve and validate.

    Raises
    ------
    InputRejected
        With every violation, each at the sheet (or file), row and header that a person can open.
    """
    imported = import_file(path, mapping, known)
    try:
        batch = require_valid(
            imported.raw,
            contract(),
            dataset=mapping.dataset,
            source=mapping.source,
            as_of=mapping.as_of,
            known=known.types,
        )
    except InputRejected as wrong:
        raise InputRejected([traced(violation, imported) for violation in wrong.violations]) from wrong
    return Prepared(batch, imported.unresolved, imported.left_out, imported.repeated)


def traced(violation: Violation, imported: Imported) -> Violation:
    """The same violation at the place in the person's file; one that is no row's stays where it is."""
    if violation.row is None or violation.table not in imported.raw.tables:
        return violation
    column = imported.origins.get((violation.table, violation.column or ""), violation.column)
    return replace(violation, table=imported.label, column=column)


def import_file(path: Path, mapping: FileMapping, known: Known) -> Imported:
    """Read, map and resolve. Raises InputRejected with every cell that cannot be read as the mapping says."""
    sheet = read_sheet(path, mapping)
    faults = [*_wrong_columns(sheet, mapping)]
    if faults:
        raise InputRejected(faults)
    faults = [fault for fault in sheet.faults if fault.column in headers_of(mapping)]
    reading = Reading(sheet, mapping, Habits(mapping.decimal, mapping.day_first, sheet.starts_1904), faults)
    found = claims_of(reading, known)
    if reading.violations:
        raise InputRejected(reading.violations)
    if not found.tables and not found.unresolved:
        raise rejected(sheet.label, "no table rows: nothing below the header says anything")
    return Imported(
        sheet.label,
        mapping,
        RawBatch(found.tables),
        found.unresolved,
        found.open_rows,
        found.repeated,
        _origins(mapping),
    )


def read_sheet(path: Path, mapping: FileMapping) -> Sheet:
    """The sheet that the mapping speaks of; errors as `csv_sheet.read` and `xlsx_sheet.read`."""
    require_readable(path)
    if path.suffix.lower() == ".xlsx":
        return xlsx_sheet.read(path, mapping.header_row, mapping.sheet, mapping.merged == "fill")
    return csv_sheet.read(path, mapping.header_row, mapping.encoding, mapping.delimiter)


def _wrong_columns(sheet: Sheet, mapping: FileMapping) -> Iterator[Violation]:
    used = headers_of(mapping) - {INDENT}
    for header in sorted(used - sheet.columns.keys()):
        yield Violation(sheet.label, sheet.header_row, header, None, "the mapping names this column; the file has none")
    for header in sheet.columns:
        if header not in used and header not in mapping.ignore:
            rule = "the mapping does not know this column; take it, or name it under `ignore`"
            yield Violation(sheet.label, sheet.header_row, header, None, rule)


def _origins(mapping: FileMapping) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for name, roles in mapping.kind.tables.items():
        columns = {**dict.fromkeys(column_names(contract().type(name))), **roles}
        for column, role in columns.items():
            given = mapping.fields.get(role or column)
            if given is not None and given.columns:
                found[name, column] = given.columns[0]
    for role in mapping.kind.roles.values():
        beside = mapping.fields[role.name].properties if role.name in mapping.fields else {}
        for name, part in beside.items():
            found |= {(type_, name): part.columns[0] for type_ in role.types if part.columns}
    return found
