"""What the tables of findings share: the head, who makes it, and below the table how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from rich.console import RenderableType

from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.text import listed, share
from graphsvc.usecases.answer import Answer, NotOperating, Supply
from graphsvc.usecases.plain import sentence

if TYPE_CHECKING:
    from analytics.cascade import Keeps
    from graphsvc.usecases.ranks import RankRange

FEW = 3  # notices of a kind
ITEMS_SHOWN = 3
MAKERS_SHOWN = 2


def head(answer: Answer[Any], reader: Reader, key: str, **values: object) -> Iterator[RenderableType]:
    """The question in words, and on what it was asked."""
    asked = answer.parameters
    yield title(reader.say(key, **values))
    yield note(
        reader.say(
            "finding.asked",
            home=listed(map(reader.name, asked["home"]), reader.lang),
            horizon=reader.say(f"horizon.{asked['horizon']}"),
            qualification=reader.say(f"qualification.{asked['qualification']}"),
            surviving=share(asked["min_surviving_share"], reader.lang),
        )
    )
    yield note(
        reader.say(
            "finding.snapshot",
            revision=answer.snapshot.partition("/")[0],
            as_of=asked["as_of"] or reader.say("value.all_dates"),
            known_at=asked["known_at"] or reader.say("value.all_dates"),
            grade=asked["min_grade"],
        )
    )


@dataclass(frozen=True, slots=True)
class Bite:
    """An item that the failure takes, and its makers by share, the claims without one last."""

    item: str
    supplies: tuple[Supply, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Two cells of a table row: the item, and who makes it; `named` are the claims that the cells spell out."""

    bites: str
    makers: str
    named: tuple[Supply, ...] = ()


def cells(supplies: Sequence[Supply], reader: Reader) -> list[Cells]:
    """A line an item, the best known first; when there are many, the last line counts the rest."""
    found = _bites(supplies)
    if not found:
        return [Cells(reader.say("value.none"), "")]
    shown = found if reader.whole or len(found) <= ITEMS_SHOWN + 1 else found[:ITEMS_SHOWN]
    lines = [_cells(bite, reader) for bite in shown]
    if len(shown) < len(found):
        lines.append(Cells(reader.say("finding.more_items", more=len(found) - len(shown)), ""))
    return lines


def _bites(supplies: Sequence[Supply]) -> list[Bite]:
    by_share = sorted(supplies, key=lambda supply: (-(supply.share or 0.0), supply.grade, supply.claim))
    items: dict[str, list[Supply]] = {}
    for supply in by_share:
        items.setdefault(supply.item, []).append(supply)
    return [Bite(item, tuple(found)) for item, found in items.items()]


def _cells(bite: Bite, reader: Reader) -> Cells:
    named = bite.supplies if reader.whole or len(bite.supplies) <= MAKERS_SHOWN + 1 else bite.supplies[:MAKERS_SHOWN]
    lines = [_maker(supply, reader) for supply in named]
    if len(named) < len(bite.supplies):
        lines.append(reader.say("finding.more_makers", more=len(bite.supplies) - len(named)))
    return Cells(reader.name(bite.item), "\n".join(lines), named)


def _maker(supply: Supply, reader: Reader) -> str:
    key = "finding.maker" if supply.share is not None else "finding.maker_without_share"
    return reader.say(
        key,
        maker=reader.name(supply.maker),
        share=share(supply.share, reader.lang),
        source=supply.source,
        year=supply.as_of[:4] if supply.as_of else None,
    )


def sure(reading: str, kind: str | None, reader: Reader, *more: str) -> str:
    """The reading, for a single unit whether it works directly, and what else a narrow page has no column for."""
    words = [reader.say(f"reading.{reading}"), *([reader.say(f"kind.{kind}")] if kind else []), *more]
    return "\n".join(words)


def keeps(found: Keeps | None, reader: Reader) -> str:
    """The best estimate, and below it from where to where."""
    if found is None:
        return reader.say("value.unknown")
    low, estimate, high = (share(value, reader.lang) for value in (found.low, found.estimate, found.high))
    return estimate if low == high else f"{estimate}\n{reader.say('keeps.range', low=low, high=high)}"


def keeps_shortly(found: Keeps | None, reader: Reader) -> str:
    """The best estimate in words, for a narrow page."""
    return reader.say("keeps.shortly", estimate=share(found.estimate if found else None, reader.lang))


def ranked(rank: int, span: RankRange) -> str:
    """The rank, and below it the ranks that it could be."""
    return str(rank) if span.best == span.worst else f"{rank}\n{span.best}–{span.worst}"


def trust(answer: Answer[Any], reader: Reader) -> Iterator[RenderableType]:
    """Below the tables: what is possible beyond them, what stood still before, and what the data lack."""
    if "possible_only" in answer.extra and answer.parameters["reading"] != "possible":
        yield note(reader.say("finding.possible", count=answer.extra["possible_only"]))
    yield from _standing_still(answer.extra.get("not_operating_at_start", ()), reader)
    if answer.coverage is not None:
        yield note(_covered(answer, reader))
    yield from _notices(answer, reader)


def _standing_still(found: Iterable[NotOperating], reader: Reader) -> Iterator[RenderableType]:
    by_target: dict[str, list[NotOperating]] = {}
    for entry in found:
        by_target.setdefault(entry.target, []).append(entry)
    for target, entries in by_target.items():
        readings = listed((reader.say(f"reading.{entry.reading}") for entry in entries), reader.lang)
        items = [reader.name(item) for item in entries[0].reason.items if item != target]
        yield note(
            reader.say(
                "finding.not_operating", target=reader.name(target), readings=readings, items=reader.some(items, 5)
            )
        )


def _covered(answer: Answer[Any], reader: Reader) -> str:
    found = answer.coverage
    assert found is not None  # asked before
    missing = {
        name: share(None if part is None else 1.0 - part, reader.lang)
        for name, part in (("share", found.with_share), ("site", found.with_site), ("grade", found.with_grade_b))
    }
    return reader.say("finding.coverage", items=found.items, gaps=found.gap_items, options=found.options, **missing)


def _notices(answer: Answer[Any], reader: Reader) -> Iterator[RenderableType]:
    by_code: dict[str, list[str]] = {}
    for notice in answer.warnings:
        by_code.setdefault(notice.code, []).append(sentence(notice, answer.names, reader.lang))
    for code, sentences in by_code.items():
        yield note(reader.say(f"notice.head.{code}", count=len(sentences)))
        shown = sentences if reader.whole or len(sentences) <= FEW + 1 else sentences[:FEW]
        yield from (note(line, 3) for line in shown)
        if len(shown) < len(sentences):
            yield note(reader.say("notice.rest", more=len(sentences) - len(shown)), 3)


class Sourced(Protocol):
    """What names the publication it is taken from."""

    @property
    def source(self) -> str | None: ...


def cited(claims: Iterable[Sourced], reader: Reader) -> Iterator[RenderableType]:
    """The publications that the tables name, with what it takes to find them again."""
    used = sorted({claim.source for claim in claims if claim.source})
    if not used:
        return
    table = columns(reader, "cited", ("source", "title", "publisher", "year"))
    for id in used:
        found = reader.sources.get(id)
        unknown = reader.say("value.unknown")
        publisher, year = (found.publisher or unknown, found.year) if found else (unknown, None)
        table.add_row(id, reader.name(id), publisher, str(year or unknown))
    yield title(reader.say("cited.head"))
    yield table
