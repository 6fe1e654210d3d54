"""Countries have one id and one name, whichever source speaks of them."""

from __future__ import annotations

from loaders.countries import by_iso3
from tests.unit.loaders.prepared import on_top


def test_a_country_has_the_names_it_has_among_the_curated_places() -> None:
    places = on_top("curated").batch.tables["Place"]
    curated = places[places["level"] == "country"].set_index("id")[["name_zh", "name_en"]]
    table = {country.id: [country.name_zh, country.name_en] for country in by_iso3().values()}

    assert {id_: table.get(id_) for id_ in curated.index} == {id_: list(curated.loc[id_]) for id_ in curated.index}


def test_no_two_countries_share_a_code_or_a_name() -> None:
    countries = by_iso3().values()

    for names in zip(*((c.id, c.iso3, c.name_zh, c.name_en) for c in countries), strict=True):
        assert len(set(names)) == len(countries) == 217


def test_namibia_is_not_taken_for_an_empty_cell() -> None:
    assert by_iso3()["NAM"].id == "NA"
