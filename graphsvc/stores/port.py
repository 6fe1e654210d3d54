"""The store port: one page, several stores (SQLite, Neo4j), one contract suite (tests/stores).

Everything is a *version* that says in which run it was added and in which it was dropped. A view at revision R sees
versions with added_in <= R and (dropped_in unknown or > R). Relationships are versions of a claim; a node is what its
statements say together: each dataset that names a node makes one statement (a version too), and `nodes` merges them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Columns = dict[str, list[Any]]  # equal lengths; None is unknown
Direction = Literal["out", "in", "both"]

#: Columns of every version beside the contract's properties. `claim` is the identity hash, `key` = "claim@run".
NODE_COLUMNS = ("key", "claim", "id", "dataset", "content", "recorded_at")
RELATIONSHIP_COLUMNS = ("key", "claim", "from", "to", "dataset", "content", "recorded_at")


@dataclass(frozen=True, slots=True)
class Run:
    """One load or unload. `time` is ISO 8601 in UTC; counts: written, unchanged, retired per the load report."""

    number: int
    time: str
    dataset: str
    kind: Literal["load", "unload"]
    undoes: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Node:
    """A node as its statements say together: the newest statement wins per property, aliases are united."""

    id: str
    type: str
    properties: Mapping[str, Any]
    datasets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relationship:
    """One version of a claim, with its contract properties (unknown ones left out).

    `dropped_in`: the run that dropped it, None when the view sees it.
    """

    type: str
    claim: str
    start: str
    end: str
    dataset: str
    recorded_at: str
    added_in: int
    properties: Mapping[str, Any]
    dropped_in: int | None = None


class Scanned(Protocol):
    """What a projection reads: all that one state of the graph says, type by type."""

    def scan(self, type: str, fields: Sequence[str]) -> Iterator[Columns]:
        """Pages of columns of all versions of this node or relationship type at this revision.

        `fields` are contract properties, or any of NODE_COLUMNS / RELATIONSHIP_COLUMNS, or added_in. Ordered by key.
        KeyError: a type or field that the contract does not know.
        """


class View(Scanned, Protocol):
    """What one revision says; reads never see a run that is still being written."""

    @property
    def revision(self) -> int:
        """The last run this view sees."""

    def nodes(self, ids: Sequence[str]) -> list[Node]:
        """The nodes with these ids that exist at this revision, in the order asked; unknown ids are left out."""

    def page(
        self, types: Sequence[str], *, after: str | None = None, backwards: bool = False, limit: int | None = None
    ) -> list[Node]:
        """The nodes of these types that exist at this revision, ordered by id, beyond the id `after`.

        Backwards: from the largest id down, beyond is then below. KeyError: a type that the contract does not know.
        """

    def count(self, types: Sequence[str]) -> int:
        """How many nodes of these types exist at this revision. KeyError as `page`."""

    def relationships(
        self, of: Sequence[str], types: Sequence[str] = (), direction: Direction = "both", *, dropped: bool = False
    ) -> list[Relationship]:
        """Claims that touch any of these nodes, ordered by (type, claim, added_in); no types = all types.

        `dropped`: versions that were dropped by this revision too.
        """

    def claims(self, ids: Sequence[str]) -> list[Relationship]:
        """Every version of these claims up to this revision, dropped ones too, ordered by (type, claim, added_in)."""

    def search(self, text: str, *, exact: bool = False, limit: int | None = None) -> list[Node]:
        """Nodes one of whose ids, names, aliases, formulas or CAS contains (or, exact, equals) the text after folding.

        Any visible statement's names count. Ordered by (length of the folded names, of the shortest statement found,
        then id): the same in every store. A text of nothing but white space finds nothing.
        """


class Writer(Protocol):
    """The only way to write: rows belong to run `run`, and nobody sees them before the block ends well."""

    run: int

    def add_nodes(self, type: str, rows: Columns) -> None:
        """New node statements: NODE_COLUMNS without key, and the contract properties present."""

    def add_relationships(self, type: str, rows: Columns) -> None:
        """New claim versions: RELATIONSHIP_COLUMNS without key, and the contract properties present.

        LookupError: an end that no statement ever named.
        """

    def drop(self, type: str, keys: Sequence[str]) -> None:
        """Mark these visible versions of a node or relationship type as dropped in this run.

        LookupError: one of them is not visible.
        """

    def count(self, **counts: int) -> None:
        """Counts to be kept with the run."""


class Store(Protocol):
    """A graph store."""

    @property
    def identity(self) -> str:
        """Differs between stores, survives restarts: part of the key of what is cached outside the store.

        "empty" until the first run: all empty stores say the same.
        """

    def revision(self) -> int:
        """The last published run, 0 in an empty store."""

    def runs(self) -> list[Run]:
        """All published runs, oldest first."""

    def view(self, revision: int | None = None) -> View:
        """The view at a revision (default: the last published one); WrongUse when there is no such revision."""

    def writer(
        self, dataset: str, time: str, kind: Literal["load", "unload"] = "load", undoes: int | None = None
    ) -> AbstractContextManager[Writer]:
        """Opens run revision + 1; leaving the block publishes it, an exception leaves the store as it was.

        One writer at a time: a second one waits briefly, then StoreBusy. What a dead writer left is removed first.
        """

    def changes(self, run: int) -> Iterator[tuple[str, Literal["added", "dropped"], Columns]]:
        """All versions that a published run added or dropped, in pages with every column and property.

        All that was added comes before what was dropped, nodes before relationships.
        """

    def close(self) -> None:
        """Releases connections and files."""
