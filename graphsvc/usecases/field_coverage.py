"""What the data can and cannot speak of, field by field of the plan: the coverage table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analytics.options import ItemOptions
from analytics.supply_graph import GRADES, NOT_STATED
from graphsvc.stores.port import View
from graphsvc.usecases.answer import Answer, Coverage, Method
from graphsvc.usecases.asking import Options
from graphsvc.usecases.context import Asked, Context
from graphsvc.usecases.coverage import coverage, needed_by_each
from graphsvc.usecases.findings import with_places
from graphsvc.usecases.naming import labels
from schema.generated import types
from schema.load import contract

Subject = Literal["field", "term"]
GRADE_C = GRADES.index("C")


@dataclass(frozen=True, slots=True)
class FieldCoverageQuery:
    """Every field of the plan and every term of its breakthroughs."""

    options: Options = Options()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the plan, or a term of a breakthrough, and what is known of all it needs.

    `named`: items joined to it; the counts are of these and of all they need, by kind of item. `firms`: distinct ones
    that make any of them. `thin`: items whose makers rest on judgement alone, no share and no grade above D.
    """

    subject: str
    kind: Subject
    named: int
    items: Mapping[str, int]  # by item type
    firms: int
    thin: int
    coverage: Coverage


def field_coverage(query: FieldCoverageQuery, context: Context) -> Answer[FieldRow]:
    """One row a field and one a term; a term without an item is a gap of the data: all its counts are 0."""
    asked = context.ask(with_places(context.view(), query.options))
    view = context.store.view(asked.revision)
    kinds = _kinds(asked, view)
    subjects = _fields(view) | _terms(view)
    named = [_present(asked, items) for items in subjects.values()]
    items = needed_by_each(asked, asked.compile("likely", ()), named)
    rows = tuple(_row(*about, asked, kinds) for about in zip(subjects, named, items, strict=True))
    return Answer(
        question="coverage",
        parameters=query.options.parameters(),
        snapshot=asked.snapshot,
        method=Method("coverage"),
        coverage=coverage(asked, [item for item in range(asked.graph.n_items) if not asked.graph.item_is_sector[item]]),
        rows=rows,
        names=labels(view, [row.subject for row in rows]),
    )


Subjects = dict[tuple[str, Subject], list[str]]


def _fields(view: View) -> Subjects:
    found: Subjects = {(field, "field"): [] for field in _ids(view, types.MATERIAL_FIELD)}
    for page in view.scan(types.IN_FIELD, ("from", "to")):
        for item, field in zip(page["from"], page["to"], strict=True):
            found[field, "field"].append(item)
    return dict(sorted(found.items()))


def _terms(view: View) -> Subjects:
    kinds = {
        id: kind
        for page in view.scan(types.PROGRAMME, ("id", "kind"))
        for id, kind in zip(page["id"], page["kind"], strict=True)
    }
    found: Subjects = {(term, "term"): [] for term in sorted(kinds) if kinds[term] == "term"}
    for page in view.scan(types.TARGETS, ("from", "to")):
        for term, item in zip(page["from"], page["to"], strict=True):
            if (term, "term") in found:
                found[term, "term"].append(item)
    return found


def _ids(view: View, type: str) -> list[str]:
    return sorted({id for page in view.scan(type, ("id",)) for id in page["id"]})


def _kinds(asked: Asked, view: View) -> list[str]:
    """The type of every item of the arrays."""
    of = {id: type for type in contract().types_with_label(types.ITEM) for id in _ids(view, type)}
    return [of[name] for name in asked.graph.item_names]


def _present(asked: Asked, items: Sequence[str]) -> list[int]:
    return sorted({asked.graph.item(item) for item in items})


def _row(
    about: tuple[str, Subject], named: Sequence[int], items: Sequence[int], asked: Asked, kinds: Sequence[str]
) -> FieldRow:
    subject, kind = about
    evidence = asked.evidence[0]
    firms = {option.firm for item in items for option in evidence.choices[item].options if option.firm != NOT_STATED}
    counts = {type: sum(kinds[item] == type for item in items) for type in dict.fromkeys(kinds)}
    return FieldRow(
        subject=subject,
        kind=kind,
        named=len(named),
        items={type: count for type, count in counts.items() if count},
        firms=len(firms),
        thin=sum(_is_thin(asked, evidence.choices[item]) for item in items),
        coverage=coverage(asked, items),
    )


def _is_thin(asked: Asked, found: ItemOptions) -> bool:
    if not found.options:
        return False
    graph = asked.graph
    grades = []
    for option in found.options:
        pointer = graph.supply_claim_ptr if option.firm != NOT_STATED else graph.produce_claim_ptr
        grades += [int(graph.claim_grade[pointer[row] : pointer[row + 1]].min()) for row in option.rows]
    return all(option.share is None for option in found.options) and min(grades) > GRADE_C
