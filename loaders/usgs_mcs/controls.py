"""Export controls of table 4 that no curated rule holds already."""

from __future__ import annotations

from pathlib import Path

from loaders.countries import Country, by_iso3
from loaders.emit import Emit
from loaders.rows import rows
from loaders.usgs_mcs.evidence import LATEST, Editions

FILE = "rules.csv"  # which line of export_controls.csv, read as which rule on which items
DATA_UNTIL = "2025-11-21"  # "Includes data available through November 21, 2025"


def emit_controls(data: Path, emit: Emit, editions: Editions) -> set[Country]:
    """A rule per line and year; the table names no destination, so each holds for any."""
    spoken_of: set[Country] = set()
    for row in rows(data, FILE):
        rule, country = row.text("id"), by_iso3()[row.text("iso3")]
        said = editions[LATEST].said(f"table 4, export controls, {row.text('country')}", DATA_UNTIL)
        said["note"] = row.text("printed")
        cells = row.pop_all(("name_zh", "name_en", "kind", "in_force_from"))
        emit.rule(rule, row=row, **cells, **said)
        emit.rule_origin(rule, country.id, row=row, **said)
        for item in row.text("items").split("|"):
            emit.restricts(rule, item, row=row, **said)
        row.audit()
        spoken_of.add(country)
    return spoken_of
