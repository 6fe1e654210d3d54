"""Parquet files of other programs: their types, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from loaders import readers
from loaders.forms import parquet_table
from schema.errors import InputRejected
from tests.unit.loaders.folders import only, places


def read(tmp_path: Path, columns: dict[str, Any]) -> Any:
    pq.write_table(pa.table(columns), tmp_path / "T.parquet")
    return readers.read(tmp_path).tables["T"]


def test_cells_keep_the_types_of_the_file(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "text": ["a", "", None],
            "coded": pa.array(["x", "x", None]).dictionary_encode(),
            "whole": pa.array([1, None, 3]),
            "part": [0.5, float("nan"), None],
            "truth": [True, None, False],
            "day": [date(2024, 6, 30), None, None],
            "moment": [datetime(2024, 6, 30), None, None],
            "list": [["a", "b"], [], None],
        },
    )

    assert found.loc[2].tolist() == ["a", "x", 1, 0.5, True, "2024-06-30", "2024-06-30", "a|b"]
    assert found.loc[3].tolist() == [None, "x", None, None, None, None, None, None]
    assert found.loc[4].tolist() == [None, None, 3, None, False, None, None, None]
    assert isinstance(found.loc[2, "whole"], int)


def test_a_nested_value_is_refused_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as caught:
        read(tmp_path, {"id": ["a", "b"], "x": [None, {"y": 1}]})

    assert places(caught.value) == {("T", 3, "x")}


def test_a_file_that_is_not_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "T.parquet").write_bytes(b"PAR1 something else")

    with pytest.raises(InputRejected) as caught:
        readers.read(tmp_path)

    assert "Parquet" in only(caught.value).rule


@pytest.mark.parametrize(("bound", "value"), [("MAX_CELLS", 1), ("MAX_UNCOMPRESSED_BYTES", 10)])
def test_a_table_beyond_the_bounds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int
) -> None:
    monkeypatch.setattr(parquet_table, bound, value)

    with pytest.raises(InputRejected) as caught:
        read(tmp_path, {"id": ["a", "b"]})

    assert "larger" in only(caught.value).rule


def test_a_repeated_column_is_refused(tmp_path: Path) -> None:
    data = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["id", "id"])
    pq.write_table(data, tmp_path / "T.parquet")

    with pytest.raises(InputRejected) as caught:
        readers.read(tmp_path)

    assert places(caught.value) == {("T", 1, "id")}
