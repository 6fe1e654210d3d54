"""What the documents tell a reader to type works, and prints what they show.

`make docs` writes the present output into the blocks; read the difference before you commit it.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.project.console import DOCUMENTS, ROOT, Command, Desk, agrees, commands, loads_by_itself

TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def pages() -> list[Path]:
    """Every Markdown page that belongs to the repository, data notes aside."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "*.md"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return [ROOT / name for name in listed if not name.startswith(("loaders/", "tests/cases/"))]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A var/ with all bundled sources in its store."""
    folder = tmp_path_factory.mktemp("loaded")
    ran = Desk(folder).run("graphsvc load")
    assert ran.returncode == 0, ran.stderr
    return folder / "var"


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_every_command_is_one_that_can_be_checked(document: Path) -> None:
    found = commands(document.read_text(encoding="utf-8"))

    assert found
    assert [command.line for command in found if not command.known] == []
    assert [command.line for command in found if command.target not in {None, *TARGETS}] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_commands_print_what_the_document_shows(document: Path, loaded: Path, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    desk = Desk(tmp_path, None if loads_by_itself(text) else loaded)

    for command in filter(lambda command: command.runs, commands(text)):
        ran = desk.run(command.line)

        assert ran.returncode == 0, f"$ {command.line}\n{ran.stdout}{ran.stderr}"
        assert agrees(command.shown, ran.stdout), f"$ {command.line}\nprinted\n{ran.stdout}\nrun `make docs`"


@pytest.mark.parametrize("document", READMES, ids=names)
def test_the_first_screen_shows_the_two_commands_and_one_answer(document: Path) -> None:
    first_screen = "".join(document.read_text(encoding="utf-8").splitlines(keepends=True)[:80])

    found = commands(first_screen)

    assert {"demo", "test"} <= {command.target for command in found}
    assert any(command.runs and len(command.shown) >= 5 for command in found)


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (commands(path.read_text(encoding="utf-8")) for path in READMES)

    def without_language(command: Command) -> str:
        return re.sub(r" --lang (zh|en)", "", command.line)

    assert list(map(without_language, english)) == list(map(without_language, chinese))


def test_links_to_files_lead_somewhere() -> None:
    broken = [
        f"{names(page)}: {target}"
        for page in pages()
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_every_command_mentioned_in_a_sentence_exists(tmp_path: Path) -> None:
    mentioned = {
        (names(page), word)
        for page in pages()
        for word in re.findall(r"`graphsvc ([a-z][a-z-]+)", page.read_text(encoding="utf-8"))
    }

    help_text = Desk(tmp_path).run("graphsvc --help").stdout

    assert mentioned
    assert [(page, word) for page, word in sorted(mentioned) if not re.search(rf"\b{word}\b", help_text)] == []


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (("a", "b"), "a\nb\n", True),
        (("a", "b"), "a  \nb\n\n", True),
        (("a", "…"), "a\nb\nc\n", True),
        (("…", "c"), "a\nb\nc\n", True),
        (("a", "…", "c"), "a\nc\n", True),
        (("a",), "a\nb\n", False),
        (("a", "…", "d"), "a\nb\nc\n", False),
        ((), "a\n", False),
        (("a.c",), "abc\n", False),
    ],
)
def test_an_ellipsis_stands_for_any_number_of_lines(shown: tuple[str, ...], printed: str, same: bool) -> None:
    assert agrees(shown, printed) is same


def test_a_block_is_read_as_commands_and_their_output() -> None:
    text = "x\n```console\n$ cd y\n$ graphsvc a \\\n    --b\none\n\ntwo\n```\n```sh\n$ not this\n```\n"

    assert commands(text) == [Command("cd y", ()), Command("graphsvc a --b", ("one", "", "two"))]
