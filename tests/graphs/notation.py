"""Tiny graphs in a few lines, with questions and the answers worked out by hand.

`made("x", "f@JP .9 2018 src-b", "P:US .1 exhaustive")`: firm f makes 90 % of x in JP; the US make the rest, the list is
complete. `f` alone has no site, `f@JP` without number no share. Other words: a grade, a year (`as_of`), a source, a
qualification, `exhaustive`, or any `column=value`. `needs("x", "ore|scrap", slot="feed")`: alternatives in one slot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.oracles.semantics import Batch

Row = tuple[str, dict[str, str]]  # table, cells

PLACES = {
    "CN": "country",
    "JP": "country",
    "US": "country",
    "KR": "country",
    "NL": "country",
    "gd": "province",
    "hok": "province",
    "fab": "site",
    "osa": "site",
    "tok": "city",
}
PARTS = {"gd": "CN", "hok": "JP", "fab": "hok", "osa": "JP", "tok": "JP"}
ALWAYS = {"source": "src-a", "as_of": "2000", "recorded_at": "2000", "grade": "A"}  # claims that are not the point
ENDS = {  # node tables of the two ends
    "REQUIRES": ("Material", "Material"),
    "SUPPLIES": ("Firm", "Material"),
    "PRODUCES": ("Place", "Material"),
    "OWNED_BY": ("Firm", "Firm"),
    "HEADQUARTERED_IN": ("Firm", "Place"),
    "KIND_OF": ("Material", "Material"),
    "RESTRICTS": ("Rule", "Material"),
    "RULE_ORIGIN": ("Rule", "Place"),
    "RULE_DESTINATION": ("Rule", "Place"),
}
READINGS = ("confirmed", "likely", "possible")


@dataclass(frozen=True)
class Ask:
    """A question and its answer by hand. `words`: a target or units; `answer`: lines of the kind's answer."""

    kind: str  # single | cuts | stops | stops_world | still
    answer: frozenset[str]
    by: tuple[str, ...] = ()
    target: str = "s"
    fail: tuple[str, ...] = ()
    max_order: int = 2
    options: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        words = [self.kind, *(self.fail or (self.target,)), *self.by]
        return " ".join([*words, *(f"{name}={value}" for name, value in self.options.items())])


@dataclass(frozen=True)
class Graph:
    """`shows`: the sentence of DOMAIN section 3; `why`: how the answers follow from it, with the sums."""

    shows: str
    why: str
    batch: Batch
    asks: tuple[Ask, ...]


def single(*lines: str, by: str = "firm country", target: str = "s", **options: Any) -> Ask:
    """Single sources, each "unit kind reading"."""
    return Ask("single", frozenset(lines), tuple(by.split()), target, options=options)


def cuts(*lines: str, by: str = "firm", target: str = "s", max_order: int = 2, **options: Any) -> Ask:
    """Minimal cut sets, each "unit+unit reading", units sorted."""
    return Ask("cuts", frozenset(lines), tuple(by.split()), target, max_order=max_order, options=options)


def stops(fail: str, items: str | Mapping[str, str], world: str | Mapping[str, str], **options: Any) -> tuple[Ask, Ask]:
    """What stops at home and in the world, by reading (one text: in all three)."""
    units = tuple(fail.split())
    return (
        Ask("stops", _by_reading(items), fail=units, options=options),
        Ask("stops_world", _by_reading(world), fail=units, options=options),
    )


def still(items: str | Mapping[str, str], **options: Any) -> Ask:
    """What does not operate at the start, by reading."""
    return Ask("still", _by_reading(items), options=options)


def _by_reading(items: str | Mapping[str, str]) -> frozenset[str]:
    found = dict.fromkeys(READINGS, items) if isinstance(items, str) else items
    return frozenset(f"{item} {reading}" for reading, text in found.items() for item in text.split())


def made(item: str, *makers: str) -> list[Row]:
    """Who makes an item: SUPPLIES and PRODUCES."""
    return [_maker(item, *text.split()) for text in makers]


def _maker(item: str, who: str, *words: str) -> Row:
    if who.startswith("P:"):
        return "PRODUCES", {"from": who.removeprefix("P:"), "to": item, **said(*words)}
    firm, _, site = who.partition("@")
    return "SUPPLIES", {"from": firm, "to": item, "site": site, **said(*words)}


def said(*words: str) -> dict[str, str]:
    """Provenance and properties from words; by default src-a says it for 2020, grade B."""
    cells = {"source": "src-a", "as_of": "2020", "grade": "B"}
    for word in words:
        cells |= _cell(word)
    return cells


def _cell(word: str) -> dict[str, str]:
    if "=" in word:
        column, _, value = word.partition("=")
        return {column: value}
    if word in ("lab", "pilot", "first_batch", "volume"):
        return {"qualification": word}
    if word.startswith("src-"):
        return {"source": word}
    if word == "exhaustive":
        return {"exhaustive": "true"}
    if word in tuple("ABCD"):
        return {"grade": word}
    return {"as_of": word} if word.isdigit() and len(word) == 4 else {"share": word}


def needs(item: str, members: str, slot: str = "", *words: str) -> list[Row]:
    """A slot of an item and the items that can fill it."""
    return [("REQUIRES", {"from": item, "to": member, "slot": slot, **said(*words)}) for member in members.split("|")]


def link(type_name: str, start: str, end: str, *words: str) -> list[Row]:
    """Any other claim: OWNED_BY, HEADQUARTERED_IN, KIND_OF, RESTRICTS, RULE_ORIGIN, RULE_DESTINATION."""
    return [(type_name, {"from": start, "to": end, **said(*words)})]


def coalition(name: str, units: str) -> list[Row]:
    """A named set of units: "embargo:JP|firm:f"."""
    return [("Coalition", {"id": name, "name_en": name, "units": units})]


def batch(*parts: Iterable[Row]) -> Batch:
    """Tables with the nodes that the rows name and the fixed places. Ids "s" and "s-…" are sectors."""
    rows = [row for part in parts for row in part]
    tables: dict[str, list[dict[str, str]]] = {
        "Source": [{"id": name, "title": name} for name in ("src-a", "src-b", "src-c")],
        "Place": [_place(place, level) for place, level in PLACES.items()],
        "PART_OF": [{"from": part, "to": whole, **ALWAYS} for part, whole in PARTS.items()],
    }
    for table, node in dict.fromkeys(_nodes(rows)):
        tables.setdefault(table, []).append({"id": node, "name_en": node})
    for table, cells in rows:
        tables.setdefault(table, []).append(cells)
    return tables


def _place(place: str, level: str) -> dict[str, str]:
    return {"id": place, "name_en": place, "level": level, "code": place if level == "country" else ""}


def _nodes(rows: Iterable[Row]) -> Iterable[tuple[str, str]]:
    for table, cells in rows:
        for label, node in zip(ENDS.get(table, ()), (cells.get("from"), cells.get("to")), strict=False):
            if label != "Place" and node:
                sector = label == "Material" and (node == "s" or node.startswith("s-"))
                yield ("Sector" if sector else label), node
