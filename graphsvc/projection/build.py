"""From a view of a store to a SupplyGraph: read, filter by policy, settle (DOMAIN 3.0)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.settle import Groups, group, taken
from analytics.supply_graph import LAST_DAY, NOT_STATED, QUALIFICATIONS, Flags, Ints, SupplyGraph, Texts
from graphsvc.projection.columns import (
    MODES,
    WORLD_SHARES,
    Claims,
    Coder,
    Numbering,
    among,
    codes,
    index,
    ints,
    looked_up,
    node_ids,
    node_values,
    numbers,
    read_claims,
    texts,
    truths,
)
from graphsvc.projection.policy import Days, Policy
from graphsvc.stores.port import Scanned
from schema.dates import first_day
from schema.generated import types
from schema.load import contract

Arrays = dict[str, npt.NDArray[Any]]
VOLUME = QUALIFICATIONS.index("volume")
CONTROL = 0.5  # an owner with a larger share controls


def supply_graph(view: Scanned, policy: Policy) -> SupplyGraph:
    """The settled claims of a view that count under a policy."""
    nodes = _nodes(view)
    reader = _Reader(view, policy, nodes)
    recipes, recipe_claims = _recipes(reader)
    supplies, supply_claims = _supplies(reader, len(recipe_claims))
    produces, produce_claims = _produces(reader, len(recipe_claims) + len(supply_claims))
    owned, owner = _owners(reader)
    part_child, part_parent = _settled_pairs(reader.claims(types.PART_OF, nodes.places, nodes.places))
    return SupplyGraph(
        **_node_arrays(nodes),
        **recipes,
        **supplies,
        **produces,
        firm_headquarters=_headquarters(reader),
        part_child=part_child,
        part_parent=part_parent,
        owned_firm=owned,
        owned_by=owner,
        **_rule_arrays(reader),
        **_claim_arrays([recipe_claims, supply_claims, produce_claims]),
        source_ids=texts(nodes.sources),
    )


@dataclass(frozen=True)
class _Nodes:
    """id -> index of what the arrays speak of, in the order of ids."""

    items: Mapping[str, int]
    sectors: frozenset[str]
    firms: Mapping[str, int]
    places: Mapping[str, int]
    levels: Mapping[str, str | None]
    rules: Mapping[str, int]
    in_force: Mapping[str, tuple[str | None, str | None]]
    coalitions: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, int]


def _nodes(view: Scanned) -> _Nodes:
    sectors = node_ids(view, (types.SECTOR,))
    places = node_values(view, types.PLACE, ("level",))
    rules = node_values(view, types.RULE, ("in_force_from", "in_force_to"))
    coalitions = node_values(view, types.COALITION, ("units",))
    return _Nodes(
        items=_numbered(node_ids(view, contract().types_with_label(types.ITEM)) | sectors),
        sectors=frozenset(sectors),
        firms=_numbered(node_ids(view, (types.FIRM,))),
        places=_numbered(places),
        levels={key: said["level"] for key, said in places.items()},
        rules=_numbered(rules),
        in_force={key: (said["in_force_from"], said["in_force_to"]) for key, said in rules.items()},
        coalitions={key: tuple(coalitions[key]["units"] or ()) for key in sorted(coalitions)},
        sources=_numbered(node_ids(view, (types.SOURCE,))),
    )


def _numbered(ids: Iterable[str]) -> dict[str, int]:
    return {key: number for number, key in enumerate(sorted(ids))}


@dataclass(frozen=True)
class _Reader:
    """Reads the claims of a type under the policy; ends and properties are coded as said."""

    view: Scanned
    policy: Policy
    nodes: _Nodes

    def claims(self, type_name: str, start: Mapping[str, int], end: Mapping[str, int], **fields: Coder) -> Claims:
        ends = {"from": index(start), "to": index(end)}
        return read_claims(self.view, type_name, {**ends, **fields}, self.policy, self.nodes.sources)

    def of_a_rule(self, type_name: str, end: Mapping[str, int]) -> Claims:
        """The rows of a rule are never filtered: its own dates decide."""
        return replace(self, policy=Policy()).claims(type_name, self.nodes.rules, end)


def _node_arrays(nodes: _Nodes) -> Arrays:
    starts, ends = Days(first_day), Days(missing=LAST_DAY)
    return {
        "item_ids": texts(nodes.items),
        "item_is_sector": np.array([key in nodes.sectors for key in nodes.items], dtype=np.bool_),
        "firm_ids": texts(nodes.firms),
        "place_ids": texts(nodes.places),
        "place_is_country": np.array([nodes.levels[key] == "country" for key in nodes.places], dtype=np.bool_),
        "rule_ids": texts(nodes.rules),
        "rule_from": ints(starts(nodes.in_force[key][0]) for key in nodes.rules),
        "rule_to": ints(ends(nodes.in_force[key][1]) for key in nodes.rules),
        "coalition_ids": texts(nodes.coalitions),
        "coalition_units": texts("|".join(units) for units in nodes.coalitions.values()),
    }


def _recipes(reader: _Reader) -> tuple[Arrays, _Ordered]:
    items, slots_named = reader.nodes.items, Numbering()
    claims = reader.claims(
        types.REQUIRES,
        items,
        items,
        slot=looked_up(slots_named),
        mode=codes(MODES),
        essential=truths,
        share=numbers,
        qualification=codes(QUALIFICATIONS),
    )
    needs, fills, durable, essential = claims["from"], claims["to"], claims["mode"], claims["essential"]
    names, name = _slot_names(claims["slot"], slots_named.texts, fills, list(items))
    groups = group((needs, name, fills), claims.standing)
    member_owner, member_name = groups.keys(needs), groups.keys(name)
    first = np.ones(len(member_owner), dtype=np.bool_)
    first[1:] = (member_owner[1:] != member_owner[:-1]) | (member_name[1:] != member_name[:-1])
    slots = np.flatnonzero(first)
    member_durable = taken(durable, groups.first(durable >= 0), 0) == 1
    member_essential = taken(essential, groups.first(essential >= 0), 1) == 1
    share, qualification = claims["share"], claims["qualification"]
    arrays: Arrays = {
        "slot_item": member_owner[slots],
        "slot_name": names[member_name[slots]],
        "slot_essential": _by_slot(np.logical_or, member_essential, slots),
        "slot_durable": _by_slot(np.logical_and, member_durable, slots),
        "member_slot": (np.cumsum(first) - 1).astype(np.int32),
        "member_item": groups.keys(fills),
        "member_share": taken(share, groups.first(~np.isnan(share)), np.nan),
        "member_qualification": taken(qualification, groups.first(qualification >= 0), VOLUME),
        "member_claim_ptr": groups.start.astype(np.int32),
    }
    return arrays, _Ordered(claims, groups)


def _slot_names(slot: Ints, slot_texts: list[str], fills: Ints, item_ids: list[str]) -> tuple[Texts, Ints]:
    """The names of slots in order, and the number of each claim's: its own, or the id of the item that fills it."""
    unnamed = slot == NOT_STATED
    used, used_items = np.unique(slot[~unnamed]), np.unique(fills[unnamed])
    own, of_items = [slot_texts[code] for code in used.tolist()], [item_ids[item] for item in used_items.tolist()]
    rank = _numbered({*own, *of_items})
    number = np.empty(len(slot), dtype=np.int32)
    number[~unnamed] = ints(rank[text] for text in own)[np.searchsorted(used, slot[~unnamed])]
    number[unnamed] = ints(rank[text] for text in of_items)[np.searchsorted(used_items, fills[unnamed])]
    return texts(rank), number


