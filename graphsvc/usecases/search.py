"""Finding nodes by id, name, alias, formula or CAS number."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.errors import WrongUse
from graphsvc.stores.port import Node
from graphsvc.usecases.answer import Answer, Method, at_revision
from graphsvc.usecases.context import Context
from graphsvc.usecases.naming import labels
from graphsvc.usecases.near import names, near
from schema.generated import types
from schema.load import contract
from schema.names import fold

HIGHEST_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for: any part of a name, in any spelling that folds to the same."""

    text: str
    limit: int = 20


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A node that answers to the text; names are None when nobody states them.

    `score`: how much of the best name the text is, 1 for a whole name.
    """

    id: str
    type: str
    name_zh: str | None
    name_en: str | None
    aliases: tuple[str, ...]
    formula: str | None
    score: float


def search(query: SearchQuery, context: Context) -> Answer[SearchRow]:
    """Nodes that are called so, then nodes that contain the text, the shortest names first.

    Among those called so, a name or alias comes before a formula that several share, items before what speaks of them.
    `extra["more"]` says whether there are others beyond the limit, `extra["did_you_mean"]` (NearNode) what has a name
    like the text if nothing contains it.
    """
    if not 1 <= query.limit <= HIGHEST_LIMIT:
        raise WrongUse("out-of-range", option="limit", got=query.limit, low=1, high=HIGHEST_LIMIT)
    if not query.text.strip():
        raise WrongUse("nothing-to-search")
    view = context.view()
    items = frozenset(contract().types_with_label(types.ITEM))
    called = sorted(
        view.search(query.text, exact=True), key=lambda node: (not _named(node, query.text), node.type not in items)
    )
    containing = view.search(query.text, limit=query.limit + 1 + len(called))
    ids = {node.id for node in called}
    found = [*called, *(node for node in containing if node.id not in ids)]
    shown = found[: query.limit]
    meant = () if found else near(view, query.text)
    return Answer(
        question="search",
        parameters={"text": query.text, "limit": query.limit},
        snapshot=at_revision(view.revision),
        method=Method("search"),
        coverage=None,
        rows=tuple(_row(node, query.text) for node in shown),
        names=labels(view, [*(node.id for node in shown), *(node.id for node in meant)]),
        extra={"more": len(found) > query.limit, "did_you_mean": meant},
    )


def _named(node: Node, text: str) -> bool:
    """Whether the text is a name or alias of the node."""
    known = node.properties
    names = (known.get("name_zh"), known.get("name_en"), *known.get("aliases", ()))
    return fold(text) in {fold(name) for name in names if name}


def _row(node: Node, text: str) -> SearchRow:
    known, folded = node.properties, fold(text)
    return SearchRow(
        id=node.id,
        type=node.type,
        name_zh=known.get("name_zh"),
        name_en=known.get("name_en"),
        aliases=tuple(known.get("aliases", ())),
        formula=known.get("formula"),
        score=round(max((len(folded) / len(name) for name in names(node) if folded in name), default=0.0), 3),
    )
