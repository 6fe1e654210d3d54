"""Which nodes there are."""

from __future__ import annotations

from graphsvc.stores.port import View
from schema.model import Contract


def known_nodes(view: View, contract: Contract) -> dict[str, str]:
    """The type of every node that exists at this revision, by id: what a new batch may refer to."""
    return {id: type for type in contract.nodes for page in view.scan(type, ["id"]) for id in page["id"]}
