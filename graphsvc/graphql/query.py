"""The root fields: a line for each question. A refused question is null, so that the others of a request survive."""

from __future__ import annotations

import strawberry

from graphsvc.graphql.questions import Info, question
from graphsvc.graphql.translate import findings, nodes
from graphsvc.graphql.translate.dependency_paths import dependency_paths
from graphsvc.graphql.translate.exposure import exposure
from graphsvc.graphql.types.answers import (
    ChokepointAnswer,
    CutSetAnswer,
    DependencyPathsAnswer,
    ExposureAnswer,
    SearchAnswer,
    SingleSourceAnswer,
    WhatIfAnswer,
)
from graphsvc.graphql.types.nodes import Node
from graphsvc.graphql.types.words import Language
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.cut_sets import CutSetsQuery, find_cut_sets
from graphsvc.usecases.dependency_paths import DependencyPathsQuery, find_dependency_paths
from graphsvc.usecases.exposure import ExposureQuery, find_exposure
from graphsvc.usecases.search import SearchQuery, search
from graphsvc.usecases.show import ShowQuery, show
from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources
from graphsvc.usecases.what_if import WhatIfQuery, ask_what_if


@strawberry.type
class Query:
    chokepoints: ChokepointAnswer | None = question(ChokepointQuery, find_chokepoints, findings.chokepoints)
    single_source: SingleSourceAnswer | None = question(SingleSourceQuery, find_single_sources, findings.single_source)
    cut_sets: CutSetAnswer | None = question(CutSetsQuery, find_cut_sets, findings.cut_sets)
    what_if: WhatIfAnswer | None = question(WhatIfQuery, ask_what_if, findings.what_if)
    exposure: ExposureAnswer | None = question(ExposureQuery, find_exposure, exposure)
    dependency_paths: DependencyPathsAnswer | None = question(
        DependencyPathsQuery, find_dependency_paths, dependency_paths
    )
    search: SearchAnswer | None = question(SearchQuery, search, nodes.search)

    @strawberry.field
    async def node(self, info: Info, id: strawberry.ID, lang: Language | None = None) -> Node | None:
        language = lang or info.context.language
        return await info.context.work(lambda context: nodes.node(show(ShowQuery(id), context), language))
