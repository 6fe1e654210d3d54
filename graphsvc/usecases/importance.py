"""Importance of units for a target, given the probability that each fails (docs/methods/importance.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from analytics.cut_sets import minimal_cut_sets
from analytics.failure_graph import FailureGraph
from analytics.importance import SEED, Importance, importances, without_effect
from analytics.readings import READINGS, Reading
from graphsvc.errors import WrongUse
from graphsvc.stores.port import View
from graphsvc.usecases.answer import Answer, Method
from graphsvc.usecases.asking import Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.coverage import coverage, ids_of, needed, notices
from graphsvc.usecases.cut_sets import HIGHEST_ORDER
from graphsvc.usecases.findings import Inquiry, deadline, reason_ids, with_places
from graphsvc.usecases.naming import item_types, labels, resolve, resolve_unit, unit_ids
from schema.interval import Interval

SEPARATOR = "="
MOST_UNITS = 200
ALL_ORDERS = 12  # so few units fail together in at most 4,095 ways: all their sets are found


@dataclass(frozen=True, slots=True)
class ImportanceQuery:
    """How much each unit matters to the target. `probabilities`: "firm:asml=0.02", a unit and P(it fails) in [0, 1].

    Units without a probability do not fail. All cut sets of up to ALL_ORDERS units are found; of more units, those of
    at most `max_order`, and what larger ones could add widens the intervals.
    """

    target: str
    probabilities: tuple[str, ...]
    max_order: int = 4
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class ImportanceRow:
    """One unit in one reading, by criticality. Intervals without width are exact; None has no upper end or no meaning.

    `birnbaum` is dimensionless as the others are: P(stops | unit failed) - P(stops | unit works).
    """

    target: str
    unit: str
    reading: Reading
    probability: float
    birnbaum: Interval
    criticality: Interval | None
    fussell_vesely: Interval | None
    raw: Interval | None
    rrw: Interval | None


@dataclass(frozen=True, slots=True)
class StopsRow:
    """P(the target stops) in a reading, from the cut sets up to `complete_to_order`; `samples`: 0 without sampling."""

    reading: Reading
    probability: Interval
    cut_sets: int
    complete_to_order: int
    samples: int
    seed: int | None


def find_importance(query: ImportanceQuery, context: Context) -> Answer[ImportanceRow]:
    """Rows by reading, then criticality. Partial when the search for cut sets ran out of time.

    `extra["stops"]`: P(the target stops) in each reading. A target that does not operate at the start has no row.
    WrongUse for what is no probability, a unit given twice, or an order out of range.
    """
    if not 1 <= query.max_order <= HIGHEST_ORDER:
        raise WrongUse("out-of-range", option="max-order", got=query.max_order, low=1, high=HIGHEST_ORDER)
    view = context.view()
    chances = _chances(view, query.probabilities)
    asked = context.ask(with_places(view, query.options))
    target = asked.graph.item(resolve(view, query.target, item_types()).id)
    units = tuple(chances)
    graphs = {reading: asked.compile(reading, units) for reading in READINGS}
    inquiry = Inquiry(asked, view, (target,), graphs, context.settings.keeps_seconds)
    in_time = deadline(context.settings.cut_seconds)
    rows: list[ImportanceRow] = []
    stops: list[StopsRow] = []
    for reading in query.options.shown:
        if inquiry.graphs[reading].starts(target):
            found, units_found = _weigh(inquiry.graphs[reading], target, reading, chances, query.max_order, in_time)
            rows += _rows(inquiry.name(target), reading, chances, found.probability, units_found)
            stops.append(found)
    items = needed(asked, inquiry.graphs["likely"], (target,))
    still, warnings = inquiry.not_operating(), notices(asked, items)
    most = _highest(query.max_order, units)
    return Answer(
        question="importance",
        parameters={
            "target": inquiry.name(target),
            "probabilities": [f"{unit}{SEPARATOR}{chance:g}" for unit, chance in chances.items()],
            "max_order": query.max_order,
        }
        | asked.options.parameters(),
        snapshot=asked.snapshot,
        method=Method("importance"),
        coverage=coverage(asked, items),
        rows=tuple(rows),
        warnings=warnings,
        names=labels(
            view,
            [inquiry.name(target), *unit_ids(units), *ids_of(warnings), *reason_ids(still), *asked.options.home],
        ),
        extra={"stops": tuple(stops), "not_operating_at_start": still},
        partial=any(row.complete_to_order < most for row in stops),
    )


def _highest(max_order: int, units: Collection[str]) -> int:
    """The largest order that is searched."""
    return len(units) if len(units) <= ALL_ORDERS else max_order


def _chances(view: View, given: tuple[str, ...]) -> dict[str, float]:
    """Units and their probabilities; WrongUse for none, too many, one twice, or no number in [0, 1]."""
    if not given:
        raise WrongUse("no-probability")
    if len(given) > MOST_UNITS:
        raise WrongUse("too-many", option="probabilities", got=len(given), most=MOST_UNITS)
    found: dict[str, float] = {}
    for text in given:
        name, _, number = text.rpartition(SEPARATOR)
        try:
            chance = float(number)
        except ValueError:
            chance = -1.0
        if not name or not 0.0 <= chance <= 1.0:
            raise WrongUse("bad-probability", got=text)
        unit = resolve_unit(view, name.strip())
        if unit in found:
            raise WrongUse("probability-twice", unit=unit)
        found[unit] = chance
    return found


def _weigh(
    graph: FailureGraph,
    target: int,
    reading: Reading,
    chances: dict[str, float],
    max_order: int,
    in_time: Callable[[], bool],
) -> tuple[StopsRow, dict[str, Importance]]:
    cuts = minimal_cut_sets(graph, target, _highest(max_order, chances), keep_going=in_time)
    reaching = {unit for units in cuts.classes for unit in units}  # the others hit nothing that the target depends on
    number = {unit: n for n, unit in enumerate(unit for unit in chances if unit in reaching)}
    p = np.array([chances[unit] for unit in number])
    sets = [[number[unit] for unit in cut] for cut in cuts if len(cut) <= cuts.complete_to_order]
    found = importances(sets, p, cuts.complete_to_order)
    seed = SEED if found.samples else None
    return StopsRow(reading, found.stops, len(sets), cuts.complete_to_order, found.samples, seed), dict(
        zip(number, found.units, strict=True)
    )


def _rows(
    target: str, reading: Reading, chances: Mapping[str, float], stops: Interval, found: Mapping[str, Importance]
) -> list[ImportanceRow]:
    rows = []
    for unit, chance in chances.items():
        measures = found.get(unit) or without_effect(stops)
        rows.append(
            ImportanceRow(
                target=target,
                unit=unit,
                reading=reading,
                probability=chance,
                birnbaum=measures.birnbaum,
                criticality=measures.criticality,
                fussell_vesely=measures.fussell_vesely,
                raw=measures.raw,
                rrw=measures.rrw,
            )
        )
    return sorted(rows, key=_mattering)


def _mattering(row: ImportanceRow) -> tuple[float, float, str]:
    """By criticality, then Birnbaum, the largest first; what differs by the last digits only is equal."""
    criticality = row.criticality.high if row.criticality else 0.0
    return -round(criticality, 12), -round(row.birnbaum.high, 12), row.unit
