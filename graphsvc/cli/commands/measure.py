"""How much is kept, and through what it is lost: exposure, dependency-paths."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer

PANEL = "help.panel.ask"
Unit = Annotated[str, typer.Argument(help="help.from_unit", metavar="FROM")]
Target = Annotated[str, typer.Argument(help="help.target", metavar="TO")]
Limit = Annotated[int, typer.Option(help="help.path_limit", rich_help_panel=typed.ASKED)]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    program.command("exposure", help="help.exposure", rich_help_panel=PANEL)(exposure)
    program.command("dependency-paths", help="help.dependency_paths", rich_help_panel=PANEL)(dependency_paths)


def exposure(
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
    from graphsvc.usecases.exposure import ExposureQuery, find_exposure

    asked = typed.options(home, horizon, qualification, min_surviving_share, min_grade, reading, as_of, known_at)
    query = ExposureQuery(typed.words(targets), typed.several(by), asked)
    answer(command, Wish(store, form, output, lang), partial(find_exposure, query))


def dependency_paths(
    command: typer.Context,
    unit: Unit,
    target: Target,
    limit: Limit = 20,
    home: typed.Home = "CN",
    horizon: typed.Horizon = "sustained",
    qualification: typed.Qualification = "volume",
    min_grade: typed.MinGrade = "D",
    as_of: typed.AsOf = None,
    known_at: typed.KnownAt = None,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.dependency_paths import DependencyPathsQuery, find_dependency_paths

    asked = typed.options(home, horizon, qualification, 0.2, min_grade, "likely", as_of, known_at)
    query = DependencyPathsQuery(unit, target, limit, asked)
    answer(command, Wish(store, form, output, lang), partial(find_dependency_paths, query))
