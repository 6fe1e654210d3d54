"""Coverage and changes in the words of the schema."""

from __future__ import annotations

from dataclasses import asdict

from graphsvc.graphql.translate.around import around
from graphsvc.graphql.translate.findings import witness
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.translate.nodes import type_label
from graphsvc.graphql.types import weighing
from graphsvc.graphql.types.answers import Coverage
from graphsvc.text import Language
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.changes import CausingClaim, ChangeRow
from graphsvc.usecases.field_coverage import FieldRow


def coverage(found: Answer[FieldRow], language: Language) -> weighing.CoverageAnswer:
    """What the data can speak of, by field and term."""
    names = Names(found.names, language)
    return weighing.CoverageAnswer(**around(found, names), rows=[_subject(row, names) for row in found.rows])


def changes(found: Answer[ChangeRow], language: Language) -> weighing.ChangesAnswer:
    """Findings that differ between two snapshots."""
    names = Names(found.names, language)
    return weighing.ChangesAnswer(**around(found, names), rows=[_change(row, names) for row in found.rows])


def _subject(row: FieldRow, names: Names) -> weighing.SubjectCoverage:
    return weighing.SubjectCoverage(
        subject=row.subject,
        subject_label=names.of(row.subject),
        kind=row.kind,
        named=row.named,
        items=[
            weighing.ItemCount(type=type, type_label=type_label(type, names.language), count=count)
            for type, count in row.items.items()
        ],
        firms=row.firms,
        thin=row.thin,
        coverage=Coverage(**asdict(row.coverage)),
    )


def _change(row: ChangeRow, names: Names) -> weighing.FindingChange:
    return weighing.FindingChange(
        target=row.target,
        target_label=names.of(row.target),
        units=list(row.units),
        unit_labels=[names.unit(unit) for unit in row.units],
        change=row.change,
        before=row.before,
        after=row.after,
        witness=witness(row.witness, names),
        causes=[_cause(claim, names) for claim in row.causes],
    )


def _cause(found: CausingClaim, names: Names) -> weighing.CausingClaim:
    return weighing.CausingClaim(
        claim=found.claim,
        type=found.type,
        type_label=type_label(found.type, names.language),
        start=found.start,
        start_label=names.of(found.start),
        end=found.end,
        end_label=names.of(found.end),
        was=found.was,
        now=found.now,
    )
