"""Every kind of unit side by side: by-whom."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer

Worst = Annotated[int, typer.Option(help="help.worst", rich_help_panel=typed.ASKED)]


def register(program: typer.Typer) -> None:
    """Add the command of this file."""
    program.command("by-whom", help="help.by_whom", rich_help_panel="help.panel.ask")(by_whom)


def by_whom(
    command: typer.Context,
    targets: typed.Targets = None,
    by: typed.By = "all",
    max_order: typed.MaxOrder = 3,
    worst: Worst = 3,
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
    from graphsvc.usecases.by_whom import ByWhomQuery, find_by_whom

    asked = typed.options(home, horizon, qualification, min_surviving_share, min_grade, reading, as_of, known_at)
    query = ByWhomQuery(typed.words(targets), typed.several(by), max_order, worst, asked)
    answer(command, Wish(store, form, output, lang), partial(find_by_whom, query))
