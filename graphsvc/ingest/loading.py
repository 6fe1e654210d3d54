"""Loading a batch: compare it with what its dataset says in the store, and write the difference as one run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphsvc.errors import StoreBusy
from graphsvc.ingest.report import Counts, LoadReport, report, utc_text
from graphsvc.ingest.usage import Going, referring_columns, still_used
from graphsvc.stores.port import Columns, Store, View, Writer
from schema.batch import Batch
from schema.ids import claim_ids, content_hashes
from schema.model import Contract

CHUNK = 20_000  # rows turned into Python values at a time
ATTEMPTS = 5

Bytes = NDArray[np.bytes_]


class _StoreMoved(Exception):
    """Another writer published a run between comparing and writing."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the dataset says about one type in the store: aligned, sorted by claim; `ids` only of nodes."""

    claims: Bytes
    contents: Bytes
    added_in: NDArray[np.int64]
    ids: list[str] = field(default_factory=list)

    def keys(self, places: NDArray[np.int64]) -> list[str]:
        return [f"{self.claims[place].decode()}@{self.added_in[place]}" for place in places]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one type of the batch changes: rows to write (places in `table`, sorted by claim) and keys to drop."""

    type: str
    table: pd.DataFrame
    claims: Bytes
    contents: Bytes
    rows: NDArray[np.int64]
    dropped: tuple[str, ...]
    going: tuple[Going, ...]  # node statements without successor
    counts: Counts


def load(batch: Batch, store: Store, contract: Contract, *, now: datetime, dry_run: bool = False) -> LoadReport:
    """Make the store say what the batch says; claims of its dataset that are not in it are retired.

    Nothing is written when nothing changed. A node statement that would be retired while other claims refer to its node
    stays, with a warning. `now` (with zone) is the run's time, and the `recorded_at` of claims that have none.

    Raises
    ------
    StoreBusy, StoreUnavailable
        The store cannot be written to; it is as it was.
    """
    for _ in range(ATTEMPTS):
        view = store.view()
        differences, warnings = _spare_used_nodes(compare(batch, view, contract), view, contract)
        per_type = {difference.type: difference.counts for difference in differences}
        done = report(batch.dataset, None, per_type, batch.warnings + warnings)
        if dry_run or not (done.written or done.retired):
            return done
        try:
            with store.writer(batch.dataset, utc_text(now)) as writer:
                if writer.run != view.revision + 1:
                    raise _StoreMoved
                _write(writer, batch.dataset, differences, utc_text(now), contract)
                writer.count(written=done.written, unchanged=done.unchanged, retired=done.retired)
                return replace(done, run=writer.run)
        except _StoreMoved:
            continue
    raise StoreBusy("overtaken-loading", attempts=ATTEMPTS, dataset=batch.dataset)


def compare(batch: Batch, view: View, contract: Contract) -> list[Difference]:
    """The difference of every type that the batch has, or that its dataset has in the store."""
    found = (
        _compare_type(type.name, batch.tables.get(type.name), batch.dataset, view, contract)
        for type in contract.types()
    )
    return [difference for difference in found if difference.counts != Counts()]


def _compare_type(type: str, table: pd.DataFrame | None, dataset: str, view: View, contract: Contract) -> Difference:
    said = _said(type, dataset, view, contract)
    if table is None:
        table = pd.DataFrame({"id": []})
    claims = np.array(claim_ids(type, table, dataset, contract) if len(table) else [], dtype=np.bytes_)
    contents = np.array(content_hashes(table) if len(table) else [], dtype=np.bytes_)
    order = np.argsort(claims, kind="stable")
    at = np.searchsorted(said.claims, claims[order])
    known = at < len(said.claims)
    known[known] = said.claims[at[known]] == claims[order][known]
    same = known.copy()
    same[known] = said.contents[at[known]] == contents[order][known]
    stays, is_said = np.zeros(len(said.claims), bool), np.zeros(len(said.claims), bool)
    stays[at[same]] = True
    is_said[at[known]] = True
    silent = np.flatnonzero(~is_said)
    going = zip((said.ids[place] for place in silent), said.keys(silent), strict=True) if said.ids else ()
    return Difference(
        type,
        table,
        claims,
        contents,
        order[~same],
        tuple(said.keys(np.flatnonzero(~stays))),
        tuple(Going(type, id, key) for id, key in going),
        Counts(int((~same).sum()), int(same.sum()), len(silent)),
    )


def _said(type: str, dataset: str, view: View, contract: Contract) -> Said:
    claims: list[Bytes] = [np.array([], dtype=np.bytes_)]
    contents: list[Bytes] = [np.array([], dtype=np.bytes_)]
    added_in: list[NDArray[np.int64]] = [np.array([], dtype=np.int64)]
    ids: list[str] = []
    is_node = type in contract.nodes
    for page in view.scan(type, ["claim", "content", "added_in", "dataset", *["id"] * is_node]):
        own = np.array(page["dataset"], dtype=object) == dataset
        claims.append(np.array(page["claim"], dtype=np.bytes_)[own])
        contents.append(np.array(page["content"], dtype=np.bytes_)[own])
        added_in.append(np.array(page["added_in"], dtype=np.int64)[own])
        ids += [page["id"][place] for place in np.flatnonzero(own)] if is_node else []
    return Said(np.concatenate(claims), np.concatenate(contents), np.concatenate(added_in), ids)


def _spare_used_nodes(
    differences: list[Difference], view: View, contract: Contract
) -> tuple[list[Difference], tuple[str, ...]]:
    """The differences without the retirement of nodes that others still use, and a warning for each such node."""
    going = [node for difference in differences for node in difference.going]
    if not going:
        return differences, ()
    gone = {difference.type: frozenset(difference.dropped) for difference in differences}
    coming = [(difference.type, _referring(difference, contract)) for difference in differences]
    kept = still_used(going, view, contract, gone, coming)
    keys = {node.key for node in kept}
    warnings = tuple(
        f"{id} is no longer stated but stays: other claims refer to it" for id in sorted(n.id for n in kept)
    )
    return [_without_drops(difference, keys) for difference in differences], warnings


def _referring(difference: Difference, contract: Contract) -> Columns:
    names = [*referring_columns(contract, difference.type), *["id"] * (difference.type in contract.nodes)]
    return {name: difference.table[name].tolist() for name in names if name in difference.table}


def _without_drops(difference: Difference, keys: set[str]) -> Difference:
    dropped = tuple(key for key in difference.dropped if key not in keys)
    spared = len(difference.dropped) - len(dropped)
    return replace(
        difference, dropped=dropped, counts=replace(difference.counts, retired=difference.counts.retired - spared)
    )


def _write(writer: Writer, dataset: str, differences: list[Difference], time: str, contract: Contract) -> None:
    for difference in differences:
        if difference.dropped:
            writer.drop(difference.type, difference.dropped)
    for difference in differences:  # node types come before relationship types in the contract
        add = writer.add_nodes if difference.type in contract.nodes else writer.add_relationships
        for columns in chunks(difference, dataset, time):
            add(difference.type, columns)


def chunks(difference: Difference, dataset: str, time: str) -> Iterator[Columns]:
    """The rows to write as the port wants them, a bounded number at a time."""
    for start in range(0, len(difference.rows), CHUNK):
        places = difference.rows[start : start + CHUNK]
        part = difference.table.iloc[places]
        columns: Columns = {str(name): known_values(part[name]) for name in part.columns}
        columns["claim"] = [claim.decode() for claim in difference.claims[places]]
        columns["content"] = [content.decode() for content in difference.contents[places]]
        columns["dataset"] = [dataset] * len(places)
        columns["recorded_at"] = [given or time for given in columns.get("recorded_at", [None] * len(places))]
        yield columns


def known_values(column: pd.Series) -> list[Any]:
    """The cells as Python values; unknown (NaN, an empty list) is None, lists are lists."""
    values = column.tolist()
    if column.dtype.kind == "f":
        return [None if value != value else value for value in values]
    if tuple in set(map(type, values)):
        return [list(value) if value else None for value in values]
    return values
