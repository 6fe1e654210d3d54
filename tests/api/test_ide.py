"""The query editor: all of it from here, as npm has it, and usable at once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest
from graphql import build_schema, parse, validate

from graphsvc.graphql.schema import sdl
from graphsvc.http.ide import PAGE, examples
from graphsvc.text import LANGUAGES, Language
from tests.api.npm.tools import node, npm_tools
from tests.api.npm.vendor import VENDOR, vendored

__all__ = ["npm_tools"]

LARGEST = 3_000_000  # bytes of the whole page


def test_the_vendored_files_are_those_of_npm(npm_tools: Path) -> None:
    expected = vendored(npm_tools / "node_modules")

    found = {path.name: path.read_text("utf-8") for path in VENDOR.iterdir()}

    assert found.keys() == expected.keys()
    assert [name for name, text in expected.items() if found[name] != text] == [], "python -m tests.api.npm.vendor"


def test_the_page_loads_nothing_from_elsewhere(client: httpx.Client) -> None:
    page = client.get("/ide")
    parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert [part for part in parts if not part.startswith(("/ide/", "data:"))] == []
    assert "script-src 'self';" in page.headers["content-security-policy"]
    for part in parts:
        if part.startswith("/ide/"):
            assert client.get(part).status_code == 200
    assert "url(http" not in client.get("/ide/graphiql.css").text


def test_the_page_is_small_enough_to_be_shipped() -> None:
    assert sum(path.stat().st_size for path in Path(str(PAGE)).rglob("*")) < LARGEST


@pytest.mark.parametrize("path", ["/ide/../app.py", "/ide/%2e%2e/app.py", "/ide/vendor", "/ide/nothing.js"])
def test_only_the_files_of_the_page_are_served(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code in (401, 404)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_examples_fit_the_schema(client: httpx.Client, language: Language) -> None:
    schema = build_schema(sdl())
    shown = client.get(f"/ide/texts/{language}.json").json()["examples"]

    assert shown == examples(language)
    assert len(shown) == 10
    assert {e["title"]: validate(schema, parse(e["query"])) for e in shown} == {e["title"]: [] for e in shown}


def test_both_languages_have_the_same_examples() -> None:
    english, chinese = (
        [re.sub(r"lang: \w+", "", example["query"].partition("\n")[2]) for example in examples(language)]
        for language in LANGUAGES
    )

    assert english == chinese


def test_a_reader_opens_the_page_presses_the_button_and_has_an_answer(npm_tools: Path, client: httpx.Client) -> None:
    seen = json.loads(node("ide.mjs", npm_tools, f"{client.base_url}/ide?lang=zh"))

    assert seen["faults"] == []
    assert seen["examples"] == [example["title"] for example in examples("zh")]
    assert seen["query"] == examples("zh")[0]["query"]
    assert "unknown-name" in seen["answer"]  # this small store has no 5G; the question came to its end
    assert seen["second"] == examples("zh")[1]["query"]
