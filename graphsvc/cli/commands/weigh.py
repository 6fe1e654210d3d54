"""How far the data carries, what to find out next, and what changed: coverage, next-facts, diff."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer
from graphsvc.cli.spelling import spelt_out

PANEL = "help.panel.look"
Target = Annotated[str, typer.Argument(help="help.target", metavar="TARGET")]
Before = Annotated[str, typer.Argument(help="help.snapshot", metavar="SNAPSHOT")]
After = Annotated[str, typer.Argument(help="help.snapshot", metavar="SNAPSHOT")]
OnlyTargets = Annotated[
    list[str] | None, typer.Option("--target", help="help.only_target", metavar="TARGET", rich_help_panel=typed.ASKED)
]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    program.command("coverage", help="help.coverage", rich_help_panel=PANEL)(coverage)
    program.command("next-facts", help="help.next_facts", rich_help_panel=PANEL)(next_facts)
    program.command("diff", help="help.diff", rich_help_panel=PANEL)(diff)


@spelt_out("qualification", "as_of", "known_at")
def coverage(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
) -> None:
    from graphsvc.usecases.field_coverage import FieldCoverageQuery, field_coverage

    query = FieldCoverageQuery(asked)
    answer(command, wish, partial(field_coverage, query))


@spelt_out()
def next_facts(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    target: Target,
    by: typed.By = typed.DEFAULT_BY,
) -> None:
    from graphsvc.usecases.next_facts import NextFactsQuery, find_next_facts

    query = NextFactsQuery(target, typed.several(by), asked)
    answer(command, wish, partial(find_next_facts, query))


@spelt_out("home", "horizon", "qualification", "min_surviving_share", "min_grade", "reading")
def diff(
    command: typer.Context,
    asked: typed.Asked,
    wish: Wish,
    before: Before,
    after: After,
    target: OnlyTargets = None,
    by: typed.By = typed.DEFAULT_BY,
    max_order: typed.MaxOrder = 1,
) -> None:
    from graphsvc.usecases.changes import ChangesQuery, find_changes, parse_snapshot

    sides = parse_snapshot(before), parse_snapshot(after)
    query = ChangesQuery(*sides, typed.words(target), typed.several(by), max_order, asked)
    answer(command, wish, partial(find_changes, query))
