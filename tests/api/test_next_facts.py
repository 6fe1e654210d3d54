"""GraphQL's `nextFacts` gives the rows of the command line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphsvc.usecases.asking import Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.next_facts import NextFactsQuery, find_next_facts
from graphsvc.usecases.plain import as_plain
from tests.api.asking import CASES, ask, loaded, snake

QUERY = """{ answer: nextFacts(target: "%s", by: [all], reading: possible) {
  snapshot partial factsTried factsOpen findingsNow { reading findings }
  notOperatingAtStart { target reading reason { items slots { item slot } } }
  rows { target rank kind item maker site input slot alternatives settles adds
    claims { claim share source asOf grade }
    outcomes { ending place share claim contradicts changes { unit before after } } } } }"""


@pytest.fixture(params=["place-total-with-unknown-firm", "equal-split", "per-property"], scope="module")
def context(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    with loaded(CASES / request.param / "batch", tmp_path_factory.mktemp("case")) as context:
        yield context


def test_rows_and_what_stands_around_them_are_those_of_the_command_line(context: Context) -> None:
    target = min(id for page in context.view().scan("Sector", ("id",)) for id in page["id"])
    expected = as_plain(find_next_facts(NextFactsQuery(target, ("all",), Options(reading="possible")), context), "en")

    answer = ask(context, QUERY % target)

    got = snake(answer["data"]["answer"])
    assert got["rows"] == expected["rows"] != []
    got["findings_now"] = {count["reading"]: count["findings"] for count in got["findings_now"]}
    assert got == {name: expected[name] for name in got}