def _by_slot(combine: np.ufunc, member: Flags, slots: npt.NDArray[np.intp]) -> Flags:
    return np.asarray(combine.reduceat(member, slots)) if len(slots) else np.zeros(0, dtype=np.bool_)


def _supplies(reader: _Reader, offset: int) -> tuple[Arrays, _Ordered]:
    nodes = reader.nodes
    claims = reader.claims(
        types.SUPPLIES,
        nodes.firms,
        nodes.items,
        site=index(nodes.places),
        share=numbers,
        share_of=among(WORLD_SHARES),
        qualification=codes(QUALIFICATIONS),
        exhaustive=truths,
    )
    firm, item, site = claims["from"], claims["to"], claims["site"]
    groups, share, qualification = group((item, firm, site), claims.standing), claims["share"], claims["qualification"]
    best_share = groups.first(~np.isnan(share) & claims["share_of"])
    arrays: Arrays = {
        "supply_item": groups.keys(item),
        "supply_firm": groups.keys(firm),
        "supply_site": groups.keys(site),
        "supply_share": taken(share, best_share, np.nan),
        "supply_share_claim": _claim_rows(groups, best_share, offset),
        "supply_qualification": taken(qualification, groups.first(qualification >= 0), -1),
        "supply_exhaustive": groups.any(claims["exhaustive"] == 1),
        "supply_claim_ptr": (groups.start + offset).astype(np.int32),
    }
    return arrays, _Ordered(claims, groups)


