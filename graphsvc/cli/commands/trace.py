"""Following a value to who says it, and where sources disagree: evidence, conflicts."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer
from graphsvc.cli.spelling import spelt_out

PANEL = "help.panel.look"
Subject = Annotated[str, typer.Argument(help="help.subject", metavar="ID")]
Nodes = Annotated[list[str] | None, typer.Argument(help="help.nodes", metavar="ID…")]
Limit = Annotated[int | None, typer.Option(help="help.limit_of_all", rich_help_panel=typed.ASKED)]
Offset = Annotated[int, typer.Option(help="help.offset", rich_help_panel=typed.ASKED)]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    program.command("evidence", help="help.evidence", rich_help_panel=PANEL)(evidence)
    program.command("conflicts", help="help.conflicts", rich_help_panel=PANEL)(conflicts)


@spelt_out()
def evidence(
    command: typer.Context,
    wish: Wish,
    id: Subject,
    limit: Limit = None,
    offset: Offset = 0,
    as_of: typed.AsOf = None,
    known_at: typed.KnownAt = None,
) -> None:
    from graphsvc.usecases.evidence import EvidenceQuery, find_evidence

    query = EvidenceQuery(id, as_of, known_at, limit, offset)
    answer(command, wish, partial(find_evidence, query))


@spelt_out()
def conflicts(
    command: typer.Context,
    wish: Wish,
    ids: Nodes = None,
    limit: Limit = None,
    offset: Offset = 0,
    as_of: typed.AsOf = None,
    known_at: typed.KnownAt = None,
) -> None:
    from graphsvc.usecases.conflicts import ConflictsQuery, list_conflicts

    query = ConflictsQuery(typed.words(ids), as_of, known_at, limit, offset)
    answer(command, wish, partial(list_conflicts, query))
