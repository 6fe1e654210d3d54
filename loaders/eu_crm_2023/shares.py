"""World supply by material, stage and country; where the EU's supply comes from; the trade parameter of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.countries import Country, by_iso3
from loaders.crosswalk import Key, Meaning
from loaders.emit import Emit
from loaders.eu_crm_2023.evidence import EU_VIEW, MEAN, noted, said
from loaders.observing import Said, observe
from loaders.rows import Row, rows

WORLD, SOURCING = "global_supply_shares.parquet", "eu_sourcing_shares.parquet"


@dataclass(frozen=True, slots=True)
class Line:
    """One country's line. `percent` is None where only a bound is printed, as `text` says ("<0.1%")."""

    row: Row
    meaning: Meaning
    country: Country
    percent: float | None
    text: str
    trade_parameter: float | None
    said: Said

    @property
    def note(self) -> str | None:
        """What the figure is, and the bound where it is one."""
        bound = self.text if self.percent is None else None
        return noted(bound, MEAN, self.meaning.note)


def emit_shares(data: Path, emit: Emit, joins: Mapping[Key, Meaning]) -> set[Country]:
    """PRODUCES with the world share; observations for the EU's sourcing and for the trade parameter of a producer."""
    spoken_of: set[Country] = set()
    for row in rows(data, WORLD):
        if line := _line(row, "supply", joins):
            _emit_produces(emit, line)
            _emit_trade_parameter(emit, line)
            spoken_of.add(line.country)
    for row in rows(data, SOURCING):
        if line := _line(row, "sourcing", joins):
            _emit_sourcing(emit, line)
            spoken_of.add(line.country)
    return spoken_of


def _line(row: Row, table: str, joins: Mapping[Key, Meaning]) -> Line | None:
    material, stage, text = row.text("material"), row.text("stage"), row.text("share_text")
    meaning, iso3 = joins.get((table, material, stage)), row.text("iso3")
    percent, parameter = row.pop_number("share_pct"), row.pop_number("trade_parameter_t")
    row.audit(ignore=("country", "bound"))
    if meaning is None:
        return None
    locator = {"supply": "global supply", "sourcing": "EU sourcing"}[table]
    return Line(row, meaning, by_iso3()[iso3], percent, text, parameter, said(f"{locator}, {material}, {stage}"))


def _emit_produces(emit: Emit, line: Line) -> None:
    share = None if line.percent is None else round(line.percent / 100, 6)
    emit.produces(line.country.id, line.meaning.item, row=line.row, share=share, **line.said, note=line.note)


def _emit_trade_parameter(emit: Emit, line: Line) -> None:
    if line.trade_parameter is None:
        return
    item, place = line.meaning.item, line.country.id
    measured = {"measure": "eu_trade_parameter", "value": line.trade_parameter, "unit": "1", "note": EU_VIEW}
    observe(emit, f"eu-2023-trade-parameter-{item}-{place}", (item, place), line.row, line.said, **measured)


def _emit_sourcing(emit: Emit, line: Line) -> None:
    item, place = line.meaning.item, line.country.id
    measured = {
        "measure": "eu_sourcing_share",
        "value": line.percent,
        "unit": "%",
        "note": noted(EU_VIEW, line.note),
    }
    observe(emit, f"eu-2023-sourcing-{item}-{place}", (item, place), line.row, line.said, **measured)
