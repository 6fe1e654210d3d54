"""What is derived from the contract: fresh, and saying what the contract says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schema.batch import RawBatch
from schema.generate import ARTEFACTS, stale
from schema.generate.__main__ import ROOT, main
from schema.load import contract
from tests.unit.schema.batches import CASES, SOUND, case_batch

CASE_NAMES = sorted(path.parent.name for path in CASES.glob("*/batch"))


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "schema/generated/batch.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_committed_files_are_fresh() -> None:
    """When this fails: python -m schema.generate"""
    assert list(stale(contract(), ROOT)) == []


@pytest.mark.parametrize("path", ARTEFACTS)
def test_each_file_says_in_its_head_that_it_is_generated(path: str) -> None:
    head = "".join((ROOT / path).read_text("utf-8").splitlines()[:2])

    assert "python -m schema.generate" in head


def test_a_changed_and_a_missing_file_are_named_and_a_second_writing_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    (tmp_path / "docs/data-dictionary.zh.md").write_text("mine", "utf-8")
    (tmp_path / "schema/generated/neo4j_schema.cypher").unlink()
    capsys.readouterr()

    assert main(["--check"], tmp_path) == 1
    assert [line.split(";")[0] for line in capsys.readouterr().out.splitlines()] == [
        "stale: schema/generated/neo4j_schema.cypher",
        "stale: docs/data-dictionary.zh.md",
    ]
    assert main([], tmp_path) == 0
    assert main([], tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "everything is fresh"


def test_neo4j_holds_ids_and_version_keys_unique_and_finds_a_crashed_run() -> None:
    statements = (ROOT / "schema/generated/neo4j_schema.cypher").read_text("utf-8").splitlines()[1:]

    assert all(line.endswith(";") and " IF NOT EXISTS " in line for line in statements)
    for type_ in contract().relationships:
        pattern = f"FOR ()-[r:{type_}]-()"
        assert f"CREATE CONSTRAINT {type_.lower()}_key IF NOT EXISTS {pattern} REQUIRE r.key IS UNIQUE;" in statements
        assert f"CREATE INDEX {type_.lower()}_added IF NOT EXISTS {pattern} ON (r.added_in);" in statements
    assert statements[0] == "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;"
    assert statements[-1].startswith("CREATE TEXT INDEX ")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dictionary_names_every_type_column_word_and_unit(language: str) -> None:
    page = (ROOT / f"docs/data-dictionary.{language}.md").read_text("utf-8")

    columns = {name for type_ in contract().types() for name in type_.properties}
    words = {word for vocabulary in contract().vocabularies.values() for word in vocabulary.terms}
    missing = [name for name in {*columns, *words, *contract().units} if f"`{name}`" not in page]
    assert missing == []
    for type_ in contract().types():
        assert f"### {type_.name} · {getattr(type_.label, language)}\n" in page


@pytest.mark.parametrize("case", CASE_NAMES)
def test_the_json_schema_accepts_the_worked_examples(case: str, validator: jsonschema.Draft202012Validator) -> None:
    assert [error.message for error in validator.iter_errors(_json(case_batch(case)))] == []


def test_there_are_worked_examples() -> None:
    assert len(CASE_NAMES) >= 18


def test_the_json_schema_accepts_typed_values_and_their_texts(validator: jsonschema.Draft202012Validator) -> None:
    typed = {**SOUND, "SUPPLIES": [{"from": "jsr", "to": "resist", "share": 0.4, "exhaustive": True, "as_of": 2024}]}
    texts = {**SOUND, "SUPPLIES": [{"from": "jsr", "to": "resist", "share": "", "exhaustive": "true", "as_of": None}]}

    assert [*validator.iter_errors(typed), *validator.iter_errors(texts)] == []


@pytest.mark.parametrize(
    "batch",
    [
        {"Materials": []},
        {"Material": [{"name_en": "resist"}]},
        {"Material": [{"id": "two words"}]},
        {"Material": [{"id": "resist", "colour": "red"}]},
        {"SUPPLIES": [{"from": "jsr"}]},
        {"SUPPLIES": [{"from": "jsr", "to": "resist", "share": 1.2}]},
        {"SUPPLIES": [{"from": "jsr", "to": "resist", "share": "40%"}]},
        {"SUPPLIES": [{"from": "jsr", "to": "resist", "exhaustive": "yes"}]},
        {"SUPPLIES": [{"from": "jsr", "to": "resist", "grade": "E"}]},
        {"SUPPLIES": [{"from": "jsr", "to": "resist", "as_of": "June"}]},
        {"SUPPLIES": [{"from": "jsr", "to": "resist", "capacity_unit": "stone"}]},
        {"Place": [{"id": "JP", "level": "nation"}]},
        [],
    ],
)
def test_the_json_schema_refuses_what_validation_refuses(
    batch: Any, validator: jsonschema.Draft202012Validator
) -> None:
    assert not validator.is_valid(batch)


def _json(batch: RawBatch) -> dict[str, Any]:
    return {name: table.to_dict("records") for name, table in batch.tables.items()}
