"""How much is kept, and through what it is lost: exposure, dependency-paths."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer
from graphsvc.cli.spelling import spelt_out

PANEL = "help.panel.ask"
Unit = Annotated[str, typer.Argument(help="help.from_unit", metavar="FROM")]
Target = Annotated[str, typer.Argument(help="help.target", metavar="TO")]
Limit = Annotated[int, typer.Option(help="help.path_limit", rich_help_panel=typed.ASKED)]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    program.command("exposure", help="help.exposure", rich_help_panel=PANEL)(exposure)
    program.command("dependency-paths", help="help.dependency_paths", rich_help_panel=PANEL)(dependency_paths)


@spelt_out()
def exposure(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    targets: typed.Targets = None,
    by: typed.By = typed.DEFAULT_BY,
) -> None:
    from graphsvc.usecases.exposure import ExposureQuery, find_exposure

    query = ExposureQuery(typed.words(targets), typed.several(by), asked)
    answer(command, wish, partial(find_exposure, query))


@spelt_out("home", "horizon", "qualification", "min_grade", "as_of", "known_at")
def dependency_paths(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    unit: Unit,
    target: Target,
    limit: Limit = 20,
) -> None:
    from graphsvc.usecases.dependency_paths import DependencyPathsQuery, find_dependency_paths

    query = DependencyPathsQuery(unit, target, limit, asked)
    answer(command, wish, partial(find_dependency_paths, query))
