"""What a use case works with: the store, the settings, and compiled snapshots kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from analytics.choices import choices
from analytics.failure_graph import Evidence, FailureGraph, failure_graph
from analytics.readings import Reading
from analytics.supply_graph import GRADES, SupplyGraph
from analytics.units import Question
from graphsvc.projection.cache import projected
from graphsvc.projection.policy import Policy
from graphsvc.settings import Settings
from graphsvc.stores.port import Store, View
from graphsvc.usecases.asking import Options

GRAPHS_KEPT = 64  # compiled questions; one of the bundled graph takes about 1 MB
SNAPSHOTS_KEPT = 8


def utc_now() -> datetime:
    """The clock; tests give another."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Asked:
    """A question at one revision, ready to be compiled in each reading."""

    revision: int
    options: Options
    question: Question
    evidence: tuple[Evidence, ...]
    compile: Callable[[Reading, tuple[str, ...]], FailureGraph]

    @property
    def graph(self) -> SupplyGraph:
        """All settled claims that count."""
        return self.evidence[0].graph

    @property
    def snapshot(self) -> str:
        """Revision, dates and grade: the same id means the same claims."""
        options = self.options
        return f"{self.revision}/{options.as_of or 'any'}/{options.known_at or 'any'}/{options.min_grade}"


class Context:
    """Store, settings and clock. Compiled snapshots are kept, the least recently used go first."""

    def __init__(self, store: Store, settings: Settings, now: Callable[[], datetime] = utc_now) -> None:
        self.store, self.settings, self.now = store, settings, now
        self._evidence = lru_cache(SNAPSHOTS_KEPT)(self._build_evidence)
        self._graph = lru_cache(GRAPHS_KEPT)(self._build_graph)

    def view(self) -> View:
        """The last published revision."""
        return self.store.view()

    def ask(self, options: Options, revision: int | None = None) -> Asked:
        """Fix the revision (the last one unless given) and the claims that count; `home` must hold ids of places."""
        revision = self.store.revision() if revision is None else revision
        question = options.question(self.now().date())
        grades = dict.fromkeys((GRADES[-1], options.min_grade))
        policies = tuple(replace(options.policy, min_grade=grade) for grade in grades)
        evidence = tuple(self._evidence(revision, policy, question.qualification) for policy in policies)

        def compiled(reading: Reading, units: tuple[str, ...]) -> FailureGraph:
            return self._graph(revision, policies, question, reading, units)

        return Asked(revision, options, question, evidence, compiled)

    def _build_evidence(self, revision: int, policy: Policy, qualification: int) -> Evidence:
        graph = projected(self.store, revision, policy, self.settings.cache_dir)
        return Evidence(graph, choices(graph, qualification))

    def _build_graph(
        self, revision: int, policies: Sequence[Policy], question: Question, reading: Reading, units: tuple[str, ...]
    ) -> FailureGraph:
        evidence = [self._evidence(revision, policy, question.qualification) for policy in policies]
        return failure_graph(evidence, question, reading, units)
