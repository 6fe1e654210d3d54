"""Nodes that must stay because claims that stay refer to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from graphsvc.stores.port import Columns, View
from schema.model import Contract


@dataclass(frozen=True, slots=True)
class Going:
    """A node statement about to be dropped."""

    type: str
    id: str
    key: str


def still_used(
    going: Sequence[Going],
    view: View,
    contract: Contract,
    gone: Mapping[str, AbstractSet[str]],
    coming: Iterable[tuple[str, Columns]],
) -> set[Going]:
    """The statements that have to stay: without them a claim that stays would refer to a node that nobody states.

    `gone`: type -> version keys about to be dropped; `coming`: columns about to be written, with the nodes they state.
    """
    arriving = [(type, columns) for type, columns in coming]
    stated = {id for type, columns in arriving if type in contract.nodes for id in columns["id"]}
    alone = _nobody_else_states([node for node in going if node.id not in stated], view)
    kept: set[Going] = set()
    while alone:
        ids = {node.id for node in alone}
        leaving = {type: keys - {node.key for node in kept if node.type == type} for type, keys in gone.items()}
        used = {id for type, columns in arriving for id in _referred(contract, type, columns) if id in ids}
        used |= _used_in_store(ids, view, contract, leaving)
        found = {node for node in alone if node.id in used}
        if not found:
            break
        kept |= found  # they may themselves refer to nodes that are going: look again
        alone = [node for node in alone if node not in found]
    return kept


def referring_columns(contract: Contract, type: str) -> list[str]:
    """The columns of a table that hold ids of other nodes."""
    ends = [] if type in contract.nodes else ["from", "to"]
    return ends + [found.name for found in contract.type(type).properties.values() if found.reference]


def _nobody_else_states(going: Sequence[Going], view: View) -> list[Going]:
    statements: dict[str, int] = {}
    for node in going:
        statements[node.id] = statements.get(node.id, 0) + 1
    # one dataset makes one statement a node and type, so more datasets than statements going means that one stays
    stated = {node.id: len(node.datasets) for node in view.nodes(list(statements))}
    return [node for node in going if stated.get(node.id, 0) <= statements[node.id]]


def _used_in_store(
    ids: AbstractSet[str], view: View, contract: Contract, gone: Mapping[str, AbstractSet[str]]
) -> set[str]:
    used: set[str] = set()
    for type in (found.name for found in contract.types()):
        columns = referring_columns(contract, type)
        if not columns:
            continue
        leaving = gone.get(type, frozenset())
        for page in view.scan(type, ["key", *columns]):
            for key, *values in zip(*page.values(), strict=True):
                if key not in leaving:
                    used.update(id for id in _flat(values) if id in ids)
    return used


def _referred(contract: Contract, type: str, columns: Columns) -> Iterator[str]:
    for name in referring_columns(contract, type):
        yield from _flat(columns.get(name, ()))


def _flat(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif value:
            yield from value
