"""What stops when units fail together, at home and in the world, in each reading (DOMAIN 3.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.cascade import Keeps, keeps
from analytics.kernels import HOME, WORLD
from analytics.operating import stopped
from analytics.readings import READINGS, Reading
from graphsvc.errors import WrongUse
from graphsvc.usecases.answer import Answer, Method
from graphsvc.usecases.asking import Options
from graphsvc.usecases.context import Asked, Context
from graphsvc.usecases.coverage import coverage, ids_of, notices
from graphsvc.usecases.findings import deadline, not_weighed, weighed, with_places
from graphsvc.usecases.naming import item_types, labels, resolve, resolve_unit, unit_ids


@dataclass(frozen=True, slots=True)
class WhatIfQuery:
    """What stops when these units fail together; `targets` narrows the answer to some items and sectors."""

    fail: tuple[str, ...]
    targets: tuple[str, ...] = ()
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class TargetKeeps:
    """What an item or sector keeps of its supply at home, None when it was not computed in time."""

    target: str
    keeps: Keeps | None


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """Ids of items and sectors that operate at the start and not with the failure; each list complete for its reading.

    `stopped`: no longer available to the home region; `stopped_world`: to nobody. `keeps`: of the targets asked about,
    else of every sector.
    """

    stopped: Mapping[Reading, tuple[str, ...]]
    stopped_world: Mapping[Reading, tuple[str, ...]]
    keeps: tuple[TargetKeeps, ...]


def ask_what_if(query: WhatIfQuery, context: Context) -> Answer[WhatIfRow]:
    """One row: what stops; `extra["sectors"]` are the sectors among the ids of the row."""
    if not query.fail:
        raise WrongUse("no-unit")
    view = context.view()
    asked = context.ask(with_places(view, query.options))
    units = tuple(dict.fromkeys(resolve_unit(view, text) for text in query.fail))
    targets = [asked.graph.item(resolve(view, text, item_types()).id) for text in query.targets]
    graphs = {reading: asked.compile(reading, units) for reading in READINGS}
    lost = {reading: stopped(graph, units) for reading, graph in graphs.items()}
    is_sector = asked.graph.item_is_sector
    weighed_items = targets or np.flatnonzero(is_sector).tolist()
    in_time = deadline(context.settings.keeps_seconds)
    kept = keeps(weighed(asked, graphs), weighed_items, [units], in_time)[0]
    row = WhatIfRow(
        {reading: _names(asked, lost[reading][:, HOME], targets) for reading in READINGS},
        {reading: _names(asked, lost[reading][:, WORLD], targets) for reading in READINGS},
        tuple(
            TargetKeeps(asked.graph.item_names[item], found) for item, found in zip(weighed_items, kept, strict=True)
        ),
    )
    shown = sorted({name for names in (*row.stopped.values(), *row.stopped_world.values()) for name in names})
    items = [asked.graph.item(name) for name in shown]
    late = not_weighed(kept)
    warnings = (*late, *notices(asked, items))
    return Answer(
        question="what-if",
        parameters={"fail": units, "targets": [asked.graph.item_names[t] for t in targets]}
        | asked.options.parameters(),
        snapshot=asked.snapshot,
        method=Method("what-if"),
        coverage=coverage(asked, [item for item in items if not is_sector[item]]),
        rows=(row,),
        warnings=warnings,
        names=labels(
            view,
            [*shown, *(one.target for one in row.keeps), *unit_ids(units), *ids_of(warnings), *asked.options.home],
        ),
        extra={"sectors": tuple(name for name, item in zip(shown, items, strict=True) if is_sector[item])},
        partial=bool(late),
    )


def _names(asked: Asked, lost: np.ndarray, targets: Sequence[int]) -> tuple[str, ...]:
    chosen = set(targets)
    return tuple(asked.graph.item_names[i] for i in np.flatnonzero(lost).tolist() if not chosen or i in chosen)
