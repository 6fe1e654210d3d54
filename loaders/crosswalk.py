"""What the rows of a published table mean among the items: a table of joins beside the data, made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from loaders.rows import rows

FILE = "crosswalk.csv"

Key = tuple[str | None, ...]  # the cells of the key columns, in their order


@dataclass(frozen=True, slots=True)
class Meaning:
    """The item that a row of the table speaks of. `use`: what becomes of it; `note`: how far the two differ."""

    item: str
    use: str | None
    note: str | None


def crosswalk(data: Path, columns: tuple[str, ...]) -> Mapping[Key, Meaning]:
    """The joins of a source's data folder by the cells of `columns`; what is not in it resolves to nothing.

    Raises
    ------
    InputRejected
        A row is joined twice, or has no item.
    """
    found: dict[Key, Meaning] = {}
    for row in rows(data, FILE):
        key = tuple(row.pop(column) for column in columns)
        if key in found:
            raise row.rejected(columns[0], key[0], "the row is joined to an item before")
        found[key] = Meaning(row.text("item"), row.pop_all(("use",)).get("use"), row.pop("note"))
        row.audit()
    return MappingProxyType(found)
