"""The questions of failure: chokepoints, single-source, cut-sets, what-if."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer
from graphsvc.cli.spelling import spelt_out

PANEL = "help.panel.ask"
Count = Annotated[bool, typer.Option("--count", help="help.count", rich_help_panel=typed.ASKED)]
Target = Annotated[str, typer.Argument(help="help.target", metavar="TARGET")]
Fail = Annotated[list[str] | None, typer.Option(help="help.fail", metavar="UNIT", rich_help_panel=typed.ASKED)]
OnlyTargets = Annotated[
    list[str] | None, typer.Option("--target", help="help.only_target", metavar="TARGET", rich_help_panel=typed.ASKED)
]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    program.command("chokepoints", help="help.chokepoints", rich_help_panel=PANEL)(chokepoints)
    program.command("single-source", help="help.single_source", rich_help_panel=PANEL)(single_source)
    program.command("cut-sets", help="help.cut_sets", rich_help_panel=PANEL)(cut_sets)
    program.command("what-if", help="help.what_if", rich_help_panel=PANEL)(what_if)


@spelt_out()
def chokepoints(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    targets: typed.Targets = None,
    by: typed.By = typed.DEFAULT_BY,
    max_order: typed.MaxOrder = 2,
) -> None:
    from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints

    query = ChokepointQuery(typed.words(targets), typed.several(by), max_order, asked)
    answer(command, wish, partial(find_chokepoints, query))


@spelt_out()
def single_source(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    targets: typed.Targets = None,
    by: typed.By = typed.DEFAULT_BY,
) -> None:
    from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources

    query = SingleSourceQuery(typed.words(targets), typed.several(by), asked)
    answer(command, wish, partial(find_single_sources, query))


@spelt_out()
def cut_sets(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    target: Target,
    by: typed.By = typed.DEFAULT_BY,
    max_order: typed.MaxOrder = 3,
    count: Count = False,
) -> None:
    from graphsvc.usecases.cut_sets import CutSetsQuery, find_cut_sets

    query = CutSetsQuery(target, typed.several(by), max_order, count, asked)
    answer(command, wish, partial(find_cut_sets, query))


@spelt_out()
def what_if(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    fail: Fail = None,
    target: OnlyTargets = None,
) -> None:
    from graphsvc.usecases.what_if import WhatIfQuery, ask_what_if

    query = WhatIfQuery(typed.words(fail), typed.words(target), asked)
    answer(command, wish, partial(ask_what_if, query))
