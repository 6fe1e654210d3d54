"""Tables of the importance of units for a target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType

from graphsvc.cli.tables.findings import head, trust
from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.text import number
from graphsvc.usecases.answer import Answer
from schema.interval import Interval

if TYPE_CHECKING:
    from graphsvc.usecases.importance import ImportanceRow, StopsRow

MEASURES = ("birnbaum", "criticality", "fussell_vesely", "raw", "rrw")


def importance(answer: Answer[ImportanceRow], reader: Reader) -> Iterator[RenderableType]:
    """One table a reading: how likely the target stops, and the units by criticality."""
    target = reader.name(answer.parameters["target"])
    yield from head(answer, reader, "importance.title", target=target)
    stops: tuple[StopsRow, ...] = answer.extra["stops"]
    for one in stops:
        yield ""
        reading = reader.say(f"reading.{one.reading}")
        chance = _written(one.probability, reader)
        yield title(reader.say("importance.stops", target=target, reading=reading, chance=chance))
        table = columns(reader, "importance", ("unit", "probability", *MEASURES), ("probability", *MEASURES))
        for row in answer.rows:
            if row.reading == one.reading:
                measures = [_written(getattr(row, name), reader) for name in MEASURES]
                table.add_row(reader.unit(row.unit), number(row.probability, reader.lang), *measures)
        yield table
        yield note(reader.say("importance.rests", sets=one.cut_sets, order=one.complete_to_order))
        if one.samples:
            yield note(reader.say("importance.sampled", samples=one.samples, seed=str(one.seed)))
    yield ""
    yield note(reader.say("importance.read"))
    yield from trust(answer, reader)


def _written(found: Interval | None, reader: Reader) -> str:
    """The number when it is exact to three digits, else from where to where."""
    if found is None:
        return "–"
    low, high = number(found.low, reader.lang), number(found.high, reader.lang)
    return low if low == high else reader.say("keeps.range", low=low, high=high)
