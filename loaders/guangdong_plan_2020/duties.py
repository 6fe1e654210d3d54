"""Who answers for what: the 14 sentences in brackets that close the clauses."""

from __future__ import annotations

from pathlib import Path

from loaders.emit import Emit
from loaders.forms.cells import LIST_MARK
from loaders.guangdong_plan_2020.evidence import ISSUED, NAMES, PLAN, PUBLICATION, duty_id, said
from loaders.resolve import NameIndex, name_index
from loaders.rows import Row, rows


def emit_duties(data: Path, emit: Emit) -> None:
    """Departments and duties. Where a clause says only who is responsible, nobody leads and all support."""
    departments = _departments(data, emit)
    for row in rows(data, "duties.csv"):
        clause = row.text("clause")
        duty = duty_id(clause)
        leads, supports = _listed(row.pop("leads")), _listed(row.pop("supports"))
        cells = said(clause) | row.pop_all((*NAMES, "whole_chain", "text_zh"))
        row.audit()
        emit.programme(duty, row=row, kind="duty", parent=PLAN, **cells)
        for put, names in ((emit.leads, leads), (emit.supports, supports)):
            for department in _resolved(emit, departments, names, row):
                put(department, duty, row=row, **said(clause))


def _departments(data: Path, emit: Emit) -> NameIndex:
    names: list[tuple[str, list[str]]] = []
    for row in rows(data, "departments.csv"):
        department, aliases = row.text("id"), _listed(row.pop("aliases"))
        names.append((department, aliases))
        cells = row.pop_all(NAMES)
        row.audit()
        emit.department(department, row=row, aliases=aliases, source=PUBLICATION, as_of=ISSUED, grade="A", **cells)
    return name_index(names)


def _resolved(emit: Emit, departments: NameIndex, names: list[str], row: Row) -> list[str]:
    found = (emit.one(departments, name, row) for name in names)
    return [department for department in found if department is not None]


def _listed(cell: str | None) -> list[str]:
    return cell.split(LIST_MARK) if cell else []
