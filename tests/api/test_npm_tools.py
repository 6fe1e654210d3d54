"""Where the npm programs of the tests come from, and what happens without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.npm import tools
from tests.api.npm.tools import HERE, ToolsUnavailable


def test_the_lock_names_no_address_and_pins_every_package() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert len(packages) > 50
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []


@pytest.mark.parametrize(("ci", "outcome"), [("true", ToolsUnavailable), ("", pytest.skip.Exception)])
def test_without_node_the_tests_fail_in_ci_and_are_skipped_with_the_reason_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(outcome, match="node is not installed"):
        tools.tools()


def test_what_npm_could_not_install_is_said_and_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, does in (("node", "exit 0"), ("npm", "echo no network >&2; exit 1")):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{does}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}")

    with pytest.raises(ToolsUnavailable, match="no network"):
        tools.installed(tmp_path / "cache" / "npm")

    assert list((tmp_path / "cache").iterdir()) == []
