"""Both languages say the same things: same keys, same placeholders, nothing empty."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import graphsvc
from graphsvc import errors
from graphsvc.text import tree

CATALOGUES = [(), ("schema",)]  # sentences, descriptions of the GraphQL schema
SERVICE = Path(graphsvc.__file__).parent
ERRORS = {name for name in vars(errors) if isinstance(getattr(errors, name), type)} - {"AmbiguousName"}
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


def test_every_reason_of_an_error_has_its_sentence_and_every_sentence_its_error() -> None:
    said = {key.removeprefix("error.") for key in catalogue((), "en") if key.startswith("error.")}
    code = [ast.parse(file.read_text("utf-8")) for file in SERVICE.rglob("*.py")]
    words = {node.value for tree in code for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    raised = {
        call.args[0].value
        for tree in code
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in ERRORS
        and isinstance(call.args[0], ast.Constant)
    }

    assert len(raised) > 10
    assert raised - said == set()
    assert said - words == set()
