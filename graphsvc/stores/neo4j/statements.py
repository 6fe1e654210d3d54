"""The Cypher of this store: one file for each whole, parameterised statement."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from schema.model import Contract


@cache
def text(name: str, type: str = "") -> str:
    """The statement cypher/NAME.cypher; `type` is a relationship type of the contract, where it needs one.

    Types and labels cannot be parameters, and one text for each plans best. They come from the contract, never input.
    """
    return _file("cypher", f"{name}.cypher").replace("__TYPE__", type)


@cache
def with_properties(name: str, type: str, names: tuple[str, ...], first: int) -> str:
    """A statement that sets these properties of the contract from a row that is a list, beginning at a place in it."""
    values = ", ".join(f"`{property}`: row[{place}]" for place, property in enumerate(names, start=first))
    return text(name, type).replace("__PROPERTIES__", values)


@cache
def labelled(name: str, labels: tuple[str, ...], all_labels: tuple[str, ...]) -> str:
    """A statement that gives nodes these labels, and takes from them all that the contract has."""
    return text(name).replace("__LABELS__", ":".join(labels)).replace("__ALL_LABELS__", ":".join(all_labels))


def all_labels(contract: Contract) -> tuple[str, ...]:
    """Every label that the contract gives to nodes."""
    return tuple(dict.fromkeys(label for type in contract.nodes.values() for label in type.labels))


def schema_statements() -> list[str]:
    """The constraints and indexes: the store's own, then the contract's."""
    generated = (files("schema") / "generated" / "neo4j_schema.cypher").read_text("utf-8")
    lines = [*_file("cypher", "internal.cypher").splitlines(), *generated.splitlines()]
    return [line.rstrip(";") for line in lines if line.startswith("CREATE")]


def _file(*path: str) -> str:
    return files(__package__).joinpath(*path).read_text("utf-8")
