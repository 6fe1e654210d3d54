"""What the plan wants: breakthroughs and their terms, kinds of platform, tools, targets; and what it says is done."""

from __future__ import annotations

from pathlib import Path

from loaders.emit import Emit
from loaders.guangdong_plan_2020.evidence import (
    NAMES,
    OPENING,
    PLAN,
    PLATFORMS,
    breakthrough_clause,
    breakthrough_id,
    duty_id,
    joined,
    said,
)
from loaders.rows import rows

Term = tuple[str, str]  # number of the breakthrough, wording


def emit_breakthroughs(data: Path, emit: Emit) -> None:
    """The twelve of box 2, each term within them, and the items the terms are joined to."""
    for row in rows(data, "breakthroughs.csv"):
        number = row.text("number")
        cells = said(breakthrough_clause(number)) | row.pop_all((*NAMES, "text_zh"))
        row.audit()
        id_, parent = breakthrough_id(number), duty_id("三(三)")
        emit.programme(id_, row=row, kind="breakthrough", number=number, parent=parent, **cells)
    terms = _emit_terms(data, emit)
    for row in rows(data, "terms_to_items.csv"):
        number, term, item, note = row.text("item_no"), row.text("term_zh"), row.pop("item"), row.pop("note")
        relation = row.pop("relation")
        row.audit()
        if item is None:
            emit.skip(row, note or "no item")
            continue
        cells = joined(breakthrough_clause(number), note)
        emit.targets(terms[number, term], item, row=row, terms=[term], relation=relation, status="gap", **cells)


def _emit_terms(data: Path, emit: Emit) -> dict[Term, str]:
    kinds = {}
    for row in rows(data, "breakthrough_column2.csv"):
        kinds[row.text("item_no"), row.text("term_zh")] = row.text("kind_curated")
        row.audit(ignore=("field_nos",))  # a reader's guess for the whole breakthrough; IN_FIELD says it item by item
    found: dict[Term, str] = {}
    for row in rows(data, "terms.csv"):
        number, name = row.text("item_no"), row.text("term_zh")
        found[number, name] = row.text("id")
        cells = said(breakthrough_clause(number)) | {"name_en": row.text("name_en"), "text_zh": row.pop("printed")}
        row.audit()
        note = f"kind (editors): {kinds[number, name]}"
        parent = breakthrough_id(number)
        emit.programme(found[number, name], row=row, name_zh=name, kind="term", parent=parent, note=note, **cells)
    return found


def emit_platforms_and_tools(data: Path, emit: Emit) -> None:
    """The five kinds of platform of box 3, and the policy tools of clauses 三 to 五, under the duty of their clause."""
    for row in rows(data, "platforms.csv"):
        cells = said(PLATFORMS) | row.pop_all((*NAMES, "text_zh"))
        emit.programme(row.text("id"), row=row, kind="platform_kind", parent=duty_id("四(一)"), **cells)
        row.audit()
    for row in rows(data, "policy_tools.csv"):
        clause = row.text("clause")
        cells = said(clause) | row.pop_all((*NAMES, "whole_chain", "text_zh"))
        emit.programme(row.text("id"), row=row, kind="policy_tool", parent=duty_id(clause), **cells)
        row.audit()


def emit_targets(data: Path, emit: Emit) -> None:
    """T0 to T9. Growth and doubling fit together only on a 2020 base of about 500, so the base stays unknown."""
    columns = (
        "metric",
        "comparison",
        "value",
        "unit",
        "base_value",
        "base_unit",
        "base_year",
        "due_year",
        "text_zh",
        "note",
    )
    for row in rows(data, "targets.csv"):
        cells = said(row.text("clause")) | row.pop_all((*NAMES, *columns))
        emit.target(row.text("id"), row=row, programme=PLAN, **cells)
        row.audit()


def emit_achievements(data: Path, emit: Emit) -> None:
    """What the opening calls achieved, beside the breakthroughs that still ask for it: both are kept."""
    for row in rows(data, "achievements.csv"):
        cells = said(OPENING) | row.pop_all(NAMES) | {"text_zh": row.text("quote")}
        emit.programme(row.text("id"), row=row, kind="achievement", parent=PLAN, **cells)
        row.audit()
    for row in rows(data, "achievements_to_items.csv"):
        cells = joined(OPENING, row.pop("note")) | row.pop_all(("relation",))
        emit.targets(row.text("achievement"), row.text("item"), row=row, status="achieved", **cells)
        row.audit()
