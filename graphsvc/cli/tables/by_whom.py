"""Tables of who can stop the targets: kinds of units side by side, the fewest together, and the worst by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table

from analytics.readings import READINGS, Reading
from graphsvc.cli.tables.findings import head, keeps_shortly, trust
from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.text import listed, number
from graphsvc.usecases.answer import Answer

if TYPE_CHECKING:
    from analytics.cascade import Keeps
    from graphsvc.usecases.by_whom import KindRow, SmallestRow, WorstUnit

NAMED = 3  # targets whose worst units are named on a screen
ALL_FIT = 5  # kinds that a narrow page has room for beside that of items, which has the largest numbers


def by_whom(answer: Answer[KindRow], reader: Reader) -> Iterator[RenderableType]:
    """How many of each kind stop each target, the fewest that do together; for few targets, the worst by name."""
    targets: Sequence[str] = answer.parameters["targets"]
    yield from head(answer, reader, "by_whom.title", targets=listed(map(reader.name, targets), reader.lang))
    yield ""
    yield title(reader.say("by_whom.alone"))
    yield _alone(answer, reader)
    yield note(reader.say("by_whom.read_alone", readings=_readings(answer, reader)))
    yield ""
    yield title(reader.say("by_whom.together"))
    yield _together(answer, reader)
    yield note(reader.say("by_whom.read_together"))
    if answer.partial:
        yield note(reader.say("by_whom.partial"))
    yield ""
    if reader.whole or len(targets) <= NAMED:
        for target in targets:
            yield title(reader.say("by_whom.worst", target=reader.name(target)))
            yield _worst([row for row in answer.rows if row.target == target], reader)
            yield ""
    else:
        yield note(reader.say("by_whom.name_one"))
    yield note(reader.say("by_whom.home", home=listed(map(reader.name, answer.parameters["home"]), reader.lang)))
    yield from trust(answer, reader)


def _shown(answer: Answer[KindRow]) -> list[Reading]:
    return list(READINGS[: READINGS.index(answer.parameters["reading"]) + 1])


def _readings(answer: Answer[KindRow], reader: Reader) -> str:
    return " / ".join(reader.say(f"reading.{reading}") for reading in _shown(answer))


def _alone(answer: Answer[KindRow], reader: Reader) -> Table:
    kinds = list(dict.fromkeys(row.kind for row in answer.rows))
    if reader.narrow and len(kinds) > ALL_FIT:
        kinds = [kind for kind in kinds if kind != "item"]
    table = columns(reader, "by_whom.short" if reader.narrow else "by_whom.head", ("target", *kinds), kinds)
    counts = {(row.target, row.kind): _counts(row, _shown(answer), reader) for row in answer.rows}
    for target in answer.parameters["targets"]:
        table.add_row(reader.name(target), *(counts[target, kind] for kind in kinds))
    return table


def _counts(row: KindRow, readings: Sequence[Reading], reader: Reader) -> str:
    """One number a reading, "-" where the target does not operate at the start."""
    given = [row.alone[reading] for reading in readings]
    return "/".join("–" if count is None else number(count, reader.lang) for count in given)


def _together(answer: Answer[KindRow], reader: Reader) -> Table:
    names = ("target", "who", "fewest", "sure", "which")
    table = columns(reader, "by_whom.head", names, ("fewest",), {"target": 22, "who": 20, "sure": 14})
    before: tuple[str, ...] = ()
    for row in _telling(answer.extra["smallest"]):
        target = reader.name(row.target) if before[:1] != (row.target,) else ""
        who = reader.say(f"by_whom.fewest.{row.kind}") if before != (row.target, row.kind) else ""
        sure = reader.say(f"reading.{row.reading}")
        table.add_row(target, who, _order(row, reader), sure, _sets(row, reader))
        before = (row.target, row.kind)
    return table


def _telling(rows: Sequence[SmallestRow]) -> Iterator[SmallestRow]:
    """Rows without those of a weaker reading that takes as many units as a stronger one."""
    fewest: dict[tuple[str, str], int | None] = {}
    for row in rows:
        key = row.target, row.kind
        if key not in fewest or row.order != fewest[key]:
            yield row
        fewest[key] = row.order


def _order(row: SmallestRow, reader: Reader) -> str:
    if row.order is not None:
        return number(row.order, reader.lang)
    return reader.say("by_whom.more_than", order=row.complete_to_order)


def _sets(row: SmallestRow, reader: Reader) -> str:
    if row.order is None:
        return reader.say("by_whom.none", order=row.complete_to_order)
    lines = [_set(found.units, found.keeps, reader) for found in row.sets]
    if row.count > len(lines):
        whole = row.complete_to_order >= row.order
        lines.append(reader.say("by_whom.rest" if whole else "by_whom.rest_at_least", more=row.count - len(lines)))
    return "\n".join(lines)


def _set(units: Sequence[str], keeps: Keeps | None, reader: Reader) -> str:
    names = " + ".join(reader.name(unit.partition(":")[2]) for unit in units)
    return reader.say("by_whom.set", names=names, kept=keeps_shortly(keeps, reader))


def _worst(rows: list[KindRow], reader: Reader) -> Table:
    counts: tuple[tuple[Reading, ...], ...] = (READINGS,) if reader.narrow else tuple((one,) for one in READINGS)
    counted = ("counts",) if reader.narrow else ("touch", *READINGS)
    table = columns(reader, "by_whom.head", ("who", *counted, "worst"), counted)
    for row in rows:
        touch = () if reader.narrow else (number(row.units, reader.lang),)
        cells = [_counts(row, readings, reader) for readings in counts]
        worst = "\n".join(_unit(found, reader) for found in row.worst) or reader.say("value.none")
        table.add_row(reader.say(f"by_whom.head.{row.kind}"), *touch, *cells, worst)
    return table


def _unit(found: WorstUnit, reader: Reader) -> str:
    name, kept = reader.name(found.unit.partition(":")[2]), keeps_shortly(found.keeps, reader)
    if found.stops is None:
        return reader.say("by_whom.weakens", name=name, kept=kept)
    reading = reader.say(f"reading.{found.stops}")
    return reader.say("by_whom.stops", name=name, kept=kept, reading=reading, sectors=found.sectors)
