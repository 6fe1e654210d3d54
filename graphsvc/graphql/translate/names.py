"""Names of ids and units in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics.units import split
from graphsvc.text import Language, text
from graphsvc.usecases.plain import named
from schema.model import Label


@dataclass(frozen=True, slots=True)
class Names:
    """Labels of the ids in an answer; an id without one stands for itself."""

    labels: Mapping[str, Label]
    language: Language

    def of(self, id: str) -> str:
        """The name of a node."""
        return named(id, self.labels, self.language)

    def maybe(self, id: str | None) -> str | None:
        """The name of a node, if there is one."""
        return self.of(id) if id else None

    def all(self, ids: Iterable[str]) -> list[str]:
        """The names of nodes, in the same order."""
        return [self.of(id) for id in ids]

    def unit(self, unit: str) -> str:
        """A unit in words: its kind and its name."""
        kind, id = split(unit)
        return text(f"unit.{kind}", self.language, name=self.of(id))
