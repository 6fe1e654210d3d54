"""Clause 三(一), box 1: seven zones, the cities they rest on, and what they are to make."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from loaders.emit import Emit
from loaders.guangdong_plan_2020.evidence import ZONES, joined, said
from loaders.resolve import NameIndex, name_index
from loaders.rows import Row, rows

PROVINCE = "CN-GD"
BY_CITY = "gd-zone-3"  # the only zone whose products the plan gives city by city; the others name both as lists

Products = dict[tuple[str, str], list[str]]


def emit_zones(data: Path, emit: Emit) -> None:
    """Zones, their cities, and the items their products are joined to."""
    zones = _zones(data, emit)
    cities = _cities(data, emit)
    of_city = _city_products(data, emit, zones, cities)
    for (zone, city), products in of_city.items():
        emit.covers(zone, city, **said(ZONES), products=products if zone == BY_CITY else None)
    _emit_focus(data, emit, zones, of_city)


def _zones(data: Path, emit: Emit) -> NameIndex:
    names: list[tuple[str, tuple[str]]] = []
    for row in rows(data, "zones.csv"):
        zone, name = row.text("id"), row.text("name_zh")
        names.append((zone, (name,)))
        cells = said(ZONES) | row.pop_all(("number", "name_en", "text_zh"))
        emit.zone(zone, row=row, name_zh=name, **cells)
        row.audit()
    return name_index(names)


def _cities(data: Path, emit: Emit) -> NameIndex:
    """The plan's short names; the cities themselves are nodes of the `curated` source."""
    names: list[tuple[str, tuple[str]]] = []
    for row in rows(data, "cities.csv"):
        city = row.text("id")
        names.append((city, (row.text("city_zh"),)))
        cells = said(row.text("clause"))
        del cells["clause"]  # PART_OF has none; the locator says it
        emit.part_of(city, PROVINCE, row=row, **cells, note=row.text("quote"))
        row.audit()
    return name_index(names)


def _city_products(data: Path, emit: Emit, zones: NameIndex, cities: NameIndex) -> Products:
    found: Products = defaultdict(list)
    for row in rows(data, "zones_column1.csv"):
        zone, city = emit.one(zones, row.text("zone_zh"), row), emit.one(cities, row.text("city_zh"), row)
        product = row.text("product_zh")
        if zone and city:
            found[zone, city].append(product)
        row.audit(ignore=("field_no",))  # the field is a reader's guess; IN_FIELD says it item by item
    return found


def _emit_focus(data: Path, emit: Emit, zones: NameIndex, of_city: Products) -> None:
    """One row per zone and item: several products of a zone may mean the same item."""
    products, notes, first = defaultdict(list), defaultdict(list), dict[tuple[str, str], Row]()
    for row in rows(data, "zone_products_to_items.csv"):
        zone = emit.one(zones, row.text("zone_zh"), row)
        product, item, note = row.text("product_zh"), row.pop("item"), row.pop("note")
        row.audit()
        if item is None or zone is None:
            emit.skip(row, note or "no item")
            continue
        first.setdefault((zone, item), row)
        products[zone, item].append(product)
        notes[zone, item].append(note)
    for (zone, item), named in products.items():
        note = "; ".join(dict.fromkeys(note for note in notes[zone, item] if note)) or None
        places = _places(of_city, zone, named)
        emit.focuses_on(zone, item, row=first[zone, item], **joined(ZONES, note), products=named, places=places)


def _places(of_city: Products, zone: str, products: list[str]) -> list[str]:
    """The cities the plan names for one of these products of the zone, where it names any for a product."""
    if zone != BY_CITY:
        return []
    return [city for (of, city), made in of_city.items() if of == zone and not set(made).isdisjoint(products)]
