"""Which open fact, once settled, changes most of what stops a target alone: what to find out next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analytics.facts import Ending, Kind, Outcome
from analytics.next_facts import Change, Trial, Weighed, weigh
from analytics.supply_graph import GRADES, NOT_STATED, UNKNOWN_DAY, SupplyGraph
from analytics.supposing import Copy
from graphsvc.projection.said import said
from graphsvc.usecases.answer import Answer, Method
from graphsvc.usecases.asking import DEFAULT_KINDS, Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.coverage import coverage, ids_of, needed, notices
from graphsvc.usecases.findings import Inquiry, deadline, inquiry, reason_ids
from graphsvc.usecases.naming import labels, unit_ids
from graphsvc.usecases.publications import publications


@dataclass(frozen=True, slots=True)
class NextFactsQuery:
    """What to find out about what a target needs: findings are units of the kinds `by` that stop the target alone."""

    target: str
    by: tuple[str, ...] = DEFAULT_KINDS
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class Stated:
    """What a claim says now. `share` in [0, 1] of the world; None is unknown."""

    claim: str
    share: float | None
    source: str | None
    as_of: str | None
    grade: str


@dataclass(frozen=True, slots=True)
class Ended:
    """One way a fact could turn out, and the findings that would change; none: all stays as it is.

    `place`, `share`, `claim`: what is found; None where that is no part of it. `contradicts`: it cannot be, because the
    target, which operates, would stand still. A change to None: no finding of the readings shown any more.
    """

    ending: Ending
    place: str | None
    share: float | None
    claim: str | None
    contradicts: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something a person could settle about `item`, on which findings hang.

    `maker`: the firm or producing place it is about, `site` its stated place; `input` and `slot`: the need it is about,
    `alternatives`: how many others can meet that need; None where that is no part of it.
    `settles`: findings shown now that at least one outcome changes; `adds`: those that would be new. `claims`: what is
    said of it now, the claim that stands first.
    """

    target: str
    rank: int
    kind: Kind
    item: str
    maker: str | None
    site: str | None
    input: str | None
    slot: str | None
    alternatives: int | None
    settles: int
    adds: int
    claims: tuple[Stated, ...]
    outcomes: tuple[Ended, ...]


def find_next_facts(query: NextFactsQuery, context: Context) -> Answer[FactRow]:
    """The facts on which some finding hangs, those that settle most first.

    The answer is partial when the time (settings.cut_seconds) ran out: `facts_tried` of `facts_open` are in the rank.
    """
    asked = inquiry(context, query.options, (query.target,), query.by)
    copies = [Copy(part, said(asked.view, part.graph), asked.asked.question) for part in asked.asked.evidence]
    graphs = {reading: asked.graphs[reading] for reading in query.options.shown}
    trial = Trial(copies, graphs, asked.targets[0])
    found, tried, open_facts = weigh(trial, deadline(context.settings.cut_seconds))
    rows = tuple(_row(trial, rank, weighed) for rank, weighed in enumerate(found, start=1))
    return _answer(query, asked, rows, _beside(asked, trial, tried, open_facts), partial=tried < open_facts)


def _beside(asked: Inquiry, trial: Trial, tried: int, open_facts: int) -> dict[str, object]:
    counts = dict.fromkeys(trial.graphs, 0)
    for reading in trial.answer.findings.values():
        counts[reading] += 1
    return {
        "findings_now": counts,
        "facts_tried": tried,
        "facts_open": open_facts,
        "not_operating_at_start": asked.not_operating(),
    }


def _answer(
    query: NextFactsQuery, asked: Inquiry, rows: tuple[FactRow, ...], beside: dict[str, object], *, partial: bool
) -> Answer[FactRow]:
    target = asked.name(asked.targets[0])
    items = needed(asked.asked, asked.graphs["likely"], asked.targets)
    warnings = notices(asked.asked, items)
    named = {target, *asked.asked.options.home, *ids_of(warnings), *reason_ids(asked.not_operating())}
    return Answer(
        question="next-facts",
        parameters={"target": target, "by": query.by} | asked.asked.options.parameters(),
        snapshot=asked.asked.snapshot,
        method=Method("next-facts"),
        coverage=coverage(asked.asked, items),
        rows=rows,
        warnings=warnings,
        names=labels(asked.view, named.union(*(_ids(row) for row in rows))),
        sources=publications(asked.view, (claim.source for row in rows for claim in row.claims)),
        extra=beside,
        partial=partial,
    )


def _row(trial: Trial, rank: int, weighed: Weighed) -> FactRow:
    fact, graph = weighed.fact, trial.copies[0].graph
    touched = len(weighed.units & trial.answer.findings.keys())
    makers = graph.firm_names if fact.firm != NOT_STATED else graph.place_names
    site = fact.place if fact.firm != NOT_STATED else NOT_STATED
    return FactRow(
        target=graph.item_names[trial.target],
        rank=rank,
        kind=fact.kind,
        item=graph.item_names[fact.item],
        maker=_at(makers, fact.firm if fact.firm != NOT_STATED else fact.place),
        site=_at(graph.place_names, site),
        input=_at(graph.item_names, fact.member),
        slot=graph.slot_name[fact.slot].decode() if fact.slot != NOT_STATED else None,
        alternatives=fact.alternatives if fact.slot != NOT_STATED else None,
        settles=touched,
        adds=len(weighed.units) - touched,
        claims=tuple(_stated(trial.copies[0], claim) for claim in fact.claims),
        outcomes=tuple(
            _ended(graph, *of) for of in zip(fact.outcomes, weighed.contradicts, weighed.changes, strict=True)
        ),
    )


def _ended(graph: SupplyGraph, outcome: Outcome, contradicts: bool, changes: tuple[Change, ...]) -> Ended:
    claim = graph.claim_ids[outcome.claim].decode() if outcome.claim != NOT_STATED else None
    return Ended(outcome.ending, _at(graph.place_names, outcome.place), outcome.share, claim, contradicts, changes)


def _stated(copy: Copy, claim: int) -> Stated:
    graph = copy.graph
    share, source, day = copy.share_of(claim), int(graph.claim_source[claim]), int(graph.claim_as_of[claim])
    return Stated(
        claim=graph.claim_ids[claim].decode(),
        share=share.value if share else None,
        source=graph.source_ids[source].decode() if source != NOT_STATED else None,
        as_of=date.fromordinal(day).isoformat() if day != UNKNOWN_DAY else None,
        grade=GRADES[int(graph.claim_grade[claim])],
    )


def _at(names: list[str], index: int) -> str | None:
    return names[index] if index != NOT_STATED else None


def _ids(row: FactRow) -> Iterator[str]:
    yield from filter(None, (row.item, row.maker, row.site, row.input))
    yield from (claim.source for claim in row.claims if claim.source)
    for outcome in row.outcomes:
        if outcome.place:
            yield outcome.place
        yield from unit_ids(change.unit for change in outcome.changes)
