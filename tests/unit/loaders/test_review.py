"""What could not be joined is listed for review, and a join taken out of its file is undone by the next load."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from loaders.registry import bundled, by_id
from loaders.review import unjoined
from loaders.run import Source, prepare
from schema.batch import Batch
from schema.errors import InputRejected
from schema.ids import claim_ids
from schema.load import contract
from tests.unit.loaders.folders import MANIFEST, source_folder
from tests.unit.loaders.prepared import nodes, on_top

JOINED = {"baci_trade", "eu_crm_2017", "eu_crm_2023", "guangdong_plan_2020", "usgs_mcs"}


def listing(folder: Path, review: str, **files: str) -> Source:
    contents = {f"{name}.csv": content for name, content in files.items()}
    return source_folder(folder, lambda data, emit: None, contents, f"{MANIFEST}review: {{{review}}}\n")


def test_a_list_of_what_is_open_counts_row_by_row_with_the_reason(tmp_path: Path) -> None:
    source = listing(tmp_path, "open.csv: null", open="name,reason\na,no item\nb,\n")

    assert [(found.row, found.reason) for found in unjoined(source)] == [(2, "no item"), (3, None)]


def test_of_a_file_of_joins_only_rows_without_an_answer_are_open(tmp_path: Path) -> None:
    source = listing(tmp_path, "joins.csv: item", joins="name,item,note\na,x,\nb,,no item\n")

    assert [(found.row, found.reason) for found in unjoined(source)] == [(3, "no item")]


def test_a_list_without_its_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected):
        list(unjoined(listing(tmp_path, "joins.csv: item", joins="name\na\n")))


def test_every_source_that_joins_names_its_lists_and_gives_a_reason_for_each_row() -> None:
    open_rows = {source.manifest.id: list(unjoined(source)) for source in bundled()}

    assert {name for name, found in open_rows.items() if found} == JOINED
    assert [found for rows in open_rows.values() for found in rows if not found.reason] == []


@pytest.mark.parametrize("name", ["baci_trade", "eu_crm_2017", "guangdong_plan_2020"])
def test_what_a_source_leaves_out_for_want_of_an_item_is_what_its_lists_hold(name: str) -> None:
    source = by_id(name)
    assert source is not None

    assert len(list(unjoined(source))) == len(on_top(name).skipped)


def test_a_join_taken_out_is_undone_by_the_next_load_and_put_back_it_is_the_same(tmp_path: Path) -> None:
    """Cobalt at extraction is the item cobalt-ore: without the row the figures are gone, and nothing else changes."""
    found = by_id("eu_crm_2017")
    assert found is not None
    folder = Path(shutil.copytree(found.folder, tmp_path / "eu_crm_2017"))
    source = replace(found, folder=folder, manifest=replace(found.manifest, assertions=(), max_skipped=99))
    joins = folder / "data" / "crosswalk.csv"
    text = joins.read_text("utf-8")

    before = ids(source)
    joins.write_text(text.replace("cobalt-ore,", ",no longer joined: "), "utf-8")
    without = ids(source)
    joins.write_text(text, "utf-8")

    assert {id_.split("-")[2] for id_ in before["Observation"] - without["Observation"]} == {"cobalt"}
    assert len(before["HAS_OBSERVATION"] - without["HAS_OBSERVATION"]) == 8
    assert all(without[type_] <= before[type_] for type_ in without)
    assert ids(source) == before
    assert "cobalt-ore" in dict(nodes("curated"))


def ids(source: Source) -> dict[str, set[str]]:
    """Of each table, the ids of nodes and claims."""
    known = {node: type_ for needed in source.manifest.after for node, type_ in nodes(needed)}
    batch: Batch = prepare(source, contract(), known).batch
    return {
        name: set(table["id"]) if "id" in table else set(claim_ids(name, table, source.manifest.id, contract()))
        for name, table in batch.tables.items()
    }
