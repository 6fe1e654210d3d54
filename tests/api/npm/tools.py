"""The npm programs of the tests, as package-lock.json pins them, and the fixture `npm_tools`. Never shipped."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PINS = ("package.json", "package-lock.json", ".npmrc")
PATIENCE = 300  # seconds


class ToolsUnavailable(RuntimeError):
    """Node is not installed, or npm could not install what is pinned."""


@pytest.fixture(scope="session")
def npm_tools() -> Path:
    """A folder with node_modules, see `tools`."""
    return tools()


def tools() -> Path:
    """A folder with node_modules. Without Node its tests are skipped with the reason, and fail where CI is set."""
    try:
        return installed(cache_folder())
    except ToolsUnavailable as reason:
        if os.environ.get("CI"):  # there a skip would hide that nothing was tested
            raise
        pytest.skip(f"no npm programs: {reason}")


def cache_folder() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    pinned = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:12]
    return cache / "graphsvc" / f"npm-{pinned}"


def installed(folder: Path) -> Path:
    """Install beside the final place, then move: a folder that exists is complete."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise ToolsUnavailable(f"{program} is not installed")
    if folder.is_dir():
        return folder
    print(f"npm programs for tests: installing them once into {folder}", file=sys.stderr, flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        fresh = Path(temporary, "npm")
        fresh.mkdir()
        for name in PINS:
            shutil.copyfile(HERE / name, fresh / name)
        done = subprocess.run(["npm", "ci"], cwd=fresh, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if done.returncode:
            raise ToolsUnavailable(f"npm ci: {done.stderr[-1000:]}")
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.is_dir():  # otherwise another process was faster, with the same pins
                raise
    return folder


def node(script: str, *arguments: str | Path) -> str:
    """What a script of this folder prints."""
    command = ["node", str(HERE / script), *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
