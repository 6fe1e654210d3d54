"""Tables of what the store holds: datasets with their publications, and runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType

from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.text import day, listed, number
from graphsvc.usecases.answer import Answer

if TYPE_CHECKING:
    from graphsvc.usecases.runs import RunRow
    from graphsvc.usecases.sources import DatasetRow

PUBLICATIONS_SHOWN = 8


def sources(answer: Answer[DatasetRow], reader: Reader) -> Iterator[RenderableType]:
    """Datasets, then under each the publications that most of its claims are taken from."""
    names = ("dataset", "title", "licence", "year", "nodes", "claims", "unjoined", "run")
    table = columns(reader, "column", names, names[4:])
    for row in answer.rows:
        words = (row.title_zh if reader.lang == "zh" else row.title_en) or reader.say("sources.own")
        unjoined = sum(row.review.values()) if row.review is not None else 0
        counts = [number(count, reader.lang) for count in (row.nodes, row.claims, unjoined)]
        run = str(row.run) if row.run else reader.say("sources.not_loaded")
        licence = row.licence or reader.say("value.unknown")
        table.add_row(row.dataset, words, licence, _vintage(row, reader), *counts, run)
    yield table
    lists = [f"{row.dataset}: {listed(row.review, reader.lang)}" for row in answer.rows if row.review]
    if lists:
        yield note(reader.say("sources.unjoined", lists="; ".join(lists)))
    yield from _fed(answer, reader)
    for row in answer.rows:
        yield from _publications(row, reader)


def _fed(answer: Answer[DatasetRow], reader: Reader) -> Iterator[RenderableType]:
    """Which questions compute with which datasets; those with the same datasets in one line."""
    by_datasets: dict[tuple[str, ...], list[str]] = {}
    for question in dict.fromkeys(question for row in answer.rows for question in row.feeds):
        datasets = tuple(row.dataset for row in answer.rows if question in row.feeds)
        by_datasets.setdefault(datasets, []).append(question)
    for datasets, questions in by_datasets.items():
        words = {"questions": listed(questions, reader.lang), "datasets": listed(datasets, reader.lang)}
        yield note(reader.say("sources.fed", **words))


def _vintage(row: DatasetRow, reader: Reader) -> str:
    if row.year is None and row.retrieved:
        return reader.say("sources.retrieved", day=row.retrieved)
    return str(row.year) if row.year else reader.say("value.unknown")


def _publications(row: DatasetRow, reader: Reader) -> Iterator[RenderableType]:
    cited = row.publications
    if not cited:
        return
    yield ""
    yield title(reader.say("sources.publications", dataset=row.dataset, count=len(cited)))
    table = columns(reader, "column", ("claims", "source", "title", "publisher", "year", "licence"), ("claims",))
    shown = cited if reader.whole or len(cited) <= PUBLICATIONS_SHOWN + 1 else cited[:PUBLICATIONS_SHOWN]
    for entry in shown:
        found = reader.sources.get(entry.source)
        unknown = reader.say("value.unknown")
        values = (found.publisher, found.year, found.licence) if found else (None,) * 3
        said = (str(value or unknown) for value in values)
        table.add_row(number(entry.claims, reader.lang), entry.source, reader.name(entry.source), *said)
    yield table
    if len(shown) < len(cited):
        rest = sum(entry.claims for entry in cited[len(shown) :])
        yield note(reader.say("sources.more", more=len(cited) - len(shown), claims=rest))


def runs(answer: Answer[RunRow], reader: Reader) -> Iterator[RenderableType]:
    """A line a run, the newest first."""
    if not answer.rows:
        yield note(reader.say("runs.none"))
        return
    numeric = ("run", "written", "unchanged", "retired")
    table = columns(reader, "column", ("run", "time_utc", "what", "dataset", *numeric[1:]), numeric)
    for row in answer.rows:
        what = reader.say(f"runs.{row.kind}", undone=row.undoes or "")
        counts = [number(count, reader.lang) for count in (row.written, row.unchanged, row.retired)]
        table.add_row(str(row.number), day(row.time, reader.lang).removesuffix(" UTC"), what, row.dataset, *counts)
    yield table
