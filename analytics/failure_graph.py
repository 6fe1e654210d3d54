"""A question compiled to AND/OR arrays (DOMAIN 3.1 to 3.4): what every algorithm of failure works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.choices import Choices
from analytics.closure import strong_parts
from analytics.closure_kernels import csr
from analytics.readings import AT_HOME, Element, Makers, Reading, makers
from analytics.supply_graph import NOT_STATED, SupplyGraph
from analytics.units import Perspective, Question, numbering

RULES = {"all": kernels.ALL, "each": kernels.EACH, "any": kernels.ANY}
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class FailureGraph:
    """AND/OR graph of one question in one reading.

    With doubtful claims it holds two copies of the items, built with and without those claims: an item then operates
    when any of its copies does (confirmed) or when all do (possible). Node = 2 * (item + copy * n_items) + view.
    """

    reading: Reading
    n_items: int
    copies: int
    all_needed: bool
    recipe: kernels.Recipe
    units: tuple[str, ...]  # "kind:id", sorted
    incidence: kernels.Units
    slot_names: tuple[str, ...]

    @cached_property
    def start(self) -> kernels.Start:
        """What operates when nothing has failed."""
        return kernels.operate(self.recipe, np.zeros(len(self.recipe.element_item), dtype=np.int8))

    @cached_property
    def loops(self) -> Ints:
        """For each item of each copy, the number of its loop: items that feed each other with consumed inputs."""
        return consumed_loops(self.recipe)

    @cached_property
    def number(self) -> dict[str, int]:
        """Position of each unit in `units`."""
        return {unit: number for number, unit in enumerate(self.units)}

    def nodes(self, item: int, view: int = kernels.HOME) -> Ints:
        """The nodes of an item in a view, one a copy."""
        return np.array([2 * (item + copy * self.n_items) + view for copy in range(self.copies)], dtype=np.int32)

    def combined(self, running: npt.NDArray[np.int8]) -> Bools:
        """(n_items, 2): whether each item operates in each view, from (n_nodes,) what the nodes do."""
        copies = running.reshape(self.copies, self.n_items, 2) != 0
        return np.asarray(copies.all(axis=0) if self.all_needed else copies.any(axis=0))

    def starts(self, item: int) -> bool:
        """Whether an item is available at home when nothing has failed."""
        return bool(self.combined(self.start.runs)[item, kernels.HOME])


@dataclass(frozen=True)
class Evidence:
    """Settled claims and the options they give: all claims, or those that are not doubtful."""

    graph: SupplyGraph
    choices: Choices


def failure_graph(
    evidence: Sequence[Evidence], question: Question, reading: Reading, units: Sequence[str]
) -> FailureGraph:
    """Compile a question.

    Parameters
    ----------
    evidence : one entry, or two when some claims are doubtful: all claims, and all but the doubtful ones
    units : the units that may fail, "kind:id"; KeyError if one names nothing
    """
    taken = evidence[:1] if reading == "likely" else evidence
    units = tuple(sorted(units))
    parts = [_compiled(part, question, reading, units) for part in taken]
    recipe = parts[0] if len(parts) == 1 else _side_by_side(parts)
    hits = np.array(recipe.hits, dtype=np.int32).reshape(-1, 3)
    arrays = recipe.arrays(1.0 - question.min_surviving_share)
    return FailureGraph(
        reading,
        taken[0].graph.n_items,
        len(parts),
        reading == "possible",
        arrays._replace(loop_free=is_loop_free(arrays)),
        units,
        unit_incidence(hits, len(units), len(recipe.element_item)),
        tuple(recipe.slot_name),
    )


def consumed_loops(recipe: kernels.Recipe) -> Ints:
    """(n_items,) the number of each item's loop: the strongly connected component over consumed inputs."""
    return strong_parts(*csr(*_consumed_edges(recipe), len(recipe.slot_ptr) - 1))


def is_loop_free(recipe: kernels.Recipe) -> bool:
    """Whether no item feeds itself with consumed inputs, directly or through others."""
    users, makers_ = _consumed_edges(recipe)
    loops = consumed_loops(recipe)
    return len(np.unique(loops)) == len(loops) and not (users == makers_).any()


