"""What is loaded: datasets with their licence and counts, and the publications their claims are taken from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphsvc.stores.port import Run, View
from graphsvc.usecases.answer import Answer, Method, at_revision
from graphsvc.usecases.context import Context
from graphsvc.usecases.naming import labels
from graphsvc.usecases.publications import publications
from loaders.registry import bundled, optional
from loaders.review import unjoined
from loaders.run import Source
from schema.generated import types
from schema.load import contract

STOPPING = ("chokepoints", "single-source", "cut-sets", "what-if", "exposure", "dependency-paths", "next-facts")
ARRAYS = (types.REQUIRES, types.SUPPLIES, types.PRODUCES, types.OWNED_BY, types.HEADQUARTERED_IN, types.PART_OF)
RULES = (types.RESTRICTS, types.RULE_ORIGIN, types.RULE_DESTINATION)
PLAN = (types.TARGETS, types.IN_FIELD, types.FOCUSES_ON, types.COVERS, types.LEADS, types.SUPPORTS)
#: Questions, and the relationships that they compute with; `evidence` shows every claim.
FED = ((STOPPING, ARRAYS + RULES), (("coverage",), ARRAYS + PLAN), (("evidence", "show", "conflicts"), None))


@dataclass(frozen=True, slots=True)
class Cited:
    """A publication of a dataset (see the answer's `sources`), and how many of its claims are taken from it."""

    source: str
    claims: int


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A dataset. What only a manifest says is None for a batch of a user.

    `bundled`: it travels with this package. `run`, `time`: when it was last written; None when it is not loaded.
    `nodes`, `claims`: node statements and relationships in the store. Publications with most claims come first.
    `feeds`: the questions that compute with its claims.
    `review`: for a bundled one, how many records each of its lists holds that could not be joined to an item; a user's
    batch with such names is refused when it is loaded.
    """

    dataset: str
    bundled: bool
    title_zh: str | None
    title_en: str | None
    publisher: str | None
    licence: str | None
    year: int | None
    retrieved: str | None
    run: int | None
    time: str | None
    nodes: int
    claims: int
    publications: tuple[Cited, ...]
    feeds: tuple[str, ...]
    review: Mapping[str, int] | None


@dataclass
class _Found:
    """Counts of one dataset while the store is being read."""

    nodes: int = 0
    claims: int = 0
    by_source: Counter[str] = field(default_factory=Counter)
    types: set[str] = field(default_factory=set)  # of its claims


def list_sources(context: Context) -> Answer[DatasetRow]:
    """Every dataset in the store, and every bundled one that is not loaded yet, in the order of loading.

    An optional pack is listed once it is loaded, with the licence it was loaded under.
    """
    view = context.view()
    found = _counted(view)
    packs = [source for source in optional() if source.manifest.id in found]
    sources = {source.manifest.id: source for source in (*bundled(), *packs)}
    last = {run.dataset: run for run in context.store.runs()}
    order = [*sources, *sorted(found.keys() - sources.keys())]
    rows = tuple(_row(name, sources.get(name), last.get(name), found.get(name, _Found())) for name in order)
    cited = {entry.source for row in rows for entry in row.publications}
    return Answer(
        question="sources",
        parameters={},
        snapshot=at_revision(view.revision),
        method=Method("sources"),
        coverage=None,
        rows=rows,
        names=labels(view, cited),
        sources=publications(view, cited),
    )


def _counted(view: View) -> dict[str, _Found]:
    rules = contract()
    found: dict[str, _Found] = {}
    for type in rules.nodes:
        for page in view.scan(type, ["dataset"]):
            for name, count in Counter(page["dataset"]).items():
                found.setdefault(name, _Found()).nodes += count
    for type in rules.relationships:
        for page in view.scan(type, ["dataset", "source"]):
            for (name, source), count in Counter(zip(page["dataset"], page["source"], strict=True)).items():
                counts = found.setdefault(name, _Found())
                counts.claims += count
                counts.by_source[source] += count
                counts.types.add(type)
    return found


def _row(name: str, source: Source | None, run: Run | None, found: _Found) -> DatasetRow:
    manifest = source.manifest if source else None
    present = bool(found.nodes or found.claims)
    return DatasetRow(
        dataset=name,
        bundled=manifest is not None,
        title_zh=manifest.title_zh if manifest else None,
        title_en=manifest.title_en if manifest else None,
        publisher=manifest.publisher if manifest else None,
        licence=manifest.licence if manifest else None,
        year=manifest.year if manifest else None,
        retrieved=manifest.retrieved if manifest else None,
        run=run.number if run and present else None,
        time=run.time if run and present else None,
        nodes=found.nodes,
        claims=found.claims,
        publications=tuple(
            Cited(id, count)
            for id, count in sorted(found.by_source.items(), key=lambda counted: (-counted[1], counted[0]))
        ),
        feeds=tuple(
            question
            for questions, of in FED
            if found.types & (found.types if of is None else set(of))
            for question in questions
        ),
        review=_review(source) if source else None,
    )


def _review(source: Source) -> dict[str, int]:
    counts = Counter(record.file for record in unjoined(source))
    return {file: counts[file] for file in source.manifest.review}
