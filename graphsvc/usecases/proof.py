"""The proof of a finding: its minimal witness, the claims that decide it, and the weakest grade it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.failure_graph import FailureGraph
from analytics.operating import hits
from analytics.options import Option
from analytics.readings import makers
from analytics.supply_graph import GRADES, NOT_STATED, UNKNOWN_DAY, SupplyGraph
from analytics.witness import Witness as Found
from analytics.witness import witness
from graphsvc.usecases.answer import Slot, Supply, Witness
from graphsvc.usecases.context import Asked


@dataclass(frozen=True, slots=True)
class Proof:
    """`grade`: the weakest in the witness; `decided_by`: who makes what the failure takes, with source.

    Only where the loss of makers is part of the proof: an item that stops for want of an input is not decided by its
    own makers, though the failure may hit some of them.
    """

    witness: Witness
    decided_by: tuple[Supply, ...]
    grade: str


def prove(asked: Asked, compiled: FailureGraph, target: int, units: Sequence[str]) -> Proof:
    """Why the target stops when the units fail, in the reading of the compiled graph."""
    graph = asked.graph
    found = witness(compiled, target, units)
    struck = hits(compiled, units)
    decided = tuple(supply for item in found.struck for supply in supplies(asked, compiled, item, struck))
    grades = [*(_slot_grade(graph, item, name) for item, name in found.slots), *(s.grade for s in decided)]
    return Proof(named(graph, found), decided, max(grades, default=GRADES[0]))


def named(graph: SupplyGraph, found: Found) -> Witness:
    """A witness with ids."""
    names = graph.item_names
    slots = sorted((names[item], slot) for item, slot in found.slots)
    return Witness(tuple(sorted(names[item] for item in found.items)), tuple(Slot(*slot) for slot in slots))


def supplies(asked: Asked, compiled: FailureGraph, item: int, struck: np.ndarray) -> Iterator[Supply]:
    """The claims behind the makers of an item that the failure hits."""
    evidence = asked.evidence[0]
    elements = makers(evidence.choices[item], compiled.reading).elements
    if evidence.graph.item_is_sector[item]:
        return
    first = int(compiled.recipe.element_ptr[item])
    for n, element in enumerate(elements):
        if element.option and struck[first + n]:
            yield _claim(evidence.graph, item, element.option)


def _claim(graph: SupplyGraph, item: int, option: Option) -> Supply:
    """The claim an option's share is taken from, else the best that it exists.

    A share that did not fit with another table counts as unknown here too; a notice of the answer names the tables.
    """
    by_firm = option.firm != NOT_STATED
    pointer = graph.supply_claim_ptr if by_firm else graph.produce_claim_ptr
    share_claims = graph.supply_share_claim if by_firm else graph.produce_share_claim
    row = next((row for row in option.rows if share_claims[row] != NOT_STATED), option.rows[0])
    claim = int(share_claims[row]) if share_claims[row] != NOT_STATED else int(pointer[row])
    stated = float(graph.produce_share[row]) if option.others and share_claims[row] != NOT_STATED else option.share
    source, day = int(graph.claim_source[claim]), int(graph.claim_as_of[claim])
    return Supply(
        item=graph.item_names[item],
        maker=graph.firm_names[option.firm] if by_firm else graph.place_names[option.place],
        site=_site(graph, option),
        share=stated,
        claim=graph.claim_ids[claim].decode(),
        source=graph.source_ids[source].decode() if source != NOT_STATED else None,
        as_of=date.fromordinal(day).isoformat() if day != UNKNOWN_DAY else None,
        grade=GRADES[int(graph.claim_grade[claim])],
    )


def _site(graph: SupplyGraph, option: Option) -> str | None:
    """The stated place of production; a headquarters is none."""
    if option.firm == NOT_STATED:
        return graph.place_names[option.place]
    stated = (int(graph.supply_site[row]) for row in option.rows)
    return next((graph.place_names[site] for site in stated if site != NOT_STATED), None)


def _slot_grade(graph: SupplyGraph, item: int, name: str) -> str:
    """A slot is as sure as its weakest member, a member as its best claim."""
    rows = range(*np.searchsorted(graph.slot_item, [item, item + 1]).tolist())
    slot = next(row for row in rows if graph.slot_name[row].decode() == name)
    members = range(*np.searchsorted(graph.member_slot, [slot, slot + 1]).tolist())
    grades = (
        int(graph.claim_grade[graph.member_claim_ptr[member] : graph.member_claim_ptr[member + 1]].min())
        for member in members
    )
    return GRADES[max(grades)]


def ids_in(proofs: Iterable[Proof]) -> Iterator[str]:
    """Every id a face has to name."""
    for proof in proofs:
        yield from proof.witness.items
        for supply in proof.decided_by:
            yield from (text for text in (supply.item, supply.maker, supply.site, supply.source) if text)


def sources_in(proofs: Iterable[Proof]) -> Iterator[str]:
    """The publications that the deciding claims are taken from."""
    yield from (supply.source for proof in proofs for supply in proof.decided_by if supply.source)
