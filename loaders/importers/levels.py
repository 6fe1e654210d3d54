"""The parent of each row of an indented bill of materials."""

from __future__ import annotations

import re

import numpy as np

from loaders.importers.columns import Objects, Reading, texts
from loaders.importers.mapping import INDENT, Field
from schema.errors import Violation

_OUTLINE = re.compile(r"[0-9]+(?:\.[0-9]+)+\.?")
_DOTTED = re.compile(r"([.\-*>+ ]*)([0-9]+)")


def parents(reading: Reading, items: Objects, levels: Objects, column: str) -> Objects:
    """(n_rows,) object: the text of the item one level up, None at the top.

    `levels`: (n_rows,) int or None; a row without a level or item says nothing. A jump of two levels is a violation.
    """
    above: dict[int, str] = {}
    found = np.full(len(items), None, object)
    top: int | None = None
    for at, (item, level) in enumerate(zip(items.tolist(), levels.tolist(), strict=True)):
        if item is None or level is None:
            continue
        top = level if top is None else min(top, level)
        if level > top and level - 1 not in above:
            rule = "the level is not one below that of a row above"
            reading.violations.append(
                Violation(reading.sheet.label, int(reading.sheet.rows[at]), column, str(level), rule)
            )
        found[at] = above.get(level - 1)
        above = {depth: text for depth, text in above.items() if depth < level} | {level: item}
    return found


def level_column(reading: Reading, given: Field, item: Field) -> tuple[Objects, str]:
    """(n_rows,) the levels, and the column they stand in: a level, an outline number (1.2.1), dots, or the indent."""
    column = given.columns[0] if given.columns else str(given.constant)
    if column == INDENT and INDENT not in reading.sheet.columns:
        return _indents(reading, item.columns[0]), item.columns[0]
    return reading.each(column, _level), column


def _level(text: str) -> int:
    if _OUTLINE.fullmatch(text):
        return text.rstrip(".").count(".") + 1
    if found := _DOTTED.fullmatch(text):
        return int(found[2])
    raise ValueError("not a level: 0, 1, 2 …, ..2, or 1.2.1")


def _indents(reading: Reading, column: str) -> Objects:
    """Steps of white space in front of the name; which width is one step the file itself shows."""
    texts_ = reading.sheet.columns[column]
    widths = [_width(word) for word in texts_.spelled()]
    steps = {width: step for step, width in enumerate(sorted(set(widths)))}
    ranked = np.array([*(steps[width] for width in widths), None], object)
    return ranked[texts_.codes]


def _width(word: str) -> int:
    # an ideographic space is as wide as two
    space = word[: len(word) - len(word.lstrip())].expandtabs(4)
    return len(space) + space.count("\u3000")


def spread_names(reading: Reading, given: Field) -> tuple[Objects, Objects]:
    """(n_rows,) names and levels of a file with one column a level: the row is the item of its last filled one."""
    columns = [texts(reading, Field(columns=(name,), values=given.values), name) for name in given.columns]
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    last = [max((at for at, cell in enumerate(row) if cell is not None), default=None) for row in rows]
    items, levels = np.full(len(rows), None, object), np.full(len(rows), None, object)
    items[:] = [None if at is None else row[at] for row, at in zip(rows, last, strict=True)]
    levels[:] = last
    return items, levels
