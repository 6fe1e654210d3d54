"""One node: what is said about it, by whom, and where the claims disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graphsvc.stores.port import Node, Relationship
from graphsvc.usecases.answer import Answer, Method, at_revision
from graphsvc.usecases.conflicts import Conflict, conflict_ids, find_conflicts
from graphsvc.usecases.context import Context
from graphsvc.usecases.naming import labels, referred, resolve_node
from graphsvc.usecases.settling import rivals_elsewhere
from schema.load import contract

#: What a claim says about itself and not about the world; each has a field of its own in ClaimRow.
EVIDENCE = frozenset(contract().provenance)


@dataclass(frozen=True, slots=True)
class ShowQuery:
    """Which node: its id, name, alias or formula."""

    node: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A relationship of the node. `direction` is out when the node is its start; `other` is the node at its other end.

    `values` hold the known properties of the relationship's type, evidence apart. None is unknown.
    """

    claim: str
    type: str
    direction: Literal["out", "in"]
    other: str
    values: Mapping[str, Any]
    dataset: str
    source: str | None
    locator: str | None
    as_of: str | None
    recorded_at: str
    grade: str
    note: str | None


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node. `properties` are its known ones, names included; claims are ordered by type, direction and other node."""

    id: str
    type: str
    properties: Mapping[str, Any]
    datasets: tuple[str, ...]
    claims: tuple[ClaimRow, ...]
    conflicts: tuple[Conflict, ...]


def show(query: ShowQuery, context: Context) -> Answer[NodeRow]:
    """One row: the node with its claims. UnknownName or AmbiguousName as targets have them."""
    view = context.view()
    node = resolve_node(view, query.node)
    claims = view.relationships([node.id])
    row = node_row(node, claims, rivals_elsewhere(view, claims))
    return Answer(
        question="show",
        parameters={"node": node.id},
        snapshot=at_revision(view.revision),
        method=Method("show"),
        coverage=None,
        rows=(row,),
        names=labels(view, mentioned(row)),
    )


def node_row(node: Node, claims: Sequence[Relationship], rivals: Sequence[Relationship] = ()) -> NodeRow:
    """A node with the claims on it and where they disagree, also with `rivals` that do not touch it."""
    return NodeRow(
        id=node.id,
        type=node.type,
        properties=node.properties,
        datasets=node.datasets,
        claims=tuple(sorted((_claim(node.id, found) for found in claims), key=_place)),
        conflicts=find_conflicts([*claims, *rivals]),
    )


def _claim(node: str, found: Relationship) -> ClaimRow:
    said = found.properties
    outward = found.start == node
    return ClaimRow(
        claim=found.claim,
        type=found.type,
        direction="out" if outward else "in",
        other=found.end if outward else found.start,
        values={name: value for name, value in said.items() if name not in EVIDENCE},
        dataset=found.dataset,
        source=said.get("source"),
        locator=said.get("locator"),
        as_of=said.get("as_of"),
        recorded_at=found.recorded_at,
        grade=said.get("grade", "D"),
        note=said.get("note"),
    )


def _place(row: ClaimRow) -> tuple[int, str, str, str, str]:
    order = list(contract().relationships)
    return order.index(row.type), row.direction, row.other, row.grade, row.claim


def mentioned(row: NodeRow) -> set[str]:
    """Ids that a reader wants by name: the ends, the sources, and nodes that values refer to."""
    rules = contract()
    ids = {row.id} | {claim.other for claim in row.claims} | {claim.source for claim in row.claims if claim.source}
    ids |= set(referred(rules.nodes[row.type].properties, row.properties))
    for claim in row.claims:
        ids |= set(referred(rules.relationships[claim.type].properties, claim.values))
    return ids | set(conflict_ids(row.conflicts))
