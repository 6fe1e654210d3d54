"""People's files for the import tests: `known` is a small store, `prepared` a file under a mapping given as YAML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
import yaml

from loaders.importers.mapping import FileMapping, parse
from loaders.importers.names import Known
from loaders.importers.run import Prepared, prepare
from loaders.resolve import name_index
from schema.errors import InputRejected

TYPES = {
    "shin-etsu": "Firm",
    "jsr": "Firm",
    "tok": "Firm",
    "resist": "Material",
    "cip": "Equipment",
    "copper-indium-phosphide": "Material",
    "JP": "Place",
    "hs2017-280429": "TradeCode",
    "hs1992-280429": "TradeCode",
}
NAMES: dict[str, tuple[str, ...]] = {
    "shin-etsu": ("信越化学", "Shin-Etsu"),
    "jsr": ("JSR",),
    "tok": ("东京应化",),
    "resist": ("光刻胶", "photoresist"),
    "cip": ("CIP",),
    "copper-indium-phosphide": ("CIP",),
    "JP": ("日本", "Japan"),
    "hs2017-280429": ("HS2017 280429", "280429"),
    "hs1992-280429": ("HS1992 280429", "280429"),
}
SUPPLIERS = """
kind: suppliers
dataset: acme
columns: {firm: 供应商, item: 物料, share: 份额}
"""


def known(types: Mapping[str, str] = TYPES, names: Mapping[str, tuple[str, ...]] = NAMES) -> Known:
    return Known.of(types, name_index(names.items()))


def mapping(text: str) -> FileMapping:
    return parse(yaml.load(text, yaml.BaseLoader))


def csv_file(folder: Path, content: str | bytes, name: str = "list.csv") -> Path:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def workbook(folder: Path, *rows: list[Any], name: str = "list.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Sheet1"
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def prepared(path: Path, text: str, store: Known | None = None) -> Prepared:
    return prepare(path, mapping(text), store or known())


def rejected(path: Path, text: str, store: Known | None = None) -> InputRejected:
    with pytest.raises(InputRejected) as caught:
        prepared(path, text, store)
    return caught.value


def rows(found: Prepared, table: str, *columns: str) -> list[tuple[Any, ...]]:
    data = found.batch.tables[table]
    return list(data[list(columns)].itertuples(index=False, name=None))
