"""Every kind of unit side by side: by-whom."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer
from graphsvc.cli.spelling import spelt_out

Worst = Annotated[int, typer.Option(help="help.worst", rich_help_panel=typed.ASKED)]


def register(program: typer.Typer) -> None:
    """Add the command of this file."""
    program.command("by-whom", help="help.by_whom", rich_help_panel="help.panel.ask")(by_whom)


@spelt_out()
def by_whom(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    targets: typed.Targets = None,
    by: typed.By = "all",
    max_order: typed.MaxOrder = 3,
    worst: Worst = 3,
) -> None:
    from graphsvc.usecases.by_whom import ByWhomQuery, find_by_whom

    query = ByWhomQuery(typed.words(targets), typed.several(by), max_order, worst, asked)
    answer(command, wish, partial(find_by_whom, query))
