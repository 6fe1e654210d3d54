"""Undoing a run by a run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from graphsvc.errors import WrongUse
from graphsvc.ingest import LoadReport, known_nodes, unload
from graphsvc.stores.port import Store
from schema.load import contract
from tests.stores.batches import START, firm, rows, say, supplies

FIRMS = [firm("tok"), firm("jsr")]
RESIST = [{"id": "resist", "name_zh": "光刻胶"}]
FIELDS = ("claim", "from", "to", "dataset", "content", "recorded_at", "share", "note")


def undo(store: Store, run: int) -> LoadReport:
    return unload(run, store, contract(), now=START + timedelta(days=50))


def test_an_undone_load_leaves_the_graph_as_it_was_before(store: Store) -> None:
    say(store, "survey", Firm=[firm("tok", name_en="TOK"), firm("jsr")], Material=RESIST, SUPPLIES=[
        supplies("tok", "resist", share=0.4, note="第3页"),
        supplies("jsr", "resist", share=0.2),
    ])  # fmt: skip
    say(store, "survey", 1, Firm=[firm("tok", name_en="Tokyo Ohka"), firm("asml")], Material=RESIST, SUPPLIES=[
        supplies("tok", "resist", share=0.9),
        supplies("asml", "resist", share=0.1),
    ])  # fmt: skip

    report = undo(store, 2)

    assert (report.run, report.dataset, report.written, report.retired) == (3, "survey", 4, 2)
    assert rows(store.view(), "SUPPLIES", *FIELDS) == rows(store.view(1), "SUPPLIES", *FIELDS)
    assert store.view().nodes(["tok", "jsr", "asml"]) == store.view(1).nodes(["tok", "jsr", "asml"])
    assert {start for (start,) in rows(store.view(2), "SUPPLIES", "from")} == {"tok", "asml"}
    assert [(run.kind, run.undoes) for run in store.runs()] == [("load", None), ("load", None), ("unload", 2)]


def test_undoing_the_undoing_does_it_again(store: Store) -> None:
    say(store, "survey", Firm=FIRMS, Material=RESIST, SUPPLIES=[supplies("tok", "resist", share=0.4)])
    say(store, "survey", 1, Firm=FIRMS, Material=RESIST, SUPPLIES=[supplies("jsr", "resist", share=0.5)])

    undo(store, 2)
    undo(store, 3)

    assert rows(store.view(), "SUPPLIES", *FIELDS) == rows(store.view(2), "SUPPLIES", *FIELDS)


def test_after_undoing_the_first_load_nothing_is_visible(store: Store) -> None:
    say(store, "survey", Firm=FIRMS, Material=RESIST, SUPPLIES=[supplies("tok", "resist")])

    report = undo(store, 1)

    assert (report.written, report.retired) == (0, 4)
    assert known_nodes(store.view(), contract()) == {}
    assert rows(store.view(), "SUPPLIES", "claim") == []


def test_a_claim_that_a_later_run_says_anew_is_left_alone(store: Store) -> None:
    def claims(share: float) -> dict[str, Any]:
        return {"Firm": FIRMS, "Material": RESIST, "SUPPLIES": [supplies("tok", "resist", share=share)]}

    say(store, "survey", **claims(0.4))
    say(store, "survey", 1, **claims(0.5))
    say(store, "survey", 2, **claims(0.6))

    report = undo(store, 2)

    assert (report.run, report.written, report.retired) == (None, 0, 0)
    assert rows(store.view(), "SUPPLIES", "share") == [(0.6,)]


def test_undoing_twice_writes_nothing_the_second_time(store: Store) -> None:
    say(store, "survey", Firm=FIRMS)

    assert undo(store, 1).run == 2
    assert undo(store, 1).run is None


def test_a_node_that_later_claims_refer_to_outlives_its_load(store: Store) -> None:
    say(store, "survey", Firm=FIRMS, Material=RESIST)
    say(store, "user", SUPPLIES=[supplies("tok", "resist")])

    report = undo(store, 1)

    assert report.retired == 1
    assert known_nodes(store.view(), contract()).keys() == {"tok", "resist"}
    assert report.warnings == tuple(
        f"{id} is no longer stated but stays: other claims refer to it" for id in ("resist", "tok")
    )


def test_a_claim_about_a_node_that_is_gone_does_not_come_back(store: Store) -> None:
    say(store, "nodes", Firm=FIRMS, Material=RESIST)
    say(store, "survey", SUPPLIES=[supplies("tok", "resist"), supplies("jsr", "resist")])
    say(store, "survey")
    say(store, "nodes", Firm=FIRMS[:1], Material=RESIST)

    report = undo(store, 3)

    assert [start for (start,) in rows(store.view(), "SUPPLIES", "from")] == ["tok"]
    assert report.warnings == ("claims about jsr do not come back: nothing states that node any more",)


@pytest.mark.parametrize("run", [0, 2, -1])
def test_a_run_that_does_not_exist_cannot_be_undone(store: Store, run: int) -> None:
    say(store, "survey", Firm=FIRMS)

    with pytest.raises(WrongUse, match=f"no run {run}"):
        undo(store, run)
    assert store.revision() == 1
