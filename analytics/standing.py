"""Whether a target stops under each failure of one unit when some items had other makers or other needs.

An item is seen by the rest of the graph only through its level (kernels.py). So with other makers of an item, a unit
stops the target if it does in the present graph with that item's level fixed to what the unit leaves of the new makers.
These answers depend on the item and the level alone, and few levels are possible: each is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.cut_sets import upstream
from analytics.failure_graph import Bools, FailureGraph, Ints, Parts, unit_incidence, whereabouts
from analytics.failure_graph import is_loop_free as loop_free
from analytics.options import ItemOptions
from analytics.readings import Reading, makers
from analytics.supply_graph import NOT_STATED, SupplyGraph
from analytics.supposing import Slots
from analytics.units import Perspective, Question, numbering

Level = tuple[int, int]  # at home, in the world
Hits = tuple[tuple[int, int], ...]  # (number of the unit, reach)


@dataclass(frozen=True)
class Levels:
    """What is left of an item's makers: `usual` when nothing of them has failed, `under` each unit that hits them."""

    usual: Level
    under: Mapping[int, Level]

    def __getitem__(self, unit: int) -> Level:
        return self.under.get(unit, self.usual)


@dataclass(frozen=True)
class Leveller:
    """Levels of any makers of an item, for the units of a question."""

    graph: SupplyGraph
    question: Question
    units: Sequence[str]
    known: dict[tuple[int, int, int], Hits] = field(default_factory=dict)

    @cached_property
    def _view(self) -> Perspective:
        return Perspective(self.graph, self.question)

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, int], tuple[int, ...]]:
        return numbering(self.graph, self.units)

    def levels(self, item: int, options: ItemOptions, reading: Reading) -> Levels:
        """What every unit alone leaves of these options."""
        found = makers(options, reading)
        parts, hits = Parts(1), list[Hits]()
        parts.add(0, found)
        for element in found.elements:
            firm, place = whereabouts(element, reading)
            parts.element_home.append(element.at_home or self._at_home(place))
            hits.append(self._hits(item, firm, place))
        struck = sorted({unit for of_element in hits for unit, _ in of_element})
        number = {unit: n for n, unit in enumerate(struck)}
        rows = [(number[unit], n, reach) for n, of_element in enumerate(hits) for unit, reach in of_element]
        incidence = unit_incidence(np.array(rows, dtype=np.int32).reshape(-1, 3), len(struck), len(hits))
        recipe = parts.arrays(1.0 - self.question.min_surviving_share)
        *under, usual = map(tuple, kernels.levels(recipe, incidence).tolist())
        return Levels(usual, dict(zip(struck, under, strict=True)))

    def _at_home(self, place: int) -> bool:
        return place < len(self.graph.place_ids) and self._view.at_home(place)

    def _hits(self, item: int, firm: int, place: int) -> Hits:
        key = (item, firm, place)
        if key not in self.known:
            hits = self._units_that_hit(item, firm, place)
            self.known[key] = tuple((u, reach) for kind, at, reach in hits for u in self._numbers.get((kind, at), ()))
        return self.known[key]

    def _units_that_hit(self, item: int, firm: int, place: int) -> Iterator[tuple[str, int, int]]:
        """As of a Perspective; a place that no claim knows is hit by rules on goods of any origin alone."""
        unknown = place >= len(self.graph.place_ids)
        known_firm = firm if firm < len(self.graph.firm_ids) else NOT_STATED
        yield from self._view.hits(item, known_firm, NOT_STATED if unknown else place)
        if unknown:
            for rule, origins in self._view.rules.get(item, ()):
                if origins is None:
                    yield "rule", rule, kernels.HIT_AT_HOME


Fixed = tuple[tuple[int, Level], ...]  # items of copies with their levels, sorted