def _consumed_edges(recipe: kernels.Recipe) -> tuple[Ints, Ints]:
    slot = np.repeat(np.arange(len(recipe.slot_item)), np.diff(recipe.member_ptr))
    consumed = recipe.slot_durable[slot] == 0
    return recipe.slot_item[slot[consumed]], recipe.member_item[consumed]


@dataclass
class Parts:
    """Lists that become the arrays of a recipe; indexes of one copy start at 0. Filled item after item."""

    n_items: int
    element_item: list[int] = field(default_factory=list)
    element_home: list[bool] = field(default_factory=list)
    element_counts: list[bool] = field(default_factory=list)
    element_share: list[float] = field(default_factory=list)
    group_item: list[int] = field(default_factory=list)
    group_share: list[float] = field(default_factory=list)
    group_rule: list[int] = field(default_factory=list)
    group_size: list[int] = field(default_factory=list)
    group_member: list[int] = field(default_factory=list)
    slot_item: list[int] = field(default_factory=list)
    slot_durable: list[bool] = field(default_factory=list)
    slot_name: list[str] = field(default_factory=list)
    slot_size: list[int] = field(default_factory=list)
    member_item: list[int] = field(default_factory=list)
    hits: list[tuple[int, int, int]] = field(default_factory=list)  # (unit, element, reach)

    def add(self, item: int, found: Makers) -> None:
        """Append the makers of the next item."""
        first = len(self.element_item)
        for element in found.elements:
            self.element_item.append(item)
            self.element_counts.append(element.counts)
            self.element_share.append(element.share)
        for group in found.groups:
            self.group_item.append(item)
            self.group_share.append(group.share)
            self.group_rule.append(RULES[group.rule])
            self.group_size.append(len(group.members))
            self.group_member += [first + member for member in group.members]

    def arrays(self, limit: float) -> kernels.Recipe:
        """The arrays, with the pointers and the reverse of members."""
        slot = np.repeat(np.arange(len(self.slot_size), dtype=np.int32), self.slot_size)
        member = np.array(self.member_item, dtype=np.int32)
        use_ptr, use_slot = csr(member, slot, self.n_items)
        return kernels.Recipe(
            element_ptr=_pointer(self.element_item, self.n_items),
            element_item=np.array(self.element_item, dtype=np.int32),
            element_home=np.array(self.element_home, dtype=np.int8),
            element_counts=np.array(self.element_counts, dtype=np.int8),
            element_share=np.array(self.element_share, dtype=np.float64),
            group_ptr=_pointer(self.group_item, self.n_items),
            group_share=np.array(self.group_share, dtype=np.float64),
            group_rule=np.array(self.group_rule, dtype=np.int8),
            group_member_ptr=_cumulated(self.group_size),
            group_member=np.array(self.group_member, dtype=np.int32),
            slot_ptr=_pointer(self.slot_item, self.n_items),
            slot_item=np.array(self.slot_item, dtype=np.int32),
            slot_durable=np.array(self.slot_durable, dtype=np.int8),
            member_ptr=_cumulated(self.slot_size),
            member_item=member,
            use_ptr=use_ptr,
            use_slot=use_slot,
            limit=limit,
        )


def _compiled(evidence: Evidence, question: Question, reading: Reading, units: Sequence[str]) -> Parts:
    graph, view = evidence.graph, Perspective(evidence.graph, question)
    numbers = numbering(graph, units)
    parts = Parts(graph.n_items)
    for item, found in enumerate(evidence.choices):
        of_item = AT_HOME if graph.item_is_sector[item] else makers(found, reading)
        first = len(parts.element_item)
        parts.add(item, of_item)
        for n, element in enumerate(of_item.elements, start=first):
            firm, place = whereabouts(element, reading)
            parts.element_home.append(element.at_home or view.at_home(place))
            hits = view.hits(item, firm, place) if element.option else (("item", item, kernels.HIT_EVERYWHERE),)
            parts.hits += [(unit, n, reach) for kind, at, reach in hits for unit in numbers.get((kind, at), ())]
    _add_slots(parts, graph, question)
    return parts


