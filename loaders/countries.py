"""Countries and regions as the bundled sources name them: one Place each, with the same names from every source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from loaders.emit import Emit
from loaders.rows import rows

TABLE = "countries.csv"


@dataclass(frozen=True, slots=True)
class Country:
    """`id`: ISO 3166 alpha-2, which is the id of the Place; `iso3`: alpha-3 (XKX for Kosovo)."""

    id: str
    iso3: str
    name_zh: str
    name_en: str


@cache
def by_iso3() -> Mapping[str, Country]:
    """alpha-3 -> country, all 217 of the table beside this module."""
    found = {}
    for row in rows(Path(__file__).parent, TABLE):
        country = Country(*(row.text(column) for column in ("id", "iso3", "name_zh", "name_en")))
        row.audit()
        found[country.iso3] = country
    return MappingProxyType(found)


def emit_countries(emit: Emit, countries: Iterable[Country]) -> None:
    """A Place for each, once, in the order of ids. Several sources may state the same one: they state the same."""
    for country in sorted(set(countries), key=lambda country: country.id):
        names = {"name_zh": country.name_zh, "name_en": country.name_en}
        emit.place(country.id, **names, level="country", code=country.id)
