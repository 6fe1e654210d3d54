"""A source prepared on top of those it refers to, as loading would do it."""

from __future__ import annotations

from functools import cache

from loaders.registry import by_id
from loaders.run import Prepared, prepare
from schema.load import contract


@cache
def on_top(id_: str) -> Prepared:
    """The valid claims of a source; it is refused when it refers to what its `after` sources do not state."""
    source = by_id(id_)
    assert source is not None
    return prepare(
        source, contract(), {node: type_ for needed in source.manifest.after for node, type_ in nodes(needed)}
    )


@cache
def nodes(id_: str) -> tuple[tuple[str, str], ...]:
    """Id and type of every node a source states."""
    tables = on_top(id_).batch.tables
    return tuple((node, type_) for type_ in contract().nodes if type_ in tables for node in tables[type_]["id"])
