"""The worked examples, answered by the slow twin: what their authors derived by hand from DOMAIN section 3."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.oracles.semantics import (
    READINGS,
    Batch,
    Question,
    Reading,
    is_minimal_witness,
    minimal_cut_sets,
    not_operating_at_start,
    options_of,
    single_sources,
    stopped,
)
from tests.oracles.semantics.cells import last_day

CASES = Path(__file__).parents[1] / "cases"
TODAY = date(2026, 1, 1)


def asked_questions() -> list[Any]:
    folders = sorted(path.parent for path in CASES.glob("*/expect.json"))
    questions = [(folder, expected) for folder in folders for expected in read_json(folder / "expect.json")]
    return [
        pytest.param(folder, expected, id=f"{folder.name}: {expected['ask'].split(' --reading')[0]}")
        for folder, expected in questions
    ]


def read_json(path: Path) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def read_batch(folder: Path) -> Batch:
    tables = {}
    for path in sorted((folder / "batch").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def parsed(ask: str) -> Namespace:
    parser = ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("target", nargs="?")
    parser.add_argument("--by", default="firm,country,embargo")
    parser.add_argument("--fail", action="append", default=[])
    parser.add_argument("--max-order", type=int, default=3)
    parser.add_argument("--min-surviving-share", type=float)
    parser.add_argument("--as-of", type=last_day)
    for name in ("--home", "--horizon", "--qualification", "--min-grade", "--reading"):
        parser.add_argument(name)
    return parser.parse_args(ask.split())


def as_question(words: Namespace) -> Question:
    return Question(
        today=TODAY,
        home=tuple(words.home.split(",")),
        horizon=words.horizon,
        qualification=words.qualification,
        min_surviving_share=words.min_surviving_share,
        min_grade=words.min_grade,
        as_of=words.as_of,
    )


def at_least(weakest: str) -> tuple[Reading, ...]:
    return READINGS[: [str(reading) for reading in READINGS].index(weakest) + 1]


def readings_by_line(batch: Batch, words: Namespace) -> dict[str, Reading]:
    """Every finding as the examples write it, without its reading -> its reading."""
    kinds = words.by.split(",")
    if words.command == "single-source":
        return {f"{u} {kind}": r for u, kind, r in single_sources(batch, as_question(words), words.target, kinds)}
    cuts = minimal_cut_sets(batch, as_question(words), words.target, kinds, words.max_order)
    return {"+".join(sorted(units)): reading for units, reading in cuts}


@pytest.mark.parametrize(("folder", "expected"), [p for p in asked_questions() if "rows" in p.values[1]])
def test_the_twin_finds_what_the_example_derives_by_hand(folder: Path, expected: dict[str, Any]) -> None:
    batch, words = read_batch(folder), parsed(expected["ask"])

    found = readings_by_line(batch, words)
    start = not_operating_at_start(batch, as_question(words))

    shown = at_least(words.reading)
    assert {f"{line} {reading}" for line, reading in found.items() if reading in shown} == set(expected["rows"])
    assert {f"{item} {r}" for item, r in start if item == words.target and r in shown} == set(expected["not_operating"])
    left_out = sum(reading not in shown for reading in found.values())
    assert left_out == expected.get("possible_only", left_out)


@pytest.mark.parametrize(("folder", "expected"), [p for p in asked_questions() if "stopped" in p.values[1]])
def test_the_twin_stops_what_the_example_derives_by_hand(folder: Path, expected: dict[str, Any]) -> None:
    batch, words = read_batch(folder), parsed(expected["ask"])

    for reading in READINGS:
        home, world = stopped(batch, as_question(words), reading, frozenset(words.fail))

        assert (sorted(home), sorted(world)) == (expected["stopped"][reading], expected["stopped_world"][reading])


@pytest.mark.parametrize(("folder", "expected"), [p for p in asked_questions() if "witness" in p.values[1]])
def test_a_witness_of_an_example_is_minimal(folder: Path, expected: dict[str, Any]) -> None:
    batch, words = read_batch(folder), parsed(expected["ask"])
    reading_of = {line.split()[0]: reading for line, reading in readings_by_line(batch, words).items()}

    for unit, witness in expected["witness"].items():
        slots = [(item, slot) for item, _, slot in (written.partition("/") for written in witness["slots"])]

        assert is_minimal_witness(
            batch, as_question(words), reading_of[unit], words.target, unit, witness["items"], slots
        )


@pytest.mark.parametrize(("folder", "expected"), [p for p in asked_questions() if "warnings" in p.values[1]])
def test_shares_that_do_not_fit_are_warned_of(folder: Path, expected: dict[str, Any]) -> None:
    batch, question = read_batch(folder), as_question(parsed(expected["ask"]))

    warnings = [w for row in batch["Material"] for w in options_of(batch, question, str(row["id"])).warnings]

    assert all(any(part in warning for warning in warnings) for part in expected["warnings"])


def test_all_84_questions_are_asked() -> None:
    asked = asked_questions()

    assert len(asked) == 84
    assert all("rows" in p.values[1] or "stopped" in p.values[1] for p in asked)
