"""How much of what a target needs the data can speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from analytics.closure import closure, inputs
from analytics.failure_graph import FailureGraph
from analytics.options import Option
from analytics.shares import Notice
from analytics.supply_graph import GRADES, NOT_STATED, SupplyGraph
from graphsvc.usecases.answer import Coverage
from graphsvc.usecases.context import Asked

GRADE_B = GRADES.index("B")


def needed(asked: Asked, compiled: FailureGraph, targets: Sequence[int]) -> list[int]:
    """Items the targets need, themselves included, sectors left out."""
    return needed_by_each(asked, compiled, [targets])[0]


def needed_by_each(asked: Asked, compiled: FailureGraph, groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The same for each group of targets, in one sweep."""
    copies = np.arange(compiled.copies)[:, None] * compiled.n_items
    found = closure(*inputs(compiled.recipe), [(np.array(group, dtype=np.int32) + copies).ravel() for group in groups])
    reached = [found.reached(n).reshape(compiled.copies, compiled.n_items).any(axis=0) for n in range(len(groups))]
    return [np.flatnonzero(one & ~asked.graph.item_is_sector).tolist() for one in reached]


def coverage(asked: Asked, items: Sequence[int]) -> Coverage:
    """Of these items: how many have no known maker, and what part of the options has share, site and grade A or B."""
    evidence = asked.evidence[0]
    found = [evidence.choices[item] for item in items]
    options = [option for choice in found for option in choice.options]
    return Coverage(
        items=len(items),
        gap_items=sum(choice.status == "gap" for choice in found),
        options=len(options),
        with_share=_part(option.share is not None for option in options),
        with_site=_part(_sited(evidence.graph, option) for option in options),
        with_grade_b=_part(_grade(evidence.graph, option) <= GRADE_B for option in options),
    )


def notices(asked: Asked, items: Sequence[int]) -> tuple[Notice, ...]:
    """What was found odd in the shares of these items, each with the ids of item, sources and place."""
    graph = asked.graph
    return tuple(
        Notice(notice.code, {"item": graph.item_names[item], **_with_ids(graph, notice)})
        for item in items
        for notice in asked.evidence[0].choices[item].notices
    )


def ids_of(found: Iterable[Notice]) -> Iterator[str]:
    """Every item and place that notices speak of."""
    for notice in found:
        yield from (str(notice.values[name]) for name in ("item", "place") if name in notice.values)


def _with_ids(graph: SupplyGraph, notice: Notice) -> dict[str, str | float]:
    values = dict(notice.values)
    for name, value in notice.values.items():
        if "source" in name:
            values[name] = graph.source_ids[int(value)].decode() if value != NOT_STATED else "-"
        elif name == "place":
            values[name] = graph.place_names[int(value)]
    return values


def _sited(graph: SupplyGraph, option: Option) -> bool:
    """Whether the place is stated, not taken from the headquarters."""
    if option.firm == NOT_STATED:
        return True
    return any(int(graph.supply_site[row]) != NOT_STATED for row in option.rows)


def _grade(graph: SupplyGraph, option: Option) -> int:
    pointer = graph.supply_claim_ptr if option.firm != NOT_STATED else graph.produce_claim_ptr
    return min(int(graph.claim_grade[pointer[row] : pointer[row + 1]].min()) for row in option.rows)


def _part(flags: Iterable[bool]) -> float | None:
    counted = list(flags)
    return sum(counted) / len(counted) if counted else None
