"""What a load leaves in a store: versions, and nothing that was not said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from graphsvc.ingest import Counts, known_nodes, load
from graphsvc.stores.port import Store, View
from schema.load import contract
from tests.stores.batches import START, batch, firm, rows, say, supplies

FIRMS = [firm("tok", name_en="TOK"), firm("jsr", name_en="JSR")]
RESIST = [{"id": "resist", "name_zh": "光刻胶", "name_en": "photoresist"}]


def test_the_same_load_again_writes_nothing(store: Store) -> None:
    tables = {"Firm": FIRMS, "Material": RESIST, "SUPPLIES": [supplies("tok", "resist", share=0.4)]}

    first = say(store, "survey", **tables)
    second = say(store, "survey", 1, **tables)

    assert (first.run, first.written, first.unchanged, first.retired) == (1, 4, 0, 0)
    assert (second.run, second.written, second.unchanged, second.retired) == (None, 0, 4, 0)
    assert store.revision() == 1
    assert [(run.number, run.dataset, run.kind, run.undoes, dict(run.counts)) for run in store.runs()] == [
        (1, "survey", "load", None, {"written": 4, "unchanged": 0, "retired": 0})
    ]
    assert store.runs()[0].time == "2026-01-01T12:00:00Z"


def test_a_changed_claim_is_a_new_version_and_the_old_one_stays_readable(store: Store) -> None:
    say(store, "survey", Firm=FIRMS, Material=RESIST, SUPPLIES=[supplies("tok", "resist", share=0.4)])
    report = say(store, "survey", 1, Firm=FIRMS, Material=RESIST, SUPPLIES=[supplies("tok", "resist", share=0.5)])

    assert report.per_type["SUPPLIES"] == Counts(written=1, unchanged=0, retired=0)
    ((old_claim, old_share),) = rows(store.view(1), "SUPPLIES", "claim", "share")
    ((new_claim, new_share),) = rows(store.view(), "SUPPLIES", "claim", "share")
    assert (old_share, new_share) == (0.4, 0.5)
    assert old_claim == new_claim


def test_a_retired_claim_is_still_visible_as_of_the_run_before(store: Store) -> None:
    claims = [supplies("tok", "resist", share=0.4), supplies("jsr", "resist", share=0.2)]
    say(store, "survey", Firm=FIRMS, Material=RESIST, SUPPLIES=claims)
    report = say(store, "survey", 1, Firm=FIRMS, Material=RESIST, SUPPLIES=claims[:1])

    assert (report.written, report.unchanged, report.retired) == (0, 4, 1)
    assert {start for (start,) in rows(store.view(), "SUPPLIES", "from")} == {"tok"}
    assert {start for (start,) in rows(store.view(1), "SUPPLIES", "from")} == {"tok", "jsr"}


def test_an_empty_batch_retires_everything_its_dataset_said_and_nothing_else(store: Store) -> None:
    say(store, "survey", Firm=FIRMS, Material=RESIST, SUPPLIES=[supplies("tok", "resist")])
    say(store, "other", Firm=[firm("asml")])
    report = say(store, "survey")

    assert report.retired == 4
    assert known_nodes(store.view(), contract()) == {"asml": "Firm"}
    assert known_nodes(store.view(1), contract()) == {"tok": "Firm", "jsr": "Firm", "resist": "Material"}


def test_two_sources_that_disagree_are_kept_side_by_side(store: Store) -> None:
    claims = [supplies("tok", "resist", share=s, source=by) for by, s in (("fuji", 0.4), ("semi", 0.6))]
    say(store, "survey", Firm=FIRMS, Material=RESIST, SUPPLIES=claims)
    say(store, "user", SUPPLIES=[supplies("tok", "resist", share=0.9)])

    assert sorted(rows(store.view(), "SUPPLIES", "dataset", "source", "share")) == [
        ("survey", "fuji", 0.4),
        ("survey", "semi", 0.6),
        ("user", "user", 0.9),
    ]


def test_a_node_is_what_two_datasets_say_together(store: Store) -> None:
    say(store, "plan", Firm=[firm("tok", name_zh="东京应化", aliases=["TOK"], sector="C26")])
    say(store, "survey", 1, Firm=[firm("tok", name_en="Tokyo Ohka", aliases=["東京応化", "TOK"], sector="C39")])

    (tok,) = store.view().nodes(["tok"])

    assert (tok.type, tok.datasets) == ("Firm", ("plan", "survey"))
    assert tok.properties == {
        "name_zh": "东京应化",
        "name_en": "Tokyo Ohka",
        "aliases": ["東京応化", "TOK"],
        "sector": "C39",
    }


def test_when_it_was_recorded_decides_which_statement_is_newest_not_when_it_was_loaded(store: Store) -> None:
    say(store, "survey", Firm=[firm("tok", sector="C39")])
    say(store, "archive", 1, Firm=[firm("tok", sector="C26", recorded_at="2019")])

    (tok,) = store.view().nodes(["tok"])

    assert tok.properties["sector"] == "C39"


def test_a_node_that_one_of_two_datasets_drops_stays_the_other_ones(store: Store) -> None:
    say(store, "plan", Firm=[firm("tok", name_zh="东京应化")])
    say(store, "survey", 1, Firm=[firm("tok", name_en="TOK")])
    report = say(store, "survey", 2, Firm=[firm("jsr")])

    (tok,) = store.view().nodes(["tok"])
    assert (report.retired, report.warnings) == (1, ())
    assert (tok.datasets, tok.properties) == (("plan",), {"name_zh": "东京应化"})


@pytest.mark.parametrize(
    "claim", [supplies("jsr", "resist", site="kawasaki"), supplies("kawasaki-works", "resist")], ids=["site", "end"]
)
def test_a_retired_node_that_other_claims_refer_to_stays_with_a_warning(store: Store, claim: dict[str, Any]) -> None:
    mine = {
        "Place": [{"id": "kawasaki", "level": "site"}],
        "Firm": [*FIRMS, firm("kawasaki-works")],
        "Material": RESIST,
    }
    used = claim.get("site") or claim["from"]
    say(store, "survey", **mine)
    say(store, "user", SUPPLIES=[claim])

    less = {"Firm": FIRMS, "Material": RESIST}
    report = say(store, "survey", 1, **less)
    again = say(store, "survey", 2, **less)

    assert report.warnings == (f"{used} is no longer stated but stays: other claims refer to it",)
    assert used in known_nodes(store.view(), contract())
    assert report.retired == 1  # the other of the two
    assert (again.run, again.retired, again.warnings) == (None, 0, report.warnings)


def test_what_a_spared_node_refers_to_is_spared_too(store: Store) -> None:
    parent = [{"id": "plan-2020", "kind": "plan"}]
    child = [{"id": "breakthrough-1", "kind": "breakthrough", "parent": "plan-2020"}]
    say(store, "plan", Programme=parent + child, Material=RESIST)
    say(store, "user", TARGETS=[{"from": "breakthrough-1", "to": "resist"}])

    report = say(store, "plan", 1, Material=RESIST)

    assert len(report.warnings) == 2
    assert {"plan-2020", "breakthrough-1"} <= known_nodes(store.view(), contract()).keys()


def test_a_dry_run_counts_and_writes_nothing(store: Store) -> None:
    report = load(batch("survey", Firm=FIRMS), store, contract(), now=START, dry_run=True)

    assert (report.run, report.written) == (None, 2)
    assert (store.revision(), store.runs(), known_nodes(store.view(), contract())) == (0, [], {})


def test_a_claim_is_recorded_when_it_says_or_else_when_it_is_loaded(store: Store) -> None:
    claims = [supplies("tok", "resist", recorded_at="2024-06"), supplies("jsr", "resist")]
    say(store, "survey", Firm=FIRMS, Material=RESIST, SUPPLIES=claims)

    assert set(rows(store.view(), "SUPPLIES", "from", "recorded_at")) == {
        ("tok", "2024-06"),
        ("jsr", "2026-01-01T12:00:00Z"),
    }


class Interrupted:
    """A store in which another dataset is loaded just after the first view was taken."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._views = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def view(self, revision: int | None = None) -> View:
        view = self._store.view(revision)
        self._views += 1
        if self._views == 1:
            say(self._store, "other", Firm=[firm("asml")])
        return view


def test_a_load_compares_again_when_another_writer_was_faster(store: Store) -> None:
    report = load(batch("survey", Firm=FIRMS), Interrupted(store), contract(), now=START)

    assert report.run == 2
    assert known_nodes(store.view(), contract()).keys() == {"asml", "tok", "jsr"}


def test_a_time_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="without zone"):
        load(batch("survey", Firm=FIRMS), store, contract(), now=datetime(2026, 1, 1))
    assert store.revision() == 0
