"""The self-check finds what is broken."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from graphsvc.settings import Settings
from graphsvc.usecases.context import Context
from graphsvc.usecases.doctor import CHECKS, examine
from graphsvc.usecases.loading import LoadQuery, load
from graphsvc.usecases.opening import opened
from tests.unit.cli.running import batch


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    settings = Settings(store=f"sqlite:///{tmp_path / 'graph.db'}", cache_dir=tmp_path / "cache")
    mine = batch(
        tmp_path / "mine",
        Firm="id\nacme\n",
        Material="id\nresist\n",
        Place="id,level,code\nCN,country,CN\n",
        SUPPLIES="from,to,share\nacme,resist,0.4\n",
    )
    with opened(settings) as context:
        load(LoadQuery((str(mine),)), context)
        yield context


def failed(context: Context) -> list[str]:
    return [row.check for row in examine(context).rows if not row.passed]


def sql(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "graph.db")) as connection, connection:
        connection.execute(statement)


def test_a_sound_store_passes_every_check(context: Context) -> None:
    answer = examine(context)

    assert [row.check for row in answer.rows] == list(CHECKS)
    assert answer.extra["passed"] is True


def test_an_empty_store_is_sound(tmp_path: Path) -> None:
    with opened(Settings(store=f"sqlite:///{tmp_path / 'none.db'}", cache_dir=tmp_path / "cache")) as empty:
        assert failed(empty) == []


def test_a_claim_whose_node_is_gone_is_found(context: Context, tmp_path: Path) -> None:
    sql(tmp_path, "DELETE FROM node WHERE type = 'Firm'")

    assert "claims" in failed(context)


def test_a_missing_run_is_found(context: Context, tmp_path: Path) -> None:
    sql(tmp_path, "UPDATE run SET number = 2")

    assert "store" in failed(context)


def test_a_lost_name_index_is_found(context: Context, tmp_path: Path) -> None:
    sql(tmp_path, "UPDATE node SET name_key = '' WHERE type = 'Firm'")

    assert "search" in failed(context)


def test_a_cache_that_cannot_be_written_is_found(context: Context, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")

    assert failed(context) == ["cache"]


def test_a_kept_projection_that_is_not_of_this_store_is_found(context: Context, tmp_path: Path) -> None:
    assert failed(context) == []
    (shares,) = (tmp_path / "cache").rglob("supply_share.npy")

    np.save(shares, np.load(shares) / 2)

    assert failed(context) == ["projection"]
