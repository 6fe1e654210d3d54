"""A proof in one sentence: what the failure takes, what needs it, and that too little else is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analytics.readings import Reading
from analytics.units import split
from graphsvc.text import Language, label, listed, share, text
from graphsvc.usecases.answer import Supply, Witness
from schema.model import Label

FEW = 3  # things of a kind that the sentence names; it counts the rest
MAKERS = 2
ACTS = ("embargo", "embargo_hq", "rule")  # units that do not fail but come into force


def told(row: Any, names: Mapping[str, Label], lang: Language) -> dict[str, str]:
    """The sentence of a row that has a proof, as its field `in_words`; nothing for other rows."""
    if not (hasattr(row, "witness") and hasattr(row, "decided_by")):
        return {}
    units = row.units if hasattr(row, "units") else (row.unit,)
    return {"in_words": in_words(row.target, units, row.reading, row.witness, row.decided_by, names, lang)}


def in_words(
    target: str,
    units: Sequence[str],
    reading: Reading,
    witness: Witness,
    decided_by: Sequence[Supply],
    names: Mapping[str, Label],
    lang: Language,
) -> str:
    """Why the target stops when the units fail, for a person who reads nothing else.

    Items that are hit come with the makers of the largest known shares; then the other items of the witness, which
    cannot do without them.
    """
    taken = _by_item(decided_by)
    through = [item for item in witness.items if item not in taken and item != target]
    values = {
        "when": listed((_when(unit, names, lang) for unit in units), lang),
        "target": _name(target, names, lang),
        "reading": text(f"reading.{reading}", lang),
        "items": _some((_taken(item, found, names, lang) for item, found in taken.items()), lang),
        "through": _some((_name(item, names, lang) for item in through), lang),
    }
    key = "nothing_named" if not taken else "through" if through else "itself"
    return text(f"in_words.{key}", lang, **values)


def _by_item(supplies: Iterable[Supply]) -> dict[str, list[Supply]]:
    """The makers of each item by share, the largest first, those of unknown share last."""
    found: dict[str, list[Supply]] = {}
    for supply in sorted(supplies, key=lambda supply: (-(supply.share or 0.0), supply.item, supply.claim)):
        found.setdefault(supply.item, []).append(supply)
    return found


def _taken(item: str, makers: Sequence[Supply], names: Mapping[str, Label], lang: Language) -> str:
    known = [maker for maker in makers if maker.share is not None][:MAKERS]
    if not known:
        return _name(item, names, lang)
    shares = listed((f"{_name(maker.maker, names, lang)} {share(maker.share, lang)}" for maker in known), lang)
    return text("in_words.item", lang, item=_name(item, names, lang), makers=shares)


def _some(parts: Iterable[str], lang: Language) -> str:
    found = list(parts)
    if len(found) <= FEW + 1:
        return listed(found, lang)
    return text("list.more", lang, shown=listed(found[:FEW], lang), more=len(found) - FEW)


def _when(unit: str, names: Mapping[str, Label], lang: Language) -> str:
    kind, id = split(unit)
    words = text(f"unit.{kind}", lang, name=_name(id, names, lang))
    return text("in_words.under" if kind in ACTS else "in_words.without", lang, unit=words)


def _name(id: str, names: Mapping[str, Label], lang: Language) -> str:
    return label(names[id], lang) if id in names else id
