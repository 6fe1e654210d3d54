"""Undoing a run by a new run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import compress

from graphsvc.errors import StoreBusy, WrongUse
from graphsvc.ingest.report import Counts, LoadReport, report, utc_text
from graphsvc.ingest.usage import Going, referring_columns, still_used
from graphsvc.stores.port import Columns, Run, Store, View
from schema.model import Contract


@dataclass(frozen=True, slots=True)
class Undoing:
    """Version keys per type: those to drop, and those whose content comes back."""

    drop: dict[str, set[str]]
    restore: dict[str, set[str]]
    warnings: tuple[str, ...]


def unload(run: int, store: Store, contract: Contract, *, now: datetime) -> LoadReport:
    """Undo a run by a new one: what it added and is still visible is dropped, what it dropped comes back.

    A claim that is visible again by a later run is left as it is. Node statements that other claims need stay, and a
    relationship whose nodes nobody states any more does not come back; both with a warning. Undoing an undo redoes.

    Raises
    ------
    WrongUse
        There is no such run.
    StoreBusy, StoreUnavailable
        The store cannot be written to; it is as it was.
    """
    undone = next((found for found in store.runs() if found.number == run), None)
    if undone is None:
        raise WrongUse("no-run", run=run)
    view = store.view()
    plan = _plan(undone, store, view, contract)
    done = report(undone.dataset, None, _counts(plan, contract), plan.warnings)
    if not (done.written or done.retired):
        return done
    with store.writer(undone.dataset, utc_text(now), "unload", run) as writer:
        if writer.run != view.revision + 1:
            raise StoreBusy("overtaken-undoing", run=run)
        for type, keys in plan.drop.items():
            writer.drop(type, sorted(keys))
        for type, columns in _restored(undone, store, plan):
            add = writer.add_nodes if type in contract.nodes else writer.add_relationships
            add(type, columns)
        writer.count(written=done.written, unchanged=0, retired=done.retired)
        return replace(done, run=writer.run)


def _plan(undone: Run, store: Store, view: View, contract: Contract) -> Undoing:
    drop: dict[str, set[str]] = defaultdict(set)
    going: list[Going] = []
    back: list[tuple[str, Columns]] = []
    visible: dict[str, dict[str, str]] = {}
    for type, kind, columns in store.changes(undone.number):  # what was added comes before what was dropped
        if type not in visible:
            visible[type] = _visible(view, type)
        if kind == "added":
            still = [key for claim, key in _versions(columns) if visible[type].get(claim) == key]
            drop[type].update(still)
            if type in contract.nodes:
                ids = dict(zip(columns["key"], columns["id"], strict=True))
                going += [Going(type, ids[key], key) for key in still]
        else:
            names = [*referring_columns(contract, type), *["id"] * (type in contract.nodes), "key", "claim"]
            back.append((type, _where(columns, _free(columns, visible[type], drop[type]), names)))
    kept = still_used(going, view, contract, drop, back)
    for node in kept:
        drop[node.type].discard(node.key)
    missing = _unstated(back, [node for node in going if node not in kept], view, contract)
    restore: dict[str, set[str]] = defaultdict(set)
    for type, columns in back:
        restore[type].update(_where(columns, _complete(columns, missing), ["key"])["key"])
    return Undoing(
        drop,
        restore,
        tuple(f"{id} is no longer stated but stays: other claims refer to it" for id in sorted(n.id for n in kept))
        + tuple(f"claims about {id} do not come back: nothing states that node any more" for id in sorted(missing)),
    )


def _visible(view: View, type: str) -> dict[str, str]:
    """The visible version of each claim."""
    return {claim: key for page in view.scan(type, ["claim", "key"]) for claim, key in _versions(page)}


def _versions(columns: Columns) -> Iterator[tuple[str, str]]:
    return zip(columns["claim"], columns["key"], strict=True)


def _free(columns: Columns, visible: Mapping[str, str], leaving: AbstractSet[str]) -> list[bool]:
    """Whether each claim may come back: no version of it is visible once those that leave are gone."""
    return [claim not in visible or visible[claim] in leaving for claim in columns["claim"]]


def _complete(columns: Columns, missing: AbstractSet[str]) -> list[bool]:
    ends = zip(columns.get("from", columns["key"]), columns.get("to", columns["key"]), strict=True)
    return [start not in missing and end not in missing for start, end in ends]


def _where(columns: Columns, wanted: Sequence[bool], names: Sequence[str]) -> Columns:
    return {name: list(compress(columns[name], wanted)) for name in names}


def _unstated(back: Sequence[tuple[str, Columns]], going: Sequence[Going], view: View, contract: Contract) -> set[str]:
    """Ends of relationships to restore that no statement will be left for."""
    ends = {id for _, columns in back for name in ("from", "to") for id in columns.get(name, ())}
    stated = {id for type, columns in back if type in contract.nodes for id in columns["id"]}
    statements = Counter(node.id for node in going)
    staying = (node.id for node in view.nodes(sorted(ends - stated)) if len(node.datasets) > statements[node.id])
    return ends - stated - set(staying)


def _restored(undone: Run, store: Store, plan: Undoing) -> Iterator[tuple[str, Columns]]:
    """The rows that come back, as they were; read again page by page, since they may be many."""
    for type, kind, columns in store.changes(undone.number):
        if kind == "dropped" and plan.restore.get(type):
            wanted = [key in plan.restore[type] for key in columns["key"]]
            yield type, _where(columns, wanted, [name for name in columns if name != "key"])


def _counts(plan: Undoing, contract: Contract) -> dict[str, Counts]:
    counts = {}
    for type in (found.name for found in contract.types()):
        restored = {key.partition("@")[0] for key in plan.restore.get(type, ())}
        retired = sum(key.partition("@")[0] not in restored for key in plan.drop.get(type, ()))
        counts[type] = Counts(written=len(restored), retired=retired)
    return counts
