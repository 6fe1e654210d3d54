"""From an item to what the plan says of it: term, breakthrough, clause, departments, zones and cities."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphsvc.projection.policy import Policy, ordinal
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.cut_sets import CutSetsQuery, find_cut_sets
from graphsvc.usecases.plan_links import plan_of
from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources
from tests.graphs.notation import batch, needs
from tests.graphs.planned import PLAN, SAID
from tests.graphs.stored import stored
from tests.oracles.semantics import Batch
from tests.unit.usecases.contexts import asking


def test_a_term_leads_to_its_breakthrough_and_the_departments_of_the_duty_above(tmp_path: Path) -> None:
    with stored(PLAN, tmp_path) as store:
        (link,) = plan_of(store.view(), ["resist"]).terms

    assert (link.term, link.breakthrough, link.clause, link.status) == ("term", "breakthrough", "3.3", "gap")
    assert (link.leads, link.supports) == (("science",), ("industry",))


def test_a_term_under_no_duty_names_no_department(tmp_path: Path) -> None:
    with stored(PLAN, tmp_path) as store:
        (link,) = plan_of(store.view(), ["ore"]).terms

    assert (link.breakthrough, link.leads, link.supports) == (None, (), ())


def test_a_zone_without_places_of_its_own_for_an_item_gives_all_it_covers(tmp_path: Path) -> None:
    with stored(PLAN, tmp_path) as store:
        plan = plan_of(store.view(), ["resist", "ore"])

    assert [(zone.item, zone.zone, zone.cities) for zone in plan.zones] == [("resist", "zone", ("gd",))]


def test_an_item_that_the_plan_does_not_mean_has_no_links(tmp_path: Path) -> None:
    with stored(PLAN, tmp_path) as store:
        plan = plan_of(store.view(), ["s"])

    assert (plan.terms, plan.zones) == ((), ())


def test_what_the_plan_says_later_is_not_known_before(tmp_path: Path) -> None:
    with stored({**PLAN, "TARGETS": [{**row, "as_of": "2020-09"} for row in PLAN["TARGETS"]]}, tmp_path) as store:
        before, after = (plan_of(store.view(), ["resist"], Policy(as_of=ordinal(day))) for day in ("2019", "2020"))

    assert (before.terms, len(after.terms)) == ((), 1)


def test_a_chokepoint_leads_to_breakthrough_clause_departments_and_cities(tmp_path: Path) -> None:
    (entry,) = row_of(find_chokepoints, ChokepointQuery(("s",), ("firm",)), tmp_path, "firm:f").plan

    assert (entry.breakthrough, entry.clause, entry.document, entry.duty) == ("breakthrough", "3.3", "plan", "duty")
    assert (entry.terms, entry.items) == (("term",), ("resist",))
    assert (entry.lead, entry.support) == (("science",), ("industry",))
    assert (entry.zones, entry.cities, entry.joined_by) == (("zone",), ("gd",), ("src-a",))


def test_single_sources_and_cut_sets_lead_to_the_same_place(tmp_path: Path) -> None:
    single = row_of(find_single_sources, SingleSourceQuery(("s",), ("firm",)), tmp_path / "1", "firm:f")
    several = row_of(find_cut_sets, CutSetsQuery("s", ("firm",)), tmp_path / "2", "firm:f")

    assert [entry.breakthrough for entry in single.plan] == ["breakthrough"]
    assert several.plan == single.plan


def test_a_term_under_no_breakthrough_and_a_sector_lead_nowhere(tmp_path: Path) -> None:
    given = {
        **PLAN,
        "REQUIRES": [*PLAN["REQUIRES"], *batch(needs("s", "ore"))["REQUIRES"]],
        "TARGETS": [*PLAN["TARGETS"], {"from": "term", "to": "s", **SAID}],
    }

    assert row_of(find_chokepoints, ChokepointQuery(("s",), ("firm",)), tmp_path, "firm:g", given).plan == ()


def test_sets_beyond_the_first_say_that_the_plan_was_not_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphsvc.usecases.cut_sets.PLANNED", 0)

    assert row_of(find_cut_sets, CutSetsQuery("s", ("firm",)), tmp_path, "firm:f").plan is None


def test_every_id_of_the_plan_has_a_name_and_every_join_its_publication(tmp_path: Path) -> None:
    joined = {**PLAN, "TARGETS": [{**row, "source": "src-b"} for row in PLAN["TARGETS"]]}
    with asking(joined, tmp_path) as context:
        answer = find_chokepoints(ChokepointQuery(("s",), ("firm",)), context)

    ids = {"plan", "duty", "breakthrough", "term", "science", "industry", "zone", "gd", "src-b"}
    assert ids <= answer.names.keys()
    assert "src-b" in answer.sources


def row_of(ask: Callable[..., Answer[Any]], query: Any, folder: Path, unit: str, given: Batch = PLAN) -> Any:
    folder.mkdir(exist_ok=True)
    with asking(given, folder) as context:
        return next(row for row in ask(query, context).rows if (getattr(row, "units", None) or (row.unit,)) == (unit,))
