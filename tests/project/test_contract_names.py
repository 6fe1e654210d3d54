"""No label or relationship name is spelled outside the contract, the transforms of the sources, and Cypher files.

Python elsewhere takes names from the loaded contract, or from names derived from it, so that renaming one in the
contract either renames it everywhere or fails a type check. Two things count as spelling: a string that is a name, and
a string with a Cypher pattern of one, such as a node or relationship in brackets with its label.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = ROOT / "schema" / "contract"

# Files that may spell names, each with its reason. An entry without need fails.
ALLOWED: dict[str, str] = {}
TRANSFORMS = "loaders/*/transform.py"  # a transform says which rows of a foreign table become which type: its whole job


@cache
def contract_names() -> frozenset[str]:
    """Every node type, Neo4j label and relationship type."""
    nodes = yaml.safe_load((CONTRACT / "nodes.yaml").read_text(encoding="utf-8"))["nodes"]
    relationships = yaml.safe_load((CONTRACT / "relationships.yaml").read_text(encoding="utf-8"))["relationships"]
    labels = {label for node in nodes.values() for label in node.get("labels", ())}
    return frozenset(labels | set(nodes) | set(relationships))


def python_files() -> Iterator[str]:
    for package in ("analytics", "graphsvc", "loaders"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix()


def spelled(code: str) -> list[tuple[int, str]]:
    """Line and name of every contract name spelled in this code."""
    pattern = re.compile(rf"[(\[]\s*\w*:(?:{'|'.join(sorted(contract_names()))})\b")
    texts = [
        (n.lineno, n.value) for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Constant) and type(n.value) is str
    ]
    return sorted((line, text) for line, text in texts if text in contract_names() or pattern.search(text))


def test_the_contract_has_names_to_look_for() -> None:
    assert {"Firm", "Item", "Sector", "REQUIRES", "SUPPLIES"} <= contract_names()


def test_a_spelled_name_is_noticed() -> None:
    code = '"""Docstring about Firm."""\na = "SUPPLIES"\nb = f"MATCH (n:Firm {{id: {a}}})"\nc = "supplies"\n'

    assert [line for line, _ in spelled(code)] == [2, 3]


def test_no_name_of_the_contract_is_spelled_elsewhere() -> None:
    found = [
        f"{name}:{line}: {text}"
        for name in python_files()
        if name not in ALLOWED and not fnmatch(name, TRANSFORMS)
        for line, text in spelled((ROOT / name).read_text(encoding="utf-8"))
    ]

    assert found == [], "take the name from schema.generated.types or from the loaded contract"


def test_every_exception_is_still_needed() -> None:
    needless = [name for name in ALLOWED if not spelled((ROOT / name).read_text(encoding="utf-8"))]

    assert needless == []
