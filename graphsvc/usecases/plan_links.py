"""Where the plan speaks of an item: term, breakthrough, clause, the departments of its duty, zones and their cities.

Words, clauses, departments and cities are the plan's; which item a word means is a join of the editors (grade D).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graphsvc.projection.policy import ISO_DAY, Policy, ordinal
from graphsvc.stores.port import Node, Relationship, View
from graphsvc.usecases.findings import Inquiry
from graphsvc.usecases.proof import Proof
from schema.generated import types


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A term of the plan that means an item. Ids; `relation` is is, includes or makes, `status` gap or achieved.

    `number` is the breakthrough's. `document` is the programme on top, `duty` the nearest above the term that has
    departments; `leads` is empty where its clause names no lead. The join of term and item is the word of `source`, not
    the plan's.
    """

    item: str
    term: str
    breakthrough: str | None
    number: int | None
    document: str
    duty: str | None
    clause: str | None
    relation: str | None
    status: str | None
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    source: str | None


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


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A breakthrough of the plan with terms that mean items of a finding. Ids, each list sorted.

    `number` counts the breakthroughs of the plan, `clause` is where it states this one. `lead` is empty where the
    clause of the duty names no lead: `support` is then responsible together. `zones` and `cities`: where the plan wants
    to make what means one of the items. `joined_by`: the sources that say which items the terms mean.
    """

    breakthrough: str
    number: int | None
    clause: str | None
    terms: tuple[str, ...]
    items: tuple[str, ...]
    document: str
    duty: str | None
    lead: tuple[str, ...]
    support: tuple[str, ...]
    zones: tuple[str, ...]
    cities: tuple[str, ...]
    joined_by: tuple[str, ...]


class Planned(Protocol):
    """A row that says what the plan asks for of what stops; None where it was not looked up."""

    @property
    def plan(self) -> tuple[PlanEntry, ...] | None: ...


def of_proofs(asked: Inquiry, proofs: Sequence[Proof]) -> list[tuple[PlanEntry, ...]]:
    """For each proof, the breakthroughs that ask for what it stops on the way to the target, sectors left out."""
    graph = asked.asked.graph
    sectors = {name for name, is_sector in zip(graph.item_names, graph.item_is_sector, strict=True) if is_sector}
    stopped = [set(proof.witness.items) - sectors for proof in proofs]
    plan = plan_of(asked.view, sorted(set().union(*stopped)), asked.asked.options.policy)
    return [in_plan(plan, items) for items in stopped]


def in_plan(plan: Plan, items: Collection[str]) -> tuple[PlanEntry, ...]:
    """The breakthroughs that ask for any of these items, in the plan's order; achievements and tools are none."""
    found: dict[str, list[PlanLink]] = {}
    for link in plan.terms:
        if link.breakthrough and link.item in items:
            found.setdefault(link.breakthrough, []).append(link)
    return tuple(_entry(breakthrough, links, plan) for breakthrough, links in sorted(found.items()))


def plan_ids(rows: Iterable[Planned]) -> Iterator[str]:
    """Every id that faces name in the plan entries of rows."""
    for entry in dict.fromkeys(entry for row in rows for entry in row.plan or ()):
        yield from (entry.breakthrough, entry.document, *filter(None, [entry.duty]), *entry.terms, *entry.items)
        yield from (*entry.lead, *entry.support, *entry.zones, *entry.cities, *entry.joined_by)


def joins_in(rows: Iterable[Planned]) -> Iterator[str]:
    """The sources that join the plan's words to items in rows."""
    yield from (source for row in rows for entry in row.plan or () for source in entry.joined_by)


def plan_of(view: View, items: Sequence[str], policy: Policy | None = None) -> Plan:
    """Terms and zones that mean any of the items, by item, then term or zone; what the dates of the policy admit.

    Its grade leaves nothing out: every join of a word to an item is of grade D.
    """
    joins = view.relationships(items, (types.TARGETS, types.FOCUSES_ON), "in")
    found = [link for link in joins if policy is None or _in_time(link, policy)]
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


def _in_time(link: Relationship, policy: Policy) -> bool:
    as_of = link.properties.get("as_of")
    true = policy.as_of is None or as_of is None or ordinal(as_of) <= policy.as_of
    return true and (policy.known_at is None or ordinal(link.recorded_at[:ISO_DAY]) <= policy.known_at)


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
    wanted = breakthrough_of(link.start, chain)
    return PlanLink(
        item=link.end,
        term=link.start,
        breakthrough=wanted.id if wanted else None,
        number=wanted.properties.get("number") if wanted else None,
        document=above[-1].id,
        duty=duty,
        clause=link.properties.get("clause"),
        relation=link.properties.get("relation"),
        status=link.properties.get("status"),
        leads=duties[duty][types.LEADS] if duty else (),
        supports=duties[duty][types.SUPPORTS] if duty else (),
        source=link.properties.get("source"),
    )


def _entry(breakthrough: str, links: Sequence[PlanLink], plan: Plan) -> PlanEntry:
    items = sorted({link.item for link in links})
    zones = [zone for zone in plan.zones if zone.item in items]
    first = links[0]  # of one breakthrough, so document, duty and departments are the same
    return PlanEntry(
        breakthrough=breakthrough,
        number=first.number,
        clause=first.clause,
        terms=tuple(sorted({link.term for link in links})),
        items=tuple(items),
        document=first.document,
        duty=first.duty,
        lead=first.leads,
        support=first.supports,
        zones=tuple(sorted({zone.zone for zone in zones})),
        cities=tuple(sorted({city for zone in zones for city in zone.cities})),
        joined_by=tuple(sorted({link.source for link in links if link.source})),
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
