"""The questions of failure: chokepoints, single-source, cut-sets, what-if."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer

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


def chokepoints(
    command: typer.Context,
    targets: typed.Targets = None,
    by: typed.By = typed.DEFAULT_BY,
    max_order: typed.MaxOrder = 2,
    home: typed.Home = "CN",
    horizon: typed.Horizon = "sustained",
    qualification: typed.Qualification = "volume",
    min_surviving_share: typed.MinSurvivingShare = 0.2,
    min_grade: typed.MinGrade = "D",
    reading: typed.Reading = "likely",
    as_of: typed.AsOf = None,
    known_at: typed.KnownAt = None,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints

    asked = typed.options(home, horizon, qualification, min_surviving_share, min_grade, reading, as_of, known_at)
    query = ChokepointQuery(typed.words(targets), typed.several(by), max_order, asked)
    answer(command, Wish(store, form, output, lang), partial(find_chokepoints, query))


def single_source(
    command: typer.Context,
    targets: typed.Targets = None,
    by: typed.By = typed.DEFAULT_BY,
    home: typed.Home = "CN",
    horizon: typed.Horizon = "sustained",
    qualification: typed.Qualification = "volume",
    min_surviving_share: typed.MinSurvivingShare = 0.2,
    min_grade: typed.MinGrade = "D",
    reading: typed.Reading = "likely",
    as_of: typed.AsOf = None,
    known_at: typed.KnownAt = None,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources

    asked = typed.options(home, horizon, qualification, min_surviving_share, min_grade, reading, as_of, known_at)
    query = SingleSourceQuery(typed.words(targets), typed.several(by), asked)
    answer(command, Wish(store, form, output, lang), partial(find_single_sources, query))


def cut_sets(
    command: typer.Context,
    target: Target,
    by: typed.By = typed.DEFAULT_BY,
    max_order: typed.MaxOrder = 3,
    count: Count = False,
    home: typed.Home = "CN",
    horizon: typed.Horizon = "sustained",
    qualification: typed.Qualification = "volume",
    min_surviving_share: typed.MinSurvivingShare = 0.2,
    min_grade: typed.MinGrade = "D",
    reading: typed.Reading = "likely",
    as_of: typed.AsOf = None,
    known_at: typed.KnownAt = None,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.cut_sets import CutSetsQuery, find_cut_sets

    asked = typed.options(home, horizon, qualification, min_surviving_share, min_grade, reading, as_of, known_at)
    query = CutSetsQuery(target, typed.several(by), max_order, count, asked)
    answer(command, Wish(store, form, output, lang), partial(find_cut_sets, query))


def what_if(
    command: typer.Context,
    fail: Fail = None,
    target: OnlyTargets = None,
    home: typed.Home = "CN",
    horizon: typed.Horizon = "sustained",
    qualification: typed.Qualification = "volume",
    min_surviving_share: typed.MinSurvivingShare = 0.2,
    min_grade: typed.MinGrade = "D",
    reading: typed.Reading = "likely",
    as_of: typed.AsOf = None,
    known_at: typed.KnownAt = None,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.what_if import WhatIfQuery, ask_what_if

    asked = typed.options(home, horizon, qualification, min_surviving_share, min_grade, reading, as_of, known_at)
    query = WhatIfQuery(typed.words(fail), typed.words(target), asked)
    answer(command, Wish(store, form, output, lang), partial(ask_what_if, query))
