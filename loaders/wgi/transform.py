"""One observation for each country, year and indicator."""

from __future__ import annotations

from pathlib import Path

from loaders.countries import Country, by_iso3, emit_countries
from loaders.emit import Emit
from loaders.observing import Said, observe
from loaders.rows import Row, rows

FILE = "wgi_2010_2023.parquet"
FIRST_YEAR = 2019  # the years of the bundled trade and supply shares; the file goes back to 2010
NO_ESTIMATE = ".."
PUBLICATION = "world-bank-wgi-2024"
MEASURES = {
    "va": "wgi_voice_accountability",
    "pv": "wgi_political_stability",
    "ge": "wgi_government_effectiveness",
    "rq": "wgi_regulatory_quality",
    "rl": "wgi_rule_of_law",
    "cc": "wgi_control_of_corruption",
}


def transform(data: Path, emit: Emit) -> None:
    """Estimates since `FIRST_YEAR`, on the publisher's scale: -2.5 to 2.5, higher is better."""
    spoken_of = []
    for row in rows(data, FILE):
        iso3, year, indicator = row.text("iso3"), row.text("year"), row.text("indicator")
        if int(year) < FIRST_YEAR:
            continue
        value, country = row.text("estimate"), by_iso3().get(iso3)
        if value == NO_ESTIMATE or country is None:
            emit.skip(row, f"{iso3}: no estimate of {indicator} in {year}")
            continue
        spoken_of.append(country)
        _emit_estimate(emit, row, country, year, indicator, value)
    emit_countries(emit, spoken_of)


def _emit_estimate(emit: Emit, row: Row, country: Country, year: str, indicator: str, value: str) -> None:
    note = f"standard error {row.pop('stddev')}, {row.pop('nsource')} sources"
    row.audit(ignore=("wb_code", "country", "pctrank", "pctranklower", "pctrankupper"))
    said: Said = {
        "source": PUBLICATION,
        "locator": f"wgidataset, {country.iso3}, {indicator}",
        "as_of": year,
        "grade": "B",
    }
    measured = {"measure": MEASURES[indicator], "value": value, "unit": "1", "note": note}
    observe(emit, f"wgi-{country.id}-{year}-{indicator}", (country.id,), row, said, **measured)
