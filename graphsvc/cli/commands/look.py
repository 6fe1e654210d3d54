"""Finding and listing: search, show, sources, runs."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer

PANEL = "help.panel.look"
Text = Annotated[str, typer.Argument(help="help.text", metavar="TEXT")]
Node = Annotated[str, typer.Argument(help="help.node", metavar="ID")]
Limit = Annotated[int, typer.Option(help="help.limit", rich_help_panel=typed.ASKED)]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    program.command("search", help="help.search", rich_help_panel=PANEL)(search)
    program.command("show", help="help.show", rich_help_panel=PANEL)(show)
    program.command("sources", help="help.sources", rich_help_panel=PANEL)(sources)
    program.command("runs", help="help.runs", rich_help_panel=PANEL)(runs)


def search(
    command: typer.Context,
    text: Text,
    limit: Limit = 20,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases import search as case

    answer(command, Wish(store, form, output, lang), partial(case.search, case.SearchQuery(text, limit)))


def show(
    command: typer.Context,
    node: Node,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases import show as case

    answer(command, Wish(store, form, output, lang), partial(case.show, case.ShowQuery(node)))


def sources(
    command: typer.Context,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.sources import list_sources

    answer(command, Wish(store, form, output, lang), list_sources)


def runs(
    command: typer.Context,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.runs import list_runs

    answer(command, Wish(store, form, output, lang), list_runs)
