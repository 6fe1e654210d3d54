"""Tables of claims that disagree, and of what a plan calls achieved and still asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table

from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.cli.tables.values import property_label, said, type_label, worded
from graphsvc.text import label, listed, number
from graphsvc.usecases.answer import Answer
from schema.load import contract

if TYPE_CHECKING:
    from graphsvc.usecases.achievements import Achievement, Contradicted
    from graphsvc.usecases.conflicts import Conflict, ConflictCount, Opinion

SHOWN = 12
OPINIONS_SHOWN = 4


def conflicts(answer: Answer[Conflict], reader: Reader) -> Iterator[RenderableType]:
    """How many there are, the first of them side by side, and achievements beside the gaps they contradict."""
    total, asked = answer.extra["total"], answer.parameters
    about = listed(map(reader.name, asked["ids"]), reader.lang)
    yield title(reader.say("conflicts.title_of" if about else "conflicts.title", count=total, about=about))
    yield note(dated(answer, reader))
    if total:
        yield _counts(answer.extra["counts"], reader)
        yield ""
    all_of_them = reader.whole or asked["limit"] is not None or len(answer.rows) <= SHOWN + 1
    shown = answer.rows if all_of_them else answer.rows[:SHOWN]
    if shown:
        yield conflict_table(shown, reader)
        yield note(reader.say("conflicts.reading"))
    if more := max(0, total - asked["offset"] - len(shown)):
        yield note(reader.say("conflicts.more", more=more))
    if beside := answer.extra["achievements"]:
        yield ""
        yield from _achievements(beside, reader)


def dated(answer: Answer[Any], reader: Reader) -> str:
    """On what it was asked."""
    any_date = reader.say("value.all_dates")
    return reader.say(
        "tracing.snapshot",
        revision=answer.snapshot.partition("/")[0],
        as_of=answer.parameters["as_of"] or any_date,
        known_at=answer.parameters["known_at"] or any_date,
    )


def _counts(counts: Sequence[ConflictCount], reader: Reader) -> Table:
    table = columns(
        reader, "column", ("relationship", "property", "conflicts", "same_date"), ("conflicts", "same_date")
    )
    for row in counts:
        words = (type_label(row.type, reader.lang), _property(row.type, row.property, reader))
        table.add_row(*words, number(row.conflicts, reader.lang), number(row.same_date, reader.lang))
    return table


def conflict_table(conflicts: Sequence[Conflict], reader: Reader) -> Table:
    """A line a conflict: what it is about, the property, who says what and what the policy makes of it."""
    table = columns(reader, "column", ("about", "property", "opinions"))
    for conflict in conflicts:
        type = contract().relationships[conflict.type]
        keyed = listed(said(type.properties, conflict.key, reader), reader.lang)
        ends = [reader.name(conflict.start), label(type.label, reader.lang)]
        ends += [reader.name(conflict.end)] if conflict.end else []
        about = " ".join(ends) + (f" ({keyed})" if keyed else "")
        table.add_row(about, _disputed(conflict, reader), _opinions(conflict, reader))
    return table


def _property(type: str, name: str, reader: Reader) -> str:
    declared = contract().relationships[type].properties.get(name)
    return property_label(declared, reader.lang) if declared else reader.say("show.end")


def _disputed(conflict: Conflict, reader: Reader) -> str:
    name = _property(conflict.type, conflict.property, reader)
    if conflict.spread is None:
        return name
    return f"{name}\n{reader.say('conflicts.spread', points=f'{100 * conflict.spread:.1f}')}"


def _opinions(conflict: Conflict, reader: Reader) -> str:
    found = conflict.opinions
    shown = found if reader.whole or len(found) <= OPINIONS_SHOWN + 1 else found[:OPINIONS_SHOWN]
    lines = [_opinion(opinion, conflict, reader) for opinion in shown]
    if len(shown) < len(found):
        lines.append(reader.say("conflicts.more_opinions", more=len(found) - len(shown)))
    return "\n".join(lines)


def _opinion(opinion: Opinion, conflict: Conflict, reader: Reader) -> str:
    declared = contract().relationships[conflict.type].properties.get(conflict.property)
    value = worded(opinion.value, declared, reader, opinion.unit) if declared else reader.name(str(opinion.value))
    words = {"source": opinion.source, "as_of": opinion.as_of, "grade": opinion.grade}
    return reader.say("show.opinion", value=value, verdict=verdict(opinion.verdict, opinion.because, reader), **words)


def verdict(verdict: str, because: str | None, reader: Reader) -> str:
    """What the policy makes of a value, and why."""
    return reader.say(f"because.{because}") if verdict == "overruled" else reader.say(f"verdict.{verdict}")


def _achievements(found: Sequence[Achievement], reader: Reader) -> Iterator[RenderableType]:
    yield title(reader.say("achievements.title", count=len({row.achievement for row in found})))
    table = columns(reader, "column", ("achievement", "breakthrough", "items_disputed"))
    for row in found:
        achieved = reader.say("achievements.said", name=reader.name(row.achievement), clause=row.clause)
        wanted = reader.say("achievements.said", name=reader.name(row.breakthrough), clause=row.breakthrough_clause)
        table.add_row(achieved, wanted, "\n".join(_disputed_item(item, reader) for item in row.items))
    yield table
    sources = listed(sorted({row.source for row in found if row.source}), reader.lang)
    yield note(reader.say("achievements.reading", source=sources))


def _disputed_item(found: Contradicted, reader: Reader) -> str:
    terms = listed((reader.name(gap.term) for gap in found.gaps), reader.lang)
    return reader.say("achievements.item", item=reader.name(found.item), terms=terms)
