"""The table of what to find out next: the question to ask, what is said now, and what each reply would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table

from graphsvc.cli.tables.findings import cited, head, trust
from graphsvc.cli.tables.page import Reader, columns, note
from graphsvc.text import listed, share
from graphsvc.usecases.answer import Answer

if TYPE_CHECKING:
    from analytics.next_facts import Change
    from graphsvc.usecases.next_facts import Ended, FactRow, Stated

FACTS_SHOWN = 12
CHANGES_SHOWN = 4
CLAIMS_SHOWN = 2
WIDTHS = ({"find_out": 34, "said_now": 30, "settles": 12}, {"find_out": 22, "said_now": 18, "settles": 8})


def next_facts(answer: Answer[FactRow], reader: Reader) -> Iterator[RenderableType]:
    """The facts that settle most; the rest is counted."""
    yield from head(answer, reader, "next_facts.title", target=reader.name(answer.parameters["target"]))
    yield note(_now(answer, reader))
    if answer.partial:
        yield note(reader.say("next_facts.partial", tried=answer.extra["facts_tried"], open=answer.extra["facts_open"]))
    yield ""
    rows = answer.rows
    shown = rows if reader.whole or len(rows) <= FACTS_SHOWN + 1 else rows[:FACTS_SHOWN]
    if shown:
        yield _table(shown, reader)
        yield note(reader.say("next_facts.rest"))
    else:
        yield note(reader.say("next_facts.none"))
    if len(shown) < len(rows):
        rest = rows[len(shown) :]
        settles = max(row.settles for row in rest)
        yield note(reader.say("next_facts.more", more=len(rest), rank=shown[-1].rank, settles=settles))
    yield ""
    yield from trust(answer, reader)
    yield ""
    yield from cited((claim for row in shown for claim in row.claims[:CLAIMS_SHOWN]), reader)


def _now(answer: Answer[FactRow], reader: Reader) -> str:
    counts = [
        reader.say("next_facts.counted", count=count, reading=reader.say(f"reading.{reading}"))
        for reading, count in answer.extra["findings_now"].items()
    ]
    outcomes = (outcome for row in answer.rows for outcome in row.outcomes)
    decided = {change.unit for outcome in outcomes for change in outcome.changes if change.before}
    return reader.say(
        "next_facts.now",
        counts=listed(counts, reader.lang),
        decided=len(decided),
        facts=len(answer.rows),
        open=answer.extra["facts_open"],
    )


def _table(rows: Sequence[FactRow], reader: Reader) -> Table:
    names = ("rank", "find_out", "said_now", "turns_out", "settles")
    table = columns(reader, "column", names, (), WIDTHS[reader.narrow])
    for row in rows:
        decides = [reader.say("next_facts.decides", count=row.settles)] if row.settles else []
        decides += [reader.say("next_facts.adds", count=row.adds)] if row.adds else []
        table.add_row(str(row.rank), _asked(row, reader), _said(row, reader), _ends(row, reader), "\n".join(decides))
    return table


def _asked(row: FactRow, reader: Reader) -> str:
    """The question to put to somebody who knows."""
    kind = _about(row)
    stated = row.claims[0].share if row.claims else None
    key = "claim_share" if kind == "claim" and stated is not None else kind
    maker = reader.name(row.maker) if row.maker else ""
    if row.maker and row.site:
        maker = reader.say("next_facts.maker_at", maker=maker, site=reader.name(row.site))
    names = {"item": reader.name(row.item), "maker": maker, "input": reader.name(row.input or "")}
    return reader.say(f"next_facts.ask_{key}", share=share(stated, reader.lang), count=row.alternatives, **names)


def _about(row: FactRow) -> str:
    """The kind of the fact; of claims about needs, whether there are alternatives."""
    if row.input is None:
        return row.kind
    return "member" if row.alternatives else "need"


def _said(row: FactRow, reader: Reader) -> str:
    if not row.claims:
        return reader.say("next_facts.nothing_said")
    return reader.some([_claim(claim, reader) for claim in row.claims], CLAIMS_SHOWN)


def _claim(claim: Stated, reader: Reader) -> str:
    key = "next_facts.said" if claim.share is not None else "next_facts.said_no_share"
    year = claim.as_of[:4] if claim.as_of else None
    return reader.say(key, share=share(claim.share, reader.lang), source=claim.source, year=year, grade=claim.grade)


def _ends(row: FactRow, reader: Reader) -> str:
    """Outcomes with equal consequences on one line; those without are left out."""
    lines: dict[tuple[Change, ...], list[str]] = {}
    for outcome in row.outcomes:
        if outcome.changes:
            lines.setdefault(outcome.changes, []).append(_ending(row, outcome, reader))
    return "\n".join(
        reader.say("next_facts.outcome", ending=listed(endings, reader.lang), changes=_changes(changes, reader))
        for changes, endings in lines.items()
    )


def _ending(row: FactRow, outcome: Ended, reader: Reader) -> str:
    key = f"if_wrong_{_about(row)}" if outcome.ending == "wrong" else f"if_{outcome.ending}"
    place = reader.name(outcome.place) if outcome.place else None
    return reader.say(f"next_facts.{key}", share=share(outcome.share, reader.lang), place=place)


def _changes(changes: Sequence[Change], reader: Reader) -> str:
    return reader.some([_change(change, reader) for change in changes], CHANGES_SHOWN)


def _change(change: Change, reader: Reader) -> str:
    key = "new" if change.before is None else "gone" if change.after is None else "moved"
    readings = {
        name: reader.say(f"reading.{reading}") if reading else None
        for name, reading in (("before", change.before), ("after", change.after))
    }
    return reader.say(f"next_facts.change_{key}", unit=reader.unit(change.unit), **readings)
