"""Tables of what stops when units fail together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType

from graphsvc.cli.tables.findings import head, trust
from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.text import listed, share
from graphsvc.usecases.answer import Answer

if TYPE_CHECKING:
    from analytics.readings import Reading
    from graphsvc.usecases.what_if import WhatIfRow

NAMED = 30


def what_if(answer: Answer[WhatIfRow], reader: Reader) -> Iterator[RenderableType]:
    """At home, then in the world: what is certain to stop, and what each weaker reading adds."""
    failed = listed(map(reader.unit, answer.parameters["fail"]), reader.lang)
    yield from head(answer, reader, "what_if.title", failed=failed)
    row = answer.rows[0]
    sectors = answer.extra["sectors"]
    for key, stopped in (("what_if.home", row.stopped), ("what_if.world", row.stopped_world)):
        yield ""
        yield title(reader.say(key))
        yield from _stopped(stopped, sectors, answer.parameters["reading"], reader)
    yield from _kept(row, reader)
    yield ""
    yield from trust(answer, reader)


def _kept(row: WhatIfRow, reader: Reader) -> Iterator[RenderableType]:
    """What is left of the sectors, or of the items asked about, the least first, the unknown last.

    Those that lose nothing are left out.
    """
    known = [(one.target, one.keeps) for one in row.keeps if one.keeps]
    losing = sorted((one for one in known if one[1].low < 1.0), key=lambda one: one[1].estimate)
    unknown = [one.target for one in row.keeps if not one.keeps]
    if not losing and not unknown:
        return
    yield ""
    yield title(reader.say("keeps.title"))
    figures = ("low", "estimate", "high")
    table = columns(reader, "keeps", ("target", *figures), figures)
    for target, kept in losing:
        values = (kept.low, kept.estimate, kept.high)
        table.add_row(reader.name(target), *(share(value, reader.lang) for value in values))
    for target in unknown:
        table.add_row(reader.name(target), *(reader.say("value.unknown") for _ in figures))
    yield table


def _stopped(
    stopped: Mapping[Reading, Sequence[str]], sectors: Collection[str], reading: str, reader: Reader
) -> Iterator[RenderableType]:
    table = columns(reader, "column", ("reading", "sectors_stopped", "items_stopped"))
    readings = list(stopped)
    shown = readings[: readings.index(reading) + 1]  # type: ignore[arg-type]  # one of them
    before: set[str] = set()
    for name in shown:
        added = [id for id in stopped[name] if id not in before]
        before |= set(added)
        table.add_row(reader.say(f"reading.{name}"), *_cells(added, sectors, reader))
    if before:
        yield table
    else:
        yield note(reader.say("what_if.nothing"))
    more = len(set(stopped["possible"]) - before)
    if shown != readings:
        yield note(reader.say("what_if.possible", count=more))


def _cells(ids: Sequence[str], sectors: Collection[str], reader: Reader) -> list[str]:
    """Sectors, then items, each with its number."""
    cells = []
    for group in ([id for id in ids if id in sectors], [id for id in ids if id not in sectors]):
        names = sorted(map(reader.name, group))
        cells.append(reader.say("what_if.cell", count=len(names), names=reader.some(names, NAMED)) if names else "0")
    return cells
