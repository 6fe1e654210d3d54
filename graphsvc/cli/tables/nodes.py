"""Tables of nodes: what a search found, and one node with its claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table

from graphsvc.cli.tables.conflicts import conflict_table
from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.cli.tables.values import property_label, said, type_label, worded
from graphsvc.text import label, listed
from graphsvc.usecases.answer import Answer
from schema.load import contract

if TYPE_CHECKING:
    from graphsvc.usecases.search import SearchRow
    from graphsvc.usecases.show import ClaimRow, NodeRow

CLAIMS_SHOWN = 12


def found(answer: Answer[SearchRow], reader: Reader) -> Iterator[RenderableType]:
    """A line a node: id, type, both names, aliases, formula."""
    if not answer.rows:
        yield note(reader.say("search.nothing", text=answer.parameters["text"]))
        if like := [f"{reader.name(one.id)} ({one.id})" for one in answer.extra["did_you_mean"]]:
            yield note(reader.say("search.near", names=reader.some(like, len(like))))
        return
    table = columns(reader, "column", ("id", "type", "name_zh", "name_en", "aliases", "formula"))
    for row in answer.rows:
        aliases = reader.some(row.aliases, 2 if reader.narrow else 4)
        names = (row.name_zh or "", row.name_en or ("" if row.name_zh else reader.name(row.id)))
        table.add_row(row.id, type_label(row.type, reader.lang), *names, aliases, row.formula or "")
    yield table
    if answer.extra["more"]:
        yield note(reader.say("search.more", count=len(answer.rows)))


def shown(answer: Answer[NodeRow], reader: Reader) -> Iterator[RenderableType]:
    """The node, its claims by relationship and direction, and the conflicts."""
    row = answer.rows[0]
    yield title(reader.say("show.title", name=reader.name(row.id), id=row.id, type=type_label(row.type, reader.lang)))
    yield _properties(row, reader)
    if row.conflicts:
        yield ""
        yield title(reader.say("show.conflicts", count=len(row.conflicts)))
        yield conflict_table(row.conflicts, reader)
    groups: dict[tuple[str, str], list[ClaimRow]] = {}
    for claim in row.claims:
        groups.setdefault((claim.type, claim.direction), []).append(claim)
    for (type, direction), claims in groups.items():
        yield ""
        words = label(contract().relationships[type].label, reader.lang)
        name = reader.name(row.id)
        yield title(reader.say(f"show.{direction}", name=name, relationship=words, count=len(claims)))
        yield from _claims(claims, reader)


def _properties(row: NodeRow, reader: Reader) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    declared = contract().nodes[row.type].properties
    for name, value in row.properties.items():
        table.add_row(f" {property_label(declared[name], reader.lang)}", worded(value, declared[name], reader))
    table.add_row(f" {reader.say('show.datasets')}", listed(row.datasets, reader.lang))
    return table


def _claims(claims: list[ClaimRow], reader: Reader) -> Iterator[RenderableType]:
    shown = claims if reader.whole or len(claims) <= CLAIMS_SHOWN + 1 else claims[:CLAIMS_SHOWN]
    declared = contract().relationships[claims[0].type].properties
    words_of = [listed(said(declared, claim.values, reader), reader.lang) for claim in shown]
    values = ["values"] * any(words_of)  # no empty column where claims say nothing beside their two ends
    table = columns(reader, "column", ("other", *values, "source", "as_of", "grade_short"))
    unknown = reader.say("value.unknown")
    for claim, words in zip(shown, words_of, strict=True):
        cells = [words] * len(values)
        table.add_row(reader.name(claim.other), *cells, claim.source or unknown, claim.as_of or unknown, claim.grade)
    yield table
    if len(shown) < len(claims):
        yield note(reader.say("show.more", more=len(claims) - len(shown)))
