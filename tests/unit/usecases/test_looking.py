"""Finding and listing: search, show, conflicts, sources, runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphsvc.errors import UnknownName, WrongUse
from graphsvc.settings import Settings
from graphsvc.usecases.conflicts import Conflict
from graphsvc.usecases.context import Context
from graphsvc.usecases.loading import LoadQuery, load
from graphsvc.usecases.opening import opened
from graphsvc.usecases.runs import list_runs
from graphsvc.usecases.search import SearchQuery, search
from graphsvc.usecases.show import NodeRow, ShowQuery, show
from graphsvc.usecases.sources import list_sources
from loaders.registry import optional
from tests.unit.cli.running import Rows, batch

SOURCES: Rows = [{"id": "a", "title": "Study A", "publisher": "House", "year": 2024, "licence": "facts"}, {"id": "b"}]


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with opened(Settings(store=f"sqlite:///{tmp_path / 'graph.db'}", cache_dir=tmp_path / "cache")) as context:
        yield context


def put(context: Context, folder: Path, **tables: Rows | str) -> None:
    load(LoadQuery((str(batch(folder / "mine", **tables)),)), context)


def supplies(*values: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"from": "acme", "to": "resist", **given} for given in values]


def conflicts(context: Context, folder: Path, *values: dict[str, Any], **tables: Rows) -> tuple[Conflict, ...]:
    firm, material = [{"id": "acme", "name_en": "Acme"}], [{"id": "resist"}]
    put(context, folder, Firm=firm, Material=material, Source=SOURCES, SUPPLIES=supplies(*values), **tables)
    return shown(context, "acme").conflicts


def shown(context: Context, node: str) -> NodeRow:
    return show(ShowQuery(node), context).rows[0]


@pytest.mark.parametrize("text", ["Ga₂O₃", "Ga2O3", "氧化镓", "gallium oxide", "Gallium Oxide", "ＧＡ２Ｏ３", "氧化鎵"])
def test_every_spelling_of_gallium_oxide_leads_to_one_node(text: str, bundle: Context) -> None:
    assert search(SearchQuery(text), bundle).rows[0].id == "gallium-oxide-substrate"
    assert shown(bundle, text).id == "gallium-oxide-substrate"


def test_traditional_characters_find_what_the_simplified_ones_find(bundle: Context) -> None:
    traditional, simplified = (search(SearchQuery(text, 1000), bundle).rows for text in ("光刻膠", "光刻胶"))

    assert traditional == simplified
    assert "photoresist-arf" in {row.id for row in traditional}


def test_a_search_also_finds_what_contains_the_text_and_says_whether_there_is_more(bundle: Context) -> None:
    few, all_of_them = search(SearchQuery("光刻胶", 3), bundle), search(SearchQuery("光刻胶", 1000), bundle)

    assert [row.id for row in few.rows] == [row.id for row in all_of_them.rows][:3]
    assert (few.extra["more"], all_of_them.extra["more"]) == (True, False)
    assert "photoresist-arf" in {row.id for row in all_of_them.rows}
    assert len({row.id for row in all_of_them.rows}) == len(all_of_them.rows)


def test_an_empty_text_and_a_wrong_limit_are_wrong_use(context: Context) -> None:
    for query in (SearchQuery(" "), SearchQuery("x", 0), SearchQuery("x", 1001)):
        with pytest.raises(WrongUse):
            search(query, context)


def test_a_node_is_shown_with_claims_in_both_directions_and_their_evidence(context: Context, tmp_path: Path) -> None:
    put(
        context,
        tmp_path,
        Firm=[{"id": "acme", "name_zh": "顶点"}],
        Material=[{"id": "resist"}, {"id": "solvent"}],
        Source=SOURCES,
        SUPPLIES=supplies({"share": 0.5, "source": "a", "as_of": 2024, "grade": "B", "locator": "p. 3", "note": "n"}),
        REQUIRES=[{"from": "resist", "to": "solvent"}],
    )

    row = shown(context, "resist")

    requires, supplied = row.claims
    assert (requires.type, requires.direction, requires.other, requires.grade) == ("REQUIRES", "out", "solvent", "D")
    assert (supplied.type, supplied.direction, supplied.other) == ("SUPPLIES", "in", "acme")
    assert supplied.values == {"share": 0.5}
    said = [supplied.source, supplied.locator, supplied.as_of, supplied.grade, supplied.note, supplied.dataset]
    assert said == ["a", "p. 3", "2024", "B", "n", "mine"]
    assert show(ShowQuery("顶点"), context).names["resist"].en == "resist"


def test_an_unknown_node_is_answered_with_what_is_near(context: Context, tmp_path: Path) -> None:
    put(context, tmp_path, Firm=[{"id": "acme-chemical"}])

    with pytest.raises(UnknownName, match="acme-chemical"):
        show(ShowQuery("acme"), context)


def test_claims_that_say_different_shares_of_one_thing_disagree(context: Context, tmp_path: Path) -> None:
    first = {"share": 0.5, "source": "a", "as_of": 2020, "grade": "C"}
    second = {"share": 0.4, "source": "b", "as_of": 2024, "grade": "A"}

    (conflict,) = conflicts(context, tmp_path, first, second)

    assert (conflict.type, conflict.start, conflict.end, conflict.property) == ("SUPPLIES", "acme", "resist", "share")
    assert [(opinion.value, opinion.source, opinion.grade) for opinion in conflict.opinions] == [
        (0.4, "b", "A"),
        (0.5, "a", "C"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"share": 0.5}, {"share": 0.5}),
        ({"share": 0.5}, {"qualification": "pilot"}),
        ({"share": 0.5}, {"share": 0.3, "share_of": "CN"}),
        ({"share": 0.5, "site": "JP"}, {"share": 0.3}),
        ({"capacity": 2, "capacity_unit": "kt/a"}, {"capacity": 2000, "capacity_unit": "t/a"}),
    ],
)
def test_claims_that_can_both_be_true_do_not_disagree(
    first: dict[str, Any], second: dict[str, Any], context: Context, tmp_path: Path
) -> None:
    place = [{"id": "JP", "level": "country", "code": "JP"}]

    assert conflicts(context, tmp_path, {**first, "source": "a"}, {**second, "source": "b"}, Place=place) == ()


def test_capacities_disagree_with_their_units(context: Context, tmp_path: Path) -> None:
    first = {"capacity": 2, "capacity_unit": "kt/a", "source": "a"}

    (conflict,) = conflicts(context, tmp_path, first, {"capacity": 3, "capacity_unit": "t/a", "source": "b"})

    assert {(opinion.value, opinion.unit) for opinion in conflict.opinions} == {(2.0, "kt/a"), (3.0, "t/a")}


def test_two_headquarters_of_one_firm_disagree(context: Context, tmp_path: Path) -> None:
    countries = [{"id": id, "level": "country", "code": id} for id in ("JP", "US")]
    seats = [{"from": "acme", "to": "JP", "source": "a"}, {"from": "acme", "to": "US", "source": "b"}]

    (conflict,) = conflicts(context, tmp_path, {}, Place=countries, HEADQUARTERED_IN=seats)

    assert (conflict.type, conflict.end, conflict.property) == ("HEADQUARTERED_IN", None, "to")
    assert {opinion.value for opinion in conflict.opinions} == {"JP", "US"}


def test_datasets_are_listed_with_licence_year_counts_and_publications(bundle: Context) -> None:
    answer = list_sources(bundle)

    plan = next(row for row in answer.rows if row.dataset == "guangdong_plan_2020")
    assert (plan.bundled, plan.year) == (True, 2020)
    assert plan.run in {run.number for run in list_runs(bundle).rows if run.dataset == plan.dataset}
    assert "official document" in (plan.licence or "")
    assert sum(entry.claims for entry in plan.publications) == plan.claims
    assert "gd-plan-2020" in {entry.source for entry in plan.publications}
    assert answer.sources["gd-plan-2020"].year == 2020


@pytest.mark.skipif(not optional(), reason="the data of the optional packs are not here")
def test_a_loaded_pack_is_listed_with_the_licence_it_was_loaded_under(context: Context) -> None:
    load(LoadQuery(("curated",), packs=("eto_semiconductor",)), context)

    row = next(row for row in list_sources(context).rows if row.dataset == "eto_semiconductor")

    assert row.claims
    assert "non-commercial" in (row.licence or "")


def test_a_dataset_says_which_questions_compute_with_it(bundle: Context) -> None:
    feeds = {row.dataset: row.feeds for row in list_sources(bundle).rows}

    assert {"chokepoints", "next-facts", "coverage", "evidence"} <= set(feeds["curated"])
    assert {"chokepoints", "coverage"} <= set(feeds["usgs_mcs"])
    assert "coverage" in feeds["guangdong_plan_2020"]
    assert set(feeds["wgi"]) == set(feeds["baci_trade"]) == {"evidence", "show", "conflicts"}  # observations only


def test_what_could_not_be_joined_is_counted_list_by_list(bundle: Context) -> None:
    review = {row.dataset: row.review for row in list_sources(bundle).rows}

    assert review["usgs_mcs"] == {"unresolved.csv": 432}
    assert review["curated"] == {}
    assert set(review["guangdong_plan_2020"] or ()) == {
        "terms_to_items.csv",
        "zone_products_to_items.csv",
        "items_to_fields.csv",
    }


def test_a_bundled_source_that_is_not_loaded_and_a_batch_of_a_user_are_listed_too(
    context: Context, tmp_path: Path
) -> None:
    put(context, tmp_path, Firm=[{"id": "acme"}], Material=[{"id": "resist"}], SUPPLIES=supplies({}))

    rows = {row.dataset: row for row in list_sources(context).rows}

    assert (rows["curated"].run, rows["curated"].claims) == (None, 0)
    mine = rows["mine"]
    assert (mine.bundled, mine.title_en, mine.licence, mine.run, mine.nodes, mine.claims) == (
        *(False, None, None, 1),
        *(3, 1),  # the firm, the material, and the source that was made for rows without one
    )


def test_runs_are_listed_newest_first(context: Context, tmp_path: Path) -> None:
    put(context, tmp_path, Firm=[{"id": "acme"}])
    put(context, tmp_path, Firm=[{"id": "other"}])

    found = [(row.number, row.kind, row.dataset, row.written, row.retired) for row in list_runs(context).rows]

    assert found == [(2, "load", "mine", 1, 1), (1, "load", "mine", 1, 0)]
