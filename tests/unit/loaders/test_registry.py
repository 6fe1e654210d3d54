"""The bundled sources, their order and their completeness."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.registry import bundled, by_id, licence_text, optional
from loaders.run import Source

ROOT = Path(__file__).resolve().parents[3]
LOAD_ALL = """
from loaders.registry import bundled, by_id, optional
from loaders.run import prepare
from schema.load import contract

known = {}
for source in bundled():
    tables = prepare(source, contract(), known).batch.tables
    known |= {id: type for type in contract().nodes if type in tables for id in tables[type]["id"]}
print(len(bundled()), len(optional()), by_id("eto_semiconductor"))
"""


def test_a_source_comes_after_those_it_refers_to() -> None:
    order = [source.manifest.id for source in bundled()]

    assert {"curated", "guangdong_plan_2020"} <= set(order)
    for source in bundled():
        assert all(order.index(needed) < order.index(source.manifest.id) for needed in source.manifest.after)


def test_sources_are_found_by_id() -> None:
    curated = by_id("curated")

    assert curated is not None
    assert curated.manifest.id == "curated"
    assert by_id("no-such-source") is None


def test_what_may_not_be_used_commercially_is_loaded_only_when_asked_for() -> None:
    assert not [source.manifest.id for source in bundled() if "NC" in source.manifest.licence]
    assert not {source.manifest.id for source in bundled()} & {source.manifest.id for source in optional()}
    for source in optional():
        assert source.manifest.licence in licence_text(source)
        assert set(source.manifest.after) <= {needed.manifest.id for needed in bundled()}


def test_everything_else_loads_without_the_data_of_an_optional_pack(tmp_path: Path) -> None:
    for package in ("loaders", "schema"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    for source in optional():
        shutil.rmtree(tmp_path / "loaders" / source.manifest.id / "data")

    command = [sys.executable, "-c", LOAD_ALL]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (ran.stdout.split(), ran.stderr) == ([str(len(bundled())), "0", "None"], "")


@pytest.mark.parametrize("source", (*bundled(), *optional()), ids=lambda source: source.manifest.id)
def test_each_source_has_notes_data_and_assertions(source: Source) -> None:
    assert (source.folder / "NOTES.md").stat().st_size > 0
    assert any((source.folder / "data").iterdir())
    assert source.manifest.assertions


def test_bundled_data_stay_small() -> None:
    size = sum(
        path.stat().st_size
        for source in (*bundled(), *optional())
        for path in source.folder.rglob("data/**/*")
        if path.is_file()
    )

    assert size < 15_000_000
