"""How much each unit matters, given how likely it fails: importance."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer
from graphsvc.cli.spelling import spelt_out
from graphsvc.errors import WrongUse

Target = Annotated[str, typer.Argument(help="help.target", metavar="TARGET")]
Table = Annotated[Path, typer.Option(help="help.probabilities", metavar="FILE", rich_help_panel=typed.ASKED)]


def register(program: typer.Typer) -> None:
    """Add the command of this file."""
    program.command("importance", help="help.importance", rich_help_panel="help.panel.ask")(importance)


@spelt_out()
def importance(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    target: Target,
    probabilities: Table,
    max_order: typed.MaxOrder = 4,
) -> None:
    from graphsvc.usecases.importance import ImportanceQuery, find_importance

    query = ImportanceQuery(target, _read(probabilities), max_order, asked)
    answer(command, wish, partial(find_importance, query))


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
