"""What a person sees of the plan: its breakthroughs beside the findings, and below them who answers and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphsvc.cli.tables import as_table
from graphsvc.text import Language
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources
from tests.graphs.planned import PLAN
from tests.unit.usecases.contexts import asking


def told(folder: Path, lang: Language = "en", given: Any = PLAN) -> str:
    with asking(given, folder) as context:
        answer = find_chokepoints(ChokepointQuery(("s",), ("firm",)), context)
    return " ".join(as_table(answer, lang, whole=False).split())


def test_below_the_findings_stand_breakthrough_terms_items_and_cities(tmp_path: Path) -> None:
    assert "3. breakthrough term resist gd 1" in told(tmp_path)


def test_who_leads_and_who_supports_is_said_once(tmp_path: Path) -> None:
    assert told(tmp_path).count("Answer for it (duty): science in the lead, industry in support.") == 1


def test_a_clause_without_a_lead_is_said_to_name_none(tmp_path: Path) -> None:
    page = told(tmp_path, "zh", {**PLAN, "LEADS": []})

    assert "规划未列牵头部门，由industry按职责分工负责" in page


def test_the_plans_word_is_told_from_the_editors_join(tmp_path: Path) -> None:
    assert "are the plan's word. Which items its words mean is the editors' join, grade D (src-a)" in told(tmp_path)


def test_where_the_plan_asks_for_nothing_that_stops_one_sentence_says_so(tmp_path: Path) -> None:
    page = told(tmp_path, given={**PLAN, "TARGETS": []})

    assert "No term of a plan's breakthroughs is joined to what stops on the way." in page
    assert "in the plan" not in page


def test_a_narrow_page_names_the_breakthroughs_below_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    assert "plan 3" in told(tmp_path)


def test_single_sources_say_it_too(tmp_path: Path) -> None:
    with asking(PLAN, tmp_path) as context:
        answer = find_single_sources(SingleSourceQuery(("s",), ("firm",)), context)

    page = as_table(answer, "en", whole=False)

    assert "plan 3" in page
    assert "3. breakthrough" in page
