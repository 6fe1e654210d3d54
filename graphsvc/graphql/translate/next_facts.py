"""The facts to find out next in the words of the schema."""

from __future__ import annotations

from graphsvc.graphql.translate.around import around
from graphsvc.graphql.translate.findings import not_operating
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.types import next_facts as rows
from graphsvc.text import Language
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.next_facts import Ended, FactRow, Stated


def next_facts(found: Answer[FactRow], language: Language) -> rows.NextFactsAnswer:
    """Facts on which findings hang."""
    names = Names(found.names, language)
    counts = found.extra["findings_now"].items()
    return rows.NextFactsAnswer(
        **around(found, names),
        findings_now=[rows.FindingCount(reading=reading, findings=count) for reading, count in counts],
        facts_tried=found.extra["facts_tried"],
        facts_open=found.extra["facts_open"],
        not_operating_at_start=not_operating(found, names),
        rows=[_fact(row, names) for row in found.rows],
    )


def _fact(row: FactRow, names: Names) -> rows.NextFact:
    return rows.NextFact(
        target=row.target,
        target_label=names.of(row.target),
        rank=row.rank,
        kind=row.kind,
        item=row.item,
        item_label=names.of(row.item),
        maker=row.maker,
        maker_label=names.maybe(row.maker),
        site=row.site,
        site_label=names.maybe(row.site),
        input=row.input,
        input_label=names.maybe(row.input),
        slot=row.slot,
        alternatives=row.alternatives,
        settles=row.settles,
        adds=row.adds,
        claims=[_claim(claim, names) for claim in row.claims],
        outcomes=[_outcome(outcome, names) for outcome in row.outcomes],
    )


def _claim(claim: Stated, names: Names) -> rows.StatedClaim:
    return rows.StatedClaim(
        claim=claim.claim,
        share=claim.share,
        source=claim.source,
        source_label=names.maybe(claim.source),
        as_of=claim.as_of,
        grade=claim.grade,
    )


def _outcome(outcome: Ended, names: Names) -> rows.FactOutcome:
    return rows.FactOutcome(
        ending=outcome.ending,
        place=outcome.place,
        place_label=names.maybe(outcome.place),
        share=outcome.share,
        claim=outcome.claim,
        contradicts=outcome.contradicts,
        changes=[
            rows.SupposedChange(unit=c.unit, unit_label=names.unit(c.unit), before=c.before, after=c.after)
            for c in outcome.changes
        ],
    )
