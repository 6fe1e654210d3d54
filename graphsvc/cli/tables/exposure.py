"""Tables of what targets keep when each unit fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table

from graphsvc.cli.tables.findings import cells, cited, head, keeps, ranked, trust
from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.text import listed
from graphsvc.usecases.answer import Answer, Supply

if TYPE_CHECKING:
    from graphsvc.usecases.exposure import ExposureRow

ROWS_SHOWN = 25
#: Columns that would take the room of the makers, on a wide and on a narrow page.
WIDTHS = (
    {"rank": 7, "fails": 22, "keeps": 14, "stops": 11, "through": 30},
    {"rank": 5, "fails": 14, "keeps": 11, "stops": 7, "through": 16},
)


def exposures(answer: Answer[ExposureRow], reader: Reader) -> Iterator[RenderableType]:
    """One table a target: the units that cost most; a file gets all of them."""
    targets = listed(map(reader.name, answer.parameters["targets"]), reader.lang)
    yield from head(answer, reader, "exposure.title", targets=targets)
    named: list[Supply] = []
    for target in answer.parameters["targets"]:
        rows = [row for row in answer.rows if row.target == target]
        shown = rows if reader.whole or len(rows) <= ROWS_SHOWN + 1 else rows[:ROWS_SHOWN]
        yield ""
        yield title(reader.say("exposure.target", target=reader.name(target), count=len(rows)))
        if shown:
            yield _table(shown, reader)
        if len(shown) < len(rows):
            yield note(reader.say("exposure.more", more=len(rows) - len(shown), rank=shown[-1].rank))
        named += [supply for row in shown for line in cells(row.decided_by, reader) for supply in line.named]
    yield ""
    yield note(reader.say("exposure.bounds"))
    yield from _start(answer, reader)
    yield from trust(answer, reader)
    yield ""
    yield from cited(named, reader)


def _table(rows: list[ExposureRow], reader: Reader) -> Table:
    names = ("rank", "fails", "keeps", "stops", "through", "makers")
    table = columns(reader, "column", names, ("rank", "keeps"), WIDTHS[reader.narrow])
    for row in rows:
        stops = reader.say(f"reading.{row.stops}") if row.stops else reader.say("value.no")
        stops = f"{stops}\n{reader.say('finding.grade', grade=row.grade)}"
        chain = reader.say("exposure.through").join(map(reader.name, row.through[1:] or row.through))
        makers = "\n".join(line.makers for line in cells(row.decided_by, reader) if line.makers)
        table.add_row(
            ranked(row.rank, row.rank_range), reader.unit(row.unit), keeps(row.keeps, reader), stops, chain, makers
        )
    return table


def _start(answer: Answer[ExposureRow], reader: Reader) -> Iterator[RenderableType]:
    """Targets that do not keep everything even when nothing fails."""
    for one in answer.extra["start"]:
        if one.keeps and one.keeps.low < 1.0:
            kept = keeps(one.keeps, reader).replace("\n", " ")
            yield note(reader.say("exposure.start", target=reader.name(one.target), kept=kept))
