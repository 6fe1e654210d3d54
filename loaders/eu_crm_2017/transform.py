"""Each factor of a material as an observation on the item that is the material at the stage the study assessed."""

from __future__ import annotations

from pathlib import Path

from loaders.emit import Emit
from loaders.eu_crm_2017.table import Factors, factors
from loaders.observing import Said, observe
from loaders.rows import Row, rows

PUBLICATION = "eu-crm-2017"
LOCATOR = "main results table; annex 5, tables 18 and 19"
LAST_YEAR_OF_DATA = "2014"  # averages of 2010 to 2014

Joins = dict[tuple[str, str], tuple[str | None, str | None]]


def transform(data: Path, emit: Emit) -> None:
    """Materials without an item of their stage are left out here; `table.factors` still has them."""
    joins = _joins(data)
    for material in factors(data):
        item, note = joins.pop((material.material, material.stage), (None, "not in crosswalk.csv"))
        if item is None:
            emit.skip(material.row, f"{material.material}, {material.stage}: {note}")
        else:
            _emit_observations(emit, material, item, note)
    for material_and_stage in joins:
        raise Row("crosswalk.csv", 1, {}).rejected("material", ", ".join(material_and_stage), "not in the table")


def _joins(data: Path) -> Joins:
    found: Joins = {}
    for row in rows(data, "crosswalk.csv"):
        found[row.text("material"), row.text("stage")] = row.pop("item"), row.pop("note")
        row.audit()
    return found


def _emit_observations(emit: Emit, material: Factors, item: str, join: str | None) -> None:
    name = material.material.lower().replace(" ", "-")
    notes = [f"{material.material}, stage assessed: {material.stage}; supply data used: {material.basis}", join]
    note = "; ".join(note for note in notes if note)
    said: Said = {"source": PUBLICATION, "locator": LOCATOR, "as_of": LAST_YEAR_OF_DATA, "grade": "B"}
    for measure, value, unit in _figures(material):
        if value is not None:
            id_ = f"eu-2017-{name}-{measure.removeprefix('eu_').replace('_', '-')}"
            observe(emit, id_, (item,), material.row, said, measure=measure, value=value, unit=unit, note=note)


def _figures(material: Factors) -> tuple[tuple[str, float | None, str], ...]:
    return (
        ("eu_supply_risk", material.supply_risk, "1"),
        ("eu_economic_importance", material.economic_importance, "1"),
        ("eu_import_reliance", material.import_reliance_pct, "%"),
        ("eol_rir", material.eol_rir_pct, "%"),
        ("eu_si_ei", material.si_ei, "1"),
        ("eu_si_sr", material.si_sr, "1"),
        ("eu_hhi_wgi_t_global", material.hhi_global, "1"),
        ("eu_hhi_wgi_t_sourcing", material.hhi_sourcing, "1"),
    )
