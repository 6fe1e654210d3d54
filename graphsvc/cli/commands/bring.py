"""Bringing data in and taking it back: load, suggest, template, unload."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, answer, to_stdout
from graphsvc.cli.failure import say
from graphsvc.cli.progress import watched
from graphsvc.errors import WrongUse

if TYPE_CHECKING:
    from graphsvc.usecases.loading import LoadQuery
    from schema.errors import InputRejected

PANEL = "help.panel.bring"
Names = Annotated[list[str] | None, typer.Argument(help="help.names", metavar="SOURCE|PATH…")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="help.dry_run", rich_help_panel=typed.ASKED)]
Source = Annotated[str | None, typer.Option(help="help.source", metavar="ID", rich_help_panel=typed.ASKED)]
AsOf = Annotated[str | None, typer.Option(help="help.as_of_rows", metavar="DATE", rich_help_panel=typed.ASKED)]
Packs = Annotated[
    list[str] | None, typer.Option("--with", help="help.with", metavar="PACK", rich_help_panel=typed.ASKED)
]
MapFile = Annotated[Path | None, typer.Option("--map", help="help.map", metavar="FILE", rich_help_panel=typed.ASKED)]
Marked = Annotated[Path | None, typer.Option(help="help.marked", metavar="FILE", rich_help_panel=typed.SHOWN)]
TablePath = Annotated[Path, typer.Argument(help="help.own_table", metavar="PATH")]
Sheet = Annotated[str | None, typer.Option(help="help.sheet", metavar="NAME")]
TemplateFile = Annotated[Path, typer.Argument(help="help.template_file", metavar="FILE")]
Run = Annotated[int, typer.Argument(help="help.run", metavar="RUN")]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    program.command("load", help="help.load", rich_help_panel=PANEL)(load)
    program.command("suggest", help="help.suggest", rich_help_panel=PANEL)(suggest)
    program.command("template", help="help.template", rich_help_panel=PANEL)(template)
    program.command("unload", help="help.unload", rich_help_panel=PANEL)(unload)


def load(
    command: typer.Context,
    names: Names = None,
    dry_run: DryRun = False,
    source: Source = None,
    as_of: AsOf = None,
    packs: Packs = None,
    mapping: MapFile = None,
    marked: Marked = None,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases import loading
    from loaders.registry import licence_text

    query = loading.LoadQuery(typed.words(names), source, as_of, dry_run, typed.words(packs), mapping)
    wish = Wish(store, form, output, lang)
    for pack in loading.optional_packs(query.packs):
        say(licence_text(pack))
    with watched(wish.language(command.obj)) as progress, marking(query, marked):
        answer(command, wish, partial(loading.load, query, progress=progress))


@contextmanager
def marking(query: LoadQuery, out: Path | None) -> Iterator[None]:
    """When the input is rejected, also write it back as a workbook with the offending cells marked."""
    from schema.errors import InputRejected

    try:
        yield
    except InputRejected as rejected:
        if out is not None and len(query.names) == 1:
            _write_marked(Path(query.names[0]), query.mapping, rejected, out)
        raise


def _write_marked(path: Path, mapping: Path | None, rejected: InputRejected, out: Path) -> None:
    from loaders.importers.mapping import read_mapping
    from loaders.template.marked import marked

    read = read_mapping(mapping) if mapping else None
    header_row = read.header_row if read and read.header_row else 1
    marked(path, rejected.violations, out, header_row=header_row, encoding=read.encoding if read else None)
    say(str(out))


def suggest(command: typer.Context, path: TablePath, sheet: Sheet = None, lang: typed.Lang = None) -> None:
    from graphsvc.text import LANGUAGES
    from loaders.importers import suggest as found
    from loaders.importers.written import mapping_text

    language = lang if lang in LANGUAGES else command.obj.language
    to_stdout(mapping_text(found.suggest(path, sheet), language))


def template(file: TemplateFile) -> None:
    from loaders.template.write import template as write

    try:
        write(file)
    except OSError as error:
        raise WrongUse("not-written", file=file, cause=error.strerror or error) from error
    say(str(file))


def unload(
    command: typer.Context,
    run: Run,
    form: typed.Format = "table",
    output: typed.Output = None,
    lang: typed.Lang = None,
    store: typed.Store = None,
) -> None:
    from graphsvc.usecases import loading

    answer(command, Wish(store, form, output, lang), partial(loading.unload, run))
