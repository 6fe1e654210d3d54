"""Every test here runs in an empty folder without settings. Choose `store` for the small world of two lithography
makers, `empty` for a store that nobody has written to.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.cli.running import batch, run


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("GRAPHSVC_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def empty(desk: Path) -> str:
    return f"sqlite:///{desk / 'graph.db'}"


@pytest.fixture
def world(desk: Path) -> Path:
    """A scanner made by ASML alone and a resist made by two firms of Japan, both needed for chips at home."""
    return batch(
        desk / "world",
        Place=[
            {"id": "NL", "name_zh": "荷兰", "name_en": "Netherlands", "level": "country", "code": "NL"},
            {"id": "JP", "name_zh": "日本", "name_en": "Japan", "level": "country", "code": "JP"},
            {"id": "CN", "name_zh": "中国", "name_en": "China", "level": "country", "code": "CN"},
        ],
        Firm=[
            {"id": "asml", "name_zh": "阿斯麦", "name_en": "ASML"},
            {"id": "jsr", "name_zh": "捷时雅", "name_en": "JSR"},
            {"id": "tok", "name_zh": "东京应化", "name_en": "TOK"},
        ],
        Equipment=[{"id": "scanner", "name_zh": "光刻机", "name_en": "Scanner", "aliases": "stepper|步进机"}],
        Material=[{"id": "resist", "name_zh": "光刻胶", "name_en": "Resist", "formula": "C2H4"}],
        Sector=[{"id": "sector-chips", "name_zh": "芯片产业", "name_en": "Chips"}],
        Source=[{"id": "survey", "title": "A survey", "publisher": "A house", "year": 2025, "licence": "facts"}],
        REQUIRES=[
            {"from": "sector-chips", "to": "scanner", "source": "survey", "as_of": 2024, "grade": "B"},
            {"from": "sector-chips", "to": "resist", "source": "survey", "as_of": 2024, "grade": "B"},
        ],
        SUPPLIES=[
            {
                "from": "asml",
                "to": "scanner",
                "site": "NL",
                "share": 1,
                "source": "survey",
                "as_of": 2024,
                "grade": "B",
            },
            {
                "from": "jsr",
                "to": "resist",
                "site": "JP",
                "share": 0.5,
                "source": "survey",
                "as_of": 2024,
                "grade": "B",
            },
            {
                "from": "tok",
                "to": "resist",
                "site": "JP",
                "share": 0.5,
                "source": "survey",
                "as_of": 2024,
                "grade": "B",
            },
        ],
        HEADQUARTERED_IN=[{"from": "asml", "to": "NL"}, {"from": "jsr", "to": "JP"}, {"from": "tok", "to": "JP"}],
    )


@pytest.fixture
def store(world: Path, empty: str) -> str:
    loaded = run("load", str(world), store=empty)
    assert loaded.code == 0, loaded.err
    return empty


@pytest.fixture
def doubted(world: Path, empty: str) -> str:
    """The same world, in which the claim that ASML makes the scanner is of grade C."""
    supplies = (world / "SUPPLIES.csv").read_text("utf-8").splitlines(keepends=True)
    weaker = [line.replace(",B", ",C") if line.startswith("asml") else line for line in supplies]
    (world / "SUPPLIES.csv").write_text("".join(weaker), "utf-8")
    assert run("load", str(world), store=empty).code == 0
    return empty
