"""What `chokepoints`, `single-source` and `cut-sets` share: targets, compiled readings, strongest reading, start."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from analytics.cascade import Cascade, Keeps, cascade, keeps
from analytics.cascade_solve import KeepGoing
from analytics.failure_graph import FailureGraph
from analytics.readings import READINGS, Reading
from analytics.shares import Notice
from analytics.units import candidates
from analytics.witness import witness
from graphsvc.errors import UnknownName
from graphsvc.stores.port import View
from graphsvc.usecases.answer import NotOperating
from graphsvc.usecases.asking import Options, unit_kinds
from graphsvc.usecases.context import Asked, Context
from graphsvc.usecases.naming import item_types, resolve
from graphsvc.usecases.proof import named
from schema.generated import types

Finding = TypeVar("Finding")


@dataclass(frozen=True)
class Inquiry:
    """Targets and candidate units at one snapshot, compiled in all readings."""

    asked: Asked
    view: View
    targets: tuple[int, ...]
    graphs: Mapping[Reading, FailureGraph]
    seconds: float  # for what is kept, from the first question about it

    @cached_property
    def in_time(self) -> KeepGoing:
        """Whether there is time left to say what is kept."""
        return deadline(self.seconds)

    def name(self, item: int) -> str:
        """Id of an item."""
        return self.asked.graph.item_names[item]

    def is_sector(self, item: int) -> bool:
        """Whether an item is a sector."""
        return bool(self.asked.graph.item_is_sector[item])

    @cached_property
    def cascades(self) -> dict[Reading, Cascade]:
        """The weights of the compiled readings."""
        return weighed(self.asked, self.graphs)

    def keeps(self, target: int, failures: Sequence[Sequence[str]]) -> list[Keeps | None]:
        """What a target keeps when the units of each failure fail together; None when time ran out."""
        return [found[0] for found in keeps(self.cascades, (target,), failures, self.in_time)]

    def not_operating(self) -> tuple[NotOperating, ...]:
        """Targets that stand still when nothing has failed, with the reason, in each reading."""
        return tuple(
            NotOperating(self.name(target), reading, named(self.asked.graph, witness(graph, target, ())))
            for target in self.targets
            for reading, graph in self.graphs.items()
            if not graph.starts(target)
        )


def reason_ids(start: Iterable[NotOperating]) -> Iterator[str]:
    """Every id a face has to name in what does not operate at the start."""
    for found in start:
        yield found.target
        yield from found.reason.items


def inquiry(context: Context, options: Options, targets: Sequence[str], by: Sequence[str]) -> Inquiry:
    """Resolve targets (none = every sector) and compile the candidate units of the kinds."""
    asked = context.ask(with_places(context.view(), options))
    view = context.store.view(asked.revision)
    graph = asked.graph
    found = [graph.item(resolve(view, text, item_types()).id) for text in targets]
    if not targets:
        found = [item for item in range(graph.n_items) if graph.item_is_sector[item]]
        if not found:
            raise UnknownName("no-sector")
    return compiled(asked, view, found, by, context.settings.keeps_seconds)


def compiled(asked: Asked, view: View, targets: Sequence[int], by: Sequence[str], seconds: float) -> Inquiry:
    """The candidate units of the kinds, compiled in every reading for these targets."""
    units = tuple(candidates(asked.graph, unit_kinds(by)))
    graphs = {reading: asked.compile(reading, units) for reading in READINGS}
    return Inquiry(asked, view, tuple(dict.fromkeys(targets)), graphs, seconds)


def weighed(asked: Asked, graphs: Mapping[Reading, FailureGraph]) -> dict[Reading, Cascade]:
    """The weighted cascade of a question's compiled readings."""
    return {reading: cascade(graph, asked.evidence, asked.question) for reading, graph in graphs.items()}


def with_places(view: View, options: Options) -> Options:
    """The same options with the home region as ids of places; UnknownName says that it is about home."""
    try:
        return replace(options, home=tuple(resolve(view, text, (types.PLACE,)).id for text in options.home))
    except UnknownName as error:
        raise UnknownName("of-option", option="home", cause=error) from error


def deadline(seconds: float) -> KeepGoing:
    """A function that says whether the time is not yet over."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def not_weighed(found: Iterable[Keeps | None]) -> tuple[Notice, ...]:
    """The notice that what is kept was not computed in time for some rows; none when it was for all."""
    missing = sum(kept is None for kept in found)
    return (Notice("keeps-out-of-time", {"count": missing}),) if missing else ()


def strongest(found: Mapping[Reading, Iterable[Finding]]) -> dict[Finding, Reading]:
    """Each finding once, with the strongest reading under which it holds."""
    best: dict[Finding, Reading] = {}
    for reading in READINGS:
        for finding in found.get(reading, ()):
            best.setdefault(finding, reading)
    return best


def not_itself(unit: str, target: str) -> bool:
    """Whether a unit may be a finding of a target: any but its own item."""
    return unit != f"item:{target}"
