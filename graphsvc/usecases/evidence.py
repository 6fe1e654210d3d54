"""The evidence behind a node or a claim: who says it, where, when, since which run, and what the policy makes of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graphsvc.projection.policy import Policy
from graphsvc.stores.port import Relationship, Run, View
from graphsvc.usecases.answer import Answer, Method, Publication
from graphsvc.usecases.asking import Dates
from graphsvc.usecases.context import Context
from graphsvc.usecases.naming import labels, referred, resolve_node
from graphsvc.usecases.publications import publications
from graphsvc.usecases.settling import Ruling, in_time, rivals, rivals_elsewhere, settled
from graphsvc.usecases.show import EVIDENCE
from graphsvc.usecases.slices import Slice
from schema.load import contract

About = Literal["claim", "node"]
State = Literal["counts", "retired", "later"]
Version = tuple[str, int]  # a claim and the run that added this version
CLAIM = re.compile("[0-9a-f]{20}")  # as schema.ids makes them


@dataclass(frozen=True, slots=True)
class EvidenceQuery:
    """What is asked about: a claim by its id, or a node by id, name, alias or formula; at the two dates."""

    id: str
    as_of: str | None = None
    known_at: str | None = None
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One version of a claim. None is unknown.

    `state`: counts; retired (its dataset no longer says it); later (true or recorded only after the dates asked).
    `values`: the known properties, evidence apart. `rulings`: what becomes of each, when the claim counts. `added_in`,
    `dropped_in`: runs, with their times.
    """

    claim: str
    type: str
    start: str
    end: str
    state: State
    values: Mapping[str, Any]
    rulings: tuple[Ruling, ...]
    source: str | None
    publication: Publication | None
    locator: str | None
    as_of: str | None
    recorded_at: str
    grade: str
    note: str | None
    dataset: str
    added_in: int
    added_at: str
    dropped_in: int | None
    dropped_at: str | None


def find_evidence(query: EvidenceQuery, context: Context) -> Answer[EvidenceRow]:
    """Of a node: every claim about it, best standing first within a key. Of a claim: its versions, then its rivals.

    `extra`: `about` is claim or node, `total` the rows there are, `left_out` the claims that the dates leave out.
    UnknownName or AmbiguousName as for `show`.
    """
    dates, part = Dates(query.as_of, query.known_at), Slice(query.limit, query.offset)
    view = context.view()
    found = _of_claim(view, query.id.strip(), dates.policy) or _of_node(view, query.id, dates.policy)
    shown = part.of(found.versions)
    sources = publications(view, (version.properties.get("source") for version in shown))
    runs = {run.number: run for run in context.store.runs()}
    return Answer(
        question="evidence",
        parameters={"id": found.id} | dates.parameters() | part.parameters(),
        snapshot=dates.snapshot(view.revision),
        method=Method("evidence"),
        coverage=None,
        rows=tuple(_row(version, found, sources, runs) for version in shown),
        names=labels(view, _mentioned(found, shown)),
        sources=sources,
        extra={"about": found.about, "total": len(found.versions), "left_out": found.left_out},
    )


@dataclass(frozen=True)
class _Found:
    """The versions to show, in order; the rulings on those that count; how many the dates leave out."""

    about: About
    id: str
    versions: tuple[Relationship, ...]
    rulings: Mapping[Version, tuple[Ruling, ...]]
    left_out: int


def _of_claim(view: View, text: str, policy: Policy) -> _Found | None:
    own = view.claims([text]) if CLAIM.fullmatch(text) else []
    if not own:
        return None
    others = rivals(view, own[-1:])  # every version has the same key
    timely = list(in_time(others, policy))
    counting = list(in_time((version for version in own if version.dropped_in is None), policy))
    ordered, rulings = _ruled([*counting, *timely])
    behind = [version for version in ordered if version.claim != text]
    return _Found("claim", text, (*reversed(own), *behind), rulings, len(others) - len(timely))


def _of_node(view: View, text: str, policy: Policy) -> _Found:
    node = resolve_node(view, text).id
    versions = view.relationships([node], dropped=True)
    timely = list(in_time(versions, policy))
    counting = [version for version in timely if version.dropped_in is None]
    ordered, rulings = _ruled([*counting, *in_time(rivals_elsewhere(view, counting), policy)])
    here = {_version(version) for version in counting}
    places = {_version(version): place for place, version in enumerate(ordered) if _version(version) in here}
    order = list(contract().relationships)

    def place(version: Relationship) -> tuple[Any, ...]:
        out = version.start == node
        other = version.end if out else version.start
        standing = places.get(_version(version), len(ordered) - version.added_in)  # the last retired one first
        return order.index(version.type), not out, other, version.dropped_in is not None, standing, version.claim

    return _Found("node", node, tuple(sorted(timely, key=place)), rulings, len(versions) - len(timely))


def _ruled(claims: Sequence[Relationship]) -> tuple[list[Relationship], dict[Version, tuple[Ruling, ...]]]:
    """The claims, the best standing first within each key, and the rulings on each."""
    groups = settled(claims)
    ordered = [claim for group in groups for claim in group.claims]
    rulings = [ruling for group in groups for ruling in group.rulings]
    return ordered, dict(zip(map(_version, ordered), rulings, strict=True))


def _version(found: Relationship) -> Version:
    return found.claim, found.added_in


def _row(
    version: Relationship, found: _Found, sources: Mapping[str, Publication], runs: Mapping[int, Run]
) -> EvidenceRow:
    said, source = version.properties, version.properties.get("source")
    rulings = found.rulings.get(_version(version))
    dropped = version.dropped_in
    return EvidenceRow(
        claim=version.claim,
        type=version.type,
        start=version.start,
        end=version.end,
        state="retired" if dropped is not None else "later" if rulings is None else "counts",
        values={name: value for name, value in said.items() if name not in EVIDENCE},
        rulings=rulings or (),
        source=source,
        publication=sources.get(source) if source else None,
        locator=said.get("locator"),
        as_of=said.get("as_of"),
        recorded_at=version.recorded_at,
        grade=said.get("grade", "D"),
        note=said.get("note"),
        dataset=version.dataset,
        added_in=version.added_in,
        added_at=runs[version.added_in].time,
        dropped_in=dropped,
        dropped_at=runs[dropped].time if dropped is not None else None,
    )


def _mentioned(found: _Found, shown: Iterable[Relationship]) -> Collection[str]:
    """Ids that a reader wants by name: the ends, the sources, and nodes that values refer to."""
    ids = {found.id} if found.about == "node" else set()
    for version in shown:
        ids |= {version.start, version.end, version.properties.get("source") or version.start}
        ids |= set(referred(contract().relationships[version.type].properties, version.properties))
    return ids
