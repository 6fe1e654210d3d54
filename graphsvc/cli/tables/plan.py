"""What the plan says of the findings: a short cell in each row, and below the table who answers for it and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType

from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.text import listed, number

if TYPE_CHECKING:
    from graphsvc.usecases.plan_links import PlanEntry, Planned

TERMS_SHOWN = 3
ITEMS_SHOWN = 3
CITIES_SHOWN = 4
COLUMNS = ("breakthrough", "terms", "joined", "cities", "findings")


def numbers(row: Planned, reader: Reader) -> str:
    """The breakthroughs of a row by number, by name where the plan gives none."""
    return listed((_short(entry, reader) for entry in row.plan or ()), reader.lang)


def in_the_plan(rows: Sequence[Planned], reader: Reader) -> Iterator[RenderableType]:
    """A line a breakthrough that the rows touch; one sentence where no term of a plan means any of what stops."""
    found: dict[str, list[PlanEntry]] = {}
    for entry in (entry for row in rows for entry in row.plan or ()):
        found.setdefault(entry.breakthrough, []).append(entry)
    if not found:
        if rows:
            yield note(reader.say("in_plan.none"))
        return
    documents = dict.fromkeys(reader.name(entry.document) for entries in found.values() for entry in entries)
    yield ""
    yield title(reader.say("in_plan.title", plan=listed(documents, reader.lang)))
    widths = {"breakthrough": 24, "terms": 28, "joined": 30, "cities": 24} if not reader.narrow else {}
    table = columns(reader, "in_plan", COLUMNS, ("findings",), widths)
    for breakthrough, entries in sorted(found.items()):
        table.add_row(*_cells(breakthrough, entries, reader))
    yield table
    yield from (note(line) for line in _answerable(found, reader))
    yield note(reader.say("in_plan.reading", sources=listed(_joiners(found), reader.lang)))


def _cells(breakthrough: str, entries: Sequence[PlanEntry], reader: Reader) -> list[str]:
    short, name = _short(entries[0], reader), reader.name(breakthrough)
    return [
        name if short == name else reader.say("in_plan.numbered", number=short, name=name),
        _some((entry.terms for entry in entries), TERMS_SHOWN, reader),
        _some((entry.items for entry in entries), ITEMS_SHOWN, reader),
        _some((entry.cities for entry in entries), CITIES_SHOWN, reader) or reader.say("value.none"),
        number(len(entries), reader.lang),
    ]


def _short(entry: PlanEntry, reader: Reader) -> str:
    return str(entry.number) if entry.number is not None else reader.name(entry.breakthrough)


def _some(lists: Iterable[Sequence[str]], at_most: int, reader: Reader) -> str:
    """What most rows share comes first."""
    counts: dict[str, int] = {}
    for id in (id for ids in lists for id in ids):
        counts[id] = counts.get(id, 0) + 1
    ranked = sorted(counts, key=lambda id: (-counts[id], id))
    return reader.some([reader.name(id) for id in ranked], at_most)


def _answerable(found: Mapping[str, Sequence[PlanEntry]], reader: Reader) -> Iterator[str]:
    """Who leads and who supports, once for all breakthroughs of one duty."""
    for duty, lead, support in dict.fromkeys(
        (entry.duty, entry.lead, entry.support) for entries in found.values() for entry in entries
    ):
        key = "in_plan.led" if lead else "in_plan.no_lead" if support else "in_plan.nobody"
        yield reader.say(
            key,
            duty=reader.name(duty) if duty else None,
            lead=listed(map(reader.name, lead), reader.lang),
            support=listed(map(reader.name, support), reader.lang) or reader.say("value.none"),
        )


def _joiners(found: Mapping[str, Sequence[PlanEntry]]) -> list[str]:
    return sorted({source for entries in found.values() for entry in entries for source in entry.joined_by})
