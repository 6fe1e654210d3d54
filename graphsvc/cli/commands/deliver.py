"""Taking data out and keeping the service running: export, serve, doctor."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer, ask, at_store, put
from graphsvc.cli.failure import STORE, say
from graphsvc.errors import WrongUse
from graphsvc.text import text

PANEL = "help.panel.deliver"
What = Annotated[str, typer.Argument(help="help.what", metavar="batch")]
Tables = Annotated[
    str | None, typer.Option("--format", help="help.tables", metavar="csv|parquet", rich_help_panel=typed.ASKED)
]
Place = Annotated[Path, typer.Option("--output", help="help.place", metavar="FOLDER|FILE", rich_help_panel=typed.ASKED)]
Host = Annotated[str | None, typer.Option(help="help.host", rich_help_panel=typed.ASKED)]
Port = Annotated[int | None, typer.Option(help="help.port", min=0, max=65535, rich_help_panel=typed.ASKED)]

Demo = Annotated[bool, typer.Option("--demo", help="help.demo", rich_help_panel=typed.ASKED)]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    program.command("export", help="help.export", rich_help_panel=PANEL)(export)
    program.command("serve", help="help.serve", rich_help_panel=PANEL)(serve)
    program.command("doctor", help="help.doctor", rich_help_panel=PANEL)(doctor)


def export(
    command: typer.Context,
    what: What,
    output: Place,
    tables: Tables = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.exporting import FOLDER_FORMS, ExportQuery, export_batch

    if what != "batch":
        raise WrongUse("not-among", option="export", got=what, allowed="batch")
    form = next((form for form in FOLDER_FORMS if form == tables), None)
    if tables is not None and form is None:
        raise WrongUse("not-among", option="format", got=tables, allowed=", ".join(FOLDER_FORMS))
    query = ExportQuery(output, form or "csv")
    answer(command, Wish(store, "table", None, lang), partial(export_batch, query))


def serve(
    command: typer.Context, host: Host = None, port: Port = None, demo: Demo = False, store: typed.Store = None
) -> None:
    from graphsvc.access.door import door_of
    from graphsvc.app import serve as run

    settings = at_store(command.obj, store)
    if demo:
        settings = settings.model_copy(update={"demo": True})
    door = door_of(settings)
    if door.closed:
        say(text("access.closed", settings.language))
    door.close()
    run(settings, settings.host if host is None else host, settings.port if port is None else port)


def doctor(
    command: typer.Context,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.doctor import examine

    wish = Wish(store, form, output, lang)
    found = ask(command, wish, examine)
    put(found, wish, wish.language(command.obj))
    if not found.extra["passed"]:
        raise typer.Exit(STORE)
