"""Answers as one flat table, for spreadsheets and data frames: a row per row, lists joined with |, unknown empty."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    return pd.DataFrame([dict(_columns("", plain(row))) for row in answer.rows])


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
