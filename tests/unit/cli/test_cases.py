"""The worked examples of tests/cases through the command line, compared as tests/cases/check.py compares them."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.unit.cli.running import run

CASES = Path(__file__).resolve().parents[2] / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/expect.json"))


@pytest.fixture(scope="module")
def check() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("cases_check", CASES / "check.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


def questions(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CASES / name / "expect.json").read_text("utf-8"))
    return found


def test_there_are_84_questions() -> None:
    assert sum(len(questions(name)) for name in NAMES) == 84


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_are_those_worked_out_by_hand(name: str, empty: str, check: ModuleType) -> None:
    assert run("load", str(CASES / name / "batch"), store=empty).code == 0

    wrong = {
        question["ask"]: problems
        for question in questions(name)
        if (
            problems := list(
                check.problems(question, run(*question["ask"].split(), "--format", "json", store=empty).json)
            )
        )
    }

    assert wrong == {}
