"""The plan's words as claims of grade A; every join of a word to an item is ours and of grade D."""

from __future__ import annotations

from pathlib import Path

from loaders.emit import Emit
from loaders.guangdong_plan_2020.duties import emit_duties
from loaders.guangdong_plan_2020.evidence import FIELDS, ISSUED, NAMES, PLAN, PUBLICATION, joined, said
from loaders.guangdong_plan_2020.programmes import (
    emit_achievements,
    emit_breakthroughs,
    emit_platforms_and_tools,
    emit_targets,
)
from loaders.guangdong_plan_2020.zones import emit_zones
from loaders.rows import rows


def transform(data: Path, emit: Emit) -> None:
    """Everything the contract can hold of the plan, clause by clause."""
    _emit_document(data, emit)
    _emit_fields(data, emit)
    emit_zones(data, emit)
    emit_duties(data, emit)
    emit_breakthroughs(data, emit)
    emit_platforms_and_tools(data, emit)
    emit_targets(data, emit)
    emit_achievements(data, emit)
    _emit_institutions(data, emit)
    _emit_sectors(data, emit)


def _emit_document(data: Path, emit: Emit) -> None:
    """The plan itself, and the editors' joins as a source of their own."""
    for row in rows(data, "document.csv"):
        cells = row.pop_all((*NAMES, "aliases"))
        emit.programme(row.text("id"), row=row, kind="plan", source=PUBLICATION, as_of=ISSUED, grade="A", **cells)
        row.audit()
    for row in rows(data, "joins.csv"):
        emit.source(row.text("id"), row=row, **row.pop_all((*NAMES, "publisher", "licence", "kind")))
        row.audit()


def _emit_fields(data: Path, emit: Emit) -> None:
    for row in rows(data, "fields.csv"):
        number = row.text("field_no")
        names = {"name_zh": row.text("field_zh"), "name_en": row.text("field_en_translated")}
        emit.material_field(_field_id(number), row=row, number=number, **names, **said(FIELDS))
        row.audit()
    for row in rows(data, "items_to_fields.csv"):
        item, field, note = row.text("item"), row.pop("field_no"), row.pop("note")
        row.audit()
        if field is None:
            emit.skip(row, note or "no field")
        else:
            emit.in_field(item, _field_id(field), row=row, **joined(FIELDS, note))


def _field_id(number: str) -> str:
    return f"gd-field-{int(number):02d}"


def _emit_institutions(data: Path, emit: Emit) -> None:
    """The eight that the plan names, and the programme of the clause that names them.

    Those that `curated` holds stay its nodes: two sources would otherwise quarrel about their properties.
    """
    for row in rows(data, "institutions.csv"):
        id_, held, programme = row.text("id"), row.pop("curated") == "true", row.text("programme")
        by = said(row.text("clause"))
        emit.names(programme, id_, row=row, terms=[row.text("printed")], note=row.text("quote"), **by)
        cells = row.pop_all((*NAMES, "aliases", "kind"))
        row.audit()
        if not held:
            emit.institution(id_, row=row, **by, **cells)


def _emit_sectors(data: Path, emit: Emit) -> None:
    """The strategic industries of clause 一(三), as sectors the plan serves."""
    for row in rows(data, "sectors.csv"):
        cells = joined(row.text("clause"), row.pop("note")) | {"terms": [row.text("printed")]}
        emit.targets(PLAN, row.text("sector"), row=row, **cells)
        row.audit(ignore=("quote",))
