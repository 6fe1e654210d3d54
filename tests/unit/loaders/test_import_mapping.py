"""mapping.yaml: what it may say, and the key that is named when it says something else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from loaders.importers.mapping import MappingError, read_mapping
from schema.errors import InputRejected
from tests.unit.loaders.folders import only
from tests.unit.loaders.imports import csv_file, mapping

SOUND = "{kind: suppliers, dataset: a, columns: {firm: F, item: {column: I, create: true, type: RawInput}, share: S}%s}"


def test_every_text_stays_a_text() -> None:
    found = mapping(SOUND % ", as_of: 2024-01, names: {Norway: NO}, ignore: [on, 1]")

    assert (found.as_of, found.names, found.ignore) == ("2024-01", {"Norway": "NO"}, ("on", "1"))


def test_fields_say_their_column_constant_unit_and_factor() -> None:
    found = mapping(
        "{kind: producers, dataset: a, columns: "
        "{place: {constant: CN}, item: I, quantity: {column: Q, unit: t, factor: 1000}}}"
    )

    quantity = found.fields["quantity"]
    assert (quantity.columns, quantity.unit, quantity.factor) == (("Q",), "t", Decimal(1000))
    assert found.fields["place"].constant == "CN"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[1]", ""),
        ("{kind: nonsense}", "kind"),
        ("{kind: batch, table: Nothing}", "table"),
        ("{kind: suppliers, columns: {firm: F, item: I}}", "dataset"),
        ("{kind: suppliers, dataset: a, columns: {firm: F}}", "columns.item"),
        ("{kind: suppliers, dataset: a, columns: {firm: F, item: I, colour: C}}", "columns.colour"),
        ("{kind: suppliers, dataset: a, columns: {firm: F, item: {column: I, creat: true}}}", "columns.item.creat"),
        ("{kind: suppliers, dataset: a, columns: {firm: F, item: {column: I, create: maybe}}}", "columns.item.create"),
        ("{kind: suppliers, dataset: a, columns: {firm: F, item: {column: I, type: Thing}}}", "columns.item.type"),
        ("{kind: suppliers, dataset: a, columns: {firm: F, item: {create: true}}}", "columns.item"),
        (
            "{kind: producers, dataset: a, columns: {place: P, item: I, quantity: {column: Q, factor: x}}}",
            "columns.quantity.factor",
        ),
        ("{kind: bill_of_materials, dataset: a, columns: {item: I}}", "columns.level"),
        ("{kind: batch, table: Coalition, dataset: a, columns: {id: I}}", "columns.units"),
        (SOUND % ", header_row: first", "header_row"),
        (SOUND % ", decimal: ';'", "decimal"),
        (SOUND % ", merged: guess", "merged"),
        (SOUND % ", colour: red", "colour"),
    ],
)
def test_a_key_that_is_not_understood_is_named(text: str, key: str) -> None:
    with pytest.raises(MappingError) as caught:
        mapping(text)

    assert caught.value.key == key


@pytest.mark.parametrize(
    ("content", "rule"), [(b"a: [", "YAML"), ("种: 类".encode("gbk"), "YAML"), (b"kind: x", "must be one of")]
)
def test_a_broken_mapping_file_is_refused_by_name(tmp_path: Path, content: bytes, rule: str) -> None:
    with pytest.raises(InputRejected) as caught:
        read_mapping(csv_file(tmp_path, content, "map.yaml"))

    assert only(caught.value).table == "map.yaml"
    assert rule in only(caught.value).rule


def test_a_missing_mapping_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected):
        read_mapping(tmp_path / "map.yaml")
