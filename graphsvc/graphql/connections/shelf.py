"""The types of a schema while it is made: each is made once, and found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from graphql import GraphQLNamedType

Made = TypeVar("Made", bound=GraphQLNamedType)


class Shelf:
    """Types by name, those of the hand-written schema among them."""

    def __init__(self, there: Mapping[str, GraphQLNamedType]) -> None:
        self._made = dict(there)

    def __iter__(self) -> Iterator[GraphQLNamedType]:
        return iter(self._made.values())

    def take(self, name: str, kind: type[Made]) -> Made:
        """The type of this name. KeyError or TypeError: there is none, or one of another kind."""
        found = self._made[name]
        if not isinstance(found, kind):
            raise TypeError(f"{name} is a {type(found).__name__}, not a {kind.__name__}")
        return found

    def once(self, name: str, kind: type[Made], make: Callable[[], Made]) -> Made:
        """The type of this name, made when it is asked for the first time."""
        if name not in self._made:
            self._made[name] = make()
        return self.take(name, kind)
