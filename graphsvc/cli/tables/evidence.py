"""Tables of evidence: the claims about a node, or one claim with what it competes with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table

from graphsvc.cli.tables.conflicts import dated, verdict
from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.cli.tables.values import said, type_label
from graphsvc.text import day, listed
from graphsvc.usecases.answer import Answer, Publication
from schema.load import contract

if TYPE_CHECKING:
    from graphsvc.usecases.evidence import EvidenceRow

SHOWN = 10  # claims of a group
WIDTHS = {"other": 26, "values": 34, "said_by": 40}

Named = frozenset[tuple[str, str]]  # claim and property: values that others are set aside for


def evidence(answer: Answer[EvidenceRow], reader: Reader) -> Iterator[RenderableType]:
    """The claims, then the publications they are taken from."""
    rows = answer.rows
    preferred = frozenset((one.by, one.property) for row in rows for one in row.rulings if one.by)
    of_claim = answer.extra["about"] == "claim"
    yield from _claim(answer, reader, preferred) if of_claim else _node(answer, reader, preferred)
    if more := max(0, answer.extra["total"] - answer.parameters["offset"] - len(rows)):
        yield note(reader.say("evidence.more_rows", more=more))
    if answer.extra["left_out"]:
        yield note(reader.say("evidence.left_out", count=answer.extra["left_out"]))
    yield ""
    yield from _publications({row.source: row.publication for row in rows if row.source and row.publication}, reader)


def _node(answer: Answer[EvidenceRow], reader: Reader, preferred: Named) -> Iterator[RenderableType]:
    node, total = answer.parameters["id"], answer.extra["total"]
    yield title(reader.say("evidence.node", name=reader.name(node), id=node, count=total))
    yield note(dated(answer, reader))
    groups: dict[tuple[str, bool], list[EvidenceRow]] = {}
    for row in answer.rows:
        groups.setdefault((row.type, row.start == node), []).append(row)
    for (type, outward), rows in groups.items():
        yield ""
        words = {"name": reader.name(node), "relationship": type_label(type, reader.lang), "count": len(rows)}
        yield title(reader.say("show.out" if outward else "show.in", **words))
        others = [row.end if outward else row.start for row in rows]
        yield from _group(rows, others, answer.parameters["limit"] is not None, reader, preferred)
    yield note(reader.say("evidence.reading"))


def _claim(answer: Answer[EvidenceRow], reader: Reader, preferred: Named) -> Iterator[RenderableType]:
    claim = answer.parameters["id"]
    own = [row for row in answer.rows if row.claim == claim]
    rivals = [row for row in answer.rows if row.claim != claim]
    for row in own[:1]:
        yield title(reader.say("evidence.claim", claim=claim, sentence=_sentence(row, reader)))
        yield note(dated(answer, reader))
        yield _card(row, reader, preferred)
    for key, rows in (("earlier", own[1:]), ("rivals", rivals)):
        if rows:
            yield ""
            yield title(reader.say(f"evidence.{key}", count=len(rows)))
            yield from _group(rows, [row.end for row in rows], True, reader, preferred)
    if len(own) == answer.extra["total"]:
        yield note(reader.say("evidence.no_rivals"))


def _sentence(row: EvidenceRow, reader: Reader) -> str:
    return f"{reader.name(row.start)} {type_label(row.type, reader.lang)} {reader.name(row.end)}"


def _card(row: EvidenceRow, reader: Reader, preferred: Named) -> Table:
    """All that is known of one claim, a line a fact."""
    found = row.publication
    facts: list[tuple[str, object]] = [
        ("values", _values(row, reader, preferred)),
        ("source", reader.say("evidence.source", title=reader.name(row.source), id=row.source) if row.source else None),
        ("publisher", found.publisher if found else None),
        ("year", str(found.year) if found and found.year else None),
        ("licence", found.licence if found else None),
        ("url", found.url if found else None),
        ("locator", row.locator),
        ("as_of", row.as_of),
        ("grade_short", row.grade),
        ("recorded", day(row.recorded_at, reader.lang)),
        ("note", row.note),
        ("dataset", row.dataset),
        ("run", _runs(row, reader)),
    ]
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, value in facts:
        if value or name in ("source", "locator", "year"):
            table.add_row(f" {reader.say(f'column.{name}')}", str(value or reader.say("value.unknown")))
    return table


def _group(
    rows: Sequence[EvidenceRow], others: Sequence[str], all_of_them: bool, reader: Reader, preferred: Named
) -> Iterator[RenderableType]:
    whole = all_of_them or reader.whole or len(rows) <= SHOWN + 1
    shown = rows if whole else rows[:SHOWN]
    names = ("claim", "other", "values", "said_by", "as_of", "grade_short", "run")
    table = columns(reader, "column", names, (), WIDTHS)
    table.columns[0].no_wrap = True  # to be copied in one piece
    for row, other in zip(shown, others, strict=False):
        words = (reader.name(other), _values(row, reader, preferred), _said_by(row, reader))
        run = str(row.added_in) if row.dropped_in is None else f"{row.added_in}–{row.dropped_in}"
        table.add_row(row.claim, *words, row.as_of or reader.say("value.unknown"), row.grade, run)
    yield table
    if len(shown) < len(rows):
        yield note(reader.say("show.more", more=len(rows) - len(shown)))


def _said_by(row: EvidenceRow, reader: Reader) -> str:
    return "\n".join(filter(None, [row.source or reader.say("value.unknown"), row.locator]))


def _values(row: EvidenceRow, reader: Reader, preferred: Named) -> str:
    """Each value, on a line of its own with what the policy makes of it where another claim states one too."""
    declared = contract().relationships[row.type].properties
    contested = {one.property: one for one in row.rulings if one.by or (row.claim, one.property) in preferred}
    plain = {name: value for name, value in row.values.items() if (declared[name].quantity or name) not in contested}
    lines = [listed(said(declared, plain, reader), reader.lang)]
    for name, ruling in contested.items():
        units = [unit for unit, known in declared.items() if known.quantity == name]
        stated = {one: row.values[one] for one in (name, *units) if one in row.values}
        words = said(declared, stated, reader) or [reader.say("show.end")]
        judged = verdict(ruling.verdict, ruling.because, reader)
        lines += [reader.say("evidence.value", value=value, verdict=judged) for value in words]
    state = "" if row.state == "counts" else reader.say(f"evidence.state.{row.state}")
    return "\n".join(filter(None, [*lines, state]))


def _runs(row: EvidenceRow, reader: Reader) -> str:
    added = reader.say("evidence.added", run=row.added_in, time=day(row.added_at, reader.lang))
    if row.dropped_in is None:
        return added
    return listed(
        [added, reader.say("evidence.dropped", run=row.dropped_in, time=day(row.dropped_at, reader.lang))], reader.lang
    )


def _publications(found: Mapping[str, Publication], reader: Reader) -> Iterator[RenderableType]:
    if not found:
        return
    table = columns(reader, "column", ("source", "title", "publisher", "year", "licence"))
    unknown = reader.say("value.unknown")
    for id, publication in sorted(found.items()):
        said = (publication.publisher, publication.year, publication.licence)
        table.add_row(id, reader.name(id), *(str(value or unknown) for value in said))
    yield title(reader.say("cited.head"))
    yield table
