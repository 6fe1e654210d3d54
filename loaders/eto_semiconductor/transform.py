"""Shares by headquarters: a firm's share says nothing of its plants, and a country's share is no production there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from loaders.countries import Country, by_iso3, emit_countries
from loaders.emit import Emit
from loaders.observing import Said, observe
from loaders.rows import Row, rows

PUBLICATION = "eto-semiconductor"
PREFIX = "eto-"
TOOLS = ("equipment", "tool_resource")  # our type and theirs: design software is a tool as well
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Providers:
    """Provider id -> the id of the firm, or the country; groups such as "Various companies" are in neither."""

    firms: Mapping[str, str]
    countries: Mapping[str, Country]


def transform(data: Path, emit: Emit) -> None:
    """Items and firms get ids of this pack unless they are identical with one of `curated`."""
    items, durable = _emit_items(data, emit)
    _emit_sequence(data, emit, items, durable)
    providers = _emit_providers(data, emit)
    _emit_provision(data, emit, items, providers)


def _emit_items(data: Path, emit: Emit) -> tuple[dict[str, str], set[str]]:
    described = {row.text("input_id"): row for row in rows(data, "inputs.csv")}
    items: dict[str, str] = {}
    durable: set[str] = set()
    for row in rows(data, "items.csv"):
        key, name, type_ = row.text("input_id"), row.text("input_name"), row.text("type")
        identical, name_zh = row.pop("item"), row.pop("name_zh")
        row.audit()
        items[key] = identical or PREFIX + key
        if key not in described:
            raise row.rejected("input_id", key, "inputs.csv has no such input")
        if not {type_, described.pop(key).text("type")}.isdisjoint(TOOLS):
            durable.add(key)
        if identical is None:
            getattr(emit, type_)(items[key], row=row, name_zh=name_zh, name_en=name)
    for key, row in described.items():
        raise row.rejected("input_id", key, "items.csv does not say what this input is")
    return items, durable


def _emit_sequence(data: Path, emit: Emit, items: Mapping[str, str], durable: set[str]) -> None:
    """Being a type of something is taxonomy: an EUV scanner is a lithography tool, and no other tool replaces it."""
    slots = _slots(data)
    for row in rows(data, "sequence.csv"):
        key, into, type_of = row.text("input_id"), row.pop("goes_into_id"), row.pop("is_type_of_id")
        said = {"locator": f"sequence, {row.text('input_name')}"}
        row.audit(ignore=("goes_into_name", "is_type_of_name"))
        if into is not None:
            slot, note = slots.get((key, into), (None, None))
            mode = "durable" if key in durable else "consumed"
            emit.requires(items[into], items[key], row=row, mode=mode, slot=slot, note=note, **said)
        if type_of is not None:
            emit.kind_of(items[key], items[type_of], row=row, **said)


def _slots(data: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Inputs that are alternatives of each other, as the editors read it; all others are needed together."""
    found = {}
    for row in rows(data, "slots.csv"):
        found[row.text("input_id"), row.text("goes_into_id")] = row.text("slot"), row.text("note")
        row.audit()
    return found


def _emit_providers(data: Path, emit: Emit) -> Providers:
    """The file repeats a provider for each of its aliases."""
    identical = _identical_firms(data)
    names: dict[str, list[str]] = {}
    first: dict[str, Row] = {}
    homes: dict[str, Country] = {}
    countries: dict[str, Country] = {}
    for row in rows(data, "providers.csv"):
        key, name, alias = row.text("provider_id"), row.text("provider_name"), row.pop("alias")
        is_country, home = row.text("provider_type") == "country", row.pop("country")
        row.audit()
        country = by_iso3().get(name if is_country else home or "")
        if country is None:
            continue  # "Various companies", "Europe": their rows of provision.csv are left out one by one
        if is_country:
            countries[key] = country
            continue
        names.setdefault(key, [name]).extend([alias] if alias else [])
        first.setdefault(key, row)
        homes[key] = country
    for key in names.keys() - identical.keys():
        name, *aliases = names[key]
        emit.firm(PREFIX + key, row=first[key], name_en=name, aliases=aliases)
        emit.headquartered_in(PREFIX + key, homes[key].id, row=first[key], locator=f"providers, {name}")
    emit_countries(emit, [*homes.values(), *countries.values()])
    return Providers({key: identical.get(key, PREFIX + key) for key in names}, countries)


def _identical_firms(data: Path) -> dict[str, str]:
    found = {}
    for row in rows(data, "firms.csv"):
        found[row.text("provider_id")] = row.text("firm")
        row.audit(ignore=("provider_name", "note"))
    return found


def _emit_provision(data: Path, emit: Emit, items: Mapping[str, str], providers: Providers) -> None:
    said_before: set[tuple[str, str, str]] = set()
    for row in rows(data, "provision.csv"):
        provider, provided, year = row.text("provider_id"), row.text("provided_id"), row.text("year")
        names = f"{row.text('provider_name')}, {row.text('provided_name')}"
        said: Said = {"source": PUBLICATION, "locator": f"provision, {names}", "as_of": year, "grade": "B"}
        item, firm = items.get(provided), providers.firms.get(provider)
        if item is None:
            emit.skip(row, f"{names}: a stage is no item")
        elif provider in providers.countries:
            _emit_of_country(emit, row, providers.countries[provider], item, said)
        elif firm is None:
            emit.skip(row, f"{names}: no single firm or country")
        elif (firm, item, year) in said_before:
            emit.skip(row, f"{names}: {firm} stands there already, under another name")
        else:
            said_before.add((firm, item, year))
            _emit_of_firm(emit, row, firm, item, said)


def _emit_of_firm(emit: Emit, row: Row, firm: str, item: str, said: Said) -> None:
    printed, note = row.pop("share_provided"), row.pop("source")
    row.audit()
    share = {"share": str(Decimal(printed) / PERCENT), "share_of": "world"} if printed else {}
    emit.supplies(firm, item, row=row, note=note, **share, **said)


def _emit_of_country(emit: Emit, row: Row, country: Country, item: str, said: Said) -> None:
    """The firms headquartered in a country: an observation on both, never production there."""
    share, source = row.pop("share_provided"), row.pop("source")
    row.audit()
    note = source if share else "; ".join(text for text in ("share not given", source) if text)
    id_ = f"{PREFIX}headquarters-{item.removeprefix(PREFIX)}-{country.id}-{said['as_of']}"
    observe(emit, id_, (item, country.id), row, said, measure="headquarters_share", value=share, unit="%", note=note)
