"""How much each unit matters, given how likely it fails: importance."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer
from graphsvc.errors import WrongUse

Target = Annotated[str, typer.Argument(help="help.target", metavar="TARGET")]
Table = Annotated[Path, typer.Option(help="help.probabilities", metavar="FILE", rich_help_panel=typed.ASKED)]


def register(program: typer.Typer) -> None:
    """Add the command of this file."""
    program.command("importance", help="help.importance", rich_help_panel="help.panel.ask")(importance)


def importance(
    command: typer.Context,
    target: Target,
    probabilities: Table,
    max_order: typed.MaxOrder = 4,
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
    from graphsvc.usecases.importance import ImportanceQuery, find_importance

    asked = typed.options(home, horizon, qualification, min_surviving_share, min_grade, reading, as_of, known_at)
    query = ImportanceQuery(target, _read(probabilities), max_order, asked)
    answer(command, Wish(store, form, output, lang), partial(find_importance, query))


def _read(path: Path) -> tuple[str, ...]:
    """`unit=probability` of each row of a CSV file with the columns unit and probability."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse("of-option", option="probabilities", cause=error) from error
    try:
        return tuple(f"{row['unit']}={row['probability']}" for row in rows)
    except KeyError as error:
        raise WrongUse("no-probability") from error
