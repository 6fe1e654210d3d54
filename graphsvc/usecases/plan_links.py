"""Where the plan speaks of an item: term, breakthrough, clause, the departments of its duty, zones and their cities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphsvc.stores.port import Node, Relationship, View
from schema.generated import types


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A term of the plan that means an item. Ids; `relation` is is, includes or makes, `status` gap or achieved.

    `leads` is empty where the clause names no lead. The join of term and item is the editors', not the plan's word.
    """

    item: str
    term: str
    breakthrough: str | None
    clause: str | None
    relation: str | None
    status: str | None
    leads: tuple[str, ...]
    supports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZoneLink:
    """A zone of the plan whose products mean an item, and the cities it names for them, else all it covers."""

    item: str
    zone: str
    clause: str | None
    cities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the plan says of some items."""

    terms: tuple[PlanLink, ...] = ()
    zones: tuple[ZoneLink, ...] = ()

    def ids(self) -> Iterable[str]:
        """Every id in it."""
        for link in self.terms:
            yield from (link.term, *filter(None, [link.breakthrough]), *link.leads, *link.supports)
        for zone in self.zones:
            yield from (zone.zone, *zone.cities)


def plan_of(view: View, items: Sequence[str]) -> Plan:
    """Terms and zones that mean any of the items, by item, then term or zone."""
    found = view.relationships(items, (types.TARGETS, types.FOCUSES_ON), "in")
    targets = [link for link in found if link.type == types.TARGETS]
    chain = with_parents(view, {link.start for link in targets})
    duties = _duties(view, chain.values())
    terms = [_term(link, chain, duties) for link in targets]
    zones = [link for link in found if link.type == types.FOCUSES_ON]
    covered = _ends(view.relationships(sorted({link.start for link in zones}), (types.COVERS,), "out"))
    return Plan(
        tuple(sorted(terms, key=lambda link: (link.item, link.term))),
        tuple(sorted((_zone(link, covered) for link in zones), key=lambda link: (link.item, link.zone))),
    )


def with_parents(view: View, programmes: Iterable[str]) -> dict[str, Node]:
    """These programmes and all above them, by id."""
    known: dict[str, Node] = {}
    wanted = set(programmes)
    while wanted:
        nodes = view.nodes(sorted(wanted))
        known |= {node.id: node for node in nodes}
        wanted = {parent for node in nodes if (parent := node.properties.get("parent"))} - known.keys()
    return known


def _duties(view: View, programmes: Iterable[Node]) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each duty, who leads and who supports."""
    ids = sorted(node.id for node in programmes if node.properties.get("kind") == "duty")
    links = view.relationships(ids, (types.LEADS, types.SUPPORTS), "in")
    return {
        duty: {
            type: tuple(sorted(link.start for link in links if link.end == duty and link.type == type))
            for type in (types.LEADS, types.SUPPORTS)
        }
        for duty in ids
    }


def _term(
    link: Relationship, chain: Mapping[str, Node], duties: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> PlanLink:
    above = list(_upwards(link.start, chain))
    duty = next((node.id for node in above if node.id in duties), None)
    return PlanLink(
        item=link.end,
        term=link.start,
        breakthrough=found.id if (found := breakthrough_of(link.start, chain)) else None,
        clause=link.properties.get("clause"),
        relation=link.properties.get("relation"),
        status=link.properties.get("status"),
        leads=duties[duty][types.LEADS] if duty else (),
        supports=duties[duty][types.SUPPORTS] if duty else (),
    )


def breakthrough_of(programme: str, chain: Mapping[str, Node]) -> Node | None:
    """The breakthrough that a programme is or belongs to; `chain` holds it and all above it."""
    return next((node for node in _upwards(programme, chain) if node.properties.get("kind") == "breakthrough"), None)


def _upwards(programme: str, chain: Mapping[str, Node]) -> Iterable[Node]:
    seen: set[str] = set()
    at: str | None = programme
    while at is not None and at in chain and at not in seen:
        seen.add(at)
        yield chain[at]
        at = chain[at].properties.get("parent")


def _zone(link: Relationship, covered: Mapping[str, tuple[str, ...]]) -> ZoneLink:
    places = tuple(link.properties.get("places") or covered.get(link.start, ()))
    return ZoneLink(link.end, link.start, link.properties.get("clause"), places)


def _ends(links: Iterable[Relationship]) -> dict[str, tuple[str, ...]]:
    ends: dict[str, list[str]] = {}
    for link in links:
        ends.setdefault(link.start, []).append(link.end)
    return {start: tuple(sorted(found)) for start, found in ends.items()}
