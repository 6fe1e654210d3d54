"""Identity of claims: short hashes of the fields the contract names, never of values or cleaned text."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import pandas as pd

from schema.model import Contract, NodeType

SEPARATOR = "\x1f"  # refused inside texts, so joined fields cannot run into each other
_ROWS = 20_000  # hashed at a time: the joined texts of a million rows would take a gigabyte


def claim_ids(type_name: str, table: pd.DataFrame, dataset: str, contract: Contract) -> list[str]:
    """For each row of a valid table the claim it makes: 20 hex digits.

    Node statements: dataset, type, id. Relationships: dataset, type, the key columns of the contract (an empty slot is
    read as its default), source, as_of. Unknown is an empty field.
    """
    type_ = contract.type(type_name)
    if isinstance(type_, NodeType):
        fields = [_texts(table["id"])]
    else:
        fields = [_key_field(table, column, type_.key_defaults.get(column)) for column in type_.key]
        fields += [_key_field(table, column, None) for column in ("source", "as_of")]
    rows = zip([f"{dataset}{SEPARATOR}{type_name}"] * len(table), *fields, strict=True)
    return [_hash(row, 10) for row in rows]


def content_hashes(table: pd.DataFrame) -> list[str]:
    """For each row of a valid table a hash of everything it says: 16 hex digits.

    Unknown cells and the order of columns do not count, so an empty new column changes nothing.
    """
    parts = (table.iloc[start : start + _ROWS] for start in range(0, len(table), _ROWS))
    return [_hash(filter(None, row), 8) for part in parts for row in zip(*_named_fields(part), strict=True)]


def _named_fields(table: pd.DataFrame) -> list[list[str]]:
    columns = {f"{name}=": _texts(table[name]) for name in sorted(table.columns)}
    return [[name + text if text else "" for text in texts] for name, texts in columns.items()]


def _hash(fields: Iterable[str], size: int) -> str:
    return blake2b(SEPARATOR.join(fields).encode(), digest_size=size).hexdigest()


def _key_field(table: pd.DataFrame, column: str, default: str | None) -> list[str]:
    texts = _texts(table[column]) if column in table else [""] * len(table)
    if default is None:
        return texts
    return [text or other for text, other in zip(texts, _texts(table[default]), strict=True)]


def _texts(column: pd.Series) -> list[str]:
    return [value if type(value) is str else _text(value) for value in column.tolist()]


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "|".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or value != value else repr(value)
