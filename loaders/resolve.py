"""Names to ids by folded equality; what has no single answer is for a person to decide, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from schema.names import fold

NameIndex = Mapping[str, tuple[str, ...]]


def name_index(names: Iterable[tuple[str, Iterable[str | None]]]) -> NameIndex:
    """Folded name -> ids that bear it, sorted. `names`: pairs of an id and its names; the id counts as a name."""
    found: dict[str, set[str]] = {}
    for id_, spellings in names:
        for spelling in (id_, *spellings):
            if spelling:
                found.setdefault(fold(spelling), set()).add(id_)
    return MappingProxyType({key: tuple(sorted(ids)) for key, ids in found.items()})


def candidates(index: NameIndex, text: str) -> tuple[str, ...]:
    """Every id that bears this name: none, one, or several."""
    return index.get(fold(text), ())
