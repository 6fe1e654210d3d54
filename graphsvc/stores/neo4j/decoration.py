"""What people see: each Entity wears the labels and properties that its visible statements say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphsvc.stores.neo4j.chunks import Chunks, running
from graphsvc.stores.neo4j.statements import all_labels, labelled
from graphsvc.stores.neo4j.view import Neo4jView
from schema.model import Contract

ROWS = 5_000


def shown(id: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of an Entity."""
    return {**properties, "id": id}


def decorate(chunks: Chunks, view: Neo4jView, contract: Contract, ids: Sequence[str], run: int) -> None:
    """Make these nodes show what the view says; those it does not know lose all but their id, and say since when."""
    every = all_labels(contract)
    for start in range(0, len(ids), ROWS):
        part = ids[start : start + ROWS]
        nodes = view.nodes(part)
        rows: dict[str, list[dict[str, Any]]] = {}
        for node in nodes:
            rows.setdefault(node.type, []).append(shown(node.id, node.properties))
        for type, dressed in rows.items():
            statement = labelled("decorate", contract.nodes[type].labels, every)
            chunks.write(running(statement, rows=dressed))
        if bare := sorted(set(part) - {node.id for node in nodes}):
            chunks.write(running(labelled("strip", (), every), ids=bare, run=run))
