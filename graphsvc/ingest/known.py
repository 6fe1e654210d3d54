"""Which nodes there are."""

from __future__ import annotations

from collections.abc import Collection

from graphsvc.stores.port import View
from schema.model import Contract


def known_nodes(view: View, contract: Contract, without: Collection[str] = ()) -> dict[str, str]:
    """The type of every node that exists at this revision, by id: what a new batch may refer to.

    `without` names datasets whose word does not count, such as those about to be loaded anew.
    """
    return {
        id: type
        for type in contract.nodes
        for page in view.scan(type, ["id", "dataset"])
        for id, dataset in zip(page["id"], page["dataset"], strict=True)
        if dataset not in without
    }
