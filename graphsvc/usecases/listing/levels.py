"""What hangs on nodes, level below level: of each level the claims are read at once, then the nodes they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from graphsvc.stores.port import Node, Relationship
from graphsvc.usecases.listing.asked import Claims, Direction, Order, Reference, Wanted
from graphsvc.usecases.listing.conditions import fulfilling
from graphsvc.usecases.listing.ordering import Cut, cut
from graphsvc.usecases.listing.reading import Reader
from graphsvc.usecases.listing.rows import Row, value
from graphsvc.usecases.listing.summaries import Group, groups, named_in
from graphsvc.usecases.listing.views import Around, ClaimView, Found, NodeView
from graphsvc.usecases.naming import referred
from graphsvc.usecases.settling import key
from graphsvc.usecases.show import mentioned, node_row
from schema.load import contract

#: Nodes of one level of which the same is wanted, by id: a node that several claims lead to is filled once.
Batch: TypeAlias = tuple[Wanted, dict[str, NodeView]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A list of claims of one node, decided but not yet seen: all claims that fulfil the condition, and the part."""

    asked: Claims
    of: NodeView
    rows: list[Row]
    cut: Cut
    groups: dict[str, list[Group]]


class Levels:
    """Makes views of nodes that have been read, and fills them."""

    def __init__(self, reader: Reader, around: Around) -> None:
        self._reader, self._around = reader, around
        self._next: dict[int, Batch] = {}

    def views(self, ids: Iterable[str], wanted: Wanted) -> list[NodeView]:
        """Views still to be filled with what is wanted; unknown ids are left out."""
        _, batch = self._next.setdefault(id(wanted), (wanted, {}))
        found = []
        for one in ids:
            if one not in batch and (node := self._reader.node(one)):
                batch[one] = NodeView(node, self._around)
            if one in batch:
                found.append(batch[one])
        return found

    def fill(self) -> None:
        """Fill all views, and those that this makes, until nothing more is wanted."""
        while self._next:
            level, self._next = list(self._next.values()), {}
            self._fill_level(level)

    def _fill_level(self, level: Sequence[Batch]) -> None:
        claims = _Touching(self._read_claims(level))
        pieces = [piece for wanted, batch in level for piece in self._pieces(wanted, batch.values(), claims)]
        for wanted, batch in level:
            self._tell_evidence([view for view in batch.values() if view.node.type in wanted.evidence], claims)
        self._reader.nodes(_needed(level, pieces))
        for piece in pieces:
            piece.of.lists[piece.asked.key] = self._found(piece)
        for wanted, batch in level:
            for view in batch.values():
                view.referred.update(self._referred(view.node, wanted.references))

    def _tell_evidence(self, views: Sequence[NodeView], claims: _Touching) -> None:
        """All claims of the nodes, and where others say something else; at most one read for all of them."""
        mine = {view.node.id: claims.all(view.node.id) for view in views}
        elsewhere: dict[tuple[str, tuple[str, ...]], list[Relationship]] = {}
        for rival in self._reader.rivals([claim for found in mine.values() for claim in found]):
            elsewhere.setdefault((rival.type, key(rival)), []).append(rival)
        for view in views:
            found = mine[view.node.id]
            known = {claim.claim for claim in found}
            rivals = {one.claim: one for claim in found for one in elsewhere.get((claim.type, key(claim)), ())}
            others = [rival for rival in rivals.values() if rival.claim not in known]
            view.evidence.append(node_row(view.node, found, others))

    def _read_claims(self, level: Sequence[Batch]) -> list[Relationship]:
        """One read for the whole level, of no more types and directions than wanted."""
        ids: set[str] = set()
        lists: list[Claims] = []
        everything = False
        for wanted, batch in level:
            types = wanted.evidence.union(*(asked.types for asked in wanted.claims))
            ids |= {view.node.id for view in batch.values() if view.node.type in types}
            lists += wanted.claims
            everything |= bool(wanted.evidence)
        directions = {asked.direction for asked in lists}
        if everything or len(directions) != 1:
            directions = {"both"}  # type: ignore[arg-type]
        relationships = () if everything else sorted({asked.relationship for asked in lists})
        return self._reader.claims(ids, relationships, directions.pop())

    def _pieces(self, wanted: Wanted, views: Iterable[NodeView], claims: _Touching) -> Iterable[_Piece]:
        """The lists of claims wanted of some nodes; a condition is asked once of the claims of all of them."""
        for asked in wanted.claims:
            types = [asked.relationship]
            of = [view for view in views if view.node.type in asked.types]
            mine = {view.node.id: claims.of(view.node.id, asked) for view in of}
            every = list({claim.claim: claim for found in mine.values() for claim in found}.values())
            passed = {row.claim for row in fulfilling(asked.rows.where, every, self._reader)}  # type: ignore[union-attr]
            for view in of:
                rows: list[Row] = [claim for claim in mine[view.node.id] if claim.claim in passed]
                shown = cut(rows, ordered(asked), types, asked.rows.part)
                yield _Piece(
                    asked, view, rows, shown, {one.key: groups(rows, types, one) for one in asked.rows.groupings}
                )

    def _found(self, piece: _Piece) -> Found:
        asked = piece.asked
        shown = [claim for claim in piece.cut.rows if isinstance(claim, Relationship)]
        return Found(
            rows=[self._claim_view(claim, asked) for claim in shown],
            order=ordered(asked),
            has_previous=piece.cut.has_previous,
            has_next=piece.cut.has_next,
            total=len(piece.rows),
            groups=piece.groups,
            around=self._around,
        )

    def _claim_view(self, claim: Relationship, asked: Claims) -> ClaimView:
        (other,) = self.views([_other(claim, asked.direction)], asked.other)
        return ClaimView(claim, other, self._around, self._referred(claim, asked.references))

    def _referred(self, row: Row, references: Sequence[Reference]) -> dict[str, list[NodeView]]:
        return {one.key: self.views(_ids(row, one.property), one.wanted) for one in references if row.type in one.types}


