"""The root fields: a line for each question. A refused question is null, so that the others of a request survive.

Nodes and lists of them are beside these, made of the contract (connections/).
"""

from __future__ import annotations

import strawberry

from graphsvc.graphql.questions import question
from graphsvc.graphql.translate import findings, nodes
from graphsvc.graphql.types.answers import (
    ChokepointAnswer,
    CutSetAnswer,
    SearchAnswer,
    SingleSourceAnswer,
    WhatIfAnswer,
)
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.cut_sets import CutSetsQuery, find_cut_sets
from graphsvc.usecases.search import SearchQuery, search
from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources
from graphsvc.usecases.what_if import WhatIfQuery, ask_what_if


@strawberry.type
class Query:
    chokepoints: ChokepointAnswer | None = question(ChokepointQuery, find_chokepoints, findings.chokepoints)
    single_source: SingleSourceAnswer | None = question(SingleSourceQuery, find_single_sources, findings.single_source)
    cut_sets: CutSetAnswer | None = question(CutSetsQuery, find_cut_sets, findings.cut_sets)
    what_if: WhatIfAnswer | None = question(WhatIfQuery, ask_what_if, findings.what_if)
    search: SearchAnswer | None = question(SearchQuery, search, nodes.search)
