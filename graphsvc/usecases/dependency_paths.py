"""Through what a target depends on a unit: the AND/OR graph between the two, and what could be replaced where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np

from analytics.cascade import Cascade
from analytics.dependency_paths import Between, Step, between
from analytics.failure_graph import FailureGraph, counts
from analytics.operating import hits
from graphsvc.errors import WrongUse
from graphsvc.usecases.answer import Answer, Method, Supply
from graphsvc.usecases.asking import Options
from graphsvc.usecases.context import Asked, Context
from graphsvc.usecases.coverage import coverage, ids_of, notices
from graphsvc.usecases.findings import weighed, with_places
from graphsvc.usecases.naming import item_types, labels, resolve, resolve_unit, unit_ids
from graphsvc.usecases.proof import supplies
from graphsvc.usecases.publications import publications

Mode = Literal["consumed", "durable"]
MOST_PATHS = 1_000


@dataclass(frozen=True, slots=True)
class DependencyPathsQuery:
    """How the target depends on a unit: a firm, a place, an item, …; at most `limit` product paths, shortest first."""

    unit: str
    target: str
    limit: int = 20
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class DependencyStepRow:
    """A slot of an item that a member on the way to the unit can fill.

    `alternatives`: its other qualified members; `free`: those of them that do not depend on the unit. `nearest` and
    `farthest`: tiers of the member, slots from the target on the shortest and longest product path; None where a loop
    makes paths endless. `options`: makers of the member, `hit`: those that the unit hits.
    """

    item: str
    slot: str
    mode: Mode
    essential: bool
    member: str
    nearest: int
    farthest: int | None
    alternatives: tuple[str, ...]
    free: tuple[str, ...]
    options: int
    hit: int


@dataclass(frozen=True, slots=True)
class ProductPath:
    """Items from the target to one whose makers the unit hits, and the slots between them."""

    tier: int
    items: tuple[str, ...]
    slots: tuple[str, ...]


def find_dependency_paths(query: DependencyPathsQuery, context: Context) -> Answer[DependencyStepRow]:
    """Steps by tier of the item that needs, then its id, then slot.

    `extra`: the paths, how many there are, and the claims that the unit hits. In the likely reading, which takes a
    headquarters for the place of production where no site is stated.
    """
    if not 1 <= query.limit <= MOST_PATHS:
        raise WrongUse("out-of-range", option="limit", got=query.limit, low=1, high=MOST_PATHS)
    view = context.view()
    asked = context.ask(with_places(view, query.options))
    unit = resolve_unit(view, query.unit)
    target = asked.graph.item(resolve(view, query.target, item_types()).id)
    compiled = asked.compile("likely", (unit,))
    struck = hits(compiled, (unit,))
    sources = np.unique(compiled.recipe.element_item[np.flatnonzero(struck)]).tolist()
    cascade = weighed(asked, {"likely": compiled})["likely"]
    found = between(cascade.flow, sources, target)
    seen = _Seen(asked, cascade, struck, found)
    names = asked.graph.item_names
    by_tier = sorted(found.steps, key=lambda step: (found.nearest[step.item], names[step.item], step.slot))
    paths = tuple(seen.path(steps) for steps in islice(found.paths(), query.limit))
    taken = _taken(asked, compiled, sorted(found.items & found.sources), struck)
    items = sorted(item for item in found.items if not asked.graph.item_is_sector[item])
    warnings = notices(asked, items)
    rows = tuple(seen.row(step) for step in by_tier)
    return Answer(
        question="dependency-paths",
        parameters={"unit": unit, "target": names[target], "limit": query.limit} | asked.options.parameters(),
        snapshot=asked.snapshot,
        method=Method("dependency-paths"),
        coverage=coverage(asked, items),
        rows=rows,
        warnings=warnings,
        names=labels(
            view,
            [
                names[target],
                *unit_ids((unit,)),
                *(names[item] for item in found.items),
                *(id for row in rows for id in row.alternatives),
                *(id for supply in taken for id in (supply.maker, supply.site, supply.source) if id),
                *ids_of(warnings),
                *asked.options.home,
            ],
        ),
        sources=publications(view, (supply.source for supply in taken)),
        extra={"paths": paths, "path_count": found.count, "hit": taken},
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """Indexes as names."""

    asked: Asked
    cascade: Cascade
    struck: np.ndarray
    found: Between

    def row(self, step: Step) -> DependencyStepRow:
        flow, names = self.cascade.flow, self.asked.graph.item_names
        members = flow.member_item[flow.member_ptr[step.slot] : flow.member_ptr[step.slot + 1]].tolist()
        others = [member for member in members if member != step.member]
        first, last = self.cascade.graph.recipe.element_ptr[step.member : step.member + 2]
        return DependencyStepRow(
            item=names[step.item],
            slot=self._slot(step),
            mode="durable" if flow.slot_durable[step.slot] else "consumed",
            essential=not flow.slot_weak[step.slot],
            member=names[step.member],
            nearest=self.found.nearest[step.member],
            farthest=self.found.farthest.get(step.member),
            alternatives=tuple(names[member] for member in others),
            free=tuple(names[member] for member in others if member not in self.found.items),
            options=int(last - first),
            hit=int(np.count_nonzero(self.struck[first:last])),
        )

    def path(self, steps: Sequence[Step]) -> ProductPath:
        names = self.asked.graph.item_names
        items = (names[self.found.target], *(names[step.member] for step in steps))
        return ProductPath(len(steps), items, tuple(self._slot(step) for step in steps))

    def _slot(self, step: Step) -> str:
        graph = self.asked.graph
        row = np.flatnonzero(counts(graph, self.asked.question))[step.slot]
        return str(graph.slot_name[row].decode())


def _taken(asked: Asked, compiled: FailureGraph, items: Sequence[int], struck: np.ndarray) -> tuple[Supply, ...]:
    return tuple(supply for item in items for supply in supplies(asked, compiled, item, struck))
