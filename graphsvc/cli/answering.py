"""Opening the store for a command, and putting an answer out in the form asked for."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from graphsvc.cli.failure import PARTIAL, say
from graphsvc.cli.options import FORMS
from graphsvc.cli.progress import compiling_told
from graphsvc.errors import WrongUse
from graphsvc.settings import Settings
from graphsvc.text import LANGUAGES, Language, text

if TYPE_CHECKING:
    from graphsvc.usecases.answer import Answer
    from graphsvc.usecases.context import Context


@dataclass(frozen=True, slots=True)
class Wish:
    """Where and how the asker wants the answer; None means the setting's own. WrongUse for another form or language."""

    store: str | None
    form: str
    output: Path | None
    lang: str | None

    def __post_init__(self) -> None:
        for name, got, allowed in (("format", self.form, FORMS), ("lang", self.lang, LANGUAGES)):
            if got is not None and got not in allowed:
                raise WrongUse("not-among", option=name, got=got, allowed=", ".join(allowed))
        if self.form == "parquet" and self.output is None:
            raise WrongUse("parquet-needs-file")

    def language(self, found: Settings) -> Language:
        """The language of the answer."""
        return next((lang for lang in LANGUAGES if lang == self.lang), found.language)


def at_store(found: Settings, address: str | None) -> Settings:
    """The settings with the store that the command line names, if it names one."""
    return found.model_copy(update={"store": address}) if address else found


def answer(command: typer.Context, wish: Wish, question: Callable[[Context], Answer[Any]]) -> None:
    """Ask a use case and print its answer; exit code 5 when it is partial."""
    found = ask(command, wish, question)
    put(found, wish, wish.language(command.obj))
    if found.partial:
        raise typer.Exit(PARTIAL)


def ask(command: typer.Context, wish: Wish, question: Callable[[Context], Answer[Any]]) -> Answer[Any]:
    """Ask a use case; the store is open meanwhile."""
    from graphsvc.usecases.opening import opened

    with opened(at_store(command.obj, wish.store)) as context, compiling_told(wish.language(command.obj)):
        return question(context)


def put(found: Answer[Any], wish: Wish, lang: Language) -> None:
    """Write an answer to the file, which is named on standard error, or to standard output."""
    if wish.output is None:
        to_stdout(_written(found, wish, lang))
        return
    try:
        wish.output.parent.mkdir(parents=True, exist_ok=True)
        if wish.form == "parquet":
            from graphsvc.cli.flat import write_parquet

            write_parquet(found, wish.output)
        else:
            wish.output.write_text(_written(found, wish, lang), "utf-8")
    except OSError as error:
        raise WrongUse("not-written", file=wish.output, cause=error.strerror) from error
    say(text("output.written", lang, file=wish.output))


def to_stdout(written: str) -> None:
    """Print; a reader that has gone away (`| head`) is no failure."""
    try:
        sys.stdout.write(written)
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the interpreter's last flush is silent
        raise typer.Exit from error


def _written(found: Answer[Any], wish: Wish, lang: Language) -> str:
    if wish.form == "json":
        import orjson

        from graphsvc.usecases.plain import as_plain

        return orjson.dumps(as_plain(found, lang), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
    if wish.form == "csv":
        from graphsvc.cli.flat import as_csv

        return as_csv(found)
    from graphsvc.cli.tables import as_table

    return as_table(found, lang, whole=wish.output is not None)