class _Touching:
    """The claims of a level, by the nodes they touch."""

    def __init__(self, claims: Sequence[Relationship]) -> None:
        self._ends: dict[tuple[Direction, str, str], list[Relationship]] = {}
        self._all: dict[str, list[Relationship]] = {}
        for claim in claims:
            self._ends.setdefault(("out", claim.type, claim.start), []).append(claim)
            self._ends.setdefault(("in", claim.type, claim.end), []).append(claim)
            for end in {claim.start, claim.end}:
                self._all.setdefault(end, []).append(claim)

    def of(self, id: str, asked: Claims) -> list[Relationship]:
        return self._ends.get((asked.direction, asked.relationship, id), [])

    def all(self, id: str) -> list[Relationship]:
        return self._all.get(id, [])


def ordered(asked: Claims) -> tuple[Order, ...]:
    """The order of a list of claims: by the other end unless another one is asked for."""
    return asked.rows.order or (Order("to" if asked.direction == "out" else "from"),)


def _other(claim: Relationship, direction: Direction) -> str:
    return claim.end if direction == "out" else claim.start


def _needed(level: Sequence[Batch], pieces: Sequence[_Piece]) -> set[str]:
    """Ids of the nodes that the views of a level show: other ends, nodes referred to, and what evidence mentions."""
    ids: set[str] = set()
    for piece in pieces:
        shown = [claim for claim in piece.cut.rows if isinstance(claim, Relationship)]
        ids |= {id for found in piece.groups.values() for id in named_in(found)}
        ids |= {_other(claim, piece.asked.direction) for claim in shown}
        ids |= {id for one in piece.asked.references for claim in shown for id in _ids(claim, one.property)}
    for wanted, batch in level:
        for view in batch.values():
            ids |= {id for row in view.evidence for id in mentioned(row)}
            ids |= {id for one in wanted.references for id in _ids(view.node, one.property)}
            if view.node.type in wanted.named:
                ids |= set(referred(contract().nodes[view.node.type].properties, view.node.properties))
    return ids


def _ids(row: Node | Relationship, property: str) -> list[str]:
    found = value(row, property)
    return [] if found is None else [found] if isinstance(found, str) else list(found)
