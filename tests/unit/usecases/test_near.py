"""What was probably meant: names like a text, the likest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.errors import UnknownName
from graphsvc.usecases.naming import resolve
from graphsvc.usecases.near import near
from tests.graphs.stored import stored

NAMES = {
    "Material": [
        {"id": "gallium-oxide", "name_en": "gallium oxide", "name_zh": "氧化镓", "formula": "Ga2O3"},
        {"id": "indium-oxide", "name_en": "indium oxide", "name_zh": "氧化铟"},
        {"id": "resist", "name_en": "photoresist"},
        {"id": "arf", "name_zh": "ArF光刻胶"},
    ],
    "Firm": [{"id": "asml", "name_en": "ASML"}],
}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("galium oxid", "gallium-oxide"),
        ("GALIUM-OXIDE", "gallium-oxide"),
        ("indum oxide", "indium-oxide"),
        ("二氧化镓", "gallium-oxide"),
        ("Ga2O5", "gallium-oxide"),
        ("fotoresist", "resist"),
        ("ASLM", "asml"),
        ("光客胶", "arf"),
    ],
)
def test_a_slip_finds_what_was_meant(tmp_path: Path, text: str, first: str) -> None:
    with stored(NAMES, tmp_path) as store:
        found = near(store.view(), text)

    assert found[0].id == first
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0.6 <= one.score < 1 for one in found)


@pytest.mark.parametrize("text", ["", " ", "xyzzy", "q", "\n"])
def test_what_is_like_nothing_suggests_nothing(tmp_path: Path, text: str) -> None:
    with stored(NAMES, tmp_path) as store:
        assert near(store.view(), text) == ()


def test_an_unknown_target_names_what_is_like_it_among_what_is_allowed(tmp_path: Path) -> None:
    with stored(NAMES, tmp_path) as store, pytest.raises(UnknownName, match=r"near it: gallium-oxide") as raised:
        resolve(store.view(), "galium oxid", ["Material"])

    assert "asml" not in str(raised.value)
