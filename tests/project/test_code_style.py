"""The checks of `make lint` as tests, so that one pytest run says everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

CHECKS = {
    "the linter finds nothing": ["ruff", "check", "."],
    "the code is formatted": ["ruff", "format", "--check", "."],
    "every type holds under strict checking": ["mypy", "--strict"],
    "nobody enters a room they may not enter": ["lint-imports"],
}


@pytest.mark.parametrize("claim", CHECKS)
def test_the_code_keeps_its_rules(claim: str) -> None:
    program, *arguments = CHECKS[claim]

    ran = subprocess.run([BIN / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, f"not so: {claim}\n{ran.stdout}{ran.stderr}"


def test_what_is_derived_from_the_contract_is_fresh() -> None:
    command = [sys.executable, "-m", "schema.generate", "--check"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, f"run `make generate` and commit the result\n{ran.stdout}{ran.stderr}"
