"""What readers see, in both languages: sentences in en.yaml and zh.yaml, and one way to write numbers and dates.

No sentence is built in code: `text("key", lang, name=value)` fills the placeholders of a sentence of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from schema.interval import Interval
from schema.model import Label

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where there is one: every command starts here


@cache
def catalogue(lang: Language) -> Mapping[str, str]:
    """Dotted key -> sentence."""
    tree = yaml.load((files(__package__) / f"{lang}.yaml").read_text("utf-8"), _LOADER)
    return dict(_flat(tree, ""))


def _flat(tree: Mapping[str, Any], prefix: str) -> Iterable[tuple[str, str]]:
    for key, value in tree.items():
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


def interval(value: Interval | None, lang: Language) -> str:
    """[low, high] with its unit; shares as percent."""
    if value is None:
        return unknown(lang)
    write = share if value.unit == "1" else number
    unit = "" if value.unit == "1" else f" {value.unit}"
    return f"[{write(value.low, lang)}, {write(value.high, lang)}]{unit}"


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
