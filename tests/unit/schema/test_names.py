"""Folded names."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.names import fold, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ga₂O₃", "Ga2O3"),
        ("Ｇａ２Ｏ３", "ga2o3"),
        ("Gallium  Oxide ", "gallium oxide"),
        ("Straße", "STRASSE"),
        ("５Ｇ", "5g"),
        ("氧化鎵", "氧化镓"),
        ("光刻膠", "光刻胶"),
        ("Ｇａ２Ｏ３ 襯底", "ga2o3 衬底"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_substances_stay_different() -> None:
    assert fold("Ga2O3") != fold("GaO3")


@pytest.mark.parametrize("text", ["ΐ Ǆ Ｇａ₂", "薴 乾燥 臺灣"])
def test_a_folded_name_is_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("乾坤著臺灣瞭解髮面麵Ａｂ光刻膠 "), max_size=9), st.integers(0, 9), st.integers(0, 9))
def test_a_part_of_a_name_folds_to_a_part_of_its_fold(text: str, start: int, end: int) -> None:
    assert fold(text[start:end]) in fold(text)


def test_a_name_without_chinese_does_not_wait_for_the_converter() -> None:
    code = "import sys; from schema.names import fold; fold('Ga₂O₃'); sys.exit('opencc' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_name_key_holds_every_name_once_between_line_feeds() -> None:
    names = {"id": "gallium-oxide", "name_zh": "氧化镓", "name_en": "Gallium oxide", "formula": "Ga₂O₃"}

    key = name_key({**names, "aliases": ("三氧化二镓", "Ga2O3"), "cas": None, "grade": "A"})

    assert key == "\ngallium-oxide\n氧化镓\ngallium oxide\n三氧化二镓\nga2o3\n"


def test_a_name_with_a_line_feed_stays_one_name() -> None:
    assert name_key({"id": "a", "name_en": "two\nlines"}) == "\na\ntwo lines\n"
