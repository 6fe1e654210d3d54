"""The contract as frozen data: what load.py makes of the YAML, and what everything else asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

PropertyType = Literal["text", "list", "float", "integer", "boolean", "date", "timestamp", "vocabulary", "unit"]


@dataclass(frozen=True, slots=True)
class Label:
    """A name for readers in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Property:
    """One column of a table.

    `range`: inclusive bounds of a number, None = open. `unit`: the fixed unit of a number ("1", "month").
    `reference`: the node types whose ids the value (or each entry of a list) must be.
    `dimensions`: what the unit of a quantity may measure; `dimensions_by`: the vocabulary property whose term says so.
    `quantity`: of a unit column, the number it belongs to; `unit_required`: that number means nothing without it.
    `unit_kinds`: the vocabulary of the prefixes of a list of units that can fail (`embargo:JP`).
    """

    name: str
    type: PropertyType
    label: Label
    note: Label | None = None
    required: bool = False
    range: tuple[float | None, float | None] | None = None
    unit: str | None = None
    vocabulary: str | None = None
    reference: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    dimensions_by: str | None = None
    quantity: str | None = None
    unit_required: bool = False
    unit_kinds: str | None = None


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node type. `labels`: its Neo4j labels beside Entity. `properties` include id, names and provenance."""

    name: str
    labels: tuple[str, ...]
    label: Label
    properties: Mapping[str, Property]
    note: Label | None = None


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type. `start`, `end`: node types allowed; `key`: columns that say what a claim is about.

    `key_defaults`: a key column -> the column whose value an empty one takes. `properties` include provenance but not
    `from` and `to`. `reverse`: its name and label seen from the end.
    """

    name: str
    label: Label
    start: tuple[str, ...]
    end: tuple[str, ...]
    key: tuple[str, ...]
    key_defaults: Mapping[str, str]
    properties: Mapping[str, Property]
    reverse: str
    reverse_label: Label
    note: Label | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a vocabulary. `dimensions`: of a measure; `reference`: of a kind of unit, the types it may name."""

    label: Label
    dimensions: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list; the order of `terms` is the rank where there is one."""

    name: str
    label: Label
    terms: Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor`: how many of the dimension's base unit one of it is; money converts only within one `currency`."""

    symbol: str
    dimension: str
    factor: float
    label: Label
    currency: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """Everything a claim may say.

    `groups`: a name for several node types (Item, Any). `collections`: what all nodes of a type or group are called,
    unlike anything else. `provenance`: the columns every relationship has, nodes may.
    """

    version: str
    groups: Mapping[str, tuple[str, ...]]
    collections: Mapping[str, str]
    nodes: Mapping[str, NodeType]
    relationships: Mapping[str, RelationshipType]
    provenance: Mapping[str, Property]
    vocabularies: Mapping[str, Vocabulary]
    dimensions: Mapping[str, Label]
    units: Mapping[str, Unit]

    def types(self) -> Iterator[NodeType | RelationshipType]:
        """Node types, then relationship types, in the order of the contract."""
        yield from self.nodes.values()
        yield from self.relationships.values()

    def type(self, name: str) -> NodeType | RelationshipType:
        """The type of this name; KeyError when there is none."""
        return self.nodes[name] if name in self.nodes else self.relationships[name]

    def expand(self, name: str) -> tuple[str, ...]:
        """The node types a group stands for; a node type stands for itself."""
        return self.groups.get(name) or (self.nodes[name].name,)

    def types_with_label(self, label: str) -> tuple[str, ...]:
        """Node types that carry this Neo4j label: `Item` includes Sector."""
        return tuple(node.name for node in self.nodes.values() if label in node.labels)

    def terms(self, vocabulary: str) -> tuple[str, ...]:
        """The words of a vocabulary in order."""
        return tuple(self.vocabularies[vocabulary].terms)
