"""The schema of the questions with lists and nodes beside them."""

from __future__ import annotations

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema

from graphsvc.graphql.connections.fields import root_fields
from graphsvc.graphql.connections.nodes import all_node_types
from graphsvc.graphql.connections.shelf import Shelf


def extended(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema with the root fields of this package. ValueError if one of them is there already."""
    query = schema.query_type
    assert query is not None
    shelf = Shelf({name: type for name, type in schema.type_map.items() if not name.startswith("__")})
    added = root_fields(shelf)
    if twice := sorted(added.keys() & query.fields.keys()):
        raise ValueError(f"root fields that are there already: {', '.join(twice)}")
    fields: dict[str, GraphQLField] = {**query.fields, **added}
    root = GraphQLObjectType(query.name, fields, description=query.description, extensions=query.extensions)
    return GraphQLSchema(
        query=root,
        mutation=schema.mutation_type,
        subscription=schema.subscription_type,
        types=[*(type for type in shelf if type is not query), *all_node_types(shelf)],
        directives=schema.directives,
        extensions=schema.extensions,
    )
