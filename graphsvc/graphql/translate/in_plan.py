"""What the plan asks for, in the words of the schema."""

from __future__ import annotations

from collections.abc import Iterable

from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.types import rows
from graphsvc.usecases.plan_links import PlanEntry


def plan_entries(found: Iterable[PlanEntry], names: Names) -> list[rows.InPlan]:
    """The breakthroughs, in the plan's order."""
    return [_entry(entry, names) for entry in found]


def _entry(entry: PlanEntry, names: Names) -> rows.InPlan:
    return rows.InPlan(
        breakthrough=entry.breakthrough,
        breakthrough_label=names.of(entry.breakthrough),
        number=entry.number,
        clause=entry.clause,
        terms=list(entry.terms),
        term_labels=names.all(entry.terms),
        items=list(entry.items),
        item_labels=names.all(entry.items),
        document=entry.document,
        document_label=names.of(entry.document),
        duty=entry.duty,
        duty_label=names.maybe(entry.duty),
        lead=list(entry.lead),
        lead_labels=names.all(entry.lead),
        support=list(entry.support),
        support_labels=names.all(entry.support),
        zones=list(entry.zones),
        zone_labels=names.all(entry.zones),
        cities=list(entry.cities),
        city_labels=names.all(entry.cities),
        joined_by=list(entry.joined_by),
        joined_by_labels=names.all(entry.joined_by),
    )
