"""Whatever a file holds, it is understood or refused with violations: a traceback would be a defect of ours."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.errors import InputRejected
from schema.ids import claim_ids, content_hashes
from schema.load import contract
from schema.validate import require_valid
from tests.unit.schema.batches import Rows, raw

TYPES = sorted(type_.name for type_ in contract().types())
COLUMNS = sorted({name for type_ in contract().types() for name in type_.properties} | {"from", "to", "colour", ""})
WORDS = ["a", "b", "firm:a", "JP", "country", "t/a", "d", "true", "2024", "price", "0.5", "a|b", " "]
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=5),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.lists(st.sampled_from(WORDS), max_size=2),
    st.dictionaries(st.text(max_size=1), st.integers(), max_size=1),
)
TABLES = st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS, max_size=5), max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*TYPES, "Materials", ""]), TABLES, max_size=4))
def test_any_batch_is_understood_or_refused(tables: dict[str, Rows]) -> None:
    try:
        batch = require_valid(raw(tables), contract(), dataset="test")
    except InputRejected as error:
        assert error.violations
        assert all(str(v.value).isprintable() and v.rule for v in error.violations)
    else:
        _assert_hashable(batch.tables)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(COLUMNS), st.lists(CELLS, min_size=1, max_size=5))
def test_any_cell_in_any_column_is_understood_or_refused(column: str, cells: list[Any]) -> None:
    for type_ in contract().types():
        keys = {"id": "a"} if type_.name in contract().nodes else {"from": "a", "to": "b"}
        tables = {type_.name: [{**keys, column: cell} for cell in cells]}
        try:
            _assert_hashable(require_valid(raw(tables), contract(), dataset="test").tables)
        except InputRejected as error:
            assert error.violations


def _assert_hashable(tables: Any) -> None:
    for name, table in tables.items():
        assert len(claim_ids(name, table, "test", contract())) == len(content_hashes(table)) == len(table)
