"""Tables of what lies between a unit and a target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table

from graphsvc.cli.tables.findings import cells, cited, head, trust
from graphsvc.cli.tables.page import Reader, columns, note, title
from graphsvc.usecases.answer import Answer

if TYPE_CHECKING:
    from graphsvc.usecases.dependency_paths import DependencyStepRow, ProductPath

STEPS_SHOWN = 30
NAMED = 4


def dependency_paths(answer: Answer[DependencyStepRow], reader: Reader) -> Iterator[RenderableType]:
    """The product paths, what the unit hits, then slot by slot what else could fill it."""
    unit, target = reader.unit(answer.parameters["unit"]), reader.name(answer.parameters["target"])
    yield from head(answer, reader, "paths.title", unit=unit, target=target)
    paths: tuple[ProductPath, ...] = answer.extra["paths"]
    yield ""
    if not paths:
        yield note(reader.say("paths.none", unit=unit, target=target))
        return
    count = answer.extra["path_count"]
    key = "paths.endless" if count is None else "paths.count"
    yield title(reader.say(key, count=count, shown=len(paths)))
    yield _paths(paths, reader)
    yield ""
    yield title(reader.say("paths.hit"))
    yield _hit(answer, reader)
    yield ""
    shown = answer.rows if reader.whole or len(answer.rows) <= STEPS_SHOWN + 1 else answer.rows[:STEPS_SHOWN]
    yield title(reader.say("paths.steps", count=len(answer.rows)))
    yield _steps(shown, reader)
    if len(shown) < len(answer.rows):
        yield note(reader.say("paths.more", more=len(answer.rows) - len(shown)))
    yield ""
    yield from trust(answer, reader)
    yield ""
    named = [supply for line in cells(answer.extra["hit"], reader) for supply in line.named]
    yield from cited(named, reader)


def _paths(paths: tuple[ProductPath, ...], reader: Reader) -> Table:
    table = columns(reader, "column", ("tier", "through"), ("tier",))
    for path in paths:
        table.add_row(str(path.tier), reader.say("exposure.through").join(map(reader.name, path.items)))
    return table


def _hit(answer: Answer[DependencyStepRow], reader: Reader) -> Table:
    table = columns(reader, "column", ("bites", "makers"), (), {"bites": reader.width // 3})
    for line in cells(answer.extra["hit"], reader):
        table.add_row(line.bites, line.makers)
    return table


def _steps(rows: tuple[DependencyStepRow, ...], reader: Reader) -> Table:
    names = ("tier", "needs", "through_member", "replaceable", "makers_hit")
    table = columns(reader, "column", names, ("tier", "makers_hit"), {"tier": 7, "makers_hit": 10})
    for row in rows:
        far = reader.say("paths.no_end") if row.farthest is None else str(row.farthest)
        tier = far if far == str(row.nearest) else f"{row.nearest}–{far}"
        item = reader.name(row.item)
        words = item if row.essential else reader.say("paths.weak", item=item)
        table.add_row(tier, words, reader.name(row.member), _replaceable(row, reader), f"{row.hit}/{row.options}")
    return table


def _replaceable(row: DependencyStepRow, reader: Reader) -> str:
    if row.free:
        return reader.some([reader.name(id) for id in row.free], NAMED)
    return reader.say("paths.all_depend" if row.alternatives else "paths.no_alternative")
