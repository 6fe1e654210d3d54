"""Names in the schema of what the contract calls otherwise, and what is said about it in both languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from graphql import FieldNode, print_ast
from strawberry.utils.str_converters import to_camel_case

from graphsvc.graphql.descriptions import BETWEEN
from graphsvc.text import LANGUAGES, Language, label, text
from schema.load import contract
from schema.model import Label, Property, RelationshipType
from schema.units import find_unit

REFERENCE, REFERENCES = "Node", "Nodes"  # what follows the name of a property that names one node, or several


def field_name(name: str) -> str:
    """SUPPLIES_TO and supplies_to are suppliesTo."""
    return to_camel_case(name.lower())


def type_name(name: str) -> str:
    """SUPPLIES_TO is SuppliesTo; node types are called alike."""
    return name if name in contract().nodes else "".join(part.title() for part in name.lower().split("_"))


def reference_name(property: Property) -> str:
    """The field of the nodes that a property names."""
    return field_name(property.name) + (REFERENCES if property.type == "list" else REFERENCE)


@lru_cache(512)  # fields; each keeps its document in memory
def asked_as(node: FieldNode) -> str:
    """A field with its arguments: two of the same name under one node that ask alike have one answer."""
    arguments = sorted(print_ast(argument) for argument in node.arguments or ())
    return f"{node.name.value}({', '.join(arguments)})"


def described(write: Callable[[Language], str]) -> str:
    """A description, as all of the schema are written."""
    return BETWEEN.join(write(language) for language in LANGUAGES)


def sentence(key: str, /, **labels: Label) -> str:
    """A sentence of the catalogue about things of the contract."""
    return described(lambda lang: text(f"lists.{key}", lang, **{k: label(v, lang) for k, v in labels.items()}))


def of_label(found: Label, note: Label | None = None) -> str:
    """What the contract says about a thing."""
    return described(lambda lang: _with_note(found, note, lang))


def of_property(property: Property) -> str:
    """What the contract says about a property, its unit included."""

    def write(lang: Language) -> str:
        said = _with_note(property.label, property.note, lang)
        unit = find_unit(contract(), property.unit) if property.unit else None
        if unit is None or unit.symbol == "1":
            return said
        return text("lists.in_unit", lang, what=said, unit=label(unit.label, lang))

    return described(write)


def reverse(relationship: RelationshipType) -> str:
    """What the contract says about a relationship seen from its end."""
    return of_label(relationship.reverse_label, relationship.note)


def _with_note(found: Label, note: Label | None, lang: Language) -> str:
    if note is None:
        return label(found, lang)
    return text("lists.with_note", lang, what=label(found, lang), note=label(note, lang))
