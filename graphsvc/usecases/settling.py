"""What becomes of each value that claims of one key state: taken, or set aside for which claim and why (DOMAIN 3.0).

The order of the claims is the one that projections settle by (analytics.settle).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from analytics.settle import Reason, Standing, deciding, group
from graphsvc.projection.columns import ints, standing
from graphsvc.projection.policy import Days, Policy
from graphsvc.stores.port import Relationship, View
from schema.generated import types
from schema.load import contract
from schema.model import RelationshipType
from schema.units import find_unit

Verdict = Literal["selected", "agrees", "overruled"]
Because = Reason | Literal["any_true"]
REASONS: tuple[Because, ...] = (*get_args(Reason), "any_true")
Key = tuple[str, ...]

BASE_OF_SHARE = "share_of"  # shares of different bases speak of different things
DEFAULT_BASE = "world"
TRUE_COUNTS = "exhaustive"  # one claim that says so is enough
OF_A_RULE = (types.RESTRICTS, types.RULE_ORIGIN, types.RULE_DESTINATION)  # their rule's own dates decide


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of one value that a claim states; `unit` where the property is a quantity, `base` of a share.

    selected: this value is taken. agrees: another claim is taken that states the same. overruled: another claim is
    taken that states something else. `by` is that claim, `because` what puts it first; both None when selected.
    """

    property: str
    value: Any
    unit: str | None
    base: str | None
    verdict: Verdict
    by: str | None = None
    because: Because | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Claims about the same thing, the best standing first, and the rulings on each, in the contract's order."""

    claims: tuple[Relationship, ...]
    rulings: tuple[tuple[Ruling, ...], ...]


def settled(claims: Sequence[Relationship]) -> list[Settled]:
    """The claims by key, each property settled on its own; all claims given must count."""
    if not claims:
        return []
    numbers: dict[tuple[str, Key], int] = {}
    about = ints(numbers.setdefault((claim.type, key(claim)), len(numbers)) for claim in claims)
    ranks = _standing(claims)
    groups = group((about,), ranks)
    bounds = zip(groups.start[:-1].tolist(), groups.start[1:].tolist(), strict=True)
    order = groups.order.tolist()
    return [_settled(order[first:end], claims, ranks) for first, end in bounds]


def in_time(claims: Iterable[Relationship], policy: Policy) -> Iterator[Relationship]:
    """Those that were true and recorded by the dates of the policy; the rows of a rule always."""
    days = Days()
    for claim in claims:
        if claim.type in OF_A_RULE or policy.in_time(days(claim.properties.get("as_of")), days(claim.recorded_at)):
            yield claim


def rivals(view: View, claims: Sequence[Relationship]) -> list[Relationship]:
    """Visible claims with the same keys as these, these left out."""
    if not claims:
        return []
    keys, known = {(claim.type, key(claim)) for claim in claims}, {claim.claim for claim in claims}
    starts, of_types = sorted({claim.start for claim in claims}), sorted({claim.type for claim in claims})
    found = view.relationships(starts, of_types, "out")  # every key holds the start
    return [one for one in found if one.claim not in known and (one.type, key(one)) in keys]


def rivals_elsewhere(view: View, claims: Iterable[Relationship]) -> list[Relationship]:
    """Claims with the same keys as these that may end at another node, as a firm's headquarters."""
    types = contract().relationships
    return rivals(view, [claim for claim in claims if "to" not in types[claim.type].key])


def key(claim: Relationship) -> Key:
    """What a claim is about, beside its type: the key columns of the contract, defaults filled in."""
    type = contract().relationships[claim.type]
    return tuple(str(said(claim, name) or said(claim, type.key_defaults.get(name)) or "") for name in type.key)


def said(claim: Relationship, name: str | None) -> Any:
    """The value of a column of a claim, its ends included; None when it is unknown."""
    if name is None:
        return None
    return {"from": claim.start, "to": claim.end}.get(name) or claim.properties.get(name)


def comparable(ruling: Ruling) -> Any:
    """A value in a form in which equal things are equal: numbers in their dimension's base unit."""
    value = ruling.value
    if isinstance(value, list):
        return tuple(sorted(value))
    if not isinstance(value, float | int) or isinstance(value, bool):
        return value
    known = find_unit(contract(), ruling.unit) if ruling.unit else None
    scaled = value * known.factor if known else value
    return (f"{scaled:.9g}", known.dimension, known.currency) if known else f"{scaled:.9g}"


def _standing(claims: Sequence[Relationship]) -> Standing:
    columns = {name: [claim.properties.get(name) for claim in claims] for name in ("source", "as_of", "grade")}
    columns["claim"] = [claim.claim for claim in claims]
    columns["recorded_at"] = [claim.recorded_at for claim in claims]
    sources = sorted({source for source in columns["source"] if source})
    return standing(columns, {source: rank for rank, source in enumerate(sources)})


def _settled(order: list[int], claims: Sequence[Relationship], ranks: Standing) -> Settled:
    first = claims[order[0]]
    properties = _disputable(contract().relationships[first.type])
    rulings: list[list[Ruling]] = [[] for _ in order]
    for name, units in properties.items():
        for base, places in _by_base(order, claims, name).items():
            for place, ruling in _rule(places, claims, ranks, _Column(name, units, base)):
                rulings[order.index(place)].append(ruling)
    return Settled(tuple(claims[place] for place in order), tuple(map(tuple, rulings)))


def _disputable(type: RelationshipType) -> Mapping[str, str | None]:
    """Properties that claims of one key may state differently, each with the column of its unit."""
    given = {*type.key, *contract().provenance, BASE_OF_SHARE}
    units = {found.quantity: found.name for found in type.properties.values() if found.quantity}
    names = [name for name in ("to", *type.properties) if name not in given and name not in units.values()]
    return {name: units.get(name) for name in names}


def _by_base(order: list[int], claims: Sequence[Relationship], name: str) -> dict[str | None, list[int]]:
    """The claims that state a property, best first; shares by what they are shares of."""
    found: dict[str | None, list[int]] = {}
    has_bases = name == "share" and BASE_OF_SHARE in contract().relationships[claims[order[0]].type].properties
    for place in order:
        if said(claims[place], name) is not None:
            base = claims[place].properties.get(BASE_OF_SHARE, DEFAULT_BASE) if has_bases else None
            found.setdefault(base, []).append(place)
    return found


@dataclass(frozen=True, slots=True)
class _Column:
    """A property, the column of its unit, and the base of the shares it holds."""

    name: str
    unit: str | None
    base: str | None

    def taken(self, claim: Relationship) -> Ruling:
        """The ruling of a claim whose value is selected."""
        measured = claim.properties.get(self.unit) if self.unit else None
        return Ruling(self.name, said(claim, self.name), measured, self.base, "selected")


def _rule(
    places: list[int], claims: Sequence[Relationship], ranks: Standing, column: _Column
) -> Iterator[tuple[int, Ruling]]:
    """The rulings on the claims at these places, best first, which all state the property."""
    saying = [place for place in places if column.name == TRUE_COUNTS and said(claims[place], column.name)]
    best = (saying or places)[0]
    taken = column.taken(claims[best])
    yield best, taken
    for place in (place for place in places if place != best):
        stated = column.taken(claims[place])
        same = comparable(stated) == comparable(taken)
        because: Because = deciding(ranks, best, place) if same or not saying else "any_true"
        verdict: Verdict = "agrees" if same else "overruled"
        yield place, replace(stated, verdict=verdict, by=claims[best].claim, because=because)
