"""DOMAIN 3.4: what can fail together."""

from __future__ import annotations

from collections.abc import Iterable

from tests.oracles.semantics.question import Batch, View
from tests.oracles.semantics.readings import Offer
from tests.oracles.semantics.world import World, ids

EIGHT_KINDS = ("firm", "owner", "site", "country", "embargo", "embargo_hq", "rule", "item")
HOME_ONLY = frozenset({"embargo", "embargo_hq", "rule"})


def candidates(batch: Batch, kinds: Iterable[str], target: str | None = None) -> frozenset[str]:
    """The units of `--by`; `all` = the eight kinds. `target` is the item that `item` units leave out."""
    wanted = set(kinds)
    if "all" in wanted:
        wanted = (wanted - {"all"}) | set(EIGHT_KINDS)
    return frozenset(
        f"{kind}:{name}" for kind in wanted for name in _names(batch, kind) if (kind, name) != ("item", target)
    )


def _names(batch: Batch, kind: str) -> frozenset[str]:
    firms, places = ids(batch, "Firm"), ids(batch, "Place")
    countries = frozenset(str(row["id"]) for row in batch.get("Place", ()) if row.get("level") == "country")
    tables = ("Material", "RawInput", "Equipment", "Component", "Technology", "Service", "Sector")
    items = frozenset().union(*(ids(batch, table) for table in tables))
    return {
        "firm": firms,
        "owner": firms,
        "site": places - countries,
        "country": countries,
        "embargo": countries,
        "embargo_hq": countries,
        "rule": ids(batch, "Rule"),
        "item": items,
        "coalition": ids(batch, "Coalition"),
    }[kind]


def expand(world: World, units: Iterable[str]) -> frozenset[str]:
    """Coalitions replaced by the units they name."""
    plain: set[str] = set()
    for unit in units:
        kind, _, name = unit.partition(":")
        plain |= expand(world, world.coalitions[name]) if kind == "coalition" else {unit}
    return frozenset(plain)


def is_hit(world: World, unit: str, item: str, offer: Offer, view: View) -> bool:
    """Whether a failed unit (no coalition) hits this option of the item in this view."""
    kind, _, name = unit.partition(":")
    if kind == "item":
        return name == item  # "every option of X, named or not"
    if not offer.named or (kind in HOME_ONLY and view == "world"):
        return False  # 3.2: "Unnamed options are hit by no unit but `item`"
    if kind == "firm":
        return offer.firm == name
    if kind == "owner":
        return offer.firm is not None and name in world.owners[offer.firm]
    if kind == "embargo_hq":
        seat = world.headquarters.get(offer.firm or "")
        return seat is not None and name in world.around[seat] and not _spares(world, name)
    if offer.place is None:
        return False  # 3.2: "no place unit hits it"
    if kind == "rule":
        return _rule_hits(world, name, item, offer)
    made_there = name in world.around[offer.place]  # "made at place S or inside it"; a coarser place is not inside
    return made_there and not (kind == "embargo" and _spares(world, name))


def _spares(world: World, place: str) -> bool:
    """ "The embargoes hit nothing when P lies in H or contains a place of H." """
    return world.lies_in_home(place) or world.holds_home(place)


def _rule_hits(world: World, name: str, item: str, offer: Offer) -> bool:
    rule = world.rules[name]
    from_origin = not rule.origins or bool(world.around[offer.place or ""] & rule.origins)
    to_home = not rule.destinations or any(_spares(world, place) for place in rule.destinations)
    return rule.in_force and item in rule.restricts and from_origin and to_home and not offer.at_home
