"""Folded names: `Ga₂O₃`, `Ga2O3` and full-width forms are one spelling, 氧化鎵 and 氧化镓 too.

The stores search `name_key`. Nothing is identified by a folded name: ids come from raw text, so folding may improve.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

NAME_PROPERTIES = ("id", "name_zh", "name_en", "aliases", "formula", "cas")
FIRST_OF_CHINESE = "\u2e80"  # where the radicals begin; all characters that have a traditional form come after it


def fold(text: str) -> str:
    """The form names are compared in: NFKC, case folded, traditional characters simplified, white space collapsed."""
    # NFKC again: case folding can leave a decomposed form behind
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(map(_simplified, plain)).split())


@cache
def _simplified(character: str) -> str:
    """One character at a time, so that the fold of a part is a part of the fold: search looks for parts."""
    if character < FIRST_OF_CHINESE:
        return character
    convert = _to_simplified()
    return convert(convert(character))  # 薴 becomes 苧, which is itself the traditional form of 苎


@cache
def _to_simplified() -> Callable[[str], str]:
    from opencc import OpenCC  # by the first Chinese name only: a search for a formula does not wait for it

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def name_key(properties: Mapping[str, Any]) -> str:
    r"""Every folded name of a node, each between line feeds: an exact name is found as "\n" + fold(name) + "\n"."""
    names: dict[str, None] = {}
    for name in NAME_PROPERTIES:
        value = properties.get(name) or ()
        for text in (value,) if isinstance(value, str) else value:
            names.setdefault(fold(text))
    names.pop("", None)
    return "\n" + "".join(f"{name}\n" for name in names)
