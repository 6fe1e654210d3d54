"""How much of what a target needs the data can speak of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphsvc.usecases.answer import Coverage
from graphsvc.usecases.asking import Options
from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources
from tests.graphs.notation import batch, link, made, needs
from tests.oracles.semantics import Batch
from tests.unit.usecases.contexts import asking

GIVEN = batch(
    needs("s", "x"),
    needs("x", "p|q"),
    needs("s-2", "z"),
    made("x", "f@JP .5 A", "g C", "P:KR .2 B"),
    made("p", "f"),
    made("z", "f@JP 1"),
    link("HEADQUARTERED_IN", "g", "tok"),
)


def answer(given: Batch, folder: Path, *targets: str, **options: Any) -> Any:
    with asking(given, folder) as context:
        return find_single_sources(SingleSourceQuery(targets, options=Options(**options)), context)


def test_coverage_counts_what_the_target_needs_and_nothing_else(tmp_path: Path) -> None:
    """x: f at JP, g without site, KR; p: f without share or site; q: nobody is said to make it."""
    assert answer(GIVEN, tmp_path, "s").coverage == Coverage(
        items=3,
        gap_items=1,
        options=4,
        with_share=0.5,
        with_site=0.5,
        with_grade_b=0.75,
    )


def test_several_targets_are_covered_together(tmp_path: Path) -> None:
    assert answer(GIVEN, tmp_path, "s", "s-2").coverage.items == 4


def test_where_nobody_makes_anything_there_is_nothing_to_take_a_part_of(tmp_path: Path) -> None:
    found = answer(batch(needs("s", "x"), link("KIND_OF", "x", "y")), tmp_path, "s").coverage

    assert (found.items, found.gap_items, found.options) == (1, 1, 0)
    assert (found.with_share, found.with_site, found.with_grade_b) == (None, None, None)


def test_what_does_not_count_at_the_horizon_is_not_needed(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), needs("x", "tool", "", "mode=durable"), made("x", "f@JP 1"))

    assert answer(given, tmp_path, "s").coverage.items == 2
    assert answer(given, tmp_path, "s", horizon="immediate").coverage.items == 1


def test_what_is_odd_in_the_shares_is_said_with_names(tmp_path: Path) -> None:
    given = batch(
        needs("s", "x|y|z"),
        made("x", "f@JP .9 2018 src-b", "g@US .9 2020 src-c"),
        made("y", "f@fab .6", "g@osa .3", "P:JP .5 src-b"),
        made("z", "f@JP 1", "g@US 1"),
    )

    warnings = {(w.code, w.values["item"]): w.values for w in answer(given, tmp_path, "s").warnings}

    assert set(warnings) == {("tables-do-not-fit", "x"), ("firms-exceed-place", "y"), ("table-scaled", "z")}
    assert warnings["tables-do-not-fit", "x"]["kept_source"] == "src-c"
    assert warnings["tables-do-not-fit", "x"]["dropped_source_0"] == "src-b"
    assert warnings["firms-exceed-place", "y"]["place"] == "JP"
