"""A source from folder to valid batch: violations name its own files, and the manifest holds it to its word."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.emit import Emit
from loaders.rows import rows
from loaders.run import Source, collect, prepare
from schema.errors import InputRejected
from schema.load import contract
from tests.unit.loaders.folders import MANIFEST, only, places, source_folder

FIRMS = "id,name_en\nf,Firm F\ng,Firm G\n"


def transform(data: Path, emit: Emit) -> None:
    for row in rows(data, "firms.csv"):
        firm, name = row.text("id"), row.pop("name_en")
        row.audit()
        if name is None:
            emit.skip(row, "a firm without a name")
        else:
            emit.firm(firm, row=row, name_en=name)
            emit.headquartered_in(firm, "JP", row=row)


def source(path: Path, firms: str = FIRMS, more: str = "") -> Source:
    return source_folder(path / "firms", transform, {"firms.csv": firms}, MANIFEST + more)


def rejected(given: Source, known: dict[str, str] | None = None) -> InputRejected:
    with pytest.raises(InputRejected) as caught:
        prepare(given, contract(), {"JP": "Place"} if known is None else known)
    return caught.value


def test_a_valid_source_becomes_a_batch_of_its_dataset_with_its_publication_as_a_node(tmp_path: Path) -> None:
    found = prepare(source(tmp_path), contract(), {"JP": "Place"}).batch

    assert found.dataset == "firms"
    assert found.tables["Source"][["id", "name_zh", "kind"]].values.tolist() == [["firms", "测试", "study"]]
    assert found.tables["HEADQUARTERED_IN"][["from", "to", "source", "grade"]].values.tolist() == [
        ["f", "JP", "firms", "B"],
        ["g", "JP", "firms", "B"],
    ]


def test_a_source_read_twice_says_the_same(tmp_path: Path) -> None:
    given = source(tmp_path)

    first, second = (collect(given, contract()).raw.tables for _ in range(2))

    assert {name: data.to_dict() for name, data in first.items()} == {
        name: data.to_dict() for name, data in second.items()
    }


def test_a_new_column_in_a_source_file_stops_the_load_with_its_name(tmp_path: Path) -> None:
    found = rejected(source(tmp_path, "id,name_en,employees\nf,F,3\n"))

    assert places(found) == {("firms/data/firms.csv", 2, "employees")}


def test_a_violation_of_the_contract_names_the_row_of_the_source_file(tmp_path: Path) -> None:
    found = rejected(source(tmp_path, "id,name_en\nf,F\n\na b,G\n"))

    assert {(table, row) for table, row, _ in places(found)} == {("firms/data/firms.csv", 4)}


def test_a_reference_to_what_nobody_knows_is_a_violation(tmp_path: Path) -> None:
    found = rejected(source(tmp_path, "id,name_en\nf,F\n"), known={})

    assert places(found) == {("firms/data/firms.csv", 2, "to")}


@pytest.mark.parametrize(
    "assertion",
    ["min: {Firm: 3}", "max: {Firm: 1}", "equal: {Firm: 1}", "min: {Zone: 1}", "equal: {Firm name_en=X: 1}"],
)
def test_a_result_that_breaks_the_manifests_assertion_is_refused(tmp_path: Path, assertion: str) -> None:
    found = only(rejected(source(tmp_path, more=f"assertions: {{{assertion}}}\n")))

    assert "asserts" in found.rule


def test_a_result_that_meets_the_assertions_passes(tmp_path: Path) -> None:
    more = "assertions: {min: {Firm: 2}, max: {Firm: 2, Zone: 0}, equal: {Firm name_en=Firm F: 1, Rule: 0}}\n"
    more = more.replace("name_en=Firm F", "id=f")

    assert len(prepare(source(tmp_path, more=more), contract(), {"JP": "Place"}).batch.tables["Firm"]) == 2


def test_left_out_records_are_counted_and_allowed_only_as_many_as_the_manifest_says(tmp_path: Path) -> None:
    firms = "id,name_en\nf,F\ng,\n"

    allowed = prepare(source(tmp_path / "a", firms, "max_skipped: 1\n"), contract(), {"JP": "Place"})
    refused = only(rejected(source(tmp_path / "b", firms)))

    assert [(skip.origin.row, skip.reason) for skip in allowed.skipped] == [(3, "a firm without a name")]
    assert (refused.table, refused.row) == ("firms/data/firms.csv", 3)
