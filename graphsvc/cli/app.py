"""The program: settings read, commands put together, exceptions turned into exit codes."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

import typer
from pydantic import ValidationError

from graphsvc.cli.commands import ask, bring, deliver, look, measure, weigh
from graphsvc.cli.failure import WRONG_USE, explain, explain_settings
from graphsvc.cli.helping import in_words
from graphsvc.settings import Settings

GROUPS = (ask, measure, look, weigh, bring, deliver)  # as --help lists them


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
    command = in_words(typer.main.get_command(_program()), settings.language)
    try:
        command(args=list(sys.argv[1:] if argv is None else argv), prog_name="graphsvc", obj=settings)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except Exception as error:
        return explain(error, settings)
    return 0


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
