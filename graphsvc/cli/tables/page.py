"""A page of text: what a reader needs to turn ids into words, and the width the words have to fit in."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Literal

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from graphsvc.text import Language, label, listed, text
from graphsvc.usecases.answer import Answer, Publication
from schema.model import Label

Justify = Literal["left", "right"]

DEFAULT_WIDTH = 120  # of a file or a pipe; COLUMNS says otherwise
NARROW = 100  # below it cells get fewer words


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the language, the width in columns, and whether long lists are printed whole."""

    lang: Language
    width: int
    whole: bool
    names: Mapping[str, Label]
    sources: Mapping[str, Publication]

    @property
    def narrow(self) -> bool:
        return self.width < NARROW

    def say(self, key: str, /, **values: object) -> str:
        """A sentence of the catalogue."""
        return text(key, self.lang, **values)

    def name(self, id: str) -> str:
        """The name of a node, its id when it has none."""
        return label(self.names[id], self.lang) if id in self.names else id

    def unit(self, unit: str) -> str:
        """A unit that fails: its kind and its name."""
        kind, _, id = unit.partition(":")
        return self.say(f"unit.{kind}", name=self.name(id))

    def units(self, units: Iterable[str]) -> str:
        """Units that fail together."""
        return " + ".join(self.unit(unit) for unit in units)

    def some(self, parts: Sequence[str], at_most: int) -> str:
        """The first few of several things, and how many more there are."""
        if self.whole or len(parts) <= at_most + 1:  # "and 1 more" is no shorter than the one
            return listed(parts, self.lang)
        return self.say("list.more", shown=listed(parts[:at_most], self.lang), more=len(parts) - at_most)


def reader_of(answer: Answer[Any], lang: Language, whole: bool) -> Reader:
    """The reader at this terminal."""
    return Reader(lang, shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns, whole, answer.names, answer.sources)


def printed(parts: Iterable[RenderableType], reader: Reader) -> str:
    """The page as text; with colours on a terminal only."""
    page = StringIO()
    colours = sys.stdout.isatty() and not reader.whole
    console = Console(file=page, width=reader.width, force_terminal=colours, highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())


def title(words: str) -> Text:
    """The head of a page or table."""
    return Text(words, style="bold")


def note(words: str, indent: int = 1) -> Padding:
    """A line below a table; what does not fit is continued at the same indent."""
    return Padding(Text(words), (0, 0, 0, indent))


def columns(
    reader: Reader,
    prefix: str,
    names: Sequence[str],
    numeric: Sequence[str] = (),
    widths: Mapping[str, int] | None = None,
) -> Table:
    """An empty table with the catalogue's heads `PREFIX.NAME`; numbers are set to the right.

    `widths`: the most columns that a cell may take, for those that would leave too little to the others.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", show_edge=False)
    for name in names:
        justify: Justify = "right" if name in numeric else "left"
        width = (widths or {}).get(name)
        table.add_column(reader.say(f"{prefix}.{name}"), justify=justify, overflow="fold", max_width=width)
    return table
