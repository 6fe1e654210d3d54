"""What is installed is what was written down: pyproject.toml, both lock files and the environment agree."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+==[^\\\n]*?)\s*\\?$", re.MULTILINE)


def pins(lock: str) -> dict[str, set[str]]:
    """Package name -> pinned versions (several where they differ by Python version)."""
    found: dict[str, set[str]] = {}
    for line in PIN.findall((ROOT / lock).read_text(encoding="utf-8")):
        pin = Requirement(line)
        found.setdefault(canonicalize_name(pin.name), set()).update(s.version for s in pin.specifier)
    return found


def asked(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    return [Requirement(text) for text in project["dependencies"] + [r for extra in extras for r in optional[extra]]]


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("requirements.lock", ("neo4j-fast", "test")), ("requirements-run.lock", ("neo4j-fast", "build"))],
)
def test_the_lock_pins_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    pinned = pins(lock)

    unmet = [
        str(requirement)
        for requirement in asked(*extras)
        if not any(requirement.specifier.contains(v) for v in pinned.get(canonicalize_name(requirement.name), ()))
    ]

    assert unmet == [], "run `make lock`"


def test_the_image_runs_the_versions_that_were_tested() -> None:
    run, tested = pins("requirements-run.lock"), pins("requirements.lock")

    assert {name: versions for name, versions in run.items() if tested.get(name) != versions} == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-run.lock"])
def test_every_pin_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]

    assert len(entries) == sum(map(len, pins(lock).values()))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
