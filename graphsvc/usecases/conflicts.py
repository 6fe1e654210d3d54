"""Claims about the same thing that disagree in a property."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphsvc.stores.port import Relationship
from schema.load import contract
from schema.model import RelationshipType
from schema.units import find_unit

BASE_OF_SHARE = "share_of"  # shares of different bases speak of different things
DEFAULT_BASE = "world"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """One claim's value; `unit` where the property is a quantity. None is unknown."""

    value: Any
    unit: str | None
    claim: str
    source: str | None
    as_of: str | None
    grade: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of one key that disagree in a property; the best evidence first: grade, then the newer."""

    type: str
    start: str
    end: str | None  # None when the claims disagree in the end itself
    key: Mapping[str, str]  # what else the claims are about, such as the slot or the site
    property: str
    opinions: tuple[Opinion, ...]


def find_conflicts(claims: Iterable[Relationship]) -> tuple[Conflict, ...]:
    """All conflicts among these claims; numbers are compared in one unit, shares within one base."""
    groups: dict[tuple[str, Key], list[Relationship]] = {}
    for claim in claims:
        groups.setdefault((claim.type, _key(claim, contract().relationships[claim.type])), []).append(claim)
    return tuple(conflict for group in groups.values() if len(group) > 1 for conflict in _in_group(group))


def _key(claim: Relationship, type: RelationshipType) -> Key:
    return tuple(str(_said(claim, name) or _said(claim, type.key_defaults.get(name)) or "") for name in type.key)


def _said(claim: Relationship, name: str | None) -> Any:
    if name is None:
        return None
    return {"from": claim.start, "to": claim.end}.get(name) or claim.properties.get(name)


def _in_group(group: list[Relationship]) -> Iterator[Conflict]:
    type = contract().relationships[group[0].type]
    settled = {*type.key, *contract().provenance, BASE_OF_SHARE}
    units = {found.name for found in type.properties.values() if found.quantity}
    for name in ["to", *type.properties]:
        if name in settled or name in units:
            continue
        for comparable in _same_base(group, name):
            stating = [claim for claim in comparable if _said(claim, name) is not None]
            if len({_comparable(claim, name, type) for claim in stating}) > 1:
                yield _conflict(type, name, stating)


def _same_base(group: list[Relationship], name: str) -> list[list[Relationship]]:
    if name != "share":
        return [group]
    bases: dict[str, list[Relationship]] = {}
    for claim in group:
        bases.setdefault(claim.properties.get(BASE_OF_SHARE, DEFAULT_BASE), []).append(claim)
    return list(bases.values())


def _unit(claim: Relationship, name: str, type: RelationshipType) -> str | None:
    column = next((found.name for found in type.properties.values() if found.quantity == name), None)
    given = claim.properties.get(column) if column else None
    return str(given) if given is not None else None


def _comparable(claim: Relationship, name: str, type: RelationshipType) -> Any:
    """The value in a form in which equal things are equal: numbers in their dimension's base unit."""
    value, unit = _said(claim, name), _unit(claim, name, type)
    if isinstance(value, list):
        return tuple(sorted(value))
    if not isinstance(value, float | int) or isinstance(value, bool):
        return value
    known = find_unit(contract(), unit) if unit else None
    scaled = value * known.factor if known else value
    return (f"{scaled:.9g}", known.dimension, known.currency) if known else f"{scaled:.9g}"


def _conflict(type: RelationshipType, name: str, claims: list[Relationship]) -> Conflict:
    first = claims[0]
    keyed = {column: _said(first, column) for column in type.key if column not in ("from", "to")}
    newest_first = sorted(claims, key=lambda claim: claim.properties.get("as_of") or "", reverse=True)
    ranked = sorted(newest_first, key=lambda claim: claim.properties.get("grade", "D"))
    return Conflict(
        type=type.name,
        start=first.start,
        end=first.end if name != "to" else None,
        key={column: str(value) for column, value in keyed.items() if value is not None},
        property=name,
        opinions=tuple(_opinion(claim, name, type) for claim in ranked),
    )


def _opinion(claim: Relationship, name: str, type: RelationshipType) -> Opinion:
    said = claim.properties
    return Opinion(
        value=_said(claim, name),
        unit=_unit(claim, name, type),
        claim=claim.claim,
        source=said.get("source"),
        as_of=said.get("as_of"),
        grade=said.get("grade", "D"),
    )