def _produces(reader: _Reader, offset: int) -> tuple[Arrays, _Ordered]:
    claims = reader.claims(types.PRODUCES, reader.nodes.places, reader.nodes.items, share=numbers, exhaustive=truths)
    place, item, share = claims["from"], claims["to"], claims["share"]
    groups = group((item, place), claims.standing)
    best_share = groups.first(~np.isnan(share))
    arrays: Arrays = {
        "produce_item": groups.keys(item),
        "produce_place": groups.keys(place),
        "produce_share": taken(share, best_share, np.nan),
        "produce_share_claim": _claim_rows(groups, best_share, offset),
        "produce_exhaustive": groups.any(claims["exhaustive"] == 1),
        "produce_claim_ptr": (groups.start + offset).astype(np.int32),
    }
    return arrays, _Ordered(claims, groups)


def _claim_rows(groups: Groups, at: Ints, offset: int) -> Ints:
    """Rows of the claim table for positions of claims, -1 kept."""
    row = np.empty(len(groups.order), dtype=np.int32)
    row[groups.order] = np.arange(offset, offset + len(groups.order))
    return taken(row, at, -1)


def _headquarters(reader: _Reader) -> Ints:
    claims = reader.claims(types.HEADQUARTERED_IN, reader.nodes.firms, reader.nodes.places)
    groups = group((claims["from"],), claims.standing)
    headquarters = np.full(len(reader.nodes.firms), NOT_STATED, dtype=np.int32)
    headquarters[groups.keys(claims["from"])] = groups.keys(claims["to"])
    return headquarters


def _owners(reader: _Reader) -> tuple[Ints, Ints]:
    """(firm, owner) of links that control: a settled share above one half, or settled control."""
    firms = reader.nodes.firms
    claims = reader.claims(types.OWNED_BY, firms, firms, share=numbers, control=truths)
    firm, owner, share, control = claims["from"], claims["to"], claims["share"], claims["control"]
    groups = group((firm, owner), claims.standing)
    controls = taken(share, groups.first(~np.isnan(share)), 0.0) > CONTROL
    controls |= taken(control, groups.first(control >= 0), 0) == 1
    return groups.keys(firm)[controls], groups.keys(owner)[controls]


def _settled_pairs(claims: Claims) -> tuple[Ints, Ints]:
    """(from, to), each pair once."""
    groups = group((claims["from"], claims["to"]), claims.standing)
    return groups.keys(claims["from"]), groups.keys(claims["to"])


def _rule_arrays(reader: _Reader) -> Arrays:
    restricts = _settled_pairs(reader.of_a_rule(types.RESTRICTS, reader.nodes.items))
    origin = _settled_pairs(reader.of_a_rule(types.RULE_ORIGIN, reader.nodes.places))
    destination = _settled_pairs(reader.of_a_rule(types.RULE_DESTINATION, reader.nodes.places))
    return {
        "restricts_rule": restricts[0],
        "restricts_item": restricts[1],
        "origin_rule": origin[0],
        "origin_place": origin[1],
        "destination_rule": destination[0],
        "destination_place": destination[1],
    }


@dataclass(frozen=True)
class _Ordered:
    """Claims in the order of their groups: a section of the claim table."""

    claims: Claims
    groups: Groups

    def __len__(self) -> int:
        return len(self.claims)


def _claim_arrays(sections: list[_Ordered]) -> Arrays:
    ids = [section.claims.ids[section.groups.order] for section in sections if len(section)]
    ordered = [section.claims.standing.in_order(section.groups.order) for section in sections]
    return {
        "claim_ids": np.concatenate(ids) if ids else texts(()),
        "claim_grade": np.concatenate([part.grade for part in ordered]),
        "claim_as_of": np.concatenate([part.as_of for part in ordered]),
        "claim_source": np.concatenate([part.source for part in ordered]),
    }
