"""Folded names: `Ga₂O₃`, `Ga2O3` and full-width forms are one spelling. The stores search `name_key`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

NAME_PROPERTIES = ("id", "name_zh", "name_en", "aliases", "formula", "cas")


def fold(text: str) -> str:
    """The form names are compared in: NFKC, case folded, white space collapsed."""
    # NFKC again: case folding can leave a decomposed form behind
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def name_key(properties: Mapping[str, Any]) -> str:
    r"""Every folded name of a node, each between line feeds: an exact name is found as "\n" + fold(name) + "\n"."""
    names: dict[str, None] = {}
    for name in NAME_PROPERTIES:
        value = properties.get(name) or ()
        for text in (value,) if isinstance(value, str) else value:
            names.setdefault(fold(text))
    names.pop("", None)
    return "\n" + "".join(f"{name}\n" for name in names)
