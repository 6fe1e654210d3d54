"""Loading bundled sources and batches of users, and taking a run back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graphsvc import ingest
from graphsvc.errors import UnknownName, WrongUse
from graphsvc.stores.port import View
from graphsvc.usecases.answer import Answer, Method, at_revision
from graphsvc.usecases.context import Context
from loaders.importers import run as importers
from loaders.importers.mapping import read_mapping
from loaders.importers.names import Known, Unresolved
from loaders.readers import read
from loaders.registry import bundled, optional
from loaders.run import Source, prepare
from schema.batch import Batch
from schema.errors import InputRejected, Violation
from schema.load import contract
from schema.validate import require_valid

Stage = Literal["reading", "writing", "done"]
Progress = Callable[[Stage, str, int, int], None]  # stage, dataset, steps done, steps in all
SLUG = re.compile(r"[^a-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class LoadQuery:
    """Ids of bundled sources and paths of batches; none means every bundled source.

    `source`: the dataset of one path, and the source of its rows that name none; else it is made of the file's name.
    `as_of`: the date of its rows that have none. A dry run checks and compares, and writes nothing.
    `packs`: optional sources besides, under licences of their own. `mapping`: how to read the one path, a table of a
    person's own; it names the dataset.
    """

    names: tuple[str, ...] = ()
    source: str | None = None
    as_of: str | None = None
    dry_run: bool = False
    packs: tuple[str, ...] = ()
    mapping: Path | None = None


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What happened to one dataset; numbers are claims, node statements included.

    `run` is None when nothing had to be written. `rejected`: records that the source's own rules leave out; a batch
    that breaks the contract is refused as a whole instead. `reasons`: why, with the number of records.
    """

    dataset: str
    run: int | None
    written: int
    unchanged: int
    retired: int
    rejected: int
    reasons: Mapping[str, int]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A checked batch and the reasons for which records were left out of it."""

    batch: Batch
    left_out: tuple[str, ...] = ()


def quiet(stage: Stage, dataset: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def load(query: LoadQuery, context: Context, progress: Progress = quiet) -> Answer[LoadRow]:
    """Check everything, then write one run for each dataset that changed.

    Raises
    ------
    UnknownName, WrongUse
        A name that is neither a source nor a path; `source` or `as_of` for what brings its own.
    InputRejected
        With all violations of the first dataset that has any; nothing was written.
    """
    wanted = _wanted(query)
    steps = 2 * len(wanted)
    ready: list[_Ready] = []
    view = context.view()
    known = ingest.known_nodes(view, contract(), without=wanted.keys())
    for name, found in wanted.items():
        progress("reading", name, len(ready), steps)
        ready.append(_checked(name, found, query, Known(known, _by_name(view))))
        known |= _stated(ready[-1].batch)
    rows: list[LoadRow] = []
    for checked in ready:
        progress("writing", checked.batch.dataset, len(ready) + len(rows), steps)
        rows.append(_write(checked, context, query.dry_run))
    progress("done", "", steps, steps)
    return Answer(
        question="load",
        parameters={"datasets": tuple(wanted), "dry_run": query.dry_run},
        snapshot=at_revision(context.store.revision()),
        method=Method("load"),
        coverage=None,
        rows=tuple(rows),
    )


def unload(run: int, context: Context) -> Answer[LoadRow]:
    """Undo a run by a new one. WrongUse when there is no such run."""
    done = ingest.unload(run, context.store, contract(), now=context.now())
    return Answer(
        question="unload",
        parameters={"run": run},
        snapshot=at_revision(context.store.revision()),
        method=Method("unload"),
        coverage=None,
        rows=(_row(done, ()),),
    )


def _wanted(query: LoadQuery) -> dict[str, Source | Path]:
    """Dataset -> where it comes from, in the order of loading: bundled sources first, each after what it refers to."""
    sources = {source.manifest.id: source for source in bundled()}
    asked = query.names or tuple(sources)
    packs = {pack.manifest.id: pack for pack in optional_packs(query.packs)}
    own = [name for name in asked if name in sources]
    paths = [Path(name) for name in asked if name not in sources]
    if (query.source or query.as_of) and (own or len(paths) != 1):
        raise WrongUse("source-of-one-path")
    wanted: dict[str, Source | Path] = {name: source for name, source in sources.items() if name in own}
    wanted |= packs
    if query.mapping and len(paths) != 1:
        raise WrongUse("map-of-one-path")
    for path in paths:
        dataset = read_mapping(query.mapping).dataset if query.mapping else query.source or _slug(path)
        _usable(path, dataset, sources, wanted.keys())
        wanted[dataset] = path
    return wanted


def optional_packs(names: Sequence[str]) -> list[Source]:
    """The optional sources of these ids; UnknownName for one that is not there."""
    found = {source.manifest.id: source for source in optional()}
    for name in names:
        if name not in found:
            raise UnknownName("no-pack", name=name, packs=", ".join(found) or "–")
    return [found[name] for name in dict.fromkeys(names)]


def _usable(path: Path, dataset: str, sources: Mapping[str, Source], taken: AbstractSet[str]) -> None:
    if not path.exists():
        raise UnknownName("nothing-to-load", path=path, sources=", ".join(sources))
    if dataset in sources:
        raise WrongUse("bundled-id", dataset=dataset)
    if dataset in taken:
        raise WrongUse("same-dataset", dataset=dataset)


def _slug(path: Path) -> str:
    whole = path.resolve()
    name = whole.name if whole.is_dir() else whole.stem
    slug = SLUG.sub("-", unicodedata.normalize("NFKC", name).lower()).strip("-.")
    if not slug:
        raise WrongUse("no-dataset-id", name=path.name)
    return slug


def _checked(name: str, found: Source | Path, query: LoadQuery, known: Known) -> _Ready:
    if isinstance(found, Source):
        prepared = prepare(found, contract(), known.types)
        return _Ready(prepared.batch, tuple(skip.reason for skip in prepared.skipped))
    if query.mapping:
        return _Ready(_imported(found, query.mapping, known))
    return _Ready(require_valid(read(found), contract(), dataset=name, as_of=query.as_of, known=known.types))


def _imported(path: Path, mapping: Path, known: Known) -> Batch:
    """A person's table; a name without a single answer stops the load, since its rows would silently be missing."""
    imported = importers.prepare(path, read_mapping(mapping), known)
    if imported.unresolved:
        raise InputRejected([_open_name(path, name) for name in imported.unresolved])
    return imported.batch


def _open_name(path: Path, name: Unresolved) -> Violation:
    could = f"could be {', '.join(name.candidates)}" if name.candidates else "names nothing that is known"
    rule = f"{could}; decide under `names` of the mapping, or let the field `create` it ({name.rows} row(s))"
    return Violation(path.name, name.row, name.column, name.text, rule)


def _by_name(view: View) -> Callable[[str], list[str]]:
    return lambda text: [node.id for node in view.search(text, exact=True)]


def _stated(batch: Batch) -> dict[str, str]:
    nodes = contract().nodes
    return {id: type for type, table in batch.tables.items() if type in nodes for id in table["id"].tolist()}


def _write(checked: _Ready, context: Context, dry_run: bool) -> LoadRow:
    done = ingest.load(checked.batch, context.store, contract(), now=context.now(), dry_run=dry_run)
    return _row(done, checked.left_out)


def _row(done: ingest.LoadReport, left_out: Sequence[str]) -> LoadRow:
    return LoadRow(
        dataset=done.dataset,
        run=done.run,
        written=done.written,
        unchanged=done.unchanged,
        retired=done.retired,
        rejected=len(left_out),
        reasons={reason: left_out.count(reason) for reason in dict.fromkeys(left_out)},
        warnings=done.warnings,
    )
