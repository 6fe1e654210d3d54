"""The command line in this process: `run("search", "ga", store=url)` gives exit code, standard output and error."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphsvc.cli import main

Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def run(*words: str, store: str | None = None) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*words, *(["--store", store] if store else [])])
    return Ran(code, out.getvalue(), err.getvalue())


def batch(path: Path, **tables: Rows | str) -> Path:
    """A batch of CSV tables: rows as mappings, or a table's text as it stands."""
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (path / f"{name}.csv").write_text(rows if isinstance(rows, str) else _csv(rows), "utf-8")
    return path


def _csv(rows: Rows) -> str:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    lines = [heads, *([str(row.get(head, "")) for head in heads] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines)
