"""Bringing data in and taking it back: load, unload."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer
from graphsvc.cli.failure import say
from graphsvc.cli.progress import watched

PANEL = "help.panel.bring"
Names = Annotated[list[str] | None, typer.Argument(help="help.names", metavar="SOURCE|PATH…")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="help.dry_run", rich_help_panel=typed.ASKED)]
Source = Annotated[str | None, typer.Option(help="help.source", metavar="ID", rich_help_panel=typed.ASKED)]
AsOf = Annotated[str | None, typer.Option(help="help.as_of_rows", metavar="DATE", rich_help_panel=typed.ASKED)]
Packs = Annotated[
    list[str] | None, typer.Option("--with", help="help.with", metavar="PACK", rich_help_panel=typed.ASKED)
]
Run = Annotated[int, typer.Argument(help="help.run", metavar="RUN")]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    program.command("load", help="help.load", rich_help_panel=PANEL)(load)
    program.command("unload", help="help.unload", rich_help_panel=PANEL)(unload)


def load(
    command: typer.Context,
    names: Names = None,
    dry_run: DryRun = False,
    source: Source = None,
    as_of: AsOf = None,
    packs: Packs = None,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases import loading
    from loaders.registry import licence_text

    query = loading.LoadQuery(typed.words(names), source, as_of, dry_run, typed.words(packs))
    wish = Wish(store, form, output, lang)
    for pack in loading.optional_packs(query.packs):
        say(licence_text(pack))
    with watched(wish.language(command.obj)) as progress:
        answer(command, wish, partial(loading.load, query, progress=progress))


def unload(
    command: typer.Context,
    run: Run,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases import loading

    answer(command, Wish(store, form, output, lang), partial(loading.unload, run))
