"""One random batch asked of both sides: the slow twin written from DOMAIN section 3, and the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analytics.failure_graph import Evidence, FailureGraph, failure_graph
from analytics.kernels import HOME, WORLD
from analytics.operating import operating
from analytics.readings import READINGS, Reading
from analytics.supply_graph import QUALIFICATIONS, SupplyGraph
from analytics.units import COALITION, KINDS, Question, candidates
from graphsvc.projection.policy import Policy
from tests.oracles import semantics
from tests.snapshots import Snapshot, snapshot

ALL_KINDS = (*KINDS, COALITION)


@dataclass(frozen=True)
class Asked:
    """`batch` and `asked` as the slow twin takes them; the rest is the same question for the product."""

    batch: semantics.Batch
    asked: semantics.Question

    @cached_property
    def snapshot(self) -> Snapshot:
        return snapshot(self.batch)  # type: ignore[arg-type]

    @cached_property
    def question(self) -> Question:
        return Question(
            home=self.asked.home,
            horizon=self.asked.horizon,
            qualification=QUALIFICATIONS.index(self.asked.qualification),
            min_surviving_share=self.asked.min_surviving_share,
            day=(self.asked.as_of or self.asked.today).toordinal(),
        )

    @cached_property
    def evidence(self) -> list[Evidence]:
        as_of, known_at = self.asked.as_of, self.asked.known_at
        policy = Policy(as_of and as_of.toordinal(), known_at and known_at.toordinal(), self.asked.min_grade)
        return self.snapshot.evidence(self.question, policy)

    @property
    def graph(self) -> SupplyGraph:
        return self.evidence[0].graph

    @cached_property
    def units(self) -> tuple[str, ...]:
        return tuple(candidates(self.graph, ALL_KINDS))

    @cached_property
    def compiled(self) -> Mapping[Reading, FailureGraph]:
        return {reading: failure_graph(self.evidence, self.question, reading, self.units) for reading in READINGS}

    def operating(self, reading: Reading, failed: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """(home, world) ids of what operates, as the twin gives them."""
        runs = operating(self.compiled[reading], failed)
        home, world = (
            frozenset(name for name, up in zip(self.graph.item_names, runs[:, view], strict=True) if up)
            for view in (HOME, WORLD)
        )
        return home, world
