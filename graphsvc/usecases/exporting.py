"""The whole visible graph as one batch that can be loaded again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.shares import Notice
from graphsvc.errors import WrongUse
from graphsvc.stores.merge import moment
from graphsvc.stores.port import View
from graphsvc.usecases.answer import Answer, Method, at_revision
from graphsvc.usecases.context import Context
from loaders.readers import Form, write
from schema.ids import claim_ids
from schema.load import contract
from schema.model import NodeType, RelationshipType

FILE_FORMS: dict[str, Form] = {".xlsx": "xlsx", ".json": "json"}
FOLDER_FORMS: tuple[Form, ...] = ("csv", "parquet")
NODES_AT_A_TIME = 10_000


@dataclass(frozen=True, slots=True)
class ExportQuery:
    """Where to: a path that ends in .xlsx or .json, else a folder whose tables have the form `tables`."""

    output: Path
    tables: Form = "csv"

    @property
    def form(self) -> Form:
        """The form of the batch; WrongUse for another kind of file."""
        if found := FILE_FORMS.get(self.output.suffix.lower()):
            return found
        if self.tables not in FOLDER_FORMS or self.output.is_file():
            raise WrongUse("no-batch-form")
        return self.tables


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A table that was written."""

    type: str
    rows: int


def export_batch(query: ExportQuery, context: Context) -> Answer[ExportRow]:
    """Write every node and claim of the last revision, with `recorded_at`, in the order of the contract.

    Datasets become one: a node is what its statements say together. Where two datasets make the same claim from the
    same source and date, the better graded, then the newer one is written; a warning counts claims so left out that
    say something else.

    Raises
    ------
    WrongUse
        The folder already holds tables, or the path is of no form of a batch.
    InputRejected
        The form cannot hold a value.
    """
    view, form = context.view(), query.form
    tables: dict[str, pd.DataFrame] = {}
    warnings: list[Notice] = []
    for type in contract().types():
        found = _nodes(type, view) if isinstance(type, NodeType) else _claims(type, view)
        if isinstance(type, RelationshipType):
            found, differing = _once(type, found)
            warnings += [Notice("export-one-of-several", {"type": type.name, "count": differing})] * bool(differing)
        if len(found):
            tables[type.name] = found
    try:
        write(tables, query.output, form)
    except FileExistsError as error:
        raise WrongUse("folder-in-use", folder=query.output) from error
    return Answer(
        question="export",
        parameters={"output": str(query.output), "form": form},
        snapshot=at_revision(view.revision),
        method=Method("export"),
        coverage=None,
        rows=tuple(ExportRow(name, len(table)) for name, table in tables.items()),
        warnings=tuple(warnings),
    )


def _nodes(type: NodeType, view: View) -> pd.DataFrame:
    recorded: dict[str, str] = {}
    for page in view.scan(type.name, ["id", "recorded_at"]):
        for id, time in zip(page["id"], page["recorded_at"], strict=True):
            recorded[id] = max(recorded.get(id, time), time, key=moment)
    ids = sorted(recorded)
    rows = [
        {**node.properties, "id": node.id, "recorded_at": recorded[node.id]}
        for start in range(0, len(ids), NODES_AT_A_TIME)
        for node in view.nodes(ids[start : start + NODES_AT_A_TIME])
    ]
    return _table({name: [row.get(name) for row in rows] for name in type.properties})


def _claims(type: RelationshipType, view: View) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {name: [] for name in ("from", "to", *type.properties)}
    for page in view.scan(type.name, list(columns)):
        for name, values in page.items():
            columns[name] += values
    return _table(columns)


def _table(columns: dict[str, list[Any]]) -> pd.DataFrame:
    """Columns in which something is known, lists as tuples."""
    kept = {
        name: [tuple(value) if isinstance(value, list) else value for value in values]
        for name, values in columns.items()
        if any(value is not None for value in values)
    }
    return pd.DataFrame(kept, dtype=object)


def _once(type: RelationshipType, claims: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Each claim once, and the number of those left out that say something else than the one that stays."""
    if not len(claims):
        return claims, 0
    ids = claim_ids(type.name, _complete(type, claims), "", contract())
    groups: dict[str, list[int]] = {}
    for place, id in enumerate(ids):
        groups.setdefault(id, []).append(place)
    rows = claims.to_dict("records")
    stay = {id: _best(places, rows) for id, places in groups.items()}
    differing = sum(_says(rows[place]) != _says(rows[stay[id]]) for id, places in groups.items() for place in places)
    return claims.iloc[sorted(stay.values())], differing


def _complete(type: RelationshipType, claims: pd.DataFrame) -> pd.DataFrame:
    return claims.reindex(columns=["from", "to", *type.properties])


def _best(places: list[int], rows: list[dict[Any, Any]]) -> int:
    newest_first = sorted(places, key=lambda place: moment(rows[place]["recorded_at"]), reverse=True)
    return min(newest_first, key=lambda place: rows[place].get("grade") or "D")


def _says(row: dict[Any, Any]) -> list[tuple[Any, Any]]:
    return [(name, value) for name, value in _known(row) if name != "recorded_at"]


def _known(row: dict[Any, Any]) -> Iterator[tuple[Any, Any]]:
    return ((name, value) for name, value in row.items() if value is not None and value == value)
