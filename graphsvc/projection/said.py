"""What the claims of a view themselves say, in the order in which a SupplyGraph lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.said import Said
from analytics.supply_graph import NOT_STATED, QUALIFICATIONS, SupplyGraph
from graphsvc.projection.columns import MODES, WORLD_SHARES, among, codes, numbers, truths
from graphsvc.stores.port import Scanned
from schema.generated import types

Columns = Mapping[str, npt.NDArray[Any]]

#: For each type the properties that are settled, and how their cells become numbers.
CODERS = {
    types.REQUIRES: {
        "qualification": codes(QUALIFICATIONS),
        "mode": codes(MODES),
        "essential": truths,
    },
    types.SUPPLIES: {
        "share": numbers,
        "share_of": among(WORLD_SHARES),
        "qualification": codes(QUALIFICATIONS),
        "exhaustive": truths,
    },
    types.PRODUCES: {"share": numbers, "exhaustive": truths},
}
UNSTATED = {"share": np.nan, "share_of": True}  # where a type has no such property; else -1


def said(view: Scanned, graph: SupplyGraph) -> Said:
    """What each claim of `graph`, which was projected from `view`, says."""
    parts = [_read(view, type_name) for type_name in CODERS]
    read = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    ids = read["claim"]
    order = np.argsort(ids)
    rows = order[np.searchsorted(ids, graph.claim_ids, sorter=order)]
    found = {name: column[rows] for name, column in read.items()}
    return Said(
        share=np.where(found["share_of"].astype(np.bool_), found["share"], np.nan),
        qualification=found["qualification"].astype(np.int32),
        exhaustive=found["exhaustive"] == 1,
        durable=found["mode"].astype(np.int32),
        essential=found["essential"].astype(np.int32),
    )


def _read(view: Scanned, type_name: str) -> Columns:
    """Claim ids and every settled property of a type, those that it does not have filled in."""
    coders = CODERS[type_name]
    names = dict.fromkeys(name for fields in CODERS.values() for name in fields)
    pages = [
        {"claim": np.array(page["claim"], dtype=np.bytes_)} | {name: _coded(coders, name, page) for name in names}
        for page in view.scan(type_name, ("claim", *coders))
    ]
    empty = {"claim": np.zeros(0, dtype="S1")} | dict.fromkeys(names, np.zeros(0))
    return {name: np.concatenate([page[name] for page in pages or [empty]]) for name in empty}


def _coded(coders: Mapping[str, Any], name: str, page: Mapping[str, list[Any]]) -> npt.NDArray[Any]:
    if name in coders:
        return np.asarray(coders[name](page[name]))
    return np.full(len(page["claim"]), UNSTATED.get(name, NOT_STATED))
