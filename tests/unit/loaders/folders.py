"""Small folders for the loader tests: `csv_folder` writes a batch, `source_folder` a source with a given transform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from loaders.manifest import read_manifest
from loaders.run import Source, Transform
from schema.errors import InputRejected, Violation

MANIFEST = """
title: {en: Test claims, zh: 测试}
publisher: nobody
licence: facts
kind: study
retrieved: 2026-01-31
grade: B
"""


def csv_folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def source_folder(
    path: Path, transform: Transform, files: Mapping[str, str | bytes], manifest: str = MANIFEST
) -> Source:
    csv_folder(path / "data", files)
    (path / "source.yaml").write_text(manifest, "utf-8")
    return Source(read_manifest(path), path, transform)


def table(**columns: Sequence[Any]) -> pd.DataFrame:
    """A table of object columns numbered like a CSV file."""
    length = max(map(len, columns.values()))
    return pd.DataFrame(columns, index=pd.RangeIndex(2, 2 + length), dtype=object)


def places(rejected: InputRejected) -> set[tuple[str, int | None, str | None]]:
    return {(violation.table, violation.row, violation.column) for violation in rejected.violations}


def rules(rejected: InputRejected) -> list[str]:
    return [violation.rule for violation in rejected.violations]


def only(rejected: InputRejected) -> Violation:
    (violation,) = rejected.violations
    return violation
