"""Names to ids and back: targets and units as people write them, and labels for the ids in an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from analytics.units import COALITION, KINDS, split
from graphsvc.errors import AmbiguousName, UnknownName
from graphsvc.stores.port import Node, View
from graphsvc.text import LANGUAGES, Language, label, number
from graphsvc.usecases.near import CANDIDATES, near
from schema.generated import types
from schema.load import contract
from schema.model import Label, Property
from schema.names import fold

SUGGESTIONS = 5
COUNTRY_KINDS = ("country", "embargo", "embargo_hq")


def item_types() -> tuple[str, ...]:
    """Node types that can be a target."""
    return contract().types_with_label(types.ITEM)


def resolve(view: View, text: str, allowed: Collection[str]) -> Node:
    """The one node of the allowed types with this id, name, alias or formula.

    An id wins over a name, a name over an alias, an alias over a formula, which several items may share. UnknownName
    offers what contains the text, AmbiguousName lists the candidates.
    """
    if found := [node for node in view.nodes([text]) if node.type in allowed]:
        return found[0]
    matches = [node for node in view.search(text, exact=True) if node.type in allowed]
    tiers = [[node for node in matches if fold(text) in map(fold, called(node))] for called in (_names, _aliases)]
    best = next((tier for tier in tiers if tier), matches)
    if len(best) == 1:
        return best[0]
    if best:
        raise AmbiguousName(text, tuple(_shown(node) for node in best))
    if not view.revision:
        raise UnknownName("nothing-loaded", text=text)
    around = [node for node in view.search(text, limit=None) if node.type in allowed][:SUGGESTIONS]
    if not around:
        like = [one.id for one in near(view, text, limit=CANDIDATES) if one.type in allowed]
        around = view.nodes(like[:SUGGESTIONS])
    if around:
        raise UnknownName("nothing-answers-but", text=text, near=", ".join(_shown(node) for node in around))
    raise UnknownName("nothing-answers", text=text)


def resolve_node(view: View, text: str) -> Node:
    """Any node as `resolve` finds it; an item wins over what speaks of it, such as the plan's term of the same name."""
    if not text.strip():
        raise UnknownName("no-name")
    if found := view.nodes([text]):
        return found[0]
    items = item_types()
    is_item = any(node.type in items for node in view.search(text, exact=True))
    return resolve(view, text, items if is_item else contract().nodes)


def resolve_unit(view: View, text: str) -> str:
    """A unit as "kind:id", given as such, as "kind:name", or as a name whose node says the kind."""
    kind, separator, name = text.partition(":")
    if separator and kind in (*KINDS, COALITION):
        node = resolve(view, name, _types_of(kind))
        if kind in COUNTRY_KINDS and node.properties.get("level") != "country":
            raise UnknownName("no-country", text=text, place=node.id)
        return f"{kind}:{node.id}"
    node = resolve(view, text, _unit_types())
    return f"{_kind_of(node)}:{node.id}"


def referred(properties: Mapping[str, Property], values: Mapping[str, Any]) -> list[str]:
    """Ids of the nodes that known values of a type's properties refer to."""
    found: list[str] = []
    for name, value in values.items():
        if name in properties and properties[name].reference:
            found += [value] if isinstance(value, str) else value
    return found


def labels(view: View, ids: Iterable[str]) -> dict[str, Label]:
    """Names of nodes in both languages, each falling back on the other; without names a title, what was measured, or
    the id.
    """
    return {node.id: label_of(node) for node in view.nodes(sorted(set(ids)))}


def label_of(node: Node) -> Label:
    """As `labels` says."""
    said = node.properties
    name = said.get("name_zh") or said.get("name_en")
    if name:
        return Label(en=said.get("name_en") or name, zh=said.get("name_zh") or name)
    if node.type == types.OBSERVATION:
        return Label(**{lang: _measured(node, lang) for lang in LANGUAGES})
    title = said.get("title") or node.id
    return Label(en=title, zh=title)


def _measured(node: Node, lang: Language) -> str:
    """An observation has no name: its measure, value and unit say what it is. Scores have unit 1 too: never percent."""
    said, rules = node.properties, contract()
    measure = label(rules.vocabularies["measure"].terms[said["measure"]].label, lang)
    unit = rules.units.get(said.get("unit", ""))
    words = "" if unit is None or unit.symbol == "1" else f" {label(unit.label, lang)}"
    return f"{measure} {number(said.get('value'), lang)}{words}"


def _names(node: Node) -> list[str]:
    return [node.properties[name] for name in ("name_zh", "name_en") if node.properties.get(name)]


def _aliases(node: Node) -> list[str]:
    return list(node.properties.get("aliases", ()))


def _shown(node: Node) -> str:
    return " ".join([node.id, *(f"({name})" for name in _names(node)[:1])])


def _types_of(kind: str) -> tuple[str, ...]:
    return (types.COALITION,) if kind == COALITION else contract().vocabularies["unit_kind"].terms[kind].reference


def _unit_types() -> frozenset[str]:
    return frozenset(name for kind in (*KINDS, COALITION) for name in _types_of(kind))


def _kind_of(node: Node) -> str:
    if node.type == types.PLACE:
        return "country" if node.properties.get("level") == "country" else "site"
    plain = {types.FIRM: "firm", types.RULE: "rule", types.COALITION: COALITION}
    return plain.get(node.type, "item")


def unit_ids(units: Iterable[str]) -> Iterable[str]:
    """The ids of the nodes that units speak of."""
    return (split(unit)[1] for unit in units)
