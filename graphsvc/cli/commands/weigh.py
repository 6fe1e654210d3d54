"""How far the data carries, what to find out next, and what changed: coverage, next-facts, diff."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer

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


def coverage(
    command: typer.Context,
    qualification: typed.Qualification = "volume",
    as_of: typed.AsOf = None,
    known_at: typed.KnownAt = None,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.asking import Options
    from graphsvc.usecases.field_coverage import FieldCoverageQuery, field_coverage

    query = FieldCoverageQuery(Options(qualification=qualification, as_of=as_of, known_at=known_at))
    answer(command, Wish(store, form, output, lang), partial(field_coverage, query))


def next_facts(
    command: typer.Context,
    target: Target,
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
    from graphsvc.usecases.next_facts import NextFactsQuery, find_next_facts

    asked = typed.options(home, horizon, qualification, min_surviving_share, min_grade, reading, as_of, known_at)
    query = NextFactsQuery(target, typed.several(by), asked)
    answer(command, Wish(store, form, output, lang), partial(find_next_facts, query))


def diff(
    command: typer.Context,
    before: Before,
    after: After,
    target: OnlyTargets = None,
    by: typed.By = typed.DEFAULT_BY,
    max_order: typed.MaxOrder = 1,
    home: typed.Home = "CN",
    horizon: typed.Horizon = "sustained",
    qualification: typed.Qualification = "volume",
    min_surviving_share: typed.MinSurvivingShare = 0.2,
    min_grade: typed.MinGrade = "D",
    reading: typed.Reading = "likely",
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases.changes import ChangesQuery, find_changes, parse_snapshot

    asked = typed.options(home, horizon, qualification, min_surviving_share, min_grade, reading, None, None)
    sides = parse_snapshot(before), parse_snapshot(after)
    query = ChangesQuery(*sides, typed.words(target), typed.several(by), max_order, asked)
    answer(command, Wish(store, form, output, lang), partial(find_changes, query))
