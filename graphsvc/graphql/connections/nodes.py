"""Nodes: the interface of all, one for each group of the contract, and a type for each of its node types.

What they are resolved from is a NodeView. A field that needs more than the node itself carries a mark (marks.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLID,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedOutputType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLString,
)

from graphsvc import text
from graphsvc.graphql.connections import lists
from graphsvc.graphql.connections.marks import EVIDENCE, MARK, NAMES, ReferenceMark
from graphsvc.graphql.connections.naming import asked_as, of_label, of_property, reference_name, sentence
from graphsvc.graphql.connections.shelf import Shelf
from graphsvc.graphql.connections.targets import NODE, Target, groups, relations
from graphsvc.graphql.connections.values import properties, property_fields
from graphsvc.graphql.request import Request
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.translate.nodes import claim, conflict, type_label
from graphsvc.graphql.translate.nodes import properties as worded
from graphsvc.graphql.types.answers import Publication
from graphsvc.usecases.listing.views import ClaimView, NodeView
from graphsvc.usecases.naming import label_of
from graphsvc.usecases.publications import publication
from schema.generated import types
from schema.load import contract
from schema.model import Property


def all_node_types(shelf: Shelf) -> list[GraphQLNamedOutputType]:
    """Every node type of the contract, and the interfaces."""
    return [node_type(Target.of([name]), shelf) for name in contract().nodes]


def node_type(target: Target, shelf: Shelf) -> GraphQLNamedOutputType:
    """The type or interface of a target."""
    if target.name in contract().nodes:
        return shelf.once(target.name, GraphQLObjectType, lambda: _object(target, shelf))
    return shelf.once(target.name, GraphQLInterfaceType, lambda: _interface(target, shelf))


def reference_fields(
    declared: Sequence[Property], shelf: Shelf, view: Callable[[Any], NodeView | ClaimView]
) -> dict[str, GraphQLField]:
    """A field for each property that names nodes, giving the nodes; `view` gives the view of what it is asked of."""
    return {reference_name(property): _reference(property, shelf, view) for property in declared if property.reference}


def _object(target: Target, shelf: Shelf) -> GraphQLObjectType:
    (name,) = target.types

    def fields() -> dict[str, GraphQLField]:
        own = property_fields(name, shelf, lambda view: view.node.properties)
        return (
            _common(shelf)
            | own
            | reference_fields(properties(name), shelf, lambda view: view)
            | _relations(target, shelf)
        )

    def interfaces() -> list[GraphQLInterfaceType]:
        found = [NODE, *(group for group, members in groups().items() if name in members)]
        targets = [Target.of(groups().get(one, tuple(contract().nodes))) for one in found]
        return [shelf.once(one.name, GraphQLInterfaceType, partial(_interface, one, shelf)) for one in targets]

    node = contract().nodes[name]
    return GraphQLObjectType(name, fields, interfaces, description=of_label(node.label, node.note))


def _interface(target: Target, shelf: Shelf) -> GraphQLInterfaceType:
    def fields() -> dict[str, GraphQLField]:
        found = _common(shelf)
        if target.name == NODE:
            return found
        return found | _relations(target, shelf)

    def above() -> list[GraphQLInterfaceType]:
        if target.name == NODE:
            return []
        every = Target.of(tuple(contract().nodes))
        return [shelf.once(NODE, GraphQLInterfaceType, lambda: _interface(every, shelf))]

    return GraphQLInterfaceType(
        target.name, fields, above, resolve_type=lambda view, *_: view.node.type, description=of_label(target.label)
    )


def _relations(target: Target, shelf: Shelf) -> dict[str, GraphQLField]:
    return dict(lists.claim_field(found, direction, shelf) for found, direction in relations(target.types))


def _common(shelf: Shelf) -> dict[str, GraphQLField]:
    """The fields of every node."""

    def of(name: str) -> GraphQLOutputType:
        return GraphQLNonNull(GraphQLList(GraphQLNonNull(shelf.take(name, GraphQLObjectType))))

    text_ = GraphQLNonNull(GraphQLString)
    several = GraphQLNonNull(GraphQLList(text_))
    plain: dict[str, tuple[GraphQLOutputType, Callable[[NodeView], Any]]] = {
        "id": (GraphQLNonNull(GraphQLID), lambda view: view.node.id),
        "label": (text_, lambda view: text.label(label_of(view.node), view.around.lang)),
        "type": (text_, lambda view: view.node.type),
        "typeLabel": (text_, lambda view: type_label(view.node.type, view.around.lang)),
        "nameZh": (GraphQLString, lambda view: view.node.properties.get("name_zh")),
        "nameEn": (GraphQLString, lambda view: view.node.properties.get("name_en")),
        "aliases": (several, lambda view: view.node.properties.get("aliases", [])),
        "datasets": (several, lambda view: list(view.node.datasets)),
        "snapshot": (text_, lambda view: view.around.snapshot),
    }
    evidence: dict[str, tuple[GraphQLOutputType, Callable[[NodeView], Any]]] = {
        "claimsOut": (of("Claim"), lambda view: _claims(view, "out")),
        "claimsIn": (of("Claim"), lambda view: _claims(view, "in")),
        "conflicts": (of("Conflict"), lambda view: [conflict(one, _names(view)) for one in view.evidence[0].conflicts]),
        "sources": (of("Publication"), _sources),
    }
    known = _field("properties", of("Property"), _properties, {MARK: NAMES})
    return (
        {name: _field(name, kind, read) for name, (kind, read) in plain.items()}
        | {"properties": known}
        | {name: _field(name, kind, read, {MARK: EVIDENCE}) for name, (kind, read) in evidence.items()}
    )


def _field(
    name: str, kind: GraphQLOutputType, read: Callable[[NodeView], Any], extensions: dict[str, Any] | None = None
) -> GraphQLField:
    about = sentence(f"node.{name}")
    return GraphQLField(kind, resolve=lambda view, _: read(view), description=about, extensions=extensions)


def _reference(property: Property, shelf: Shelf, view: Callable[[Any], NodeView | ClaimView]) -> GraphQLField:
    target = Target.of(property.reference)
    kind: GraphQLOutputType = node_type(target, shelf)
    several = property.type == "list"

    def resolve(source: Any, info: GraphQLResolveInfo[Request]) -> Any:
        found = view(source).referred[asked_as(info.field_nodes[0])]
        return found if several else next(iter(found), None)

    return GraphQLField(
        GraphQLNonNull(GraphQLList(GraphQLNonNull(kind))) if several else kind,
        resolve=resolve,
        description=of_property(property),
        extensions={MARK: ReferenceMark(property.name, target)},
    )


def _properties(view: NodeView) -> list[Any]:
    return worded(view.node.type, view.node.properties, _names(view))


def _claims(view: NodeView, direction: str) -> list[Any]:
    (row,) = view.evidence
    return [claim(one, _names(view)) for one in row.claims if one.direction == direction]


def _sources(view: NodeView) -> list[Publication]:
    """The publications that say something about the node, itself and its claims."""
    (row,) = view.evidence
    ids = {one.source for one in row.claims} | {view.node.properties.get("source")}
    known = (view.around.labels.node(id) for id in sorted(id for id in ids if id))
    return [_publication(node) for node in known if node and node.type == types.SOURCE]


def _publication(node: Any) -> Publication:
    found = publication(node)
    values = {name: getattr(found, name) for name in found.__slots__}
    return Publication(id=node.id, **values)


def _names(view: NodeView) -> Names:
    return Names(view.around.labels, view.around.lang)
