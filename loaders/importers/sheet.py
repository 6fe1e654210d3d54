"""A sheet of a person's file as texts, column by column: what stands there, not yet what it means."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

from schema.errors import InputRejected, Violation

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx")
FAULTS_KEPT = 1000
_CHUNK = 10_000  # records held as Python texts at a time; the rest are dictionary-encoded


class Record(NamedTuple):
    """A row of the file. `number`: as a person counts, the first row being 1."""

    number: int
    cells: Sequence[str | None]


class Fault(NamedTuple):
    """A cell that cannot be taken as text; `position`: of its column, from 0."""

    number: int
    position: int
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Texts:
    """A column. `codes` (n_rows,) int32: index into `words`, -1 = empty. Words keep the space they were given with."""

    codes: npt.NDArray[np.int32]
    words: pa.Array

    def spelled(self) -> list[str]:
        """The distinct words."""
        return list(self.words.to_pylist())


@dataclass(frozen=True, slots=True)
class Sheet:
    """`label`: how violations name it: the file, or the sheet of a workbook. `rows` (n_rows,): their numbers.

    `faults`: cells that could not be taken, each with its header. `epoch`: the day 0 of serial dates.
    """

    label: str
    header_row: int
    rows: npt.NDArray[np.int64]
    columns: dict[str, Texts]
    faults: tuple[Violation, ...] = ()
    starts_1904: bool = False


def rejected(label: str, rule: str, row: int | None = None, column: str | None = None) -> InputRejected:
    """The error for a file or row that cannot be taken."""
    return InputRejected([Violation(label, row, column, None, rule)])


def require_readable(path: Path) -> None:
    """Raise InputRejected unless there is a file of a form that can be read as a sheet."""
    if path.suffix.lower() not in SUFFIXES:
        raise rejected(path.name, f"a mapping reads {', '.join(SUFFIXES)}; save the file as one of them")
    if not path.is_file():
        raise rejected(path.name, "no such file")


def build(label: str, header: Record, records: Iterable[Record], faults: list[Fault], starts_1904: bool) -> Sheet:
    """The sheet of a header and the records below it; wholly empty ones are left out.

    `faults` may grow while `records` are read.

    Raises
    ------
    InputRejected
        A header cell that is empty or stands twice, values beyond the header.
    """
    names = _names(label, header)
    numbers = array("q")
    chunks: list[list[pa.Array]] = [[] for _ in names]
    for part in _parts(_inside(label, records, len(names))):
        numbers.extend(record.number for record in part)
        for chunk, cells in zip(chunks, _transposed(part, len(names)), strict=True):
            chunk.append(pa.array(cells, pa.large_string()).dictionary_encode())
    columns = {name: _texts(chunk) for name, chunk in zip(names, chunks, strict=True)}
    chunks.clear()
    pa.default_memory_pool().release_unused()  # what the parts took: 150 of the 250 bytes a row costs at this point
    found = tuple(
        Violation(label, f.number, names[f.position], f.value, f.rule) for f in faults if f.position < len(names)
    )
    return Sheet(label, header.number, np.array(numbers, np.int64), columns, found, starts_1904)


def _names(label: str, header: Record) -> list[str]:
    names = [" ".join((cell or "").split()) for cell in header.cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise rejected(label, "the header row is empty", header.number)
    wrong = [
        Violation(label, header.number, name or None, name or None, rule)
        for position, name in enumerate(names)
        for rule in _wrong_name(names, position)
    ]
    if wrong:
        raise InputRejected(wrong)
    return names


def _wrong_name(names: list[str], position: int) -> Iterator[str]:
    if not names[position]:
        yield f"header cell {position + 1} is empty; name the column, or merge no header cells"
    elif names[position] in names[:position]:
        yield "two columns have this name; rename one"


def _inside(label: str, records: Iterable[Record], width: int) -> Iterator[Record]:
    """Records with something in them; none may say more than the header has columns."""
    wrong: list[Violation] = []
    for record in records:
        if any(cell and not cell.isspace() for cell in record.cells[width:]):
            wrong.append(
                Violation(label, record.number, None, None, f"the row has more cells than the header, {width}")
            )
        elif any(cell and not cell.isspace() for cell in record.cells):
            yield record
        if len(wrong) == FAULTS_KEPT:
            break
    if wrong:
        raise InputRejected(wrong)


def _parts(records: Iterator[Record]) -> Iterator[list[Record]]:
    while part := list(islice(records, _CHUNK)):
        yield part


def _transposed(part: list[Record], width: int) -> Iterator[Sequence[str | None]]:
    columns = list(zip_longest(*(record.cells[:width] for record in part)))
    yield from columns
    yield from [[None] * len(part)] * (width - len(columns))


def _texts(chunks: list[pa.Array]) -> Texts:
    if not chunks:
        return Texts(np.empty(0, np.int32), pa.array([], pa.large_string()))
    whole = pa.chunked_array(chunks).unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0)
    codes = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    return Texts(codes, whole.dictionary)
