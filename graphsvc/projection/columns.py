"""Claims of a view as columns: ids become indexes, dates become days, and what the policy leaves out is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.settle import Standing
from analytics.supply_graph import GRADES, NOT_STATED, Flags, Floats, Ints, Texts
from graphsvc.projection.policy import Days, Policy
from graphsvc.stores.port import Columns, View

WORST = len(GRADES) - 1
GRADE_CODES: dict[str | None, int] = {None: WORST, "": WORST, **{grade: code for code, grade in enumerate(GRADES)}}
STANDING_FIELDS = ("claim", "from", "to", "source", "as_of", "recorded_at", "grade")


@dataclass(frozen=True)
class Claims:
    """Claims of one relationship type that count, column by column, with what decides between them."""

    columns: Columns
    standing: Standing

    def __len__(self) -> int:
        return len(self.standing.claim)

    def index(self, column: str, ids: Mapping[str, int]) -> Ints:
        """Indexes of the nodes a column names, -1 where it is empty; KeyError for an unknown node."""
        known: dict[str | None, int] = {None: NOT_STATED, "": NOT_STATED}
        known.update(ids)
        return np.array([known[text] for text in self.columns[column]], dtype=np.int32)

    def codes(self, column: str, terms: Sequence[str]) -> Ints:
        """Positions of a column's words in a vocabulary, -1 where it is empty."""
        return self.index(column, {term: code for code, term in enumerate(terms)})

    def numbers(self, column: str) -> Floats:
        """A column of numbers, NaN where it is empty."""
        return np.array(self.columns[column], dtype=np.float64)

    def true(self, column: str) -> Flags:
        """Whether a column says true."""
        return np.array([value is True for value in self.columns[column]], dtype=np.bool_)

    def false(self, column: str) -> Flags:
        """Whether a column says false."""
        return np.array([value is False for value in self.columns[column]], dtype=np.bool_)


def read_claims(
    view: View, type_name: str, fields: Sequence[str], policy: Policy, sources: Mapping[str, int]
) -> Claims:
    """All claims of a type at a view that count under a policy; `sources` ranks the source ids."""
    columns = joined(view.scan(type_name, (*STANDING_FIELDS, *fields)), (*STANDING_FIELDS, *fields))
    days = Days()
    as_of = np.array([days(text) for text in columns["as_of"]], dtype=np.int32)
    recorded = np.array([days(text) for text in columns["recorded_at"]], dtype=np.int32)
    grade = np.array([GRADE_CODES[text] for text in columns["grade"]], dtype=np.int32)
    counts = grade <= GRADE_CODES[policy.min_grade]
    if policy.as_of is not None:
        counts &= as_of <= policy.as_of
    if policy.known_at is not None:
        counts &= recorded <= policy.known_at
    if not counts.all():
        kept = np.flatnonzero(counts).tolist()
        columns = {name: [values[row] for row in kept] for name, values in columns.items()}
    source = np.array([sources.get(text or "", NOT_STATED) for text in columns["source"]], dtype=np.int32)
    # the last tie-breaker is the identity of the claim, so that every store settles alike
    claim = np.array([int(text[:15], 16) for text in columns["claim"]], dtype=np.int64)
    return Claims(columns, Standing(grade[counts], as_of[counts], recorded[counts], source, claim))


def joined(pages: Iterable[Columns], fields: Sequence[str]) -> Columns:
    """Pages of columns as one."""
    columns: Columns = {name: [] for name in fields}
    for page in pages:
        for name, values in columns.items():
            values += page[name]
    return columns


def node_values(view: View, types: Iterable[str], fields: Sequence[str]) -> dict[str, dict[str, Any]]:
    """id -> properties of all nodes of some types; where several statements differ the newest wins."""
    nodes: dict[str, dict[str, Any]] = {}
    for type_name in types:
        columns = joined(view.scan(type_name, ("id", "added_in", *fields)), ("id", "added_in", *fields))
        newest_last = sorted(range(len(columns["id"])), key=columns["added_in"].__getitem__)
        for row in newest_last:
            said = {name: columns[name][row] for name in fields if columns[name][row] is not None}
            nodes.setdefault(columns["id"][row], dict.fromkeys(fields)).update(said)
    return nodes


def texts(values: Iterable[str]) -> Texts:
    """UTF-8 bytes, fixed width, so that they can be memory-mapped."""
    encoded = [value.encode() for value in values]
    return np.array(encoded, dtype=f"S{max((len(text) for text in encoded), default=1) or 1}")


def ints(values: Iterable[int]) -> npt.NDArray[np.int32]:
    """int32 from whatever is iterated."""
    return np.fromiter(values, dtype=np.int32)
