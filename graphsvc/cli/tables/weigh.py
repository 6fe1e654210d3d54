"""Tables of coverage and of what changed between two snapshots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType

from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.text import number, share
from graphsvc.usecases.answer import Answer
from schema.generated import types

if TYPE_CHECKING:
    from graphsvc.usecases.changes import CausingClaim, ChangeRow
    from graphsvc.usecases.field_coverage import FieldRow

COUNTS = ("named", "materials", "raw_inputs", "equipment", "firms", "no_maker", "thin")
PARTS = ("with_share", "with_site", "with_grade_b")
CAUSES_SHOWN = 3
#: Of the figures, by what their heads need when they wrap; else they leave too little for the names.
WIDTHS = {"named": 8, "materials": 9, "raw_inputs": 8, "equipment": 9, "firms": 5, "no_maker": 8, "thin": 10}
PART_WIDTH = 7


def coverage(answer: Answer[FieldRow], reader: Reader) -> Iterator[RenderableType]:
    """The fields of the plan, then the terms of its breakthroughs."""
    for kind in ("field", "term"):
        rows = [row for row in answer.rows if row.kind == kind]
        yield title(reader.say(f"coverage.{kind}s", count=len(rows)))
        figures = (*COUNTS, *PARTS)
        table = columns(reader, "column", (kind, *figures), figures, WIDTHS | dict.fromkeys(PARTS, PART_WIDTH))
        for row in rows:
            table.add_row(reader.name(row.subject), *_counts(row, reader), *_parts(row, reader))
        yield table
        yield ""
    yield note(reader.say("coverage.reading"))


def _counts(row: FieldRow, reader: Reader) -> list[str]:
    items = row.items
    counts = (
        row.named,
        items.get(types.MATERIAL, 0),
        items.get(types.RAW_INPUT, 0),
        items.get(types.EQUIPMENT, 0),
        row.firms,
        row.coverage.gap_items,
        row.thin,
    )
    return [number(count, reader.lang) for count in counts]


def _parts(row: FieldRow, reader: Reader) -> list[str]:
    found = row.coverage
    return [share(part, reader.lang) for part in (found.with_share, found.with_site, found.with_grade_b)]


def changes(answer: Answer[ChangeRow], reader: Reader) -> Iterator[RenderableType]:
    """A line a change, with the claims that made it."""
    yield title(reader.say("diff.title", snapshots=answer.snapshot, count=len(answer.rows)))
    if not answer.rows:
        yield note(reader.say("diff.none"))
        return
    table = columns(reader, "column", ("target", "fails", "change", "before", "after", "causes"))
    for row in answer.rows:
        readings = [reader.say(f"reading.{found}") if found else "–" for found in (row.before, row.after)]
        words = (reader.name(row.target), reader.units(row.units), reader.say(f"diff.{row.change}"))
        table.add_row(*words, *readings, _causes(row.causes, reader))
    yield table


def _causes(causes: Sequence[CausingClaim], reader: Reader) -> str:
    if not causes:
        return reader.say("diff.no_claim")
    return reader.some([_cause(claim, reader) for claim in causes], CAUSES_SHOWN)


def _cause(claim: CausingClaim, reader: Reader) -> str:
    how = "changed" if claim.was and claim.now else "new" if claim.now else "retired"
    ends = {"start": reader.name(claim.start), "end": reader.name(claim.end), "type": claim.type}
    return reader.say(f"diff.cause_{how}", **ends)