def whereabouts(element: Element, reading: Reading) -> tuple[int, int]:
    """Firm and place of a maker; the confirmed reading does not take a headquarters for a site."""
    option = element.option
    if option is None:
        return NOT_STATED, NOT_STATED
    known = option.sure or reading != "confirmed"
    return option.firm, option.place if known else NOT_STATED


def counts(graph: SupplyGraph, question: Question) -> Bools:
    """(n_slots,) whether a slot counts at the horizon: an immediate one leaves durable inputs out."""
    return np.asarray(~graph.slot_durable | (question.horizon == "sustained"))


def is_qualified(graph: SupplyGraph, question: Question) -> Bools:
    """(n_members,) whether a member of a slot has reached the qualification asked for."""
    return np.asarray(graph.member_qualification >= question.qualification)


def _add_slots(parts: Parts, graph: SupplyGraph, question: Question) -> None:
    """Essential slots that count at the horizon, with their qualified members."""
    qualified = is_qualified(graph, question)
    member_ptr = np.searchsorted(graph.member_slot, np.arange(len(graph.slot_item) + 1))
    for row in np.flatnonzero(graph.slot_essential & counts(graph, question)).tolist():
        members = slice(member_ptr[row], member_ptr[row + 1])
        chosen = graph.member_item[members][qualified[members]].tolist()
        parts.slot_item.append(int(graph.slot_item[row]))
        parts.slot_durable.append(bool(graph.slot_durable[row]))
        parts.slot_name.append(graph.slot_name[row].decode())
        parts.slot_size.append(len(chosen))
        parts.member_item += chosen


def _side_by_side(parts: Sequence[Parts]) -> Parts:
    """Several copies as one: indexes of items and elements move on by what came before."""
    joined = Parts(0)
    for part in parts:
        items, elements = joined.n_items, len(joined.element_item)
        joined.n_items += part.n_items
        joined.element_item += [items + item for item in part.element_item]
        joined.group_item += [items + item for item in part.group_item]
        joined.slot_item += [items + item for item in part.slot_item]
        joined.member_item += [items + item for item in part.member_item]
        joined.group_member += [elements + element for element in part.group_member]
        joined.hits += [(unit, elements + element, reach) for unit, element, reach in part.hits]
        for name in ("element_home", "element_counts", "element_share", "group_share", "group_rule", "group_size"):
            getattr(joined, name).extend(getattr(part, name))
        for name in ("slot_durable", "slot_name", "slot_size"):
            getattr(joined, name).extend(getattr(part, name))
    return joined


def unit_incidence(hits: Ints, n_units: int, n_elements: int) -> kernels.Units:
    """Unit -> element and back, from (n, 3) rows of unit, element, reach.

    A coalition that hits an element twice reaches as far as the farther hit.
    """
    order = np.lexsort((-hits[:, 2], hits[:, 1], hits[:, 0]))
    hits = hits[order]
    first = np.ones(len(hits), dtype=np.bool_)
    first[1:] = (hits[1:, :2] != hits[:-1, :2]).any(axis=1)
    hits = hits[first]
    back = np.argsort(hits[:, 1], kind="stable")
    return kernels.Units(
        ptr=_pointer(hits[:, 0], n_units),
        element=hits[:, 1].copy(),
        reach=hits[:, 2].astype(np.int8),
        by_element_ptr=_pointer(hits[back, 1], n_elements),
        by_element=hits[back, 0].copy(),
        by_element_reach=hits[back, 2].astype(np.int8),
    )


def _pointer(sorted_keys: Sequence[int] | Ints, size: int) -> Ints:
    """Where each of `size` keys begins in a sorted column; (size + 1,)."""
    return np.searchsorted(np.asarray(sorted_keys, dtype=np.int64), np.arange(size + 1)).astype(np.int32)


def _cumulated(sizes: Sequence[int]) -> Ints:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int32)
