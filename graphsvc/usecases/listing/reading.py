"""All that lists read from the store: each node once, and claims of many nodes at once, as of the dates asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from graphsvc.errors import WrongUse
from graphsvc.projection.policy import Days, Policy
from graphsvc.stores.port import Direction, Node, Relationship, View
from graphsvc.usecases.naming import label_of
from graphsvc.usecases.settling import in_time, rivals_elsewhere
from schema.generated import types
from schema.model import Label

MOST_CLAIMS = 300_000  # of one list; about a gigabyte


class Reader:
    """One revision as of two dates. Nodes are kept, so that none is read twice."""

    def __init__(self, view: View, policy: Policy) -> None:
        self.view, self.policy = view, policy
        self._known: dict[str, Node | None] = {}
        self._days = Days()
        self._claims_read = 0

    def keep(self, nodes: Sequence[Node]) -> None:
        """These have been read already."""
        self._known.update((node.id, node) for node in nodes)

    def nodes(self, ids: Collection[str]) -> list[Node]:
        """The nodes that exist, in no particular order; at most one read."""
        if missing := sorted(id for id in ids if id not in self._known):
            self._known.update(dict.fromkeys(missing))
            self.keep(self.view.nodes(missing))
        return [node for id in ids if (node := self._known[id])]

    def node(self, id: str) -> Node | None:
        """One that has been read."""
        return self._known.get(id)

    def claims(self, of: Collection[str], relationships: Sequence[str], direction: Direction) -> list[Relationship]:
        """The claims that count, on any of these nodes; one read.

        Raises
        ------
        WrongUse
            More claims than a list may look at.
        """
        if not of:
            return []
        found = self.view.relationships(sorted(of), relationships, direction)
        self._claims_read += len(found)
        if self._claims_read > MOST_CLAIMS:
            raise WrongUse("too-many-claims", most=MOST_CLAIMS)
        return list(in_time(found, self.policy))

    def rivals(self, claims: Sequence[Relationship]) -> list[Relationship]:
        """The claims that count and say of the same thing what ends elsewhere; at most one read."""
        return list(in_time(rivals_elsewhere(self.view, claims), self.policy))

    def counts(self, node: Node) -> bool:
        """Whether a node was there: an observation is as old as what was measured."""
        limit = self.policy.as_of
        return limit is None or node.type != types.OBSERVATION or self._days(node.properties.get("as_of")) <= limit


class Labels(Mapping[str, Label]):
    """The names of nodes that a reader has read, and the nodes themselves."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def node(self, id: str) -> Node | None:
        """A node that has been read."""
        return self._reader.node(id)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._reader.node(id) is not None

    def __getitem__(self, id: str) -> Label:
        node = self._reader.node(id)
        if node is None:
            raise KeyError(id)
        return label_of(node)

    def __iter__(self) -> Iterator[str]:
        return iter(self._reader._known)

    def __len__(self) -> int:
        return len(self._reader._known)
