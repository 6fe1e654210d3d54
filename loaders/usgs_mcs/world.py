"""The tables of world production, capacity and reserves: what each country made, and its share of the printed total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.countries import Country, by_iso3
from loaders.crosswalk import Key, Meaning
from loaders.emit import Emit
from loaders.observing import Said, observe
from loaders.rows import Row, rows
from loaders.usgs_mcs.evidence import Editions

FILE = "world.parquet"
WORLD = "WLD"
UNITS = {  # printed -> symbol of the contract, and how many of it one is
    "kilograms": ("kg", 1),
    "metric tons": ("t", 1),
    "thousand metric tons": ("kt", 1),
    "thousand metric dry tons": ("kt", 1),
    "million cubic meters": ("m3", 1_000_000),
    "million liters": ("L", 1_000_000),
}
NOT_PRINTED = {"withheld": "withheld (W)", "not_available": "not available (NA)"}
NOT_PRODUCED = "zero_or_not_produced"
WITHOUT_US = ("Excludes U.S. production", "Does not include production in the United States")
UNITED_STATES = "USA"
DIGITS = 6  # of a share; the quantities have three or less

Table = tuple[str, str, str, str]  # edition, commodity, statistic, type


@dataclass(frozen=True, slots=True)
class Figure:
    """One country's figure. `quantity` and `total` in `unit`, None when not printed as a number."""

    row: Row
    table: Table
    meaning: Meaning
    country: Country
    year: str
    quantity: float | None
    total: float | None
    unit: str
    flag: str | None
    text: str | None
    estimated: bool
    rows: int = 1

    @property
    def share(self) -> float | None:
        """Of the world total of the same edition, table and year."""
        if self.quantity is None or not self.total:
            return None
        return round(self.quantity / self.total, DIGITS)

    @property
    def locator(self) -> str:
        """Chapter, type, year."""
        _, commodity, statistic, type_ = self.table
        return f"world tables, {commodity}, {statistic}: {type_}, {self.year}"


def emit_world(data: Path, emit: Emit, joins: Mapping[Key, Meaning], editions: Editions) -> set[Country]:
    """PRODUCES for production (and for capacity where no production is printed), observations for the rest."""
    figures = _figures(data, joins)
    absent = _not_printed(data, figures)
    made = {(f.meaning.item, f.country) for f in figures if f.meaning.use == "produces" and f.flag != NOT_PRODUCED}
    spoken_of: set[Country] = set()
    for figure in figures:
        if figure.flag == NOT_PRODUCED and (figure.meaning.item, figure.country) not in made:
            continue  # says only that nothing is made there, as of every country not listed
        said = editions[figure.table[0]].said(figure.locator, figure.year)
        if figure.meaning.use == "produces":
            _emit_produces(emit, figure, said, absent[figure.table, figure.year])
        if figure.table[2] != "production" and figure.flag != NOT_PRODUCED:
            _emit_observation(emit, figure, said)
        spoken_of.add(figure.country)
    return spoken_of


def _figures(data: Path, joins: Mapping[Key, Meaning]) -> list[Figure]:
    """Those of tables that mean an item. Two lines of one country in one table (US helium) are one figure."""
    found: dict[tuple[Table, Country, str], Figure] = {}
    for figure in _printed(data, joins):
        key = figure.table, figure.country, figure.year
        before = found.get(key)
        found[key] = figure if before is None else _added(before, figure)
    return list(found.values())


def _added(before: Figure, figure: Figure) -> Figure:
    if before.quantity is None or figure.quantity is None:
        raise figure.row.rejected("quantity", figure.text, "a country has two lines, and one of them is no number")
    return replace(before, quantity=before.quantity + figure.quantity, rows=before.rows + 1)


def _printed(data: Path, joins: Mapping[Key, Meaning]) -> Iterator[Figure]:
    for row in rows(data, FILE):
        table = _table(row)
        iso3, meaning = row.pop("iso3"), joins.get(("world", *table))
        if meaning is not None and iso3 is not None and iso3 != WORLD:
            yield _figure(row, table, meaning, by_iso3()[iso3])


def _table(row: Row) -> Table:
    return row.text("edition"), row.text("commodity"), row.text("statistic"), row.text("type_detail")


def _figure(row: Row, table: Table, meaning: Meaning, country: Country) -> Figure:
    printed = row.text("unit")
    if printed not in UNITS:
        raise row.rejected("unit", printed, "the transform does not know this unit")
    unit, times = UNITS[printed]
    quantity, total = row.pop_number("quantity"), row.pop_number("world_total")
    figure = Figure(
        row=row,
        table=table,
        meaning=meaning,
        country=country,
        year=row.text("year"),
        quantity=None if quantity is None else quantity * times,
        total=None if total is None else total * times,
        unit=unit,
        flag=row.pop("value_flag"),
        text=row.pop("quantity_text"),
        estimated=row.pop("estimated") == "True",
    )
    row.audit(ignore=("country", "country_detail", "note"))
    return figure


def _not_printed(data: Path, figures: list[Figure]) -> Mapping[tuple[Table, str], Collection[str]]:
    """By table and year, the countries the world total may leave out: withheld, not available, or so its footnote."""
    found: dict[tuple[Table, str], set[str]] = defaultdict(set)
    for figure in figures:
        if figure.flag in NOT_PRINTED:
            found[figure.table, figure.year].add(figure.country.name_en)
    for row in rows(data, FILE):
        if row.pop("iso3") == WORLD and _leaves_out_us(row.pop("note") or ""):
            found[_table(row), row.text("year")].add(by_iso3()[UNITED_STATES].name_en)
    return found


def _leaves_out_us(footnote: str) -> bool:
    return any(words in footnote for words in WITHOUT_US)


def _emit_produces(emit: Emit, figure: Figure, said: Said, absent: Collection[str]) -> None:
    capacity = figure.table[2] == "capacity"
    quantity = None if capacity else figure.quantity  # the share alone, of capacity, says so in its note
    cells = {"quantity": quantity, "quantity_unit": None if quantity is None else figure.unit, "share": figure.share}
    bound = (
        f"upper bound: the world total may leave out {', '.join(sorted(absent))}" if absent and figure.share else None
    )
    emit.produces(figure.country.id, figure.meaning.item, row=figure.row, **cells, **said, note=_note(figure, bound))


def _emit_observation(emit: Emit, figure: Figure, said: Said) -> None:
    edition, _, statistic, _ = figure.table
    rate = statistic == "capacity"
    observe(
        emit,
        f"usgs-{statistic}-{edition.lower()}-{figure.meaning.item}-{figure.country.id}-{figure.year}",
        (figure.meaning.item, figure.country.id),
        figure.row,
        said,
        measure="production_capacity" if rate else "reserves",
        value=figure.quantity,
        unit=f"{figure.unit}/a" if rate else figure.unit,
        note=_note(figure, None),
    )


def _note(figure: Figure, bound: str | None) -> str | None:
    unprinted = NOT_PRINTED.get(figure.flag or "", None if figure.quantity is not None else f"printed: {figure.text}")
    parts = (
        "estimated" if figure.estimated else None,
        unprinted,
        "sum of two printed lines" if figure.rows > 1 else None,
        bound,
        figure.meaning.note,
    )
    return "; ".join(part for part in parts if part) or None
