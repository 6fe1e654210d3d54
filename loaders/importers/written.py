"""A suggestion as the text of mapping.yaml, with the comments a person needs to edit it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from loaders.importers.kinds import BATCH, kinds
from loaders.importers.suggest import Guess, Suggestion

Texts = Mapping[str, Mapping[str, str]]


@cache
def _texts() -> Texts:
    found: Texts = yaml.safe_load((files("loaders.importers") / "texts.yaml").read_text("utf-8"))
    return found


def mapping_text(suggestion: Suggestion, language: str = "en") -> str:
    """A mapping that `read_mapping` takes once nothing is missing. `language`: of the comments, zh or en."""
    says = {key: texts[language] for key, texts in _texts().items()}
    where = {"file": suggestion.file, "sheet": suggestion.sheet or "-", "row": suggestion.header_row}
    lines = ["# " + says["head"].format(**where)]
    lines += _head(suggestion, says)
    lines.append("columns:")
    for name in suggestion.missing:
        lines.append(f"  # {name}: ''  # {says['missing']}")
    lines += _fields(suggestion, says)
    lines.append(f"ignore: {_flow(list(suggestion.left_over))}  # {says['ignore']}")
    lines.append(f"names: {{}}  # {says['names']}")
    return "\n".join(lines) + "\n"


def _head(suggestion: Suggestion, says: Mapping[str, str]) -> Iterator[str]:
    yield f"kind: {suggestion.kind}  # {says['kind'].format(kinds=', '.join([*kinds(), BATCH]))}"
    yield f"dataset: {suggestion.dataset}  # {says['dataset']}"
    if suggestion.sheet:
        yield f"sheet: {_flow(suggestion.sheet)}"
    yield f"header_row: {suggestion.header_row}"
    if suggestion.encoding:
        yield f"encoding: {suggestion.encoding}  # {says['encoding']}"
    if suggestion.decimal:
        yield f"decimal: {_flow(suggestion.decimal)}  # {says['decimal']}"
    if suggestion.unknown:
        yield f"unknown: {_flow(list(suggestion.unknown))}  # {says['unknown']}"
    yield f"source: {suggestion.dataset}  # {says['source']}"
    yield f"as_of: ''  # {says['as_of']}"
    yield f"grade: D  # {says['grade']}"


def _fields(suggestion: Suggestion, says: Mapping[str, str]) -> Iterator[str]:
    roles = kinds()[suggestion.kind].roles
    for guess in suggestion.guesses:
        if "." in guess.field and guess.field.split(".")[0] in {other.field for other in suggestion.guesses}:
            continue
        spec = _spec(guess, suggestion, guess.field in roles)
        comment = says[guess.confidence] + (f"; {says['create']}" if guess.field in roles else "")
        yield f"  {guess.field}: {_flow(spec)}  # {comment}"


def _spec(guess: Guess, suggestion: Suggestion, role: bool) -> Any:
    spec: dict[str, Any] = {"column": guess.header}
    if guess.unit:
        spec["unit"] = guess.unit
    if role:
        prefix = f"{guess.field}."
        beside = {g.field.removeprefix(prefix): g.header for g in suggestion.guesses if g.field.startswith(prefix)}
        spec |= {"create": False} | ({"properties": beside} if beside else {})
    return guess.header if len(spec) == 1 else spec


def _flow(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")
