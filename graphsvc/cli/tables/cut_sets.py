"""Tables of minimal cut sets, or of how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table

from graphsvc.cli.tables.findings import head, trust
from graphsvc.cli.tables.page import Reader, columns, note
from graphsvc.cli.tables.plan import in_the_plan, numbers
from graphsvc.text import number
from graphsvc.usecases.answer import Answer

if TYPE_CHECKING:
    from graphsvc.usecases.cut_sets import CountRow, CutSetRow

SETS_SHOWN = 60


def cut_sets(answer: Answer[CutSetRow | CountRow], reader: Reader) -> Iterator[RenderableType]:
    """The sets in order of size and certainty; a file gets all of them."""
    target, order = answer.parameters["target"], answer.parameters["max_order"]
    yield from head(answer, reader, "cut_sets.title", target=reader.name(target), order=order)
    yield ""
    counts, sets = _told_apart(answer.rows)
    if counts:
        yield _counts(counts, reader)
    elif sets:
        shown = sets if reader.whole or len(sets) <= SETS_SHOWN + 1 else sets[:SETS_SHOWN]
        yield _sets(shown, reader)
        if len(shown) < len(sets):
            yield note(reader.say("cut_sets.more", more=len(sets) - len(shown)))
        yield from in_the_plan(sets, reader)
    if not answer.rows:
        yield note(reader.say("cut_sets.none"))
    yield ""
    key = "finding.partial" if answer.partial else "finding.complete"
    yield note(reader.say(key, order=answer.extra["complete_to_order"]))
    yield from trust(answer, reader)


def _told_apart(rows: tuple[CutSetRow | CountRow, ...]) -> tuple[list[CountRow], list[CutSetRow]]:
    from graphsvc.usecases.cut_sets import CountRow, CutSetRow

    return [row for row in rows if isinstance(row, CountRow)], [row for row in rows if isinstance(row, CutSetRow)]


def _sets(rows: list[CutSetRow], reader: Reader) -> Table:
    planned = ("in_plan",) if any(row.plan for row in rows) else ()
    table = columns(reader, "column", ("order", "fail_together", "reading", *planned), numeric=("order",))
    for row in rows:
        reading = reader.say(f"reading.{row.reading}")
        table.add_row(str(row.order), reader.units(row.units), reading, *(numbers(row, reader) for _ in planned))
    return table


def _counts(rows: list[CountRow], reader: Reader) -> Table:
    orders = sorted({order for row in rows for order in row.counts}, key=int)
    table = columns(reader, "column", ("reading_at_least",))
    for order in orders:
        table.add_column(reader.say("column.of_order", order=order), justify="right")
    for row in rows:
        counts = [number(row.counts.get(order, 0), reader.lang) for order in orders]
        table.add_row(reader.say(f"reading.{row.reading}"), *counts)
    return table
