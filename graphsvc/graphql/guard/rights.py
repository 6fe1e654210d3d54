"""Which right a root field needs. Below the root nothing is checked: what a question returns, its asker may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)

from graphsvc.access.principal import Principal, Right
from graphsvc.graphql.guard.limits import INTROSPECTION

OF_AN_OPERATION: Mapping[OperationType, Right] = {
    OperationType.QUERY: Right.ASK,
    OperationType.MUTATION: Right.CHANGE,
    OperationType.SUBSCRIPTION: Right.ASK,
}


def needed(operation: OperationType, field: str) -> Right:
    """The right that a root field needs: that of its kind of operation; the schema has one of its own."""
    return Right.EXPLORE if field in INTROSPECTION else OF_AN_OPERATION[operation]


def asked(document: DocumentNode, name: str | None) -> tuple[tuple[OperationType, str], ...]:
    """The root fields of the operation, each once; `document` is valid. @skip and @include are not looked at."""
    found = {
        (part.operation, field): None
        for part in document.definitions
        if isinstance(part, OperationDefinitionNode) and name in (None, part.name.value if part.name else None)
        for field in _root_fields(document, part.selection_set)
    }
    return tuple(found)


def authorise(fields: Iterable[tuple[OperationType, str]], principal: Principal) -> None:
    """Forbidden for the first field that the principal may not ask."""
    for operation, field in fields:
        principal.need(needed(operation, field), field)


def _root_fields(document: DocumentNode, selection: SelectionSetNode) -> Iterator[str]:
    for part in selection.selections:
        if isinstance(part, FieldNode):
            yield part.name.value
        elif isinstance(part, InlineFragmentNode):
            yield from _root_fields(document, part.selection_set)
        elif isinstance(part, FragmentSpreadNode):
            for fragment in document.definitions:
                if isinstance(fragment, FragmentDefinitionNode) and fragment.name.value == part.name.value:
                    yield from _root_fields(document, fragment.selection_set)
