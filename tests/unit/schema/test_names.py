"""Folded names."""

from __future__ import annotations

import pytest

from schema.names import fold, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ga₂O₃", "Ga2O3"),
        ("Ｇａ２Ｏ３", "ga2o3"),
        ("Gallium  Oxide ", "gallium oxide"),
        ("Straße", "STRASSE"),
        ("５Ｇ", "5g"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_substances_stay_different() -> None:
    assert fold("Ga2O3") != fold("GaO3")


def test_a_folded_name_is_folded() -> None:
    assert fold(fold("ΐ Ǆ Ｇａ₂")) == fold("ΐ Ǆ Ｇａ₂")


def test_a_name_key_holds_every_name_once_between_line_feeds() -> None:
    names = {"id": "gallium-oxide", "name_zh": "氧化镓", "name_en": "Gallium oxide", "formula": "Ga₂O₃"}

    key = name_key({**names, "aliases": ("三氧化二镓", "Ga2O3"), "cas": None, "grade": "A"})

    assert key == "\ngallium-oxide\n氧化镓\ngallium oxide\n三氧化二镓\nga2o3\n"


def test_a_name_with_a_line_feed_stays_one_name() -> None:
    assert name_key({"id": "a", "name_en": "two\nlines"}) == "\na\ntwo lines\n"
