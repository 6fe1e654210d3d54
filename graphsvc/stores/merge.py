"""What several statements about one node say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from graphsvc.stores.port import Node
from schema.dates import last_day

#: A name is never wrong because another dataset does not know it; every other property is the newest statement's.
UNITED = "aliases"


@dataclass(frozen=True, slots=True)
class Statement:
    """One version of what one dataset says about a node; unknown properties are left out."""

    id: str
    type: str
    claim: str
    dataset: str
    recorded_at: str
    properties: Mapping[str, Any]


def merged(statements: Iterable[Statement]) -> dict[str, Node]:
    """The nodes that visible statements describe, by id."""
    by_id: dict[str, list[Statement]] = {}
    for statement in statements:
        by_id.setdefault(statement.id, []).append(statement)
    return {id: merge(group) for id, group in by_id.items()}


def merge(statements: list[Statement]) -> Node:
    """One node of at least one statement. Ties go to the later dataset name, never the later run: undo stays exact."""
    oldest_first = sorted(statements, key=_age) if len(statements) > 1 else statements
    properties: dict[str, Any] = {}
    for statement in oldest_first:
        properties.update(statement.properties)
    if united := [name for statement in reversed(oldest_first) for name in statement.properties.get(UNITED) or ()]:
        properties[UNITED] = list(dict.fromkeys(united))
    datasets = tuple(sorted({statement.dataset for statement in statements}))
    return Node(oldest_first[-1].id, oldest_first[-1].type, properties, datasets)


def _age(statement: Statement) -> tuple[datetime, str, str]:
    return moment(statement.recorded_at), statement.dataset, statement.claim


def moment(recorded_at: str) -> datetime:
    """When a claim was recorded: a short date is the last moment of its period, a time without zone is UTC."""
    if "T" not in recorded_at:
        return datetime.combine(last_day(recorded_at), time.max, UTC)
    found = datetime.fromisoformat(recorded_at)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
