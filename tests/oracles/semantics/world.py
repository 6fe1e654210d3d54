"""Everything a question sees of a batch, settled: items, recipes, options, places, owners, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tests.oracles.semantics.cells import first_day, last_day, text
from tests.oracles.semantics.claims import Evidence
from tests.oracles.semantics.options import ItemOptions, item_options
from tests.oracles.semantics.places import headquarters, owners, places_around
from tests.oracles.semantics.question import ITEM_TABLES, Batch, Question, Row
from tests.oracles.semantics.recipes import Slot, slots


@dataclass(frozen=True)
class Rule:
    """An export control and whether it is in force on the date asked."""

    in_force: bool
    restricts: frozenset[str]
    origins: frozenset[str]
    destinations: frozenset[str]


@dataclass(frozen=True)
class World:
    """A batch as a question sees it, with or without doubtful claims."""

    question: Question
    sectors: frozenset[str]
    options: Mapping[str, ItemOptions]  # of every item and sector
    slots: Mapping[str, tuple[Slot, ...]]
    around: Mapping[str, frozenset[str]]
    headquarters: Mapping[str, str]
    owners: Mapping[str, frozenset[str]]
    rules: Mapping[str, Rule]
    coalitions: Mapping[str, frozenset[str]]

    def lies_in_home(self, place: str) -> bool:
        return bool(self.around[place] & set(self.question.home))

    def holds_home(self, place: str) -> bool:
        """Whether `place` contains a place of H."""
        return any(place in self.around[home] for home in self.question.home)


def world(batch: Batch, question: Question, *, doubtful: bool) -> World:
    evidence = Evidence(batch, question, doubtful)
    sectors = ids(batch, "Sector")
    items = sectors.union(*(ids(batch, table) for table in ITEM_TABLES))
    return World(
        question=question,
        sectors=sectors,
        options={item: item_options(evidence, item) for item in sorted(items)},
        slots=slots(evidence),
        around=places_around(evidence),
        headquarters=headquarters(evidence),
        owners=owners(evidence),
        rules={str(row["id"]): as_rule(batch, row, question.as_of or question.today) for row in batch.get("Rule", ())},
        coalitions={str(row["id"]): units_of(row) for row in batch.get("Coalition", ())},
    )


def ids(batch: Batch, table: str) -> frozenset[str]:
    return frozenset(str(row["id"]) for row in batch.get(table, ()))


def as_rule(batch: Batch, row: Row, asked: date) -> Rule:
    """3.0.2: "The rows of a rule are never filtered by as_of, known_at or grade: its own dates decide." """
    start, end = text(row, "in_force_from"), text(row, "in_force_to")
    begun = start is None or first_day(start) <= asked
    ended = end is not None and last_day(end) < asked  # 3.4: inclusive; empty = unbounded

    def linked(kind: str) -> frozenset[str]:
        return frozenset(str(link["to"]) for link in batch.get(kind, ()) if link["from"] == row["id"])

    return Rule(begun and not ended, linked("RESTRICTS"), linked("RULE_ORIGIN"), linked("RULE_DESTINATION"))


def units_of(coalition: Row) -> frozenset[str]:
    return frozenset(unit for unit in (text(coalition, "units") or "").split("|") if unit)
