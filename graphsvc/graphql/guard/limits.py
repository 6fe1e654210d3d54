"""What one request may ask for. Measured in one pass over the parsed document, before it is validated: validation is
quadratic in places, and a few hundred bytes of nested fragments keep a service busy for ever.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, inclusive. Fields and aliases are counted as executed: a fragment each time it is spread."""

    body_bytes: int = 200_000
    tokens: int = 2_000
    definitions: int = 40
    root_fields: int = 8
    depth: int = 12
    fields: int = 500
    aliases: int = 30
    directives: int = 4  # at one place
    names: int = 100  # in one argument
    page: int = 1_000  # entries asked for at once
    first: int = 20  # rows of a connection, where no number is asked for
    rows: int = 100  # of an answer that can be taken in parts, where no number is asked for
    cost: int = 20_000  # of one operation, see cost.py


LIMITS = Limits()
INTROSPECTION = ("__schema", "__type")  # their depth is bounded by a rule of graphql-core and not counted here


class TooMuch(Exception):
    """A document over one of the limits; says which."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a selection amounts to; `top`: its fields on the first level."""

    top: int = 0
    depth: int = 0
    fields: int = 0
    aliases: int = 0

    def beside(self, other: Size) -> Size:
        """Both next to each other."""
        depth = max(self.depth, other.depth)
        return Size(self.top + other.top, depth, self.fields + other.fields, self.aliases + other.aliases)

    def below(self, field: FieldNode) -> Size:
        """This as the selection of a field."""
        depth = 0 if field.name.value in INTROSPECTION else self.depth
        return Size(1, depth + 1, self.fields + 1, self.aliases + (field.alias is not None))


def measure(document: DocumentNode, limits: Limits = LIMITS) -> Size:
    """The size of the operation with the most fields; TooMuch over a limit. Each fragment is measured once."""
    _at_most(limits.definitions, len(document.definitions), "definitions")
    ruler = _Ruler(document, limits)
    sizes = [
        ruler.size(part.selection_set) for part in document.definitions if isinstance(part, OperationDefinitionNode)
    ]
    for size in sizes:
        _at_most(limits.root_fields, size.top, "root fields")
        _at_most(limits.depth, size.depth, "levels")
    return max(sizes, key=lambda size: size.fields, default=Size())


class _Ruler:
    """Measures selections of one document; a fragment that spreads itself counts once, validation refuses it."""

    def __init__(self, document: DocumentNode, limits: Limits) -> None:
        self._limits = limits
        self._fragments = {
            part.name.value: part for part in document.definitions if isinstance(part, FragmentDefinitionNode)
        }
        self._known: dict[str, Size] = {}

    def size(self, selection: SelectionSetNode | None) -> Size:
        total = Size()
        for part in selection.selections if selection else ():
            _at_most(self._limits.directives, len(part.directives or ()), "directives at one place")
            total = total.beside(self._part(part))
            _at_most(self._limits.fields, total.fields, "fields")
            _at_most(self._limits.aliases, total.aliases, "aliases")
        return total

    def _part(self, part: SelectionNode) -> Size:
        if isinstance(part, FieldNode):
            return self.size(part.selection_set).below(part)
        if isinstance(part, FragmentSpreadNode):
            return self._fragment(part.name.value)
        assert isinstance(part, InlineFragmentNode)
        return self.size(part.selection_set)

    def _fragment(self, name: str) -> Size:
        if name not in self._known:
            self._known[name] = Size()  # while it is measured
            found = self._fragments.get(name)
            self._known[name] = self.size(found.selection_set) if found else Size()
        return self._known[name]


def _at_most(limit: int, got: int, what: str) -> None:
    if got > limit:
        raise TooMuch(f"more than {limit} {what}")
