"""A named graph asked of both sides: the product, and the slow twin written from DOMAIN section 3 alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from analytics.cut_sets import minimal_cut_sets
from analytics.readings import READINGS
from analytics.single_source import is_direct, stopping_units
from graphsvc.usecases.findings import strongest
from schema.dates import last_day
from tests.graphs.notation import Ask
from tests.oracles import semantics
from tests.oracles.semantics import Batch
from tests.properties.asked import Asked

TODAY = date(2026, 1, 1)


def asked(batch: Batch, options: Mapping[str, Any]) -> Asked:
    """A batch and a question; dates in `options` are short texts, the rest is as the twin's Question has it."""
    dates = {name: last_day(options[name]) for name in ("as_of", "known_at") if name in options}
    return Asked(batch, semantics.Question(today=TODAY, **{**options, **dates}))


def product(batch: Batch, ask: Ask) -> frozenset[str]:
    """The product's answer as the lines of an Ask."""
    case = asked(batch, ask.options)
    if ask.kind == "single":
        return frozenset(_single(case, ask))
    if ask.kind == "cuts":
        return frozenset(_cuts(case, ask))
    world = ask.kind == "stops_world"
    lines = set()
    for reading in READINGS:
        before, after = (case.operating(reading, failed)[world] for failed in (frozenset(), frozenset(ask.fail)))
        lost = frozenset(case.graph.item_names) - before if ask.kind == "still" else before - after
        lines |= {f"{item} {reading}" for item in lost}
    return frozenset(lines)


def _single(case: Asked, ask: Ask) -> set[str]:
    target = case.graph.item(ask.target)
    sector = bool(case.graph.item_is_sector[target])
    found = strongest({reading: stopping_units(graph, [target])[0] for reading, graph in case.compiled.items()})
    return {
        f"{unit} {'direct' if is_direct(case.compiled[reading], target, sector, unit) else 'hidden'} {reading}"
        for unit, reading in found.items()
        if unit.partition(":")[0] in ask.by and unit != f"item:{ask.target}"
    }


def _cuts(case: Asked, ask: Ask) -> set[str]:
    target = case.graph.item(ask.target)
    excluded = {unit for unit in case.units if unit.partition(":")[0] not in ask.by} | {f"item:{ask.target}"}
    found = {
        reading: minimal_cut_sets(graph, target, ask.max_order, excluded=excluded)
        for reading, graph in case.compiled.items()
    }
    return {f"{'+'.join(cut)} {reading}" for cut, reading in strongest(found).items()}


def twin(batch: Batch, ask: Ask) -> frozenset[str]:
    """The slow twin's answer as the lines of an Ask."""
    question = asked(batch, ask.options).asked
    if ask.kind == "single":
        found = semantics.single_sources(batch, question, ask.target, ask.by)
        return frozenset(f"{unit} {kind} {reading}" for unit, kind, reading in found)
    if ask.kind == "cuts":
        cut_sets = semantics.minimal_cut_sets(batch, question, ask.target, ask.by, ask.max_order)
        return frozenset(f"{'+'.join(sorted(units))} {reading}" for units, reading in cut_sets)
    if ask.kind == "still":
        return frozenset(f"{item} {reading}" for item, reading in semantics.not_operating_at_start(batch, question))
    world = ask.kind == "stops_world"
    by_reading = {reading: semantics.stopped(batch, question, reading, frozenset(ask.fail)) for reading in READINGS}
    return frozenset(f"{item} {reading}" for reading, lost in by_reading.items() for item in lost[world])
