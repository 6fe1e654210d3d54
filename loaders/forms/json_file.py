"""A batch as one JSON file: {"Material": [{"id": …}], "SUPPLIES": [{…}]}; values are typed or the same text.

The whole document is held in memory; for millions of rows take CSV or Parquet.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from loaders.forms.cells import from_columns, header_faults, plain_columns
from schema.errors import InputRejected, Violation


def read(path: Path) -> dict[str, pd.DataFrame]:
    """Tables of the document; null and "" are unknown, a missing key is an unknown cell; the first row is 1.

    Raises
    ------
    InputRejected
        Not UTF-8, not JSON, a repeated key, another shape than tables of rows, a value no cell can hold.
    """
    document = _parsed(path)
    if not isinstance(document, dict):
        raise InputRejected([Violation(path.name, None, None, None, 'the document is {"Table": [rows]}')])
    tables: dict[str, pd.DataFrame] = {}
    faults: list[Violation] = []
    for table, rows in document.items():
        try:
            tables[table] = _table(table, rows)
        except InputRejected as rejected:
            faults += rejected.violations
    if faults:
        raise InputRejected(faults)
    return tables


def _parsed(path: Path) -> object:
    try:
        return json.loads(
            path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_unrepeated, parse_constant=_refused_constant
        )
    except UnicodeDecodeError as broken:
        rule = f"the file is not UTF-8 ({broken.reason}); save it so"
    except RecursionError:
        rule = "the document is nested too deeply; tables are lists of flat rows"
    except ValueError as broken:
        rule = f"the file cannot be read as JSON: {broken}"
    raise InputRejected([Violation(path.name, None, None, None, rule)])


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(
            f"the key {next(name for name in names if names.count(name) > 1)!r} stands twice in one object"
        )
    return found


def _refused_constant(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON; leave the cell out when the value is unknown")


def _table(table: str, rows: object) -> pd.DataFrame:
    if not isinstance(rows, list):
        raise InputRejected([Violation(table, None, None, None, "a table is a list of rows")])
    faults = [
        Violation(table, number, None, str(row)[:80], 'a row is {"column": value}')
        for number, row in enumerate(rows, 1)
        if not isinstance(row, dict)
    ]
    header: dict[str, None] = {}
    for row in rows if not faults else ():
        header.update(dict.fromkeys(row))
    faults += header_faults(table, list(header))
    if faults:
        raise InputRejected(faults)
    names = list(header)
    return from_columns(table, {name: [row.get(name) for row in rows] for name in names}, first_row=1)


def write(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    """One JSON document, a row a line; unknown is null."""
    with path.open("w", encoding="utf-8") as file:
        file.write("{")
        for number, (table, data) in enumerate(tables.items()):
            columns = plain_columns(table, data)
            rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
            lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
            file.write(f"{',' if number else ''}\n{json.dumps(table)}: [\n{lines}\n]")
        file.write("\n}\n")
