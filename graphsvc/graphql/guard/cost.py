"""What a document costs: Σ own + entries × children over its selections. Bounds the answer before any of it exists.

A question costs what its field declares (`metadata={"cost": …}`, `extensions` where the field is graphql-core's own),
any other object 1, a plain value nothing. A list has as many entries as its field, or the field around it, asks for
(first, last, limit), else ASSUMED.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLSchema,
    GraphQLWrappingType,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
)

from graphsvc.graphql.guard.limits import INTROSPECTION, LIMITS, TooMuch

QUESTION = 100  # a root field that declares nothing else
ASSUMED = 10  # entries of a list whose length nobody has asked for
SCHEMA = 1_000  # introspection, at most the whole of it
PAGES = ("first", "last", "limit")


def cost(schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any] | None, name: str | None) -> int:
    """The cost of the operation that is to be executed; TooMuch over the limit, or for a page over its limit."""
    till = _Till(schema, document, variables or {})
    total = 0
    for part in document.definitions:
        if isinstance(part, OperationDefinitionNode) and name in (None, part.name.value if part.name else None):
            root = schema.get_root_type(part.operation)
            total = max(total, till.selection(part.selection_set, root, None))
    if total > LIMITS.cost:
        raise TooMuch(f"cost {total}, more than {LIMITS.cost}")
    return total


class _Till:
    """Adds up one document. A fragment is added up once for each page size it is spread under."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self._schema, self._variables = schema, {**_defaults(document), **variables}
        self._fragments = {
            part.name.value: part for part in document.definitions if isinstance(part, FragmentDefinitionNode)
        }
        self._roots = (schema.query_type, schema.mutation_type, schema.subscription_type)
        self._known: dict[tuple[str, int | None], int] = {}

    def selection(self, selection: SelectionSetNode, of: GraphQLNamedType | None, page: int | None) -> int:
        total = 0
        for part in selection.selections:
            if isinstance(part, FieldNode):
                total += self._field(part, of, page)
            elif isinstance(part, FragmentSpreadNode):
                total += self._fragment(part.name.value, page)
            elif isinstance(part, InlineFragmentNode):
                inner = self._type(part.type_condition.name.value) if part.type_condition else of
                total += self.selection(part.selection_set, inner, page)
        return total

    def _field(self, node: FieldNode, of: GraphQLNamedType | None, page: int | None) -> int:
        if node.name.value in INTROSPECTION:
            return SCHEMA
        found = getattr(of, "fields", {}).get(node.name.value)
        if found is None:
            return 0
        question = self._question(found) if of in self._roots else None
        if node.selection_set is None:
            return question or 0
        asked = self._asked(node, found)
        below = get_named_type(found.type)
        if not _is_list(found):
            own = 1 if question is None else question
            return own + self.selection(node.selection_set, below, asked)
        entries = next(size for size in (asked, page, ASSUMED) if size is not None)
        return (question or 0) + entries * (1 + self.selection(node.selection_set, below, None))

    def _question(self, found: GraphQLField) -> int:
        declared = getattr(found.extensions.get("strawberry-definition"), "metadata", found.extensions)
        return int(declared.get("cost", QUESTION))

    def _asked(self, node: FieldNode, found: GraphQLField) -> int | None:
        """How many entries the field asks for: what is given, else the default."""
        given: dict[str, Any] = {argument.name.value: self._number(argument.value) for argument in node.arguments or ()}
        left = [page for page in PAGES if page in found.args and page not in given]
        defaults: dict[str, Any] = {page: found.args[page].default_value for page in left}
        for source in (given, defaults):
            sizes = {page: source[page] for page in PAGES if _is_number(source.get(page))}
            for page, size in sizes.items():
                if size > LIMITS.page:
                    raise TooMuch(f"{page}: {size}, more than {LIMITS.page}")
            if sizes:
                return max(0, *map(int, sizes.values()))
        return LIMITS.first if "first" in found.args else None

    def _number(self, value: ValueNode) -> object:
        if isinstance(value, IntValueNode):
            return int(value.value[:12])
        return self._variables.get(value.name.value) if isinstance(value, VariableNode) else None

    def _fragment(self, name: str, page: int | None) -> int:
        if (name, page) not in self._known:
            self._known[name, page] = 0  # while it is added up: a cycle is refused by validation
            found = self._fragments.get(name)
            if found:
                type = self._type(found.type_condition.name.value)
                self._known[name, page] = self.selection(found.selection_set, type, page)
        return self._known[name, page]

    def _type(self, name: str) -> GraphQLNamedType | None:
        return self._schema.type_map.get(name)


def _defaults(document: DocumentNode) -> dict[str, int]:
    """Whole numbers that variables are when they are not given."""
    return {
        variable.variable.name.value: int(variable.default_value.value[:12])
        for part in document.definitions
        if isinstance(part, OperationDefinitionNode)
        for variable in part.variable_definitions or ()
        if isinstance(variable.default_value, IntValueNode)
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)  # GraphQL takes 1000.0 for an Int


def _is_list(field: GraphQLField) -> bool:
    type: Any = field.type
    while isinstance(type, GraphQLWrappingType):
        if isinstance(type, GraphQLList):
            return True
        type = type.of_type
    return False
