"""Tables of what a command did: load, unload, export, doctor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType

from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.text import number
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.plain import sentence

if TYPE_CHECKING:
    from graphsvc.usecases.doctor import CheckRow
    from graphsvc.usecases.exporting import ExportRow
    from graphsvc.usecases.loading import LoadRow

REASONS_SHOWN = 3


def loaded(answer: Answer[LoadRow], reader: Reader) -> Iterator[RenderableType]:
    """Claims written, unchanged, retired, and records left out, a line a dataset; then warnings."""
    numeric = ("run", "written", "unchanged", "retired", "rejected")
    table = columns(reader, "column", ("dataset", *numeric), numeric)
    for row in answer.rows:
        counts = [number(getattr(row, name), reader.lang) for name in numeric[1:]]
        table.add_row(row.dataset, str(row.run) if row.run else "-", *counts)
    yield table
    for row in answer.rows:
        yield from _details(row, reader)
    if answer.parameters.get("dry_run"):
        yield note(reader.say("load.dry_run"))
    elif not any(row.run for row in answer.rows):
        yield note(reader.say("load.nothing"))


def _details(row: LoadRow, reader: Reader) -> Iterator[RenderableType]:
    if row.reasons:
        often = sorted(row.reasons.items(), key=lambda counted: -counted[1])
        reasons = [reader.say("load.reason", reason=reason, count=count) for reason, count in often]
        shown = reader.some(reasons, REASONS_SHOWN)
        yield note(reader.say("load.rejected", dataset=row.dataset, count=row.rejected, reasons=shown))
    if row.warnings:
        yield note(reader.say("load.warnings", dataset=row.dataset, count=len(row.warnings)))
        first = row.warnings if reader.whole or len(row.warnings) <= REASONS_SHOWN + 1 else row.warnings[:REASONS_SHOWN]
        yield from (note(warning, 3) for warning in first)
        if len(first) < len(row.warnings):
            yield note(reader.say("notice.rest", more=len(row.warnings) - len(first)), 3)


def exported(answer: Answer[ExportRow], reader: Reader) -> Iterator[RenderableType]:
    """How many rows each table got."""
    asked, total = answer.parameters, sum(row.rows for row in answer.rows)
    yield title(
        reader.say(
            "export.title",
            output=asked["output"],
            form=asked["form"],
            tables=len(answer.rows),
            rows=total,
            revision=answer.snapshot.partition("/")[0],
        )
    )
    table = columns(reader, "column", ("table", "rows"), ("rows",))
    for row in answer.rows:
        table.add_row(row.type, number(row.rows, reader.lang))
    yield table
    for warning in answer.warnings:
        yield note(sentence(warning, answer.names, reader.lang))


def examined(answer: Answer[CheckRow], reader: Reader) -> Iterator[RenderableType]:
    """A line a check."""
    table = columns(reader, "column", ("passed", "check", "found"))
    for row in answer.rows:
        words = row.error or reader.say(f"doctor.{row.check}.found", **row.values)
        passed = reader.say("doctor.passed" if row.passed else "doctor.failed")
        table.add_row(passed, reader.say(f"doctor.{row.check}.check"), words)
    yield table
    yield note(reader.say("doctor.sound" if answer.extra["passed"] else "doctor.unsound"))
