"""Console blocks in documents: read them, run them as a reader would, compare or renew what they show.

A block opens with ```console; a line that begins with `$ ` is a command (a backslash at its end continues it), what
follows is what it prints on standard output, and a line `…` stands for any number of lines.
`python -m tests.project.console` rewrites the blocks whose output is no longer what is printed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA_PAGES = [ROOT / "docs" / "data.en.md", ROOT / "docs" / "data.zh.md"]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh.md", *DATA_PAGES, *TUTORIALS]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TYPED = re.compile(r"\$ (?:.*\\\n)*.*\n")
RUN = re.compile(r"^(?:\.venv/bin/)?graphsvc ")
MAKE = re.compile(r"^(?:[A-Z]+=\S+ )*make ([a-z-]+)$")
OTHER = re.compile(r"^(?:git clone \S+|cd \S+)$")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a document and the lines shown beneath it."""

    line: str
    shown: tuple[str, ...]

    @property
    def runs(self) -> bool:
        return RUN.match(self.line) is not None

    @property
    def target(self) -> str | None:
        """The make target, where the command is one."""
        found = MAKE.match(self.line)
        return found[1] if found else None

    @property
    def known(self) -> bool:
        return self.runs or self.target is not None or OTHER.match(self.line) is not None


def commands(text: str) -> list[Command]:
    """All commands of a document, in reading order."""
    return [command for block in BLOCK.findall(text) for command in _commands_of(block)]


def _commands_of(block: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, shown = part.replace("\\\n", "").partition("\n")
        yield Command(re.sub(r"\s+", " ", line.strip()), tuple(shown.rstrip("\n").splitlines()))


def agrees(shown: tuple[str, ...], printed: str) -> bool:
    """Whether the lines shown are what was printed, trailing blanks aside."""
    parts = [r"(?:.*\n)*?" if line.strip() == ELLIPSIS else re.escape(line.rstrip()) + r"\n" for line in shown]
    text = "".join(f"{line.rstrip()}\n" for line in printed.rstrip("\n").splitlines())
    return re.fullmatch("".join(parts), text) is not None


class Desk:
    """A reader's folder: the checkout seen through links, with a var/ of its own."""

    def __init__(self, folder: Path, loaded: Path | None = None) -> None:
        self.folder = folder
        for entry in ROOT.iterdir():
            if entry.name not in {"var", ".git", ".venv"}:
                (folder / entry.name).symlink_to(entry)
        (folder / ".venv").symlink_to(sys.prefix)
        if loaded is not None:
            shutil.copytree(loaded, folder / "var")

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a command line as typed here; no setting of the machine shines through, lines are 120 wide."""
        path = f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {"PATH": path, "HOME": os.environ.get("HOME", str(self.folder)), "LC_ALL": "C.UTF-8"}
        environment |= {"COLUMNS": "120", "NO_COLOR": "1"}
        command = ["bash", "-c", line]
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)

    def must_run(self, line: str) -> str:
        """What a command line prints; the program ends if it fails."""
        ran = self.run(line)
        if ran.returncode != 0:
            raise SystemExit(f"$ {line}\n{ran.stdout}{ran.stderr}")
        return ran.stdout


def loads_by_itself(text: str) -> bool:
    """Whether the document's first own step is to load the bundled sources: then it begins with an empty store."""
    run = [command.line for command in commands(text) if command.runs]
    return bool(run) and RUN.sub("", run[0]) == "load"


def renewed(text: str, desk: Desk) -> str:
    """The document with the real output in each block whose output differs."""

    def block(match: re.Match[str]) -> str:
        parts = re.split(r"^(?=\$ )", match[1], flags=re.MULTILINE)
        return "```console\n" + "".join(_renewed_command(part, desk) for part in parts) + "```"

    return BLOCK.sub(block, text)


def _renewed_command(part: str, desk: Desk) -> str:
    found = list(_commands_of(part))
    if not found or not found[0].runs:
        return part
    printed = desk.must_run(found[0].line)
    if agrees(found[0].shown, printed):
        return part
    typed = TYPED.match(part)
    assert typed is not None  # the part was split off at its "$ "
    return typed[0] + "".join(f"{line.rstrip()}\n" for line in printed.splitlines())


def main() -> None:
    """Renew every document in place."""
    with tempfile.TemporaryDirectory() as scratch:
        loaded = Path(scratch) / "loaded"
        loaded.mkdir()
        Desk(loaded).must_run("graphsvc load")
        for number, path in enumerate(DOCUMENTS):
            text = path.read_text(encoding="utf-8")
            folder = Path(scratch) / str(number)
            folder.mkdir()
            path.write_text(renewed(text, Desk(folder, None if loads_by_itself(text) else loaded / "var")), "utf-8")


if __name__ == "__main__":
    main()
