"""The fields below others in a document, with fragments opened and what is skipped left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    get_directive_values,
    is_abstract_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from graphsvc.graphql.request import Request


class Selections:
    """The document of a request, with the values of its variables."""

    def __init__(self, info: GraphQLResolveInfo[Request]) -> None:
        self._info = info
        coerced: Any = info.variable_values  # Strawberry hands out the values alone
        self._variables = VariableValues({}, coerced)

    def object_type(self, name: str) -> GraphQLObjectType:
        """A type of the schema; the document does not speak of one that is no object."""
        found = self._info.schema.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        return found

    def arguments(self, field: GraphQLField, node: FieldNode) -> dict[str, Any]:
        """The coerced arguments of a field, defaults filled in."""
        return get_argument_values(field, node, self._variables)

    def below(self, over: Iterable[FieldNode], type: GraphQLObjectType) -> Iterator[FieldNode]:
        """The fields below some fields that an object of this type answers."""
        for node in over:
            if node.selection_set:
                yield from self._fields(node.selection_set.selections, type)

    def _fields(self, selections: Iterable[SelectionNode], type: GraphQLObjectType) -> Iterator[FieldNode]:
        for one in selections:
            if not self._included(one):
                continue
            if isinstance(one, FieldNode):
                yield one
            elif (fragment := self._fragment(one)) and self._applies(fragment, type):
                yield from self._fields(fragment.selection_set.selections, type)

    def _fragment(self, one: SelectionNode) -> InlineFragmentNode | FragmentDefinitionNode | None:
        if isinstance(one, FragmentSpreadNode):
            return self._info.fragments[one.name.value]
        return one if isinstance(one, InlineFragmentNode) else None

    def _applies(self, fragment: InlineFragmentNode | FragmentDefinitionNode, type: GraphQLObjectType) -> bool:
        condition = fragment.type_condition
        if condition is None or condition.name.value == type.name:
            return True
        above = self._info.schema.type_map[condition.name.value]
        return is_abstract_type(above) and self._info.schema.is_sub_type(above, type)

    def _included(self, one: SelectionNode) -> bool:
        if not one.directives:
            return True
        skip = get_directive_values(GraphQLSkipDirective, one, self._variables)
        include = get_directive_values(GraphQLIncludeDirective, one, self._variables)
        return not (skip and skip["if"]) and not (include and not include["if"])
