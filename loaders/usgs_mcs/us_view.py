"""The view from the United States: how far it relies on imports, and where they come from. Never a world share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from loaders.countries import Country, by_iso3
from loaders.crosswalk import Key, Meaning
from loaders.emit import Emit
from loaders.observing import observe
from loaders.rows import rows
from loaders.usgs_mcs.evidence import LATEST, Editions

RELIANCE, SOURCES, PLACES = "us_net_import_reliance.parquet", "us_import_sources.parquet", "import_places.csv"
LAST_YEAR = "2024"  # of the mean 2021-24 over which import sources are given
REST = "Other countries"
WORDS = {"E": "net exporter (E)", "s": "less than half a percent (s)"}
UNITED_STATES = "USA"


def emit_us_view(data: Path, emit: Emit, joins: Mapping[Key, Meaning], editions: Editions) -> set[Country]:
    """Observations on the item and, for sources, on the place the imports come from."""
    home = by_iso3()[UNITED_STATES]
    _emit_reliance(data, emit, joins, editions, home)
    return {home, *_emit_sources(data, emit, joins, editions)}


def _emit_reliance(data: Path, emit: Emit, joins: Mapping[Key, Meaning], editions: Editions, home: Country) -> None:
    for row in rows(data, RELIANCE):
        commodity, definition, year = row.text("commodity"), row.text("definition"), row.text("year")
        meaning = joins.get(("net_import_reliance", LATEST, commodity, None, definition))
        printed = row.pop("value")
        row.audit(ignore=("unit", "note"))
        if meaning is None or printed is None:
            continue
        value, words = _percent(printed)
        said = editions[LATEST].said(f"salient statistics, {commodity}: {definition}", year)
        id_ = f"usgs-net-import-reliance-{meaning.item}-{year}"
        measured = {"measure": "us_net_import_reliance", "value": value, "unit": "%", "note": words}
        observe(emit, id_, (meaning.item, home.id), row, said, **measured)


def _emit_sources(data: Path, emit: Emit, joins: Mapping[Key, Meaning], editions: Editions) -> set[Country]:
    places = _places(data)
    spoken_of: set[Country] = set()
    for row in rows(data, SOURCES):
        commodity, form, printed = row.text("commodity"), row.text("product_form"), row.text("source_country")
        meaning = joins.get(("import_sources", LATEST, commodity, None, form))
        share = row.pop("share_pct")
        row.audit(ignore=("unit", "period", "note"))
        if meaning is None or printed == REST or share is None:
            continue
        if printed not in places:
            raise row.rejected("source_country", printed, "no country of import_places.csv is written so")
        country = places[printed]
        value, words = _percent(share)
        said = editions[LATEST].said(f"import sources 2021-24, {commodity}: {form}", LAST_YEAR)
        measured = {"measure": "us_import_share", "value": value, "unit": "%", "note": words}
        id_ = f"usgs-import-source-{meaning.item}-{country.id}"
        observe(emit, id_, (meaning.item, country.id), row, said, **measured)
        spoken_of.add(country)
    return spoken_of


def _percent(printed: str) -> tuple[float | None, str | None]:
    """The number, or None and what is printed instead: a bound (>95), a net exporter."""
    try:
        return float(printed), None
    except ValueError:
        return None, WORDS.get(printed, f"{printed} %")


def _places(data: Path) -> Mapping[str, Country]:
    found: dict[str, Country] = {}
    for row in rows(data, PLACES):
        found[row.text("printed")] = by_iso3()[row.text("iso3")]
        row.audit()
    return found
