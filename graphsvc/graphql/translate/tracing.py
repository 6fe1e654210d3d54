"""Evidence and conflicts in the words of the schema."""

from __future__ import annotations

from dataclasses import asdict

from strawberry.scalars import JSON

from graphsvc.graphql.translate.around import around
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.translate.nodes import conflict, property_label, type_label, value_label
from graphsvc.graphql.types import tracing
from graphsvc.graphql.types.answers import Publication
from graphsvc.text import Language
from graphsvc.usecases import achievements as plan
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.conflicts import Conflict, ConflictCount
from graphsvc.usecases.evidence import EvidenceRow
from graphsvc.usecases.settling import Ruling


def evidence(found: Answer[EvidenceRow], language: Language) -> tracing.EvidenceAnswer:
    """Claims with who says them and what the policy makes of them."""
    names = Names(found.names, language)
    return tracing.EvidenceAnswer(
        **around(found, names), **found.extra, rows=[_evidence(row, names) for row in found.rows]
    )


def conflicts(found: Answer[Conflict], language: Language) -> tracing.ConflictsAnswer:
    """Claims that disagree, their numbers, and achievements beside the gaps they contradict."""
    names = Names(found.names, language)
    return tracing.ConflictsAnswer(
        **around(found, names),
        total=found.extra["total"],
        counts=[_count(row, names) for row in found.extra["counts"]],
        achievements=[_achievement(row, names) for row in found.extra["achievements"]],
        rows=[conflict(row, names) for row in found.rows],
    )


def _evidence(row: EvidenceRow, names: Names) -> tracing.Evidence:
    publication = row.publication
    return tracing.Evidence(
        claim=row.claim,
        type=row.type,
        type_label=type_label(row.type, names.language),
        start=row.start,
        start_label=names.of(row.start),
        end=row.end,
        end_label=names.of(row.end),
        state=row.state,
        values=JSON(dict(row.values)),
        rulings=[_ruling(row.type, ruling, names) for ruling in row.rulings],
        source=row.source,
        source_label=names.maybe(row.source),
        publication=Publication(id=row.source, **asdict(publication)) if row.source and publication else None,
        locator=row.locator,
        as_of=row.as_of,
        recorded_at=row.recorded_at,
        grade=row.grade,
        note=row.note,
        dataset=row.dataset,
        added_in=row.added_in,
        added_at=row.added_at,
        dropped_in=row.dropped_in,
        dropped_at=row.dropped_at,
    )


def _ruling(type: str, found: Ruling, names: Names) -> tracing.Ruling:
    return tracing.Ruling(
        property=found.property,
        property_label=property_label(type, found.property, names),
        value=found.value,
        value_label=value_label(type, found.property, found.value, names),
        unit=found.unit,
        base=found.base,
        verdict=found.verdict,
        by=found.by,
        because=found.because,
    )


def _count(row: ConflictCount, names: Names) -> tracing.ConflictCount:
    return tracing.ConflictCount(
        type=row.type,
        type_label=type_label(row.type, names.language),
        property=row.property,
        property_label=property_label(row.type, row.property, names),
        conflicts=row.conflicts,
        same_date=row.same_date,
    )


def _achievement(row: plan.Achievement, names: Names) -> tracing.Achievement:
    return tracing.Achievement(
        achievement=row.achievement,
        achievement_label=names.of(row.achievement),
        clause=row.clause,
        wording=row.wording,
        breakthrough=row.breakthrough,
        breakthrough_label=names.of(row.breakthrough),
        number=row.number,
        breakthrough_clause=row.breakthrough_clause,
        breakthrough_wording=row.breakthrough_wording,
        source=row.source,
        items=[_contradicted(item, names) for item in row.items],
    )


def _contradicted(found: plan.Contradicted, names: Names) -> tracing.Contradicted:
    gaps = [tracing.Gap(term=gap.term, term_label=names.of(gap.term), claim=gap.claim) for gap in found.gaps]
    return tracing.Contradicted(item=found.item, item_label=names.of(found.item), claim=found.claim, gaps=gaps)
