"""Loading sources and batches: all checked before any is written, known nodes, dataset names, taking back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphsvc.errors import UnknownName, WrongUse
from graphsvc.settings import Settings
from graphsvc.usecases.context import Context
from graphsvc.usecases.loading import LoadQuery, LoadRow, load, unload
from graphsvc.usecases.opening import opened
from loaders.registry import bundled
from schema.errors import InputRejected
from tests.unit.cli.running import batch


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with opened(Settings(store=f"sqlite:///{tmp_path / 'graph.db'}", cache_dir=tmp_path / "cache")) as context:
        yield context


def loaded(context: Context, *paths: Path, **options: str) -> tuple[LoadRow, ...]:
    return load(LoadQuery(tuple(map(str, paths)), **options), context).rows  # type: ignore[arg-type]


def test_bundled_sources_load_in_their_order_and_a_second_load_writes_nothing(context: Context) -> None:
    first = load(LoadQuery(), context)
    second = load(LoadQuery(), context)

    assert [row.dataset for row in first.rows] == [source.manifest.id for source in bundled()]
    assert all(row.written and not row.unchanged for row in first.rows)
    assert [(row.run, row.written, row.retired) for row in second.rows] == [(None, 0, 0)] * len(bundled())
    assert [row.unchanged for row in second.rows] == [row.written for row in first.rows]
    assert any(row.rejected == sum(row.reasons.values()) > 0 for row in first.rows)


def test_a_dry_run_of_everything_lets_later_sources_refer_to_earlier_ones(context: Context) -> None:
    dry = load(LoadQuery(dry_run=True), context)

    assert all(row.written and row.run is None for row in dry.rows)
    assert context.store.revision() == 0


def test_a_batch_may_refer_to_what_another_dataset_states(tmp_path: Path, context: Context) -> None:
    firms = batch(tmp_path / "firms", Firm="id\nacme\n", Material="id\nresist\n")
    claims = batch(tmp_path / "claims", SUPPLIES="from,to\nacme,resist\n")

    loaded(context, firms)

    assert [(row.dataset, row.run) for row in loaded(context, claims)] == [("claims", 2)]


def test_a_batch_may_not_refer_to_a_node_that_only_it_stated_before(tmp_path: Path, context: Context) -> None:
    mine = batch(tmp_path / "mine", Firm="id\nacme\n", Material="id\nresist\n", SUPPLIES="from,to\nacme,resist\n")
    loaded(context, mine)

    (mine / "Firm.csv").unlink()

    with pytest.raises(InputRejected) as rejected:
        loaded(context, mine)
    assert "dangling" in rejected.value.violations[0].rule
    assert context.store.revision() == 1


def test_batches_loaded_together_refer_to_each_other_in_order(tmp_path: Path, context: Context) -> None:
    firms = batch(tmp_path / "firms", Firm="id\nacme\n", Material="id\nresist\n")
    claims = batch(tmp_path / "claims", SUPPLIES="from,to\nacme,resist\n")

    assert [row.run for row in loaded(context, firms, claims)] == [1, 2]


def test_the_dataset_is_named_after_the_file(tmp_path: Path, context: Context) -> None:
    (row,) = loaded(context, batch(tmp_path / "My Survey (2025)", Firm="id\nacme\n"))

    assert row.dataset == "my-survey-2025"


def test_a_name_without_ascii_letters_needs_a_dataset(tmp_path: Path, context: Context) -> None:
    with pytest.raises(WrongUse, match="--source"):
        loaded(context, batch(tmp_path / "调查", Firm="id\nacme\n"))


def test_a_batch_does_not_take_the_place_of_a_bundled_source(tmp_path: Path, context: Context) -> None:
    name = bundled()[0].manifest.id

    with pytest.raises(WrongUse, match="bundled source"):
        loaded(context, batch(tmp_path / "mine", Firm="id\nacme\n"), source=name)


def test_two_batches_of_one_name_do_not_retire_each_other(tmp_path: Path, context: Context) -> None:
    one = batch(tmp_path / "a" / "batch", Firm="id\nacme\n")
    two = batch(tmp_path / "b" / "batch", Firm="id\nother\n")

    with pytest.raises(WrongUse, match="one by one"):
        loaded(context, one, two)


def test_a_source_or_date_for_what_brings_its_own_is_wrong_use(context: Context) -> None:
    for options in ({"source": "x"}, {"as_of": "2024"}):
        with pytest.raises(WrongUse, match="bring their own"):
            load(LoadQuery(**options), context)  # type: ignore[arg-type]


def test_what_is_neither_source_nor_path_is_answered_with_the_sources(context: Context) -> None:
    with pytest.raises(UnknownName, match=bundled()[0].manifest.id):
        load(LoadQuery(("nowhere",)), context)


def test_progress_tells_each_step_and_the_end(tmp_path: Path, context: Context) -> None:
    told: list[tuple[str, str, int, int]] = []

    query = LoadQuery((str(batch(tmp_path / "mine", Firm="id\nacme\n")),))
    load(query, context, lambda *step: told.append(step))

    assert told == [("reading", "mine", 0, 2), ("writing", "mine", 1, 2), ("done", "", 2, 2)]


def test_unload_gives_back_what_was_there_before(tmp_path: Path, context: Context) -> None:
    mine = batch(tmp_path / "mine", Firm="id\nacme\n")
    loaded(context, mine)
    batch(mine, Firm="id\nother\n")
    loaded(context, mine)

    (row,) = unload(2, context).rows

    assert (row.run, row.written, row.retired) == (3, 1, 1)
    assert [node.id for node in context.view().nodes(["acme", "other"])] == ["acme"]
