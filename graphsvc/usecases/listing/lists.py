"""The use cases: a list of all nodes of some types, and some nodes by id or name."""

from __future__ import annotations

from collections.abc import Sequence

from graphsvc.stores.port import Node
from graphsvc.usecases.answer import at_revision
from graphsvc.usecases.asking import Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.listing.asked import ListQuery, NodesQuery, Part, Rows
from graphsvc.usecases.listing.conditions import fulfilling, ids_named
from graphsvc.usecases.listing.levels import Levels
from graphsvc.usecases.listing.ordering import Cut, cut
from graphsvc.usecases.listing.reading import Labels, Reader
from graphsvc.usecases.listing.rows import Row
from graphsvc.usecases.listing.summaries import groups, named_in
from graphsvc.usecases.listing.views import Around, Found, NodeView
from graphsvc.usecases.naming import resolve_node
from schema.generated import types


def list_nodes(query: ListQuery, context: Context) -> Found:
    """A part of the list of nodes, by id unless another order is asked for.

    Raises
    ------
    WrongUse
        A date or a bound that is none, or more claims to look at than one list may.
    """
    reader, around = _opened(query, context)
    shown, rows = _shown(query, reader)
    reader.keep([node for node in shown.rows if isinstance(node, Node)])
    summed = {one.key: groups(rows or (), query.types, one) for one in query.rows.groupings}
    reader.nodes({id for found in summed.values() for id in named_in(found)})
    levels = Levels(reader, around)
    views = levels.views([node.id for node in shown.rows if isinstance(node, Node)], query.wanted)
    levels.fill()
    return Found(
        rows=views,
        order=query.rows.order,
        has_previous=shown.has_previous,
        has_next=shown.has_next,
        total=len(rows) if rows is not None else reader.view.count(query.types) if query.rows.total else None,
        groups=summed,
        around=around,
    )


def find_nodes(query: NodesQuery, context: Context) -> list[NodeView | None]:
    """The nodes in the order asked, None for an unknown id. UnknownName or AmbiguousName if one is to be `named`."""
    reader, around = _opened(query, context)
    ids: Sequence[str] = query.ids
    if query.named:
        found = resolve_node(reader.view, query.ids[0])
        reader.keep([found])
        ids = [found.id]
    known = {node.id for node in reader.nodes(dict.fromkeys(ids))}
    levels = Levels(reader, around)
    views = {id: view for id in known for view in levels.views([id], query.wanted)}
    levels.fill()
    return [views.get(id) for id in ids]


def _opened(query: ListQuery | NodesQuery, context: Context) -> tuple[Reader, Around]:
    policy = Options(as_of=query.as_of, known_at=query.known_at).policy
    reader = Reader(context.view(), policy)
    snapshot = at_revision(reader.view.revision, query.as_of, query.known_at)
    return reader, Around(snapshot, query.lang, Labels(reader))


def _shown(query: ListQuery, reader: Reader) -> tuple[Cut, list[Row] | None]:
    """The part that is shown, and all rows that fulfil the condition where they had to be read."""
    part = query.rows.part
    dated = types.OBSERVATION in query.types and query.as_of is not None
    bounded = part.after if part.backwards else part.before
    if query.rows.plain and not dated and not bounded:
        return _page(query.types, part, reader), None
    rows = fulfilling(query.rows.where, _candidates(query.types, query.rows, reader), reader)
    return cut(rows, query.rows.order, query.types, part), rows


def _candidates(of: Sequence[str], rows: Rows, reader: Reader) -> list[Node]:
    ids = ids_named(rows.where)
    if ids is None:
        nodes = reader.view.page(of)
        reader.keep(nodes)
    else:
        nodes = [node for node in reader.nodes(dict.fromkeys(ids)) if node.type in of]
    return [node for node in nodes if reader.counts(node)]


def _page(of: Sequence[str], part: Part, reader: Reader) -> Cut:
    """A part of the nodes by id that begins at one place, without reading the others."""
    start = part.before if part.backwards else part.after
    read = reader.view.page(of, after=start.key if start else None, backwards=part.backwards, limit=part.size + 1)
    nodes, ahead = read[: part.size], len(read) > part.size
    behind = False
    if start:
        first = nodes[0].id if nodes else None
        behind = bool(reader.view.page(of, after=first, backwards=not part.backwards, limit=1))
    return Cut(list(reversed(nodes)), ahead, behind) if part.backwards else Cut(list(nodes), behind, ahead)
