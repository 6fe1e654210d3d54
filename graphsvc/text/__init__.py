"""What readers see, in both languages: sentences in en/ and zh/ (one file a topic), and one way to write values.

No sentence is built in code: `text("key", lang, name=value)` fills the placeholders of a sentence of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from schema.model import Label

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where there is one: every command starts here


@cache
def catalogue(lang: Language) -> Mapping[str, str]:
    """Dotted key -> sentence."""
    return dict(_flat(tree(lang), ""))


def tree(*folder: str) -> dict[str, Any]:
    """All files of a folder of texts as one tree. ValueError: two files give the same text."""
    found: dict[str, Any] = {}
    for file in sorted(files(__package__).joinpath(*folder).iterdir(), key=lambda file: file.name):
        _merge(found, yaml.load(file.read_text("utf-8"), _LOADER), file.name)
    return found


def _merge(into: dict[str, Any], more: Mapping[str, Any], name: str) -> None:
    for key, value in more.items():
        if isinstance(value, Mapping) and isinstance(into.get(key, {}), dict):
            _merge(into.setdefault(key, {}), value, name)
        elif key in into:
            raise ValueError(f"{name}: {key} is given in another file too")
        else:
            into[key] = value


def _flat(texts: Mapping[str, Any], prefix: str) -> Iterable[tuple[str, str]]:
    for key, value in texts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def text(key: str, lang: Language, /, **values: object) -> str:
    """A sentence with its placeholders filled; None reads as unknown, numbers get separators. KeyError: no such key."""
    shown = {name: _shown(value, lang) for name, value in values.items()}
    return catalogue(lang)[key].format(**shown)


def known(key: str, lang: Language, otherwise: str) -> str:
    """A word of the catalogue, or `otherwise` when it has none: for words that data bring along."""
    return catalogue(lang).get(key, otherwise)


def label(names: Label, lang: Language) -> str:
    """The label in a language."""
    return names.zh if lang == "zh" else names.en


def unknown(lang: Language) -> str:
    """The word for what nobody has said."""
    return text("value.unknown", lang)


def number(value: float | None, lang: Language, digits: int = 3) -> str:
    """12,345 and 0.0123: whole numbers in full, others to so many significant digits."""
    if value is None:
        return unknown(lang)
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.0f}" if abs(value) >= 10**digits else f"{value:.{digits}g}"


def share(value: float | None, lang: Language) -> str:
    """A part of one as percent: 99.3%. What is neither nothing nor everything never reads as 0% or 100%."""
    if value is None:
        return unknown(lang)
    percent = 100.0 * value
    if 0 < percent < 0.1:
        return "<0.1%"
    if 99.9 < percent < 100 - 1e-7:
        return ">99.9%"
    return f"{round(percent, 1):g}%"


def day(value: str | None, lang: Language) -> str:
    """A date as precise as it was given; a time in UTC to the minute."""
    if value is None:
        return unknown(lang)
    date, marker, time = value.partition("T")
    return f"{date} {time[:5]} UTC" if marker else date


def listed(parts: Iterable[str], lang: Language) -> str:
    """Several things in a row."""
    return text("value.comma", lang).join(parts)


def _shown(value: object, lang: Language) -> str:
    if value is None:
        return unknown(lang)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value, lang)
    return str(value)
