"""The bundled sources, their order and their completeness."""

from __future__ import annotations

import pytest

from loaders.registry import bundled, by_id
from loaders.run import Source


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


@pytest.mark.parametrize("source", bundled(), ids=lambda source: source.manifest.id)
def test_each_source_has_notes_data_and_assertions(source: Source) -> None:
    assert (source.folder / "NOTES.md").stat().st_size > 0
    assert any((source.folder / "data").iterdir())
    assert source.manifest.assertions


def test_bundled_data_stay_small() -> None:
    size = sum(
        path.stat().st_size for source in bundled() for path in source.folder.rglob("data/**/*") if path.is_file()
    )

    assert size < 15_000_000
