"""GraphQL gives the answers of the command line: the worked examples, and row by row what the use cases say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from analytics.readings import READINGS as WORDS
from graphsvc.usecases.asking import Options
from graphsvc.usecases.by_whom import ByWhomQuery, find_by_whom
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.context import Context
from graphsvc.usecases.cut_sets import CutSetsQuery, find_cut_sets
from graphsvc.usecases.dependency_paths import DependencyPathsQuery, find_dependency_paths
from graphsvc.usecases.exposure import ExposureQuery, find_exposure
from graphsvc.usecases.importance import ImportanceQuery, find_importance
from graphsvc.usecases.plain import as_plain
from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources
from graphsvc.usecases.what_if import WhatIfQuery, ask_what_if
from tests.api.asking import CASES, ask, loaded, snake
from tests.cases.check import problems

READINGS = " ".join(WORDS)
PLAN = "plan { breakthrough number clause terms items document duty lead support zones cities joinedBy }"
LISTS = {"by", "home", "fail"}
PROOF = f"""reading grade inWords witness {{ items slots {{ item slot }} }}
  decidedBy {{ item maker site share claim source asOf grade }} {PLAN}"""
AROUND = """snapshot partial warnings method { name version }
  coverage { items gapItems options withShare withSite withGradeB }"""
KEEPS = "keeps { low estimate high unit }"
START = "possibleOnly notOperatingAtStart { target reading reason { items slots { item slot } } }"
OPTIONS = """$home: [String!]!, $horizon: Horizon!, $qualification: Qualification!, $min_surviving_share: Float!,
  $min_grade: Grade!, $reading: Reading!, $as_of: String"""
GIVEN = """home: $home, horizon: $horizon, qualification: $qualification, minSurvivingShare: $min_surviving_share,
  minGrade: $min_grade, reading: $reading, asOf: $as_of"""
QUERIES = {
    "single-source": f"""query Q($target: String!, $by: [UnitKind!]!, {OPTIONS}) {{
      answer: singleSource(targets: [$target], by: $by, {GIVEN}) {{
        {AROUND} {START} rows {{ target unit kind {KEEPS} {PROOF} }} }} }}""",
    "cut-sets": f"""query Q($target: String!, $by: [UnitKind!]!, $max_order: Int!, {OPTIONS}) {{
      answer: cutSets(target: $target, by: $by, maxOrder: $max_order, {GIVEN}) {{
        {AROUND} {START} completeToOrder rows {{ target units order reading {PLAN} }} }} }}""",
    "what-if": f"""query Q($fail: [String!]!, {OPTIONS}) {{
      answer: whatIf(fail: $fail, {GIVEN}) {{
        {AROUND} rows {{ stopped {{ {READINGS} }} stoppedWorld {{ {READINGS} }} }} }} }}""",
}
CHOKEPOINTS = f"""{{ answer: chokepoints(by: [all], reading: possible) {{
  {AROUND} {START} completeToOrder
  rows {{ target rank rankRange {{ best worst }} units order {KEEPS} kind sectors {PROOF} }} }} }}"""
EXPOSURE = f"""{{ answer: exposure(by: [all, coalition], reading: possible) {{
  {AROUND} {START} start {{ target {KEEPS} }} rows {{ target rank rankRange {{ best worst }} unit {KEEPS} reading stops
  grade through decidedBy {{ item maker site share claim source asOf grade }} }} }} }}"""
BY_WHOM = f"""{{ answer: byWhom(by: [all, coalition], reading: possible, worst: 5) {{
  {AROUND} {START} rows {{ target kind units alone {{ {READINGS} }} worst {{ unit {KEEPS} stops sectors }} }}
  smallest {{ target kind reading order count completeToOrder sets {{ units {KEEPS} }} }} }} }}"""
INTERVAL = "{ low high unit }"
IMPORTANCE = f"""{{ answer: importance(target: TARGET, probabilities: ["country:JP=0.1", "country:US=0.25"]) {{
  {AROUND} notOperatingAtStart {{ target reading reason {{ items slots {{ item slot }} }} }}
  stops {{ reading probability {INTERVAL} cutSets completeToOrder samples seed }}
  rows {{ target unit reading probability birnbaum {INTERVAL} criticality {INTERVAL} fussellVesely {INTERVAL}
  raw {INTERVAL} rrw {INTERVAL} }} }} }}"""
PATHS = f"""{{ answer: dependencyPaths(unit: "country:JP", target: TARGET, limit: 5) {{
  {AROUND} pathCount paths {{ tier items slots }} hit {{ item maker site share claim source asOf grade }}
  rows {{ item slot mode essential member nearest farthest alternatives free options hit }} }} }}"""
WHAT_IF = f"""{{ answer: whatIf(fail: ["country:JP"]) {{
  {AROUND} rows {{ stopped {{ {READINGS} }} stoppedWorld {{ {READINGS} }} keeps {{ target {KEEPS} }} }} }} }}"""


def questions(case: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CASES / case / "expect.json").read_text("utf-8"))
    return found


def variables(words: list[str]) -> dict[str, Any]:
    """The words of a command as variables of QUERIES."""
    found: dict[str, Any] = {}
    options = words[1:] if words[1].startswith("--") else words[2:]
    if options is not words[1:]:
        found["target"] = words[1]
    for name, value in zip(options[::2], options[1::2], strict=True):
        key = name.removeprefix("--").replace("-", "_")
        if key in LISTS:
            found[key] = [*found.get(key, ()), *value.split(",")]
        else:
            found[key] = {"max_order": int, "min_surviving_share": float}.get(key, str)(value)
    return found


@pytest.fixture(params=sorted(path.parent.name for path in CASES.glob("*/expect.json")), scope="module")
def case(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def context(case: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    with loaded(CASES / case / "batch", tmp_path_factory.mktemp("case")) as context:
        yield context


def test_a_worked_example_has_the_answers_derived_by_hand(case: str, context: Context) -> None:
    wrong: dict[str, list[str]] = {}

    for question in questions(case):
        words = question["ask"].split()
        answer = ask(context, QUERIES[words[0]], **variables(words))
        assert answer["errors"] == []
        if found := list(problems(question, snake(answer["data"]["answer"]))):
            wrong[question["ask"]] = found

    assert wrong == {}


def test_rows_and_what_stands_around_them_are_those_of_the_command_line(case: str, context: Context) -> None:
    for question in questions(case):
        words = question["ask"].split()
        if words[0] == "what-if":
            continue
        given = variables(words)

        answer = ask(context, QUERIES[words[0]], **given)

        assert_same(snake(answer["data"]["answer"]), _command_line(words[0], given, context))


def test_chokepoints_are_those_of_the_command_line(context: Context) -> None:
    query = ChokepointQuery(by=("all",), options=Options(reading="possible"))

    answer = ask(context, CHOKEPOINTS)

    assert_same(snake(answer["data"]["answer"]), as_plain(find_chokepoints(query, context), "en"))


def test_exposure_is_that_of_the_command_line(context: Context) -> None:
    query = ExposureQuery(by=("all", "coalition"), options=Options(reading="possible"))

    answer = ask(context, EXPOSURE)

    assert_same(snake(answer["data"]["answer"]), as_plain(find_exposure(query, context), "en"))


def test_by_whom_is_that_of_the_command_line(context: Context) -> None:
    query = ByWhomQuery(by=("all", "coalition"), worst=5, options=Options(reading="possible"))

    answer = ask(context, BY_WHOM)

    assert_same(snake(answer["data"]["answer"]), as_plain(find_by_whom(query, context), "en"))


def test_importance_is_that_of_the_command_line(context: Context) -> None:
    target = next(row.target for row in find_exposure(ExposureQuery(), context).extra["start"])

    answer = ask(context, IMPORTANCE.replace("TARGET", f'"{target}"'))

    expected = find_importance(ImportanceQuery(target, ("country:JP=0.1", "country:US=0.25")), context)
    assert_same(snake(answer["data"]["answer"]), as_plain(expected, "en"))


def test_what_is_left_when_a_country_fails_is_that_of_the_command_line(context: Context) -> None:
    answer = ask(context, WHAT_IF)

    assert_same(snake(answer["data"]["answer"]), as_plain(ask_what_if(WhatIfQuery(("country:JP",)), context), "en"))


def test_dependency_paths_are_those_of_the_command_line(context: Context) -> None:
    target = next(row.target for row in find_exposure(ExposureQuery(), context).extra["start"])

    answer = ask(context, PATHS.replace("TARGET", f'"{target}"'))

    expected = find_dependency_paths(DependencyPathsQuery("country:JP", target, 5), context)
    assert_same(snake(answer["data"]["answer"]), as_plain(expected, "en"))


def assert_same(got: dict[str, Any], expected: dict[str, Any]) -> None:
    assert got["rows"] == expected["rows"]
    assert got == {name: expected[name] for name in got}


def _command_line(question: str, given: dict[str, Any], context: Context) -> dict[str, Any]:
    values = dict(given)
    target, by = values.pop("target"), tuple(values.pop("by"))
    order = values.pop("max_order", None)
    options = replace(Options(), **values | {"home": tuple(values["home"])})
    if question == "single-source":
        return as_plain(find_single_sources(SingleSourceQuery((target,), by, options), context), "en")
    return as_plain(find_cut_sets(CutSetsQuery(target, by, order, options=options), context), "en")
