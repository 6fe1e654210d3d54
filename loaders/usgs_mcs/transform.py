"""World production, capacity and reserves by country; the view from the United States; export controls."""

from __future__ import annotations

from pathlib import Path

from loaders.countries import Country, emit_countries
from loaders.crosswalk import crosswalk
from loaders.emit import Emit
from loaders.rows import rows
from loaders.usgs_mcs.controls import emit_controls
from loaders.usgs_mcs.evidence import COLUMNS, JOINS, emit_editions
from loaders.usgs_mcs.us_view import emit_us_view
from loaders.usgs_mcs.world import emit_world


def transform(data: Path, emit: Emit) -> None:
    """Every table row that resolves to an item; the others are listed in unresolved.csv, with the reason."""
    editions = emit_editions(data, emit)
    joins = crosswalk(data, COLUMNS)
    _emit_stages(data, emit)
    spoken_of: set[Country] = {
        *emit_world(data, emit, joins, editions),
        *emit_us_view(data, emit, joins, editions),
        *emit_controls(data, emit, editions),
    }
    emit_countries(emit, spoken_of)


def _emit_stages(data: Path, emit: Emit) -> None:
    """Mine stages that the graph has no item for, and what they feed: ours, no publication states it."""
    for row in rows(data, "items.csv"):
        emit.put(row.text("type"), row.text("id"), row=row, **row.pop_all(("name_zh", "name_en", "aliases")))
        row.audit()
    for row in rows(data, "requires.csv"):
        said = {"source": JOINS, "grade": "D", "note": row.pop("note")}
        emit.requires(row.text("from"), row.text("to"), row=row, mode="consumed", essential=True, **said)
        row.audit()
