"""Names as people write them become ids and units; what is ambiguous or unknown is said with candidates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphsvc.errors import AmbiguousName, UnknownName
from graphsvc.stores.port import View
from graphsvc.usecases.naming import item_types, labels, resolve, resolve_unit, unit_ids
from tests.graphs.stored import stored
from tests.oracles.semantics import Batch

NAMED: Batch = {
    "Material": [
        {
            "id": "gallium-oxide",
            "name_zh": "氧化镓",
            "name_en": "gallium oxide",
            "formula": "Ga₂O₃",
            "aliases": "oxide",
        },
        {"id": "zinc-oxide", "name_en": "zinc oxide", "aliases": "oxide|ZnO powder"},
        {"id": "resist", "name_zh": "光刻胶"},
        {"id": "silane", "name_en": "silane", "aliases": "resist"},
        {"id": "japan", "name_en": "Japan wax"},
        {"id": "twin-1", "name_en": "twin"},
        {"id": "twin-2", "name_en": "twin"},
    ],
    "Sector": [{"id": "sector-5g", "name_en": "5G"}],
    "Firm": [{"id": "shin-etsu", "name_zh": "信越化学", "name_en": "Shin-Etsu"}],
    "Place": [
        {"id": "JP", "name_zh": "日本", "name_en": "Japan", "level": "country", "code": "JP"},
        {"id": "hok", "name_en": "Hokkaido", "level": "province"},
    ],
    "Rule": [{"id": "rule-1", "name_en": "Export control 1"}],
    "Observation": [
        {"id": "stock", "measure": "stock_days", "value": "30", "unit": "day"},
        {"id": "score", "measure": "eu_supply_risk", "value": "2.5", "unit": "1"},
    ],
    "Coalition": [{"id": "three", "name_en": "the three", "units": "embargo:JP"}],
}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder: Path = tmp_path_factory.mktemp("named")
    with stored(NAMED, folder) as store:
        yield store.view()


@pytest.mark.parametrize("text", ["gallium-oxide", "Ga₂O₃", "Ga2O3", "氧化镓", "gallium oxide", "Gallium  Oxide"])
def test_id_name_and_formula_are_one_node(view: View, text: str) -> None:
    assert resolve(view, text, item_types()).id == "gallium-oxide"


def test_an_id_wins_over_an_alias_of_another(view: View) -> None:
    assert resolve(view, "resist", item_types()).id == "resist"


def test_a_name_that_two_share_is_refused_with_both(view: View) -> None:
    for text, both in (("twin", {"twin-1", "twin-2"}), ("oxide", {"gallium-oxide", "zinc-oxide"})):
        with pytest.raises(AmbiguousName) as refused:
            resolve(view, text, item_types())

        assert {candidate.split(" ")[0] for candidate in refused.value.candidates} == both


def test_only_nodes_of_the_asked_types_answer(view: View) -> None:
    assert resolve(view, "Japan", ("Place",)).id == "JP"
    with pytest.raises(UnknownName):
        resolve(view, "Shin-Etsu", item_types())


def test_an_unknown_name_is_refused_with_what_is_near(view: View) -> None:
    with pytest.raises(UnknownName, match=r"nothing answers to 'gallium'; near it: gallium-oxide \(氧化镓\)"):
        resolve(view, "gallium", item_types())
    with pytest.raises(UnknownName, match=r"nothing answers to 'xyz'$"):
        resolve(view, "xyz", item_types())


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("firm:shin-etsu", "firm:shin-etsu"),
        ("owner:信越化学", "owner:shin-etsu"),
        ("embargo:日本", "embargo:JP"),
        ("site:Hokkaido", "site:hok"),
        ("site:JP", "site:JP"),
        ("item:5G", "item:sector-5g"),
        ("rule:rule-1", "rule:rule-1"),
        ("coalition:the three", "coalition:three"),
        ("Shin-Etsu", "firm:shin-etsu"),
        ("日本", "country:JP"),
        ("Hokkaido", "site:hok"),
        ("Export control 1", "rule:rule-1"),
        ("the three", "coalition:three"),
        ("光刻胶", "item:resist"),
    ],
)
def test_a_unit_is_kind_and_name_or_a_name_that_says_its_kind(view: View, text: str, unit: str) -> None:
    assert resolve_unit(view, text) == unit


def test_a_halt_or_embargo_is_of_a_country(view: View) -> None:
    for kind in ("country", "embargo", "embargo_hq"):
        with pytest.raises(UnknownName, match=r"hok is no country; .* kind site"):
            resolve_unit(view, f"{kind}:hok")


def test_a_name_is_shown_in_both_languages_and_falls_back(view: View) -> None:
    found = labels(view, ["resist", "silane", "gallium-oxide", "nobody"])

    assert {key: (label.zh, label.en) for key, label in found.items()} == {
        "resist": ("光刻胶", "光刻胶"),
        "silane": ("silane", "silane"),
        "gallium-oxide": ("氧化镓", "gallium oxide"),
    }


def test_an_observation_is_called_what_it_measures_and_a_score_is_no_percentage(view: View) -> None:
    found = labels(view, ["stock", "score"])

    assert (found["stock"].en, found["stock"].zh) == ("days of stock 30 day", "库存天数 30 天")
    assert found["score"].en == "supply risk (EU method) 2.5"


def test_the_ids_of_units() -> None:
    assert list(unit_ids(["firm:a", "item:cas:1"])) == ["a", "cas:1"]
