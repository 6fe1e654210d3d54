"""A source's manifest: what it holds, and that nothing in it is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.manifest import Assertion, read_manifest
from schema.errors import InputRejected
from tests.unit.loaders.folders import MANIFEST, only


def written(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "mcs"
    folder.mkdir()
    (folder / "source.yaml").write_text(text, "utf-8")
    return folder


def test_the_folder_names_the_dataset_and_its_publication_unless_another_is_named(tmp_path: Path) -> None:
    plain = read_manifest(written(tmp_path, MANIFEST))
    named = read_manifest(written(tmp_path / "..", MANIFEST + "publication: mcs-2026\n"))

    assert (plain.id, plain.publication) == ("mcs", "mcs")
    assert (named.id, named.publication) == ("mcs", "mcs-2026")
    assert (plain.title_zh, plain.retrieved, plain.grade, plain.default) == ("测试", "2026-01-31", "B", True)


def test_an_assertion_may_be_narrowed_by_columns(tmp_path: Path) -> None:
    text = MANIFEST + "assertions: {min: {PRODUCES: 400}, equal: {Programme kind=term number=1: 6}}\n"

    found = read_manifest(written(tmp_path, text)).assertions

    assert set(found) == {
        Assertion("min", "PRODUCES", (), 400),
        Assertion("equal", "Programme", (("kind", "term"), ("number", "1")), 6),
    }


@pytest.mark.parametrize(
    "text",
    [
        MANIFEST.replace("licence: facts\n", ""),
        MANIFEST.replace("zh: 测试", "de: Test"),
        MANIFEST.replace("2026-01-31", "January"),
        MANIFEST + "licens: facts\n",
        MANIFEST + "assertions: {about: {Place: 3}}\n",
        MANIFEST + "assertions: {min: {Place level: 3}}\n",
        "just text",
        "",
    ],
)
def test_a_manifest_that_is_not_understood_stops_the_load(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputRejected) as caught:
        read_manifest(written(tmp_path, text))

    assert only(caught.value).table == "mcs/source.yaml"
