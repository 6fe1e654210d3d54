"""What a field asks for, read off the document before anything is read from the store."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphql import FieldNode, GraphQLError, GraphQLField, GraphQLObjectType, GraphQLResolveInfo, get_named_type

from graphsvc.graphql.connections.asking import condition, order, part
from graphsvc.graphql.connections.marks import EVIDENCE, MARK, NAMES, ClaimsMark, ReferenceMark
from graphsvc.graphql.connections.naming import asked_as
from graphsvc.graphql.connections.selections import Selections
from graphsvc.graphql.connections.summaries import DATES, NUMBERS, summed_up
from graphsvc.graphql.connections.targets import Target
from graphsvc.graphql.guard.errors import TOO_COMPLEX
from graphsvc.graphql.request import Request
from graphsvc.usecases.listing.asked import Claims, Grouping, Order, Reference, Rows, Wanted

MOST_ROWS = 100_000  # in one root field, if every page is full
EDGES, NODES, NODE, TOTAL, AGGREGATES = "edges", "nodes", "node", "totalCount", "aggregates"


@dataclass(frozen=True, slots=True)
class Asked:
    """Fields of one definition that ask alike, wherever they stand, and the types of rows they are asked of."""

    field: GraphQLField
    types: set[str] = dataclasses.field(default_factory=set)
    nodes: list[FieldNode] = dataclasses.field(default_factory=list)

    def add(self, type: str, node: FieldNode) -> None:
        self.types.add(type)
        if not any(node is known for known in self.nodes):
            self.nodes.append(node)

    @property
    def gives(self) -> GraphQLObjectType:
        """The type of a connection, or of an edge or group in it."""
        found = get_named_type(self.field.type)
        assert isinstance(found, GraphQLObjectType)
        return found


class LookAhead:
    """Reads the selections below one root field."""

    def __init__(self, info: GraphQLResolveInfo[Request]) -> None:
        self._read = Selections(info)
        self._root = Asked(info.parent_type.fields[info.field_name], nodes=list(info.field_nodes))

    def listed(self, target: Target) -> tuple[Rows, Wanted]:
        """What the root field asks, as a connection of nodes: which rows, and what of each."""
        rows, wanted = self._rows(self._root, target.types, ()), self._of_connection(self._root, target)
        _within(rows.part.size * (1 + _rows_below(wanted)))
        return rows, wanted

    def wanted(self, target: Target, nodes: int) -> Wanted:
        """What the root field asks of so many nodes."""
        wanted = self._wanted(self._root.nodes, target)
        _within(nodes * (1 + _rows_below(wanted)))
        return wanted

    def _rows(self, asked: Asked, types: Sequence[str], usual: tuple[Order, ...]) -> Rows:
        given = self._read.arguments(asked.field, asked.nodes[0])
        keys = order(given.get("orderBy"))
        below = self._below(asked.nodes, asked.gives)
        return Rows(
            part=part(given, keys or usual, types),
            where=condition(given.get("filter")),
            order=keys,
            total=any(one.nodes[0].name.value == TOTAL for one in below.values()),
            groupings=tuple(self._groupings(below, types)),
        )

    def _groupings(self, below: dict[str, Asked], types: Sequence[str]) -> Iterator[Grouping]:
        numbers, dates = summed_up(types, NUMBERS), summed_up(types, DATES)
        for key, asked in below.items():
            if asked.nodes[0].name.value == AGGREGATES:
                given = self._read.arguments(asked.field, asked.nodes[0])
                names = {node.name.value for node in self._read.below(asked.nodes, asked.gives)}
                yield Grouping(
                    key,
                    tuple(given.get("groupBy") or ()),
                    frozenset(numbers[name].name for name in names & numbers.keys()),
                    frozenset(dates[name].name for name in names & dates.keys()),
                )

    def _of_connection(self, asked: Asked, target: Target) -> Wanted:
        """What is wanted of the nodes of a connection, by way of its edges or directly."""
        direct = [node for node in self._read.below(asked.nodes, asked.gives) if node.name.value == NODES]
        by_edges = [node for one in self._edges(asked).values() for node in one.nodes if node.name.value == NODE]
        return self._wanted(direct + by_edges, target)

    def _edges(self, asked: Asked) -> dict[str, Asked]:
        """What is asked of the edges of a connection."""
        edges = Asked(asked.gives.fields[EDGES])
        for node in self._read.below(asked.nodes, asked.gives):
            if node.name.value == EDGES:
                edges.add("", node)
        return self._below(edges.nodes, edges.gives)

    def _wanted(self, over: Sequence[FieldNode], target: Target) -> Wanted:
        claims: list[Claims] = []
        references: list[Reference] = []
        evidence: set[str] = set()
        named: set[str] = set()
        for key, asked in self._below(over, *map(self._read.object_type, target.types)).items():
            mark = asked.field.extensions.get(MARK)
            if isinstance(mark, ClaimsMark):
                claims.append(self._claims(key, asked, mark))
            elif isinstance(mark, ReferenceMark):
                references.append(self._reference(key, asked, mark, asked.types))
            elif mark == EVIDENCE:
                evidence |= asked.types
            elif mark == NAMES:
                named |= asked.types
        return Wanted(tuple(claims), tuple(references), frozenset(evidence), frozenset(named))

    def _claims(self, key: str, asked: Asked, mark: ClaimsMark) -> Claims:
        usual = Order("to" if mark.direction == "out" else "from")
        marked = ((key, one, one.field.extensions.get(MARK)) for key, one in self._edges(asked).items())
        return Claims(
            key=key,
            types=frozenset(asked.types),
            relationship=mark.relationship,
            direction=mark.direction,
            rows=self._rows(asked, (mark.relationship,), (usual,)),
            other=self._of_connection(asked, mark.other),
            references=tuple(
                self._reference(key, one, found, {mark.relationship})
                for key, one, found in marked
                if isinstance(found, ReferenceMark)
            ),
        )

    def _reference(self, key: str, asked: Asked, mark: ReferenceMark, types: Iterable[str]) -> Reference:
        return Reference(key, frozenset(types), mark.property, self._wanted(asked.nodes, mark.target))

    def _below(self, over: Sequence[FieldNode], *types: GraphQLObjectType) -> dict[str, Asked]:
        """The fields asked of objects of these types, those that ask alike together."""
        found: dict[str, Asked] = {}
        for type in types:
            for node in self._read.below(over, type):
                if node.name.value in type.fields:  # not __typename
                    found.setdefault(asked_as(node), Asked(type.fields[node.name.value])).add(type.name, node)
        return found


def _rows_below(wanted: Wanted) -> int:
    """How many rows at most are shown below a node."""
    lists = sum(one.rows.part.size * (1 + len(one.references) + _rows_below(one.other)) for one in wanted.claims)
    return lists + sum(1 + _rows_below(one.wanted) for one in wanted.references)


def _within(rows: int) -> None:
    if rows > MOST_ROWS:
        message = f"refused: up to {rows:,} rows, allowed are {MOST_ROWS:,}; ask for smaller pages"
        raise GraphQLError(message, extensions={"code": TOO_COMPLEX})
