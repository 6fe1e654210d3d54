"""Reads the contract from its YAML files; `consistency` says whether it contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from schema.consistency import problems
from schema.model import Contract, Label, NodeType, Property, RelationshipType, Term, Unit, Vocabulary

FILES = ("nodes", "relationships", "vocabularies", "units")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where there is one: every command starts here

Raw = Mapping[str, Any]
Groups = Mapping[str, tuple[str, ...]]


class MalformedContract(ValueError):
    """The YAML contradicts itself: a defect of ours, not of any data."""


@cache
def contract() -> Contract:
    """The contract that travels with this package.

    Raises
    ------
    MalformedContract
        A type, vocabulary, unit or property is named that does not exist, or a field is unknown.
    """
    folder = files("schema") / "contract"
    return build({name: yaml.load((folder / f"{name}.yaml").read_text("utf-8"), _LOADER) for name in FILES})


def build(documents: Mapping[str, Raw]) -> Contract:
    """The contract of four parsed documents: nodes, relationships, vocabularies, units. Errors as `contract`."""
    try:
        found = _contract(**documents)
    except (KeyError, TypeError) as error:
        raise MalformedContract(f"missing or unknown field: {error}") from error
    if wrong := sorted(problems(found)):
        raise MalformedContract("; ".join(wrong))
    return found


def _contract(nodes: Raw, relationships: Raw, vocabularies: Raw, units: Raw) -> Contract:
    groups = {name: tuple(types) for name, types in nodes["groups"].items()}
    common, provenance = nodes["common"], relationships["provenance"]
    return Contract(
        version=nodes["version"],
        groups=groups,
        collections=nodes["collections"],
        nodes={name: _node(name, raw, (common, provenance), groups) for name, raw in nodes["nodes"].items()},
        relationships={
            name: _relationship(name, raw, provenance, groups) for name, raw in relationships["relationships"].items()
        },
        provenance=_properties(provenance, groups),
        vocabularies={name: _vocabulary(name, raw, groups) for name, raw in vocabularies.items()},
        dimensions={name: Label(**raw) for name, raw in units["dimensions"].items()},
        units={symbol: _unit(symbol, raw) for symbol, raw in units["units"].items()},
    )


def _node(name: str, raw: Raw, shared: tuple[Raw, Raw], groups: Groups) -> NodeType:
    common, provenance = shared
    return NodeType(
        name=name,
        labels=tuple(raw["labels"]),
        label=Label(**raw["label"]),
        properties=_properties({**common, **raw.get("properties", {}), **provenance}, groups),
        note=_note(raw),
    )


def _relationship(name: str, raw: Raw, provenance: Raw, groups: Groups) -> RelationshipType:
    pairs = [next(iter(part.items())) if isinstance(part, dict) else (part, None) for part in raw["key"]]
    return RelationshipType(
        name=name,
        label=Label(**raw["label"]),
        start=_expand(raw["from"], groups),
        end=_expand(raw["to"], groups),
        key=tuple(column for column, _ in pairs),
        key_defaults={column: default for column, default in pairs if default},
        properties=_properties({**raw.get("properties", {}), **provenance}, groups),
        reverse=raw["reverse"]["name"],
        reverse_label=Label(en=raw["reverse"]["en"], zh=raw["reverse"]["zh"]),
        note=_note(raw),
    )


def _properties(raw: Raw, groups: Groups) -> dict[str, Property]:
    return {name: _property(name, fields, groups) for name, fields in raw.items()}


def _property(name: str, raw: Raw, groups: Groups) -> Property:
    fields = dict(raw)
    if "range" in fields:
        low, high = fields["range"]
        fields["range"] = (low, high)
    if "reference" in fields:
        fields["reference"] = _expand([fields["reference"]], groups)
    fields["dimensions"] = tuple(fields.get("dimensions", ()))
    return Property(**{**fields, "name": name, "label": Label(**fields["label"]), "note": _note(raw)})


def _vocabulary(name: str, raw: Raw, groups: Groups) -> Vocabulary:
    terms = {word: _term(fields, groups) for word, fields in raw["terms"].items()}
    return Vocabulary(name, Label(**raw["label"]), terms)


def _term(raw: Raw, groups: Groups) -> Term:
    label = {language: raw[language] for language in ("en", "zh")}
    return Term(Label(**label), tuple(raw.get("dimensions", ())), _expand(raw.get("reference", ()), groups))


def _unit(symbol: str, raw: Raw) -> Unit:
    fields = {**raw, "label": Label(**raw["label"]), "aliases": tuple(raw.get("aliases", ()))}
    return Unit(symbol=symbol, **fields)


def _note(raw: Raw) -> Label | None:
    return Label(**raw["note"]) if "note" in raw else None


def _expand(names: Iterable[str], groups: Groups) -> tuple[str, ...]:
    return tuple(type_ for name in names for type_ in groups.get(name, (name,)))
