"""Probabilities from a file, and the table that a person sees."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.running import run


def test_probabilities_come_from_a_file(store: str, tmp_path: Path) -> None:
    file = tmp_path / "chances.csv"
    file.write_text("unit,probability\nfirm:asml,0.02\ncountry:NL,0.1\n", "utf-8")

    printed = run("importance", "sector-chips", "--probabilities", str(file), store=store).out

    assert "firm ASML" in printed
    assert "Chips stops with probability 0.118 (confirmed)" in printed


def test_a_file_without_the_columns_is_refused(store: str, tmp_path: Path) -> None:
    file = tmp_path / "chances.csv"
    file.write_text("name,p\nfirm:asml,0.02\n", "utf-8")

    ran = run("importance", "sector-chips", "--probabilities", str(file), store=store)

    assert ran.code == 2
    assert "in columns unit and probability" in ran.err


def test_the_same_table_in_chinese(store: str, tmp_path: Path) -> None:
    file = tmp_path / "chances.csv"
    file.write_text("unit,probability\nfirm:asml,0.02\n", "utf-8")

    printed = run("importance", "sector-chips", "--probabilities", str(file), "--lang", "zh", store=store).out

    assert "芯片产业停止的概率为0.02（确证）" in printed
    assert "企业 阿斯麦" in printed
