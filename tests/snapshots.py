"""Snapshots for tests without a store: a batch becomes a view, and the view the arrays of analytics.

`snapshot(raw)` reads a batch, `Snapshot.graph(question, reading, units)` compiles a question on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analytics.choices import choices
from analytics.failure_graph import Evidence, FailureGraph, failure_graph
from analytics.readings import Reading
from analytics.supply_graph import GRADES, SupplyGraph
from analytics.units import Question
from graphsvc.projection.build import supply_graph
from graphsvc.projection.policy import Policy
from graphsvc.stores.port import Columns
from schema.batch import RawBatch
from schema.ids import claim_ids
from schema.load import contract
from schema.validate import require_valid

JsonBatch = Mapping[str, Sequence[Mapping[str, Any]]]
LOADED = "2026-01-01"  # the day of the load: what claims without recorded_at were recorded on


@dataclass(frozen=True)
class MemoryView:
    """A view of one batch; `scan` is all that a projection needs."""

    tables: Mapping[str, Columns]
    revision: int = 1

    def scan(self, type: str, fields: Sequence[str]) -> Iterator[Columns]:
        if columns := self.tables.get(type):
            rows = len(columns["added_in"])
            yield {field: columns.get(field) or [None] * rows for field in fields}


@dataclass(frozen=True)
class Snapshot:
    """A batch loaded once on LOADED."""

    view: MemoryView

    def supply_graph(self, policy: Policy | None = None) -> SupplyGraph:
        """The settled claims that count under a policy."""
        return supply_graph(self.view, policy or Policy())

    def evidence(self, question: Question, policy: Policy) -> list[Evidence]:
        """All claims that count, and, when some are doubtful, those that are not."""
        grades = dict.fromkeys((GRADES[-1], policy.min_grade))
        graphs = [self.supply_graph(Policy(policy.as_of, policy.known_at, grade)) for grade in grades]
        return [Evidence(graph, choices(graph, question.qualification)) for graph in graphs]

    def graph(
        self, question: Question, reading: Reading, units: Sequence[str], policy: Policy | None = None
    ) -> FailureGraph:
        """A question compiled in one reading."""
        return failure_graph(self.evidence(question, policy or Policy()), question, reading, units)

    @cached_property
    def all_claims(self) -> SupplyGraph:
        """Every claim settled."""
        return self.supply_graph()


def snapshot(raw: RawBatch | JsonBatch) -> Snapshot:
    """A snapshot of a valid batch; InputRejected if it breaks the contract."""
    if not isinstance(raw, RawBatch):
        raw = RawBatch({name: pd.DataFrame(list(rows), dtype=object) for name, rows in raw.items() if rows})
    batch = require_valid(raw, contract(), dataset="test")
    return Snapshot(MemoryView({name: _columns(name, table) for name, table in batch.tables.items()}))


def _columns(name: str, table: pd.DataFrame) -> Columns:
    columns = {column: [_cell(value) for value in table[column].tolist()] for column in table.columns}
    rows = len(table)
    recorded = columns.get("recorded_at") or [None] * rows
    return {
        **columns,
        "claim": claim_ids(name, table, "test", contract()),
        "recorded_at": [day or LOADED for day in recorded],
        "added_in": [1] * rows,
    }


def _cell(value: Any) -> Any:
    return None if isinstance(value, float) and value != value else value
