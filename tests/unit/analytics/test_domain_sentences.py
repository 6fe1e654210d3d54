"""Every sentence of DOMAIN section 3 has an example whose answer was worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graphs import NAMED
from tests.graphs.answers import product, twin
from tests.graphs.notation import Ask, Graph
from tests.graphs.sentences import SENTENCES, Sentence

ROOT = Path(__file__).resolve().parents[3]
CASES = {path.parent.name for path in (ROOT / "tests" / "cases").glob("*/expect.json")}
ASKED = [pytest.param(graph, ask, id=f"{name}: {ask}") for name, graph in NAMED.items() for ask in graph.asks]


@pytest.mark.parametrize(("graph", "ask"), ASKED)
def test_the_answer_is_the_one_worked_out_by_hand(graph: Graph, ask: Ask) -> None:
    assert product(graph.batch, ask) == ask.answer, graph.why


@pytest.mark.parametrize(("graph", "ask"), ASKED)
def test_the_slow_twin_says_the_same(graph: Graph, ask: Ask) -> None:
    assert twin(graph.batch, ask) == ask.answer, graph.why


def exists(where: str) -> bool:
    kind, _, name = where.rpartition(":") if not where.startswith("test:") else ("test", "", where[5:])
    if kind == "test":
        path, _, test = name.partition("::")
        return f"def {test}(" in (ROOT / path).read_text(encoding="utf-8")
    return name in (CASES if kind == "case" else NAMED)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: f"{sentence.number} {sentence.says}")
def test_every_sentence_has_its_example(sentence: Sentence) -> None:
    assert sentence.where
    assert [where for where in sentence.where if not exists(where)] == []


def test_every_example_stands_for_a_sentence() -> None:
    used = {where for sentence in SENTENCES for where in sentence.where}

    assert set(NAMED) - used == set()
    assert {f"case:{name}" for name in CASES} - used == set()