@dataclass(frozen=True)
class Standing:
    """A target in one reading. Answers are (n_units + 1,): whether it stops; the last is for no failure at all.

    Fewer failures and better levels never stop more: what follows from that and the present answer is not computed.
    """

    compiled: FailureGraph
    target: int
    known: dict[Fixed, tuple[Bools, Bools]] = field(default_factory=dict)  # (answer, for which units it is known)

    @cached_property
    def wanted(self) -> Ints:
        """Units that hit something the target needs."""
        graph = self.compiled
        needed = upstream(graph, graph.nodes(self.target))[graph.recipe.element_item[graph.incidence.element]]
        unit = np.repeat(np.arange(len(graph.units), dtype=np.int32), np.diff(graph.incidence.ptr))
        return np.unique(unit[needed])

    @cached_property
    def now(self) -> Bools:
        """With the present makers."""
        return self._answer((), self.compiled.recipe, self.wanted)

    def with_makers(self, old: Mapping[int, Levels], new: Mapping[int, Levels]) -> Bools:
        """With other makers of the items (of copies) that the two mappings hold."""
        if old == new:
            return self.now
        found = self.now.copy()
        asked: dict[Fixed, list[int]] = {}
        hit = {unit for levels in (*old.values(), *new.values()) for unit in levels.under}
        for unit in hit:
            now, then = _state(old, unit), _state(new, unit)
            if now != then and not _follows(now, then, bool(found[unit])):
                asked.setdefault(then, []).append(unit)
        now, then = _state(old, NOT_STATED), _state(new, NOT_STATED)
        if now != then:
            open_if = np.array([not _follows(now, then, stops) for stops in (False, True)])
            units = np.flatnonzero(open_if[found.astype(np.int8)]).tolist()
            asked.setdefault(then, []).extend(unit for unit in units if unit not in hit)
        for state, units in asked.items():
            found[units] = self._fixed(state, np.array(units, dtype=np.int64))
        return found

    def with_slots(self, old: Mapping[int, Slots], new: Mapping[int, Slots]) -> Bools:
        """With other needs of the items (of copies) that the two mappings hold."""
        if old == new:
            return self.now
        recipe = self.compiled.recipe
        for item, slots in new.items():
            recipe = replaced_slots(recipe, item, slots, self.compiled.n_items)
        if all(_is_part(new[item], old[item]) for item in new) and not self.now[-1]:
            wanted = np.flatnonzero(self.now[:-1]).astype(np.int32)  # with fewer needs nothing more can stop it
        else:
            wanted = np.flatnonzero(np.diff(self.compiled.incidence.ptr)).astype(np.int32)
        return self._answer((), recipe, wanted)

    def _fixed(self, fixed: Fixed, units: npt.NDArray[np.int64]) -> Bools:
        """For these units, whether the target stops when the items have these levels."""
        if fixed not in self.known:
            self.known[fixed] = self._begun(fixed)
        answer, done = self.known[fixed]
        missing = units[~done[units]].astype(np.int32)
        if len(missing):
            answer[missing] = self._answer(fixed, self.compiled.recipe, missing)[missing]
            done[missing] = True
        return answer[units]

    def _begun(self, fixed: Fixed) -> tuple[Bools, Bools]:
        """What holds without trying a unit: for those that hit nothing needed, and all when the target stands still."""
        answer = self._answer(fixed, self.compiled.recipe, np.zeros(0, dtype=np.int32))
        done = np.ones(len(answer), dtype=np.bool_)
        done[self.wanted] = answer[-1]
        return answer, done

    def _answer(self, fixed: Fixed, recipe: kernels.Recipe, wanted: Ints) -> Bools:
        graph = self.compiled
        level = graph.start.level.copy()
        for item, levels in fixed:
            level[2 * item : 2 * item + 2] = levels
        start = kernels.fixpoint(recipe, level)
        nodes = graph.nodes(self.target)
        idle = start.runs[nodes] == 0
        gather: Callable[..., Bools] = np.any if graph.all_needed else np.all
        found = np.full(len(graph.units) + 1, gather(idle), dtype=np.bool_)
        if len(wanted) and not found[-1]:
            work = kernels.scratch(recipe, start)
            apart = np.arange(len(recipe.slot_ptr) - 1, dtype=np.int32)  # what is touched does not matter here
            units = _spared(graph, [item for item, _ in fixed])
            stops = kernels.alone(recipe, units, start, work, wanted, nodes, apart)[0]
            found[wanted] = gather((stops != 0) | idle, axis=1)
        return found


def _follows(now: Fixed, then: Fixed, stops: bool) -> bool:
    """Whether another state keeps the answer for sure: one that is worse where the target stops, else one better."""
    high, low = (now, then) if stops else (then, now)
    return all(more[view] >= less[view] for (_, more), (_, less) in zip(high, low, strict=True) for view in (0, 1))


def _state(levels: Mapping[int, Levels], unit: int) -> Fixed:
    return tuple((item, levels[item][unit]) for item in sorted(levels))


def _spared(graph: FailureGraph, items: Sequence[int]) -> kernels.Units:
    """The units without their hits on the makers of these items: enough for failures of one unit."""
    incidence = graph.incidence
    if not items:
        return incidence
    kept = ~np.isin(graph.recipe.element_item[incidence.element], items)
    before = np.concatenate(([0], np.cumsum(kept)))
    return incidence._replace(
        ptr=before[incidence.ptr].astype(np.int32), element=incidence.element[kept], reach=incidence.reach[kept]
    )


def _is_part(fewer: Slots, slots: Slots) -> bool:
    """Whether slots were only dropped."""
    rest: Iterator[tuple[bool, tuple[int, ...]]] = iter(slots)
    return all(slot in rest for slot in fewer)


def replaced_slots(recipe: kernels.Recipe, item: int, slots: Slots, n_items: int) -> kernels.Recipe:
    """A recipe in which one item, of the copy it lies in, has other slots."""
    first, last = int(recipe.slot_ptr[item]), int(recipe.slot_ptr[item + 1])
    copy = item // n_items * n_items
    own = np.array([copy + member for _, members in slots for member in members], dtype=np.int32)
    inside = slice(int(recipe.member_ptr[first]), int(recipe.member_ptr[last]))
    member = np.concatenate((recipe.member_item[: inside.start], own, recipe.member_item[inside.stop :]))
    old_sizes = np.diff(recipe.member_ptr)
    sizes = np.concatenate((old_sizes[:first], [len(members) for _, members in slots], old_sizes[last:]))
    durable = [durable for durable, _ in slots]
    owner = np.concatenate((recipe.slot_item[:first], np.full(len(slots), item), recipe.slot_item[last:]))
    order = np.argsort(member, kind="stable")
    slot = np.repeat(np.arange(len(owner)), sizes.astype(np.int64))
    items = np.arange(len(recipe.slot_ptr))
    changed = recipe._replace(
        slot_ptr=np.searchsorted(owner, items).astype(np.int32),
        slot_item=owner.astype(np.int32),
        slot_durable=np.concatenate((recipe.slot_durable[:first], durable, recipe.slot_durable[last:])).astype(np.int8),
        member_ptr=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        member_item=member.astype(np.int32),
        use_ptr=np.searchsorted(member[order], items).astype(np.int32),
        use_slot=slot[order].astype(np.int32),
    )
    return changed._replace(loop_free=loop_free(changed))
