"""Who says it: the two editions, and the editors who join the stages of a commodity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from loaders.emit import Emit
from loaders.observing import Said
from loaders.rows import rows

LATEST = "MCS2026"  # the edition that prints the view from the United States
JOINS = "usgs-mcs-joins"
COLUMNS = ("table", "edition", "commodity", "statistic", "type")  # of the crosswalk


@dataclass(frozen=True, slots=True)
class Edition:
    """`source`: id of its publication. `recorded_at`: when it was out, so that a later one revises an earlier."""

    source: str
    recorded_at: str

    def said(self, locator: str, year: str) -> Said:
        """A figure of this edition for a year."""
        return {
            "source": self.source,
            "locator": locator,
            "as_of": year,
            "recorded_at": self.recorded_at,
            "grade": "A",
        }


Editions = Mapping[str, Edition]


def emit_editions(data: Path, emit: Emit) -> Editions:
    """One publication each; and the editors' joins as a source of their own."""
    found: dict[str, Edition] = {}
    for row in rows(data, "editions.csv"):
        edition = Edition(row.text("source"), row.text("recorded_at"))
        found[row.text("edition")] = edition
        names = {"name_en": row.pop("title_en"), "name_zh": row.pop("title_zh")}
        cells = row.pop_all(("year", "url")) | {"publisher": "US Geological Survey", "licence": "public domain"}
        if names["name_en"]:  # the latest one is the manifest's own publication
            emit.source(edition.source, row=row, **names, **cells, title=names["name_en"], kind="official")
        row.audit()
    for row in rows(data, "joins.csv"):
        cells = row.pop_all(("name_zh", "name_en", "publisher", "licence", "kind"))
        emit.source(row.text("id"), row=row, **cells)
        row.audit()
    return MappingProxyType(found)
