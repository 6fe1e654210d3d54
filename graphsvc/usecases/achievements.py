"""What a plan calls achieved beside the breakthroughs that still ask for the same items: both of its words are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphsvc.projection.policy import Policy
from graphsvc.stores.port import Node, Relationship, View
from graphsvc.usecases.plan_links import breakthrough_of, with_parents
from graphsvc.usecases.settling import in_time
from schema.generated import types

ACHIEVED, GAP = "achieved", "gap"  # of the contract's vocabulary plan_status


@dataclass(frozen=True, slots=True)
class Gap:
    """A term inside the breakthrough that means the item; `claim` is the join of the two."""

    term: str
    claim: str


@dataclass(frozen=True, slots=True)
class Contradicted:
    """An item said to be achieved by `claim`, and the terms that still list it as a gap."""

    item: str
    claim: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Achievement:
    """An achievement and one breakthrough that contradicts it. The wordings are the document's own; None is unknown.

    `source`: the document. That the words mean the items is a claim of its own (`items`), with evidence of its own.
    """

    achievement: str
    clause: str | None
    wording: str | None
    breakthrough: str
    number: int | None
    breakthrough_clause: str | None
    breakthrough_wording: str | None
    source: str | None
    items: tuple[Contradicted, ...]

    def ids(self) -> Iterator[str]:
        """Every id in it."""
        yield from (self.achievement, self.breakthrough, *filter(None, [self.source]))
        for found in self.items:
            yield from (found.item, *(gap.term for gap in found.gaps))


def achievements(view: View, nodes: Collection[str], policy: Policy) -> tuple[Achievement, ...]:
    """Achievements against breakthroughs, in the plan's order; of nodes, if given, those they are part of."""
    achieved = [claim for claim in _joins(view, policy) if claim.properties["status"] == ACHIEVED]
    items = {claim.end for claim in achieved}
    asking = view.relationships(sorted(items), (types.TARGETS,), "in")
    gaps = [claim for claim in in_time(asking, policy) if claim.properties.get("status") == GAP]
    chain = with_parents(view, {claim.start for claim in (*achieved, *gaps)})
    pairs = dict.fromkeys(
        (claim.start, breakthrough.id)
        for claim in achieved
        for gap in gaps
        if gap.end == claim.end and (breakthrough := breakthrough_of(gap.start, chain))
    )
    found = [_pair(chain[one], chain[other], achieved, gaps, chain) for one, other in pairs]
    wanted = [row for row in found if not nodes or not set(nodes).isdisjoint(row.ids())]
    return tuple(sorted(wanted, key=lambda row: (row.number or 0, row.breakthrough, row.achievement)))


def _joins(view: View, policy: Policy) -> Iterator[Relationship]:
    """Claims that an item is achieved; read whole from the programmes that say so."""
    programmes = {
        start
        for page in view.scan(types.TARGETS, ("from", "status"))
        for start, status in zip(page["from"], page["status"], strict=True)
        if status == ACHIEVED
    }
    found = view.relationships(sorted(programmes), (types.TARGETS,), "out")
    return in_time((claim for claim in found if claim.properties.get("status") == ACHIEVED), policy)


def _pair(
    achievement: Node,
    breakthrough: Node,
    achieved: Sequence[Relationship],
    gaps: Sequence[Relationship],
    chain: Mapping[str, Node],
) -> Achievement:
    inside = [gap for gap in gaps if breakthrough_of(gap.start, chain) == breakthrough]
    asked = {gap.end for gap in inside}
    said, wanted = achievement.properties, breakthrough.properties
    return Achievement(
        achievement=achievement.id,
        clause=said.get("clause"),
        wording=said.get("text_zh"),
        breakthrough=breakthrough.id,
        number=wanted.get("number"),
        breakthrough_clause=wanted.get("clause"),
        breakthrough_wording=wanted.get("text_zh"),
        source=said.get("source"),
        items=tuple(
            Contradicted(claim.end, claim.claim, tuple(_gaps(inside, claim.end)))
            for claim in sorted(achieved, key=lambda claim: claim.end)
            if claim.start == achievement.id and claim.end in asked
        ),
    )


def _gaps(inside: Sequence[Relationship], item: str) -> Iterator[Gap]:
    found = sorted((gap.start, gap.claim) for gap in inside if gap.end == item)
    return (Gap(term, claim) for term, claim in found)
