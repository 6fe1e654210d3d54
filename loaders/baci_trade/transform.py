"""Flows between China and each partner, by customs code; which item a code means is ours, and says how well it fits."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from loaders.countries import Country, by_iso3, emit_countries
from loaders.emit import Emit
from loaders.rows import Row, rows

JOINS = "baci-trade-joins"  # ours: which item a code means
FILES = {"HS1992": "china_hs1992.parquet", "HS2017": "china_hs2017.parquet"}
TAIWAN = {"S19": "TWN"}  # "Other Asia, nes" of the United Nations
THOUSAND = 1000

Key = tuple[str, str]  # nomenclature, code


def transform(data: Path, emit: Emit) -> None:
    """Codes that mean no item are left out with their flows, and named in the list of what was left out."""
    for row in rows(data, "joins.csv"):
        columns = ("name_zh", "name_en", "publisher", "licence", "kind")
        emit.source(row.text("id"), row=row, **row.pop_all(columns))
        row.audit()
    known = _codes(data)
    joined = _emit_joins(data, emit, known)
    _emit_codes(emit, known, joined)
    _emit_flows(data, emit, known, joined)


def _codes(data: Path) -> dict[Key, Row]:
    return {(row.text("nomenclature"), row.text("code")): row for row in rows(data, "codes.csv")}


def _emit_joins(data: Path, emit: Emit, known: dict[Key, Row]) -> set[Key]:
    joined: set[Key] = set()
    for row in rows(data, "crosswalk.csv"):
        key = row.text("nomenclature"), row.text("code")
        item, coverage, note = row.pop("item"), row.pop("coverage"), row.pop("note")
        row.audit()
        if key not in known:
            raise row.rejected("code", key[1], "codes.csv has no such code")
        if item is None:
            emit.skip(row, f"{' '.join(key)}: {note}")
            continue
        joined.add(key)
        said = {"source": JOINS, "locator": " ".join(key), "as_of": None, "grade": "D", "note": note}
        emit.traded_as(item, _id(key), row=row, coverage=coverage, **said)
    return joined


def _emit_codes(emit: Emit, known: dict[Key, Row], joined: set[Key]) -> None:
    for key, row in known.items():
        text = row.text("text_en")
        row.audit()
        if key in joined:
            nomenclature, code = key
            name = f"{nomenclature} {code}"
            said = {"nomenclature": nomenclature, "code": code, "text_en": text}
            emit.trade_code(_id(key), row=row, name_zh=name, name_en=name, aliases=[code], **said)


def _emit_flows(data: Path, emit: Emit, known: dict[Key, Row], joined: set[Key]) -> None:
    partners: set[Country] = set()
    for nomenclature, file in FILES.items():
        for row in rows(data, file):
            key = nomenclature, row.text("hs6")
            if key in joined:
                ends = _country(row, "exporter"), _country(row, "importer")
                partners.update(ends)
                _emit_flow(emit, row, ends, key)
            elif key not in known and ("HS1992", key[1]) not in known:  # both series have it: the longer one speaks
                raise row.rejected("hs6", key[1], "codes.csv has no such code")
    emit_countries(emit, partners)


def _emit_flow(emit: Emit, row: Row, ends: tuple[Country, Country], key: Key) -> None:
    year, quantity = row.text("year"), row.pop("quantity_tonnes")
    value = format(Decimal(row.text("value_thousand_usd")) * THOUSAND, "f")
    row.audit(ignore=("material",))  # the label of whoever made the extract
    money = {"value": value, "value_unit": "USD"}
    mass = {"quantity": quantity, "quantity_unit": "t"} if quantity else {}
    said = {"locator": f"{' '.join(key)}, {year}", "as_of": year}
    exporter, importer = ends
    emit.exports_to(exporter.id, importer.id, row=row, code=_id(key), year=year, **money, **mass, **said)


def _country(row: Row, column: str) -> Country:
    printed = row.text(column)
    country = by_iso3().get(TAIWAN.get(printed, printed))
    if country is None:
        raise row.rejected(column, printed, "no country of this code")
    return country


def _id(key: Key) -> str:
    nomenclature, code = key
    return f"{nomenclature.lower()}-{code}"
