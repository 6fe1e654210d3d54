"""Both languages say the same things: same keys, same placeholders, nothing empty."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

import pytest

from graphsvc.text import tree

CATALOGUES = [(), ("schema",)]  # sentences, descriptions of the GraphQL schema
HAN = re.compile("[\u4e00-\u9fff]")


def catalogue(kind: tuple[str, ...], language: str) -> dict[str, str]:
    """Dotted key -> text."""

    def flat(texts: dict[str, Any], prefix: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in texts.items():
            found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
        return found

    return flat(tree(*kind, language))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("kind", CATALOGUES)
def test_both_catalogues_have_the_same_keys(kind: tuple[str, ...]) -> None:
    chinese, english = catalogue(kind, "zh"), catalogue(kind, "en")

    assert chinese.keys() - english.keys() == set()
    assert english.keys() - chinese.keys() == set()
    assert len(chinese) > 0


@pytest.mark.parametrize("kind", CATALOGUES)
def test_both_catalogues_have_the_same_placeholders(kind: tuple[str, ...]) -> None:
    chinese, english = catalogue(kind, "zh"), catalogue(kind, "en")

    different = [key for key in chinese if placeholders(chinese[key]) != placeholders(english.get(key, ""))]

    assert different == []


@pytest.mark.parametrize("kind", CATALOGUES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_says_something(kind: tuple[str, ...], language: str) -> None:
    silent = [key for key, said in catalogue(kind, language).items() if not isinstance(said, str) or not said.strip()]

    assert silent == []


@pytest.mark.parametrize("kind", CATALOGUES)
def test_the_english_catalogue_is_english(kind: tuple[str, ...]) -> None:
    assert [key for key, text in catalogue(kind, "en").items() if HAN.search(text)] == []
