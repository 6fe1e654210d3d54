"""Slots of an item: what it needs (DOMAIN 3.0.3, 3.1.2, 3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tests.oracles.semantics.cells import flag, number, text
from tests.oracles.semantics.claims import Claim, Evidence, by_key, claims, settle
from tests.oracles.semantics.question import QUALIFICATIONS, Question, Row


@dataclass(frozen=True)
class Slot:
    """`members` are the qualified ones only: "A slot without a qualified member is never met" (3.0.3).

    `shares`: what is known of their shares of the slot today.
    """

    item: str
    name: str
    essential: bool
    durable: bool
    members: frozenset[str]
    shares: Mapping[str, Fraction] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class RecipeRow:
    """One REQUIRES key, its properties settled and then its defaults filled (3.0.1, INTERFACE 1)."""

    item: str
    needs: str
    slot: str
    essential: bool
    durable: bool
    qualified: bool
    share: Fraction | None


def slots(evidence: Evidence) -> dict[str, tuple[Slot, ...]]:
    """item -> all its slots."""
    rows: dict[tuple[str, str], list[RecipeRow]] = {}
    for key, same in by_key(claims(evidence, "REQUIRES"), "from", "to", "slot").items():
        row = recipe_row(key, same, evidence.question)
        rows.setdefault((row.item, row.slot), []).append(row)
    found: dict[str, tuple[Slot, ...]] = {}
    for (item, name), alternatives in sorted(rows.items()):
        found[item] = (*found.get(item, ()), as_slot(item, name, alternatives))
    return found


def recipe_row(key: tuple[str, ...], same: list[Claim], question: Question) -> RecipeRow:
    item, needs, slot = key
    essential = settle(same, lambda row: flag(row, "essential"))
    mode = settle(same, lambda row: text(row, "mode"))
    qualification = settle(same, stated_qualification)
    share = settle(same, lambda row: number(row, "share"))
    return RecipeRow(
        item=item,
        needs=needs,
        slot=slot or needs,
        essential=essential is None or essential.value,
        durable=mode is not None and mode.value == "durable",
        qualified=is_qualified(qualification.value if qualification else None, question),
        share=share.value if share else None,
    )


def as_slot(item: str, name: str, rows: list[RecipeRow]) -> Slot:
    return Slot(
        item=item,
        name=name,
        essential=any(row.essential for row in rows),  # 3.0.3: "essential if any of its rows is"
        durable=all(row.durable for row in rows),  # 3.0.3: "durable only if all are"
        members=frozenset(row.needs for row in rows if row.qualified),  # 3.1.2: "The same holds for a member of a slot"
        shares={row.needs: row.share for row in rows if row.qualified and row.share is not None},
    )


def counts(slot: Slot, question: Question) -> bool:
    """3.3, 3.5: non-essential slots never stop an item; `immediate` ignores durable ones."""
    return slot.essential and not (slot.durable and question.horizon == "immediate")


def stated_qualification(row: Row) -> str | None:
    return text(row, "qualification")


def is_qualified(stated: str | None, question: Question) -> bool:
    """3.1.2: none stated = volume; below the question's threshold it does not count."""
    return QUALIFICATIONS.index(stated or "volume") >= QUALIFICATIONS.index(question.qualification)
