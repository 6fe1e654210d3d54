"""The whole graph as one batch: nothing lost, loadable again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from graphsvc.errors import WrongUse
from graphsvc.settings import Settings
from graphsvc.usecases.context import Context
from graphsvc.usecases.exporting import ExportQuery, export_batch
from graphsvc.usecases.loading import LoadQuery, load
from graphsvc.usecases.opening import opened
from loaders.readers import read
from tests.unit.cli.running import batch

FIRST = {"Firm": "id,name_en,aliases\nacme,Acme,Old|Older\n", "Material": "id\nresist\n", "Source": "id\ns\n"}
CLAIM = "from,to,share,source,as_of,grade,recorded_at\n"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with opened(Settings(store=f"sqlite:///{tmp_path / 'graph.db'}", cache_dir=tmp_path / "cache")) as context:
        yield context


def put(context: Context, path: Path, **tables: str) -> None:
    load(LoadQuery((str(batch(path, **tables)),)), context)


def exported(context: Context, path: Path) -> dict[str, pd.DataFrame]:
    export_batch(ExportQuery(path), context)
    return dict(read(path).tables)


def test_every_bundled_claim_comes_back_as_it_was(context: Context, tmp_path: Path) -> None:
    load(LoadQuery(), context)
    first = exported(context, tmp_path / "first")

    with opened(Settings(store=f"sqlite:///{tmp_path / 'second.db'}", cache_dir=tmp_path / "cache")) as other:
        load(LoadQuery((str(tmp_path / "first"),)), other)
        second = exported(other, tmp_path / "second")

    assert first.keys() == second.keys()
    for name, table in first.items():
        columns = list(table.columns)
        assert list(second[name].columns) == columns
        assert _rows(table) == _rows(second[name]), name


def _rows(table: pd.DataFrame) -> list[tuple[object, ...]]:
    return sorted(table.itertuples(index=False, name=None), key=str)


def test_the_time_a_claim_was_recorded_is_kept(context: Context, tmp_path: Path) -> None:
    put(context, tmp_path / "mine", **FIRST, SUPPLIES=CLAIM + "acme,resist,0.5,s,2024,A,2025-02-03\n")

    tables = exported(context, tmp_path / "out")

    assert tables["SUPPLIES"]["recorded_at"].tolist() == ["2025-02-03"]
    assert all(tables["Firm"]["recorded_at"])


def test_a_node_of_two_datasets_becomes_one_row(context: Context, tmp_path: Path) -> None:
    put(context, tmp_path / "one", **FIRST)
    put(context, tmp_path / "two", Firm="id,name_zh,aliases\nacme,顶点,New\n")

    firms = exported(context, tmp_path / "out")["Firm"]

    assert firms["id"].tolist() == ["acme"]
    assert (firms["name_en"][2], firms["name_zh"][2]) == ("Acme", "顶点")
    assert set(firms["aliases"][2].split("|")) == {"Old", "Older", "New"}


def test_of_two_datasets_that_say_the_same_claim_differently_the_better_graded_stays_with_a_warning(
    context: Context, tmp_path: Path
) -> None:
    put(context, tmp_path / "one", **FIRST, SUPPLIES=CLAIM + "acme,resist,0.5,s,2024,A,\n")
    put(context, tmp_path / "two", SUPPLIES=CLAIM + "acme,resist,0.4,s,2024,C,\n")

    answer = export_batch(ExportQuery(tmp_path / "out"), context)

    claims = read(tmp_path / "out").tables["SUPPLIES"]
    assert claims["share"].tolist() == ["0.5"]
    assert [(notice.code, notice.values["count"]) for notice in answer.warnings] == [("export-one-of-several", 1)]


def test_two_datasets_that_say_the_same_need_no_warning(context: Context, tmp_path: Path) -> None:
    for name in ("one", "two"):
        tables = FIRST if name == "one" else {}
        put(context, tmp_path / name, **tables, SUPPLIES=CLAIM + "acme,resist,0.5,s,2024,A,\n")

    answer = export_batch(ExportQuery(tmp_path / "out"), context)

    assert answer.warnings == ()
    assert len(read(tmp_path / "out").tables["SUPPLIES"]) == 1


def test_a_file_of_another_kind_is_wrong_use(context: Context, tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("a file")

    with pytest.raises(WrongUse, match="a batch is a folder"):
        export_batch(ExportQuery(tmp_path / "out.txt"), context)
