"""Columns and rows: what every store does with the tables it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from graphsvc.stores.port import NODE_COLUMNS, RELATIONSHIP_COLUMNS, Columns
from schema.model import Contract

LARGEST_INTEGER = 2**63 - 1


def own_columns(contract: Contract, type: str) -> tuple[str, ...]:
    """The columns of a version that are not properties."""
    return NODE_COLUMNS if type in contract.nodes else RELATIONSHIP_COLUMNS


def property_names(contract: Contract, type: str) -> tuple[str, ...]:
    """The contract's properties of a type that are no column of their own."""
    own = own_columns(contract, type)
    return tuple(name for name in contract.type(type).properties if name not in own)


def property_columns(contract: Contract, type: str, rows: Columns) -> Columns:
    """The columns that are properties.

    Raises
    ------
    KeyError
        A column that the contract does not know.
    OverflowError
        An integer beyond 64 bits, which no store keeps.
    """
    own = own_columns(contract, type)
    declared = contract.type(type).properties
    found = {name: values for name, values in rows.items() if name not in own}
    for name, values in found.items():
        if declared[name].type == "integer":
            _check_integers(name, values)
    return found


def known(columns: Columns, count: int) -> Iterator[dict[str, Any]]:
    """The known values of each of `count` rows."""
    if not columns:
        return ({} for _ in range(count))
    names = tuple(columns)
    return (
        {name: value for name, value in zip(names, values, strict=True) if value is not None}
        for values in zip(*columns.values(), strict=True)
    )


def _check_integers(name: str, values: Sequence[int | None]) -> None:
    if any(value is not None and not -LARGEST_INTEGER - 1 <= value <= LARGEST_INTEGER for value in values):
        raise OverflowError(f"{name}: an integer beyond 64 bits")


def parsed(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row whose last column is JSON text."""
    return *row[:-1], orjson.loads(row[-1])


def version_key(claim: str, run: int | str) -> str:
    """The key of a version; without a run the beginning of the keys of all versions of the claim."""
    return f"{claim}@{run}"


def split_key(key: str) -> tuple[str, int]:
    """The claim and the run of a version key."""
    claim, run = key.split("@")
    return claim, int(run)


def without(properties: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name not in names}
