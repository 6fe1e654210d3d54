"""Use-case answers in the words of the schema: the same values, and beside each id its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from analytics.cascade import Keeps
from graphsvc.graphql.translate.around import around
from graphsvc.graphql.translate.in_plan import plan_entries
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.types import answers, rows
from graphsvc.text import Language
from graphsvc.usecases import answer as of
from graphsvc.usecases.chokepoints import ChokepointRow
from graphsvc.usecases.cut_sets import CountRow, CutSetRow
from graphsvc.usecases.in_words import told
from graphsvc.usecases.single_source import SingleSourceRow
from graphsvc.usecases.what_if import TargetKeeps, WhatIfRow


def chokepoints(found: of.Answer[ChokepointRow], language: Language) -> answers.ChokepointAnswer:
    """Ranked chokepoints."""
    names = Names(found.names, language)
    return answers.ChokepointAnswer(
        **around(found, names),
        **findings(found, names),
        complete_to_order=found.extra["complete_to_order"],
        rows=[
            rows.Chokepoint(
                target=row.target,
                target_label=names.of(row.target),
                rank=row.rank,
                rank_range=rows.RankRange(**asdict(row.rank_range)),
                units=list(row.units),
                unit_labels=[names.unit(unit) for unit in row.units],
                order=row.order,
                reading=row.reading,
                keeps=kept(row.keeps),
                kind=row.kind,
                sectors=row.sectors,
                grade=row.grade,
                witness=witness(row.witness, names),
                decided_by=supplies(row.decided_by, names),
                **told(row, found.names, language),
                plan=plan_entries(row.plan, names),
            )
            for row in found.rows
        ],
    )


def single_source(found: of.Answer[SingleSourceRow], language: Language) -> answers.SingleSourceAnswer:
    """Units that stop a target alone."""
    names = Names(found.names, language)
    return answers.SingleSourceAnswer(
        **around(found, names),
        **findings(found, names),
        rows=[
            rows.SingleSource(
                target=row.target,
                target_label=names.of(row.target),
                unit=row.unit,
                unit_label=names.unit(row.unit),
                kind=row.kind,
                reading=row.reading,
                keeps=kept(row.keeps),
                grade=row.grade,
                witness=witness(row.witness, names),
                decided_by=supplies(row.decided_by, names),
                **told(row, found.names, language),
                plan=plan_entries(row.plan, names),
            )
            for row in found.rows
        ],
    )


def cut_sets(found: of.Answer[CutSetRow | CountRow], language: Language) -> answers.CutSetAnswer:
    """Minimal cut sets, or how many there are."""
    names = Names(found.names, language)
    return answers.CutSetAnswer(
        **around(found, names),
        **findings(found, names),
        complete_to_order=found.extra["complete_to_order"],
        rows=[_cut_set(row, names) for row in found.rows if isinstance(row, CutSetRow)],
        counts=[_count(row, names) for row in found.rows if isinstance(row, CountRow)],
    )


def what_if(found: of.Answer[WhatIfRow], language: Language) -> answers.WhatIfAnswer:
    """What stops."""
    names = Names(found.names, language)
    return answers.WhatIfAnswer(
        **around(found, names),
        rows=[
            rows.WhatIf(
                stopped=_stopped(row.stopped, names),
                stopped_world=_stopped(row.stopped_world, names),
                keeps=target_keeps(row.keeps, names),
            )
            for row in found.rows
        ],
    )


def target_keeps(found: Iterable[TargetKeeps], names: Names) -> list[rows.TargetKeeps]:
    """What targets keep."""
    return [
        rows.TargetKeeps(target=one.target, target_label=names.of(one.target), keeps=kept(one.keeps)) for one in found
    ]


def kept(found: Keeps | None) -> rows.Keeps | None:
    """What is kept; null where it was not computed in time."""
    return rows.Keeps(**asdict(found)) if found else None


def findings(found: of.Answer[Any], names: Names) -> dict[str, Any]:
    """The fields of the interface Findings that no other answer has."""
    return {
        "possible_only": found.extra["possible_only"],
        "not_operating_at_start": not_operating(found, names),
    }


def not_operating(found: of.Answer[Any], names: Names) -> list[rows.NotOperating]:
    """Targets that stand still at the start."""
    idle: Iterable[of.NotOperating] = found.extra["not_operating_at_start"]
    return [
        rows.NotOperating(
            target=one.target,
            target_label=names.of(one.target),
            reading=one.reading,
            reason=witness(one.reason, names),
        )
        for one in idle
    ]


def witness(found: of.Witness, names: Names) -> rows.Witness:
    """The proof, with names."""
    return rows.Witness(
        items=list(found.items),
        item_labels=names.all(found.items),
        slots=[rows.Slot(item=slot.item, item_label=names.of(slot.item), slot=slot.slot) for slot in found.slots],
    )


def supplies(found: Iterable[of.Supply], names: Names) -> list[rows.Supply]:
    """The claims that decide a finding."""
    return [
        rows.Supply(
            item=supply.item,
            item_label=names.of(supply.item),
            maker=supply.maker,
            maker_label=names.of(supply.maker),
            site=supply.site,
            site_label=names.maybe(supply.site),
            share=supply.share,
            claim=supply.claim,
            source=supply.source,
            source_label=names.maybe(supply.source),
            as_of=supply.as_of,
            grade=supply.grade,
        )
        for supply in found
    ]


def _cut_set(row: CutSetRow, names: Names) -> rows.CutSet:
    return rows.CutSet(
        target=row.target,
        target_label=names.of(row.target),
        units=list(row.units),
        unit_labels=[names.unit(unit) for unit in row.units],
        order=row.order,
        reading=row.reading,
        plan=plan_entries(row.plan, names) if row.plan is not None else None,
    )


def _count(row: CountRow, names: Names) -> rows.CutSetCount:
    return rows.CutSetCount(
        target=row.target,
        target_label=names.of(row.target),
        reading=row.reading,
        counts=[rows.OrderCount(order=int(order), sets=sets) for order, sets in row.counts.items()],
    )


def _stopped(found: Mapping[Any, tuple[str, ...]], names: Names) -> rows.Stopped:
    return rows.Stopped(
        **{reading: list(items) for reading, items in found.items()},
        **{f"{reading}_labels": names.all(items) for reading, items in found.items()},
    )
