"""The EU's method of 2017: its own table, and the formula that must give it back."""

from __future__ import annotations

from itertools import product

import pytest

from loaders.eu_crm_2017.table import Factors, factors
from loaders.registry import by_id
from tests.unit.loaders.prepared import on_top

SOURCE = by_id("eu_crm_2017")
assert SOURCE is not None
TABLE = tuple(factors(SOURCE.folder / "data"))
ONE_DECIMAL, WHOLE = 0.05, 0.5  # half of the last printed digit


def supply_risk(material: Factors, off: tuple[int, ...] = (0, 0, 0, 0, 0)) -> float:
    """European Commission 2017 (doi 10.2873/876644), the study's methodology: SR of one material.

    SR = [HHI_GS * IR/2 + HHI_EU * (1 - IR/2)] * (1 - EoL_RIR) * SI_SR, or one HHI alone (see `basis`).
    `off`: -1, 0 or 1 for each factor, to move it to an end of what it may have been before it was rounded.
    """
    world = material.hhi_global + off[0] * ONE_DECIMAL
    sourcing = (material.hhi_sourcing or 0.0) + off[1] * ONE_DECIMAL
    reliance = ((material.import_reliance_pct or 0.0) + off[2] * WHOLE) / 100
    recycled = (material.eol_rir_pct + off[3] * WHOLE) / 100
    both = world * reliance / 2 + sourcing * (1 - reliance / 2)
    concentration = {"GS only": world, "EUS only": sourcing, "GS + EUS": both}[material.basis]
    return concentration * (1 - recycled) * (material.si_sr + off[4] * ONE_DECIMAL)


@pytest.mark.parametrize("material", TABLE, ids=lambda material: material.material)
def test_the_formula_gives_the_published_supply_risk_within_rounding(material: Factors) -> None:
    """Main results table of the study, 78 materials; factors from the same table and annex 5, tables 18 and 19."""
    ends = [supply_risk(material, off) for off in product((-1, 1), repeat=5)]

    assert min(ends) - ONE_DECIMAL <= material.supply_risk <= max(ends) + ONE_DECIMAL
    assert supply_risk(material) == pytest.approx(material.supply_risk, rel=0.05, abs=0.15)


def test_the_table_holds_all_materials_of_the_study() -> None:
    assert len({material.material for material in TABLE}) == len(TABLE) == 78
    assert {material.basis for material in TABLE} == {"GS + EUS", "GS only", "EUS only"}


def test_the_published_value_is_the_variant_of_its_basis() -> None:
    for material in TABLE:
        variants = {
            "GS only": material.supply_risk_global,
            "EUS only": material.supply_risk_sourcing,
            "GS + EUS": material.supply_risk_both,
        }
        assert variants[material.basis] == pytest.approx(material.supply_risk, abs=0.1 + 1e-9)


def test_figures_stand_on_the_stage_that_was_assessed() -> None:
    tables = on_top("eu_crm_2017").batch.tables
    observed = tables["HAS_OBSERVATION"].merge(tables["Observation"], left_on="to", right_on="id")
    risk = observed[observed["measure"] == "eu_supply_risk"].set_index("from")["value"]

    assert risk["cobalt-ore"] == 1.6
    assert risk["gallium"] == 1.4
    assert not {"cobalt-refined", "rare-earth-dysprosium", "copper-refined"} & set(risk.index)


def test_what_is_not_available_has_no_observation() -> None:
    tables = on_top("eu_crm_2017").batch.tables
    of_beryllium = tables["HAS_OBSERVATION"].query("`from` == 'beryllium'")["to"]
    measures = set(tables["Observation"].set_index("id").loc[of_beryllium, "measure"])

    assert {"eu_supply_risk", "eol_rir"} <= measures
    assert not {"eu_import_reliance", "eu_hhi_wgi_t_sourcing"} & measures


def test_every_material_is_joined_to_an_item_or_listed_with_its_reason() -> None:
    prepared = on_top("eu_crm_2017")
    joined = len(set(prepared.batch.tables["HAS_OBSERVATION"]["from"]))

    assert joined + len(prepared.skipped) == 78
    assert all(": " in skipped.reason and not skipped.reason.endswith("None") for skipped in prepared.skipped)
