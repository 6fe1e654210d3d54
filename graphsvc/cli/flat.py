"""Answers as one flat table, for spreadsheets and data frames: a row per row, lists joined with |, unknown empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import orjson
import pandas as pd

from graphsvc.usecases.answer import Answer
from graphsvc.usecases.plain import plain


def as_csv(answer: Answer[Any]) -> str:
    """UTF-8 text with a head line."""
    return flat(answer).to_csv(index=False, lineterminator="\n")


def write_parquet(answer: Answer[Any], path: Path) -> None:
    """One Parquet file."""
    flat(answer).to_parquet(path, index=False)


def flat(answer: Answer[Any]) -> pd.DataFrame:
    """The rows; a mapping becomes columns `name.key`, a list of texts is joined, a list of records is JSON."""
    return pd.DataFrame([dict(_columns("", _filled(row))) for row in answer.rows])


def _filled(row: Any) -> dict[str, Any]:
    """The row as plain data; what is unknown in it has the columns of what is known, empty."""
    found: dict[str, Any] = plain(row)
    if None in found.values() and is_dataclass(row):
        for name, hint in get_type_hints(type(row)).items():
            records = [kind for kind in get_args(hint) if is_dataclass(kind)]
            if found[name] is None and records:
                found[name] = {field.name: None for field in fields(records[0])}
    return found


def _columns(prefix: str, row: Mapping[str, Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in row.items():
        if isinstance(value, Mapping):
            found += _columns(f"{prefix}{name}.", value)
        else:
            found.append((f"{prefix}{name}", _cell(value)))
    return found


def _cell(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if all(isinstance(entry, str) for entry in value):
        return "|".join(value)
    return orjson.dumps(value).decode()
