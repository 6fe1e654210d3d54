"""Finding and listing: search, show, sources, runs."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer
from graphsvc.cli.spelling import spelt_out

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


@spelt_out()
def search(
    command: typer.Context,
    wish: Wish,
    text: Text,
    limit: Limit = 20,
) -> None:
    from graphsvc.usecases import search as case

    answer(command, wish, partial(case.search, case.SearchQuery(text, limit)))


@spelt_out()
def show(
    command: typer.Context,
    wish: Wish,
    node: Node,
) -> None:
    from graphsvc.usecases import show as case

    answer(command, wish, partial(case.show, case.ShowQuery(node)))


@spelt_out()
def sources(
    command: typer.Context,
    wish: Wish,
) -> None:
    from graphsvc.usecases.sources import list_sources

    answer(command, wish, list_sources)


@spelt_out()
def runs(
    command: typer.Context,
    wish: Wish,
) -> None:
    from graphsvc.usecases.runs import list_runs

    answer(command, wish, list_runs)
