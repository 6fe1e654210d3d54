"""What a transform says becomes the tables of the contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.emit import Emit, Origin, Skipped, verb
from loaders.manifest import read_manifest
from loaders.resolve import name_index
from loaders.rows import Row
from schema.load import contract
from tests.unit.loaders.folders import MANIFEST


@pytest.fixture
def emit(tmp_path: Path) -> Emit:
    (tmp_path / "source.yaml").write_text(MANIFEST + "publication: mcs-2026\n", "utf-8")
    return Emit(contract(), read_manifest(tmp_path))


def test_each_type_of_the_contract_has_a_verb_of_its_own(emit: Emit) -> None:
    verbs = [verb(type_.name) for type_ in contract().types()]

    assert len(set(verbs)) == len(verbs)
    assert {"material_field", "raw_input", "has_observation", "supplies_to"} <= set(verbs)
    with pytest.raises(AttributeError):
        emit.delivers("a", "b")


def test_relationships_without_provenance_get_that_of_the_manifest_and_others_keep_theirs(emit: Emit) -> None:
    emit.produces("CN", "gallium", share="0.98")
    emit.produces("JP", "gallium", source="usgs", grade="A")

    made = emit.collected().raw.tables["PRODUCES"]

    assert made[["from", "source", "grade"]].values.tolist() == [["CN", "mcs-2026", "B"], ["JP", "usgs", "A"]]
    assert list(made.columns) == ["from", "to", "share", "source", "grade"]


def test_nodes_keep_what_they_say_and_no_more(emit: Emit) -> None:
    emit.material("gallium", name_zh="镓", aliases=["Ga", "金属镓"])

    assert emit.collected().raw.tables["Material"].to_dict("records") == [
        {"id": "gallium", "name_zh": "镓", "aliases": "Ga|金属镓"}
    ]


def test_a_row_remembers_the_record_it_was_made_from(emit: Emit) -> None:
    emit.material("a", row=Row("chips/x.csv", 17, {}))
    emit.material("b")

    assert emit.collected().origins["Material"] == (Origin("chips/x.csv", 17), None)


def test_a_name_without_a_single_answer_goes_on_the_list_for_review(emit: Emit) -> None:
    index = name_index([("a", ("CIP",)), ("b", ("CIP",)), ("c", ("镓",))])
    record = Row("x.csv", 3, {})

    found = [emit.one(index, text, record) for text in ("镓", "CIP", "铟")]

    assert found == ["c", None, None]
    assert emit.collected().skipped == (
        Skipped(Origin("x.csv", 3), "CIP: could be a, b"),
        Skipped(Origin("x.csv", 3), "铟: nothing bears this name"),
    )
