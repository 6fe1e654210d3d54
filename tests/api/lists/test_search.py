"""The search over GraphQL: how well each name fits, what was meant where nothing does, in both stores alike."""

from __future__ import annotations

from graphsvc.usecases.context import Context
from tests.api.asking import ask

SEARCH = """query($text: String!) { search(text: $text) {
  rows { id score } didYouMean { id label type typeLabel score } } }"""


def test_a_whole_name_scores_one_and_a_part_its_share(context: Context) -> None:
    whole = ask(context, SEARCH, text="GA2O3")["data"]["search"]
    part = ask(context, SEARCH, text="part")["data"]["search"]

    assert whole == {"rows": [{"id": "material-3", "score": 1.0}], "didYouMean": []}
    assert {row["score"] for row in part["rows"]} == {round(4 / 6, 3)}


def test_a_slip_is_answered_with_what_was_meant_in_both_stores(both: list[Context]) -> None:
    answers = [ask(context, SEARCH, text="alfa workz")["data"]["search"] for context in both]

    assert answers[0] == answers[1]
    assert answers[0]["rows"] == []
    assert answers[0]["didYouMean"][0]["label"] == "alpha works"
    assert answers[0]["didYouMean"][0]["typeLabel"] == "firm"
