"""Governance indicators: five years of six, on the publisher's scale, unknown where nothing was estimated."""

from __future__ import annotations

import pandas as pd
import pytest

from loaders.wgi.transform import MEASURES
from schema.load import contract
from tests.unit.loaders.prepared import on_top


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return dict(on_top("wgi").batch.tables)


def of(tables: dict[str, pd.DataFrame], place: str, year: str) -> dict[str, float]:
    joined = tables["HAS_OBSERVATION"].merge(tables["Observation"], left_on="to", right_on="id")
    rows = joined[(joined["from"] == place) & (joined["as_of_y"] == year)]
    return dict(zip(rows["measure"], rows["value"], strict=True))


def test_the_six_estimates_of_a_country_are_those_of_the_publishers_table(tables: dict[str, pd.DataFrame]) -> None:
    """WGI 2024 update, Angola, 2023."""
    assert of(tables, "AO", "2023") == {
        "wgi_voice_accountability": -0.74,
        "wgi_political_stability": -0.34,
        "wgi_government_effectiveness": -1.01,
        "wgi_regulatory_quality": -0.76,
        "wgi_rule_of_law": -1.10,
        "wgi_control_of_corruption": -0.61,
    }


def test_every_estimate_is_on_the_publishers_scale(tables: dict[str, pd.DataFrame]) -> None:
    observed = tables["Observation"]

    assert observed["value"].between(-3.5, 3.5).all()
    assert observed["value"].lt(0).any()
    assert set(observed["unit"]) == {"1"}
    assert set(observed["as_of"]) == {"2019", "2020", "2021", "2022", "2023"}


def test_an_indicator_that_was_not_estimated_is_unknown_not_zero(tables: dict[str, pd.DataFrame]) -> None:
    assert set(of(tables, "MQ", "2023")) == set(MEASURES.values()) - {"wgi_voice_accountability"}
    assert len(on_top("wgi").skipped) == 83


def test_each_indicator_is_a_measure_of_the_contract() -> None:
    assert set(MEASURES.values()) <= set(contract().terms("measure"))


def test_economies_are_places_under_their_iso_codes(tables: dict[str, pd.DataFrame]) -> None:
    places = tables["Place"].set_index("id")

    assert set(places["level"]) == {"country"}
    assert places.loc["TW", "name_zh"] == "中国台湾"
    assert {"CD", "RO", "TL", "PS", "AD", "XK"} <= set(places.index)  # printed under older codes of the World Bank
