"""The publications behind claims: what a reader needs to find them again."""

from __future__ import annotations

from collections.abc import Iterable

from graphsvc.stores.port import Node, View
from graphsvc.usecases.answer import Publication
from schema.generated import types


def publications(view: View, ids: Iterable[str | None]) -> dict[str, Publication]:
    """The publications of these ids, by id; ids that no node states are left out."""
    asked = sorted({id for id in ids if id is not None})
    return {node.id: publication(node) for node in view.nodes(asked) if node.type == types.SOURCE}


def publication(node: Node) -> Publication:
    """What a source says about itself."""
    said = node.properties
    texts = {name: said.get(name) for name in ("publisher", "year", "licence", "kind", "url")}
    return Publication(title=said.get("title") or said.get("name_zh") or said.get("name_en"), **texts)
