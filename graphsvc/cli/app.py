"""The program: settings read, commands put together, exceptions turned into exit codes."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from itertools import pairwise

import typer
from pydantic import ValidationError

from graphsvc.cli.commands import admit, ask, bring, by_whom, deliver, importance, look, measure, trace, weigh
from graphsvc.cli.failure import WRONG_USE, explain, explain_settings
from graphsvc.cli.helping import in_words
from graphsvc.settings import Settings
from graphsvc.text import LANGUAGES, Language

GROUPS = (ask, by_whom, measure, importance, look, trace, weigh, bring, deliver, admit)  # as --help lists them


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 defect, 2 wrong use, 3 rejected, 4 store, 5 partial.

    `argv`: the words after the program's name; those of the process unless given.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        explain_settings(error)
        return WRONG_USE
    if settings.log_level != "debug":  # the driver's log repeats, many times, what we say once
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
    words = list(sys.argv[1:] if argv is None else argv)
    lang = _asked_for(words) or settings.language
    command = in_words(typer.main.get_command(_program()), lang)
    try:
        command(args=words, prog_name="graphsvc", obj=settings)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except Exception as error:
        return explain(error, settings, lang)
    return 0


def _asked_for(words: Sequence[str]) -> Language | None:
    """The language that --lang names; looked up by hand, because help and failures speak it too."""
    after = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    after += [there for here, there in pairwise(words) if here == "--lang"]
    return next((lang for lang in LANGUAGES if lang in after), None)


def _program() -> typer.Typer:
    program = typer.Typer(
        help="help.program",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    for group in GROUPS:
        group.register(program)
    return program
