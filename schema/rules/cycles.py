"""Rules about chains that come back to where they started."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from schema.errors import Violation
from schema.model import RelationshipType
from schema.rules.table import shown

CONTROL_ABOVE = 0.5  # DOMAIN 3.4: a link of ownership that controls, unless `control` says so itself
SHOWN = 5  # members of a cycle that a message names


def place_cycles(type_: RelationshipType, table: pd.DataFrame) -> Iterator[Violation]:
    """A place is never inside itself, not even by way of others: each row on such a chain is a violation."""
    if type_.name == "PART_OF" and {"from", "to"} <= set(table.columns):
        sound = table[table["from"].notna() & table["to"].notna()]
        for at, members in _cycles(sound):
            rule = f"a place lies in itself: {_chain(members)}; one of these rows is wrong"
            yield Violation(type_.name, int(sound.index[at]), "to", shown(sound["to"].iloc[at]), rule)


def control_cycles(type_: RelationshipType, table: pd.DataFrame) -> Iterator[str]:
    """Firms that control each other in a circle: a warning, as it may be so; other cross-holdings are usual."""
    if type_.name == "OWNED_BY":
        named: set[tuple[str, ...]] = set()
        for _, members in _cycles(table[_controls(table)]):
            if members not in named:
                named.add(members)
                yield f"{type_.name}: firms control each other in a circle: {_chain(members)}"


def _controls(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(table), bool)
    if "share" in table:
        found |= (table["share"] > CONTROL_ABOVE).to_numpy()
    if "control" in table:
        found |= table["control"].to_numpy(object) == np.array(True, object)
    return found


def _cycles(table: pd.DataFrame) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The position of each row whose two ends reach each other, and the sorted members of that circle."""
    if not len(table):
        return
    # not at the top: every command reads the contract, and only a load with such a table needs this
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    codes, ids = pd.factorize(np.concatenate([table["from"].to_numpy(object), table["to"].to_numpy(object)]))
    start, end = codes[: len(table)], codes[len(table) :]
    edges = coo_array((np.ones(len(table), np.int8), (start, end)), shape=(len(ids), len(ids)))
    _, part = connected_components(edges, directed=True, connection="strong")
    size = np.bincount(part)
    for at in np.flatnonzero((part[start] == part[end]) & ((size[part[start]] > 1) | (start == end))):
        yield int(at), tuple(sorted(ids[part == part[start[at]]].tolist()))


def _chain(members: Sequence[str]) -> str:
    more = ", …" if len(members) > SHOWN else ""
    return shown(", ".join(members[:SHOWN]) + more)
