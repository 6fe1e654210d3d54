"""From a view of a store to a SupplyGraph: read, filter by policy, settle (DOMAIN 3.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.settle import Groups, group, taken
from analytics.supply_graph import LAST_DAY, QUALIFICATIONS, Flags, Ints, SupplyGraph
from graphsvc.projection.columns import Claims, ints, node_values, read_claims, texts
from graphsvc.projection.policy import Days, Policy
from graphsvc.stores.port import View
from schema.dates import first_day
from schema.generated import types
from schema.load import contract

Arrays = dict[str, npt.NDArray[Any]]
VOLUME = QUALIFICATIONS.index("volume")
CONTROL = 0.5  # an owner with a larger share controls


def supply_graph(view: View, policy: Policy) -> SupplyGraph:
    """The settled claims of a view that count under a policy."""
    nodes = _nodes(view)
    reader = _Reader(view, policy, nodes)
    recipes, recipe_claims = _recipes(reader)
    supplies, supply_claims = _supplies(reader, len(recipe_claims))
    produces, produce_claims = _produces(reader, len(recipe_claims) + len(supply_claims))
    owned, owner = _owners(reader)
    part_child, part_parent = _settled_pairs(reader.claims(types.PART_OF), nodes.places, nodes.places)
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


def _nodes(view: View) -> _Nodes:
    sectors = node_values(view, (types.SECTOR,), ())
    items = node_values(view, contract().types_with_label(types.ITEM), ())
    places = node_values(view, (types.PLACE,), ("level",))
    rules = node_values(view, (types.RULE,), ("in_force_from", "in_force_to"))
    coalitions = node_values(view, (types.COALITION,), ("units",))
    return _Nodes(
        items=_numbered(items | sectors),
        sectors=frozenset(sectors),
        firms=_numbered(node_values(view, (types.FIRM,), ())),
        places=_numbered(places),
        levels={key: said["level"] for key, said in places.items()},
        rules=_numbered(rules),
        in_force={key: (said["in_force_from"], said["in_force_to"]) for key, said in rules.items()},
        coalitions={key: tuple(coalitions[key]["units"] or ()) for key in sorted(coalitions)},
        sources=_numbered(node_values(view, (types.SOURCE,), ())),
    )


def _numbered(ids: Mapping[str, object]) -> dict[str, int]:
    return {key: number for number, key in enumerate(sorted(ids))}


@dataclass(frozen=True)
class _Reader:
    """Reads the claims of a type under the policy."""

    view: View
    policy: Policy
    nodes: _Nodes

    def claims(self, type_name: str, *fields: str) -> Claims:
        return read_claims(self.view, type_name, fields, self.policy, self.nodes.sources)

    def of_a_rule(self, type_name: str) -> Claims:
        """The rows of a rule are never filtered: its own dates decide."""
        return read_claims(self.view, type_name, (), Policy(), self.nodes.sources)


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
    claims = reader.claims(types.REQUIRES, "slot", "mode", "essential", "share", "qualification")
    items = reader.nodes.items
    needs, fills = claims.index("from", items), claims.index("to", items)
    names = [slot or member for slot, member in zip(claims.columns["slot"], claims.columns["to"], strict=True)]
    known = _numbered(dict.fromkeys(names))
    name = np.array([known[text] for text in names], dtype=np.int32)
    groups = group((needs, name, fills), claims.standing)
    member_owner, member_name = groups.keys(needs), groups.keys(name)
    first = np.ones(len(member_owner), dtype=np.bool_)
    first[1:] = (member_owner[1:] != member_owner[:-1]) | (member_name[1:] != member_name[:-1])
    durable = claims.codes("mode", ("consumed", "durable"))
    essential, optional = claims.true("essential"), claims.false("essential")
    slots = np.flatnonzero(first)
    member_durable = taken(durable, groups.first(durable >= 0), 0) == 1
    member_essential = ~taken(optional, groups.first(essential | optional), False)
    share, qualification = claims.numbers("share"), claims.codes("qualification", QUALIFICATIONS)
    arrays: Arrays = {
        "slot_item": member_owner[slots],
        "slot_name": texts(list(known)[code] for code in member_name[slots].tolist()),
        "slot_essential": _by_slot(np.logical_or, member_essential, slots),
        "slot_durable": _by_slot(np.logical_and, member_durable, slots),
        "member_slot": (np.cumsum(first) - 1).astype(np.int32),
        "member_item": groups.keys(fills),
        "member_share": taken(share, groups.first(~np.isnan(share)), np.nan),
        "member_qualification": taken(qualification, groups.first(qualification >= 0), VOLUME),
        "member_claim_ptr": groups.start.astype(np.int32),
    }
    return arrays, _Ordered(claims, groups)


def _by_slot(combine: np.ufunc, member: Flags, slots: npt.NDArray[np.intp]) -> Flags:
    return np.asarray(combine.reduceat(member, slots)) if len(slots) else np.zeros(0, dtype=np.bool_)


def _supplies(reader: _Reader, offset: int) -> tuple[Arrays, _Ordered]:
    claims = reader.claims(types.SUPPLIES, "site", "share", "share_of", "qualification", "exhaustive")
    nodes = reader.nodes
    firm, item = claims.index("from", nodes.firms), claims.index("to", nodes.items)
    site = claims.index("site", nodes.places)
    groups = group((item, firm, site), claims.standing)
    share, qualification = claims.numbers("share"), claims.codes("qualification", QUALIFICATIONS)
    of_world = np.array([base in (None, "", "world") for base in claims.columns["share_of"]], dtype=np.bool_)
    best_share = groups.first(~np.isnan(share) & of_world)
    arrays: Arrays = {
        "supply_item": groups.keys(item),
        "supply_firm": groups.keys(firm),
        "supply_site": groups.keys(site),
        "supply_share": taken(share, best_share, np.nan),
        "supply_share_claim": _claim_rows(groups, best_share, offset),
        "supply_qualification": taken(qualification, groups.first(qualification >= 0), -1),
        "supply_exhaustive": groups.any(claims.true("exhaustive")),
        "supply_claim_ptr": (groups.start + offset).astype(np.int32),
    }
    return arrays, _Ordered(claims, groups)


def _produces(reader: _Reader, offset: int) -> tuple[Arrays, _Ordered]:
    claims = reader.claims(types.PRODUCES, "share", "exhaustive")
    nodes = reader.nodes
    place, item = claims.index("from", nodes.places), claims.index("to", nodes.items)
    groups = group((item, place), claims.standing)
    share = claims.numbers("share")
    best_share = groups.first(~np.isnan(share))
    arrays: Arrays = {
        "produce_item": groups.keys(item),
        "produce_place": groups.keys(place),
        "produce_share": taken(share, best_share, np.nan),
        "produce_share_claim": _claim_rows(groups, best_share, offset),
        "produce_exhaustive": groups.any(claims.true("exhaustive")),
        "produce_claim_ptr": (groups.start + offset).astype(np.int32),
    }
    return arrays, _Ordered(claims, groups)


def _claim_rows(groups: Groups, at: Ints, offset: int) -> Ints:
    """Rows of the claim table for positions of claims, -1 kept."""
    row = np.empty(len(groups.order), dtype=np.int32)
    row[groups.order] = np.arange(offset, offset + len(groups.order))
    return taken(row, at, -1)


def _headquarters(reader: _Reader) -> Ints:
    claims = reader.claims(types.HEADQUARTERED_IN)
    firm, place = claims.index("from", reader.nodes.firms), claims.index("to", reader.nodes.places)
    groups = group((firm,), claims.standing)
    headquarters = np.full(len(reader.nodes.firms), -1, dtype=np.int32)
    headquarters[groups.keys(firm)] = groups.keys(place)
    return headquarters


def _owners(reader: _Reader) -> tuple[Ints, Ints]:
    """(firm, owner) of links that control: a settled share above one half, or settled control."""
    claims = reader.claims(types.OWNED_BY, "share", "control")
    firms = reader.nodes.firms
    firm, owner = claims.index("from", firms), claims.index("to", firms)
    groups = group((firm, owner), claims.standing)
    share, yes, no = claims.numbers("share"), claims.true("control"), claims.false("control")
    controls = taken(share, groups.first(~np.isnan(share)), 0.0) > CONTROL
    controls |= taken(yes, groups.first(yes | no), False)
    return groups.keys(firm)[controls], groups.keys(owner)[controls]


def _settled_pairs(claims: Claims, start: Mapping[str, int], end: Mapping[str, int]) -> tuple[Ints, Ints]:
    one, other = claims.index("from", start), claims.index("to", end)
    groups = group((one, other), claims.standing)
    return groups.keys(one), groups.keys(other)


def _rule_arrays(reader: _Reader) -> Arrays:
    nodes = reader.nodes
    restricts = _settled_pairs(reader.of_a_rule(types.RESTRICTS), nodes.rules, nodes.items)
    origin = _settled_pairs(reader.of_a_rule(types.RULE_ORIGIN), nodes.rules, nodes.places)
    destination = _settled_pairs(reader.of_a_rule(types.RULE_DESTINATION), nodes.rules, nodes.places)
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
    ids = [section.claims.columns["claim"][row] for section in sections for row in section.groups.order.tolist()]
    ordered = [section.claims.standing.in_order(section.groups.order) for section in sections]
    return {
        "claim_ids": texts(ids),
        "claim_grade": np.concatenate([part.grade for part in ordered]),
        "claim_as_of": np.concatenate([part.as_of for part in ordered]),
        "claim_source": np.concatenate([part.source for part in ordered]),
    }
