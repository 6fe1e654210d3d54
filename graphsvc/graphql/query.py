"""The root fields: a line for each question. A refused question is null, so that the others of a request survive.

Nodes and lists of them are beside these, made of the contract (connections/).
"""

from __future__ import annotations

import strawberry

from graphsvc.graphql.questions import ALL_OPTIONS, question
from graphsvc.graphql.translate import findings, next_facts, nodes, tracing, weighing
from graphsvc.graphql.translate.by_whom import by_whom
from graphsvc.graphql.translate.dependency_paths import dependency_paths
from graphsvc.graphql.translate.exposure import exposure
from graphsvc.graphql.translate.importance import importance
from graphsvc.graphql.types.answers import (
    ChokepointAnswer,
    CutSetAnswer,
    DependencyPathsAnswer,
    ExposureAnswer,
    SearchAnswer,
    SingleSourceAnswer,
    WhatIfAnswer,
)
from graphsvc.graphql.types.by_whom import ByWhomAnswer
from graphsvc.graphql.types.importance import ImportanceAnswer
from graphsvc.graphql.types.next_facts import NextFactsAnswer
from graphsvc.graphql.types.tracing import ConflictsAnswer, EvidenceAnswer
from graphsvc.graphql.types.weighing import ChangesAnswer, CoverageAnswer
from graphsvc.usecases.by_whom import ByWhomQuery, find_by_whom
from graphsvc.usecases.changes import ChangesQuery, find_changes
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.conflicts import ConflictsQuery, list_conflicts
from graphsvc.usecases.cut_sets import CutSetsQuery, find_cut_sets
from graphsvc.usecases.dependency_paths import DependencyPathsQuery, find_dependency_paths
from graphsvc.usecases.evidence import EvidenceQuery, find_evidence
from graphsvc.usecases.exposure import ExposureQuery, find_exposure
from graphsvc.usecases.field_coverage import FieldCoverageQuery, field_coverage
from graphsvc.usecases.importance import ImportanceQuery, find_importance
from graphsvc.usecases.next_facts import NextFactsQuery, find_next_facts
from graphsvc.usecases.search import SearchQuery, search
from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources
from graphsvc.usecases.what_if import WhatIfQuery, ask_what_if

UNDATED = tuple(name for name in ALL_OPTIONS if name not in ("as_of", "known_at"))  # each snapshot has its own dates


@strawberry.type
class Query:
    chokepoints: ChokepointAnswer | None = question(ChokepointQuery, find_chokepoints, findings.chokepoints)
    single_source: SingleSourceAnswer | None = question(SingleSourceQuery, find_single_sources, findings.single_source)
    cut_sets: CutSetAnswer | None = question(CutSetsQuery, find_cut_sets, findings.cut_sets, cost=500)
    what_if: WhatIfAnswer | None = question(WhatIfQuery, ask_what_if, findings.what_if)
    exposure: ExposureAnswer | None = question(ExposureQuery, find_exposure, exposure, cost=200)
    by_whom: ByWhomAnswer | None = question(ByWhomQuery, find_by_whom, by_whom, cost=1_000)
    importance: ImportanceAnswer | None = question(ImportanceQuery, find_importance, importance, cost=500)
    dependency_paths: DependencyPathsAnswer | None = question(
        DependencyPathsQuery, find_dependency_paths, dependency_paths
    )
    next_facts: NextFactsAnswer | None = question(NextFactsQuery, find_next_facts, next_facts.next_facts, cost=1_000)
    search: SearchAnswer | None = question(SearchQuery, search, nodes.search, cost=20)
    evidence: EvidenceAnswer | None = question(EvidenceQuery, find_evidence, tracing.evidence, cost=50)
    conflicts: ConflictsAnswer | None = question(ConflictsQuery, list_conflicts, tracing.conflicts, cost=200)
    coverage: CoverageAnswer | None = question(
        FieldCoverageQuery, field_coverage, weighing.coverage, ("qualification", "as_of", "known_at")
    )
    changes: ChangesAnswer | None = question(ChangesQuery, find_changes, weighing.changes, UNDATED, cost=500)
