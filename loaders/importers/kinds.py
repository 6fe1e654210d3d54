"""The kinds of files people bring, as data: which names a row holds and which claims it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from schema.load import contract
from schema.model import Contract, Label, NodeType, Property, RelationshipType

BATCH = "batch"
OWN_TABLE_ONLY = ("note",)  # the one column of provenance that speaks of a single claim


@dataclass(frozen=True, slots=True)
class Role:
    """A field that holds the name of a node.

    `types`: what the node may be; `new`: what a new one is. `keep`: the property of a new node that holds the text.
    `qualified_by`: the property that, put before the text, makes it a name. `namesake`: the role whose names it shares.
    `digits`: the lengths a code may have, empty = it is no code.
    """

    name: str
    types: tuple[str, ...]
    new: str
    keep: str | None = None
    qualified_by: str | None = None
    namesake: str | None = None
    digits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """`tables`: contract type -> its column -> the role that fills it; the first is the main one.

    `levels`: (role, parent role) where an indented file leaves the parent to the reader, else None.
    """

    name: str
    label: Label
    roles: Mapping[str, Role]
    tables: Mapping[str, Mapping[str, str]]
    levels: tuple[str, str] | None = None

    @property
    def main(self) -> str:
        """The table that the row is mainly about."""
        return next(iter(self.tables))

    def table_of(self, field: str) -> str | None:
        """The table that takes this field, None when no table of the kind knows it."""
        return next((name for name in self.tables if field in contract().type(name).properties), None)

    def values(self) -> Mapping[str, Property]:
        """Every field that is no role -> its property, those of the main table first."""
        found: dict[str, Property] = {}
        for name, roles in self.tables.items():
            for prop in contract().type(name).properties.values():
                if prop.name not in roles and prop.name not in self.roles:
                    found.setdefault(prop.name, prop)
        return found


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds with a shape of their own; a table of the contract is `table_kind`."""
    raw = yaml.safe_load((files("loaders.importers") / "kinds.yaml").read_text("utf-8"))
    return {name: _kind(name, fields, raw["common"]) for name, fields in raw["kinds"].items()}


def _kind(name: str, raw: Mapping[str, Any], common: Mapping[str, Any]) -> Kind:
    roles = {role: _role(role, fields) for role, fields in {**raw["roles"], **common}.items()}
    levels = raw.get("levels")
    return Kind(name, Label(**raw["label"]), roles, raw["tables"], (levels["of"], levels["give"]) if levels else None)


def _role(name: str, raw: Mapping[str, Any]) -> Role:
    fields = dict(raw)
    types = tuple(type_ for group in fields.pop("types") for type_ in contract().expand(group))
    return Role(name, types, fields.pop("new"), digits=tuple(fields.pop("digits", ())), **fields)


def table_kind(type_: NodeType | RelationshipType, known: Contract) -> Kind:
    """The kind whose rows are rows of one table of the contract: its references are roles of the same name."""
    common = kinds()["suppliers"].roles
    roles = {}
    for name, types in _references(type_).items():
        roles[name] = common[name] if name in common and name == "source" else Role(name, types, types[0])
    own = {name: name for name in roles if name != "source"}
    return Kind(BATCH, known.type(type_.name).label, roles, {type_.name: own})


def _references(type_: NodeType | RelationshipType) -> Mapping[str, tuple[str, ...]]:
    ends = {"from": type_.start, "to": type_.end} if isinstance(type_, RelationshipType) else {}
    named = {p.name: p.reference for p in type_.properties.values() if p.reference and p.type == "text"}
    return {**ends, **named}
