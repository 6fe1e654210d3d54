"""Where a transform puts its claims: one call per row, named after the type in the contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from loaders.forms.cells import Cell, frame, plain
from loaders.manifest import Manifest
from loaders.resolve import NameIndex, candidates
from loaders.rows import Row
from schema.batch import RawBatch
from schema.model import Contract, RelationshipType

FIRST_ROW = 2  # the tables are numbered like the CSV files they would be written to


@dataclass(frozen=True, slots=True)
class Origin:
    """The record of a source file that a row was made from."""

    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that was left out, or a name without a single answer: for a person to review."""

    origin: Origin
    reason: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What a transform said.

    `origins`: type -> one entry per row of its table, None for rows that stem from no file. `raw` tables have the
    contract's column order and are numbered from `FIRST_ROW`.
    """

    raw: RawBatch
    origins: Mapping[str, tuple[Origin | None, ...]]
    skipped: tuple[Skipped, ...]


class Emit:
    """Collects rows: `emit.material("ito", row=row, name_zh=…)`, `emit.in_field("ito", "field-5", clause=…)`.

    The method is the contract's type in lower case with underscores; a node takes its id first, a relationship its two
    ends. Relationships that state no `source` or `grade` get those of the manifest. `row` is kept as the origin.
    """

    def __init__(self, contract: Contract, manifest: Manifest) -> None:
        self._contract, self._manifest = contract, manifest
        self._verbs = {verb(type_.name): type_.name for type_ in contract.types()}
        self._rows: dict[str, list[dict[str, Cell]]] = {}
        self._origins: dict[str, list[Origin | None]] = {}
        self._skipped: list[Skipped] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_") or name not in self._verbs:
            raise AttributeError(f"the contract has no type {name!r}")
        return partial(self.put, self._verbs[name])

    def put(self, type_: str, *ids: str, row: Row | None = None, **values: object) -> None:
        """One row of the table `type_`; a keyword is a column, a tuple or list a list, None unknown."""
        relationship = isinstance(self._contract.type(type_), RelationshipType)
        columns = ("from", "to") if relationship else ("id",)
        cells = {column: plain(value) for column, value in (*zip(columns, ids, strict=True), *values.items())}
        if relationship:
            cells["source"] = cells.get("source") or self._manifest.publication
            cells["grade"] = cells.get("grade") or self._manifest.grade
        self._rows.setdefault(type_, []).append(cells)
        self._origins.setdefault(type_, []).append(_origin(row))

    def skip(self, row: Row, reason: str) -> None:
        """Leave a record out, and say why."""
        self._skipped.append(Skipped(Origin(row.file, row.number), reason))

    def one(self, index: NameIndex, text: str, row: Row) -> str | None:
        """The id that bears the name, or None and an entry for review when there is none or several."""
        found = candidates(index, text)
        if len(found) == 1:
            return found[0]
        self.skip(row, f"{text}: {'could be ' + ', '.join(found) if found else 'nothing bears this name'}")
        return None

    def collected(self) -> Collected:
        """Everything emitted so far."""
        tables = {type_: frame(self._columns(type_, rows), FIRST_ROW) for type_, rows in self._rows.items()}
        origins = {type_: tuple(found) for type_, found in self._origins.items()}
        return Collected(RawBatch(tables), origins, tuple(self._skipped))

    def _columns(self, type_: str, rows: list[dict[str, Cell]]) -> dict[str, list[Cell]]:
        given = {column for row in rows for column in row}
        order = ["from", "to", *self._contract.type(type_).properties]
        known = [column for column in order if column in given]
        return {column: [row.get(column) for row in rows] for column in (*known, *sorted(given.difference(known)))}


def verb(type_: str) -> str:
    """MaterialField -> material_field, HAS_OBSERVATION -> has_observation."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type_).lower()


def _origin(row: Row | None) -> Origin | None:
    return None if row is None else Origin(row.file, row.number)
