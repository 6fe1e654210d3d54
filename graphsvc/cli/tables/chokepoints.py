"""Tables of units that stop a target: `chokepoints` and `single-source`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table

from graphsvc.cli.tables.findings import cells, cited, head, keeps, keeps_shortly, ranked, sure, trust
from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.cli.tables.plan import in_the_plan, numbers
from graphsvc.text import listed, number
from graphsvc.usecases.answer import Answer, Supply
from graphsvc.usecases.in_words import told

if TYPE_CHECKING:
    from graphsvc.usecases.chokepoints import ChokepointRow
    from graphsvc.usecases.single_source import SingleSourceRow

SETS_SHOWN = 12
WITNESS_SHOWN = 4
SENTENCES_SHOWN = 4
#: Columns that would take the room of the makers, on a wide and on a narrow page.
WIDTHS = (
    {"rank": 7, "fails": 20, "keeps": 13, "bites": 20, "sectors": 8, "grade": 8, "in_plan": 7, "witness": 24},
    {"rank": 5, "fails": 14, "bites": 14, "witness": 14},
)
NOT_NARROW = ("keeps", "sectors", "grade", "in_plan")


def chokepoints(answer: Answer[ChokepointRow], reader: Reader) -> Iterator[RenderableType]:
    """One table a target: single units in full, then the first of the larger sets."""
    order = answer.parameters["max_order"]
    yield from head(answer, reader, "chokepoints.title", targets=_targets(answer, reader), order=order)
    shown: list[ChokepointRow] = []
    for target in answer.parameters["targets"]:
        rows = [row for row in answer.rows if row.target == target]
        visible = _visible(rows, reader)
        shown += visible
        yield ""
        yield title(reader.say("chokepoints.target", target=reader.name(target), count=len(rows)))
        if visible:
            yield _chokepoints(visible, reader)
        if len(visible) < len(rows):
            yield note(reader.say("chokepoints.more", more=len(rows) - len(visible), rank=visible[-1].rank))
        yield from (note(line) for line in _counted(rows, reader))
    yield from in_the_plan(answer.rows, reader)
    yield ""
    yield note(_complete(answer, reader))
    yield from trust(answer, reader)
    yield ""
    yield from cited(_named((row.decided_by for row in shown), reader), reader)


def single_sources(answer: Answer[SingleSourceRow], reader: Reader) -> Iterator[RenderableType]:
    """One table a target, with the witness."""
    yield from head(answer, reader, "single_source.title", targets=_targets(answer, reader))
    for target in answer.parameters["targets"]:
        rows = [row for row in answer.rows if row.target == target]
        yield ""
        yield title(reader.say("single_source.target", target=reader.name(target), count=len(rows)))
        if rows:
            yield _single_sources(rows, reader)
            yield title(reader.say("in_words.head"))
            yield from (note(line) for line in _in_words(rows, answer, reader))
        counts = Counter(row.reading for row in rows)
        yield note(reader.say("single_source.counted", confirmed=counts["confirmed"], likely=counts["likely"]))
    yield from in_the_plan(answer.rows, reader)
    yield ""
    yield from trust(answer, reader)
    yield ""
    yield from cited(_named((row.decided_by for row in answer.rows), reader), reader)


def _targets(answer: Answer[ChokepointRow] | Answer[SingleSourceRow], reader: Reader) -> str:
    return listed(map(reader.name, answer.parameters["targets"]), reader.lang)


def _visible(rows: list[ChokepointRow], reader: Reader) -> list[ChokepointRow]:
    singles = [row for row in rows if row.order == 1]
    sets = rows[len(singles) :]
    return rows if reader.whole or len(sets) <= SETS_SHOWN + 1 else rows[: len(singles) + SETS_SHOWN]


def _chokepoints(rows: list[ChokepointRow], reader: Reader) -> Table:
    planned = ("in_plan",) if any(row.plan for row in rows) else ()
    table = _table(("rank", "fails", "sure", "keeps", "sectors", "grade", *planned, "bites", "makers"), reader)
    for row in rows:
        stops = "" if row.sectors is None else number(row.sectors, reader.lang)
        below = [keeps_shortly(row.keeps, reader), *([reader.say("finding.sectors", count=stops)] if stops else [])]
        below += _below(row, reader)
        certainty = sure(row.reading, row.kind, reader, *(below if reader.narrow else ()))
        own = [ranked(row.rank, row.rank_range), reader.units(row.units), certainty]
        wide = [keeps(row.keeps, reader), stops, row.grade, *(numbers(row, reader) for _ in planned)]
        _add(table, own if reader.narrow else [*own, *wide], row.decided_by, reader)
    return table


def _single_sources(rows: list[SingleSourceRow], reader: Reader) -> Table:
    table = _table(("fails", "sure", "keeps", "grade", "bites", "makers", "witness"), reader)
    for row in rows:
        through = [reader.name(item) for item in row.witness.items if item != row.target]
        witness = reader.some(through, WITNESS_SHOWN)
        below = _below(row, reader)
        narrow = [keeps_shortly(row.keeps, reader), *below]
        certainty = sure(row.reading, row.kind, reader, *(narrow if reader.narrow else below[1:]))
        own = [reader.unit(row.unit), certainty]
        wide = [keeps(row.keeps, reader), row.grade]
        _add(table, own if reader.narrow else [*own, *wide], row.decided_by, reader, witness)
    return table


def _in_words(rows: list[SingleSourceRow], answer: Answer[SingleSourceRow], reader: Reader) -> Iterator[str]:
    """The first rows, which hold most surely, in a sentence each."""
    for row in rows if reader.whole else rows[:SENTENCES_SHOWN]:
        yield told(row, answer.names, reader.lang)["in_words"]


def _below(row: ChokepointRow | SingleSourceRow, reader: Reader) -> list[str]:
    """Grade, and the breakthroughs if there are any, for rows without columns of their own for them."""
    plan = numbers(row, reader)
    return [
        reader.say("finding.grade", grade=row.grade),
        *([reader.say("in_plan.below", numbers=plan)] if plan else []),
    ]


def _table(names: Sequence[str], reader: Reader) -> Table:
    """A narrow page has what NOT_NARROW names under the reading."""
    shown = [name for name in names if not (reader.narrow and name in NOT_NARROW)]
    return columns(reader, "column", shown, ("rank", "sectors"), WIDTHS[reader.narrow])


def _add(table: Table, cells_before: list[str], decided_by: Sequence[Supply], reader: Reader, *after: str) -> None:
    """A finding: its own cells once, and a line an item."""
    for n, line in enumerate(cells(decided_by, reader)):
        before = cells_before if n == 0 else [""] * len(cells_before)
        table.add_row(*before, line.bites, line.makers, *(after if n == 0 else ("",) * len(after)))


def _counted(rows: list[ChokepointRow], reader: Reader) -> Iterator[str]:
    counts = Counter((row.order, row.reading) for row in rows)
    for order in sorted({row.order for row in rows}):
        likely, possible = counts[order, "likely"], counts[order, "possible"]
        key = "chokepoints.counted" if not possible else "chokepoints.counted_possible"
        yield reader.say(key, order=order, confirmed=counts[order, "confirmed"], likely=likely, possible=possible)


def _complete(answer: Answer[ChokepointRow], reader: Reader) -> str:
    key = "finding.partial" if answer.partial else "finding.complete"
    return reader.say(key, order=answer.extra["complete_to_order"])


def _named(decided: Iterable[Sequence[Supply]], reader: Reader) -> list[Supply]:
    """The claims that the cells name."""
    return [supply for found in decided for line in cells(found, reader) for supply in line.named]
