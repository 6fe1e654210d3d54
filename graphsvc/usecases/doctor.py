"""Self-check: does this installation read its contract and sources, and its store hold together and answer?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from analytics.kernels import HOME
from analytics.operating import operating
from analytics.readings import READINGS
from graphsvc.ingest import known_nodes
from graphsvc.projection.build import supply_graph
from graphsvc.projection.cache import content_hash, projected
from graphsvc.usecases.answer import Answer, Method, at_revision
from graphsvc.usecases.asking import Options
from graphsvc.usecases.context import Context
from loaders.registry import bundled
from schema.errors import GraphsvcError
from schema.load import contract

Values = Mapping[str, str | int]
Check = Callable[[Context], tuple[bool, Values]]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check, whether it passed, and what was found; `error` when it could not even be made."""

    check: str
    passed: bool
    values: Values
    error: str | None = None


def examine(context: Context) -> Answer[CheckRow]:
    """Every check, also after one that failed. `extra["passed"]` says whether all did."""
    rows = tuple(_made(name, check, context) for name, check in CHECKS.items())
    return Answer(
        question="doctor",
        parameters={},
        snapshot=at_revision(context.store.revision()),
        method=Method("doctor"),
        coverage=None,
        rows=rows,
        extra={"passed": all(row.passed for row in rows)},
    )


def _made(name: str, check: Check, context: Context) -> CheckRow:
    try:
        return CheckRow(name, *check(context))
    except GraphsvcError:
        raise  # a store that is not there is no finding of one check
    except Exception as broken:  # data that should never be in a store break what reads them: that is the finding
        return CheckRow(name, False, {}, f"{type(broken).__name__}: {broken}")


def _contract(context: Context) -> tuple[bool, Values]:
    """The contract is read and does not contradict itself (loading it checks that)."""
    rules = contract()
    return True, {"version": rules.version, "nodes": len(rules.nodes), "relationships": len(rules.relationships)}


def _sources(context: Context) -> tuple[bool, Values]:
    """Every bundled source has its manifest, transform and data."""
    without = [source.manifest.id for source in bundled() if not any((source.folder / "data").rglob("*.*"))]
    return not without, {"count": len(bundled()), "without": len(without)}


def _store(context: Context) -> tuple[bool, Values]:
    """The runs are numbered without a gap up to the revision."""
    numbers = [run.number for run in context.store.runs()]
    revision = context.store.revision()
    return numbers == list(range(1, revision + 1)), {"revision": revision, "runs": len(numbers)}


def _claims(context: Context) -> tuple[bool, Values]:
    """Every end of a claim is a node that somebody states, of a type the contract allows there."""
    view, rules = context.view(), contract()
    nodes = known_nodes(view, rules)
    claims = loose = 0
    for type in rules.relationships.values():
        for page in view.scan(type.name, ["from", "to"]):
            claims += len(page["from"])
            ends = zip(page["from"], page["to"], strict=True)
            loose += sum(nodes.get(a) not in type.start or nodes.get(b) not in type.end for a, b in ends)
    return not loose, {"nodes": len(nodes), "claims": claims, "loose": loose}


def _search(context: Context) -> tuple[bool, Values]:
    """The first node of each type is found by its id."""
    view = context.view()
    asked = [page["id"][0] for type in contract().nodes for page in islice(view.scan(type, ["id"]), 1)]
    lost = [id for id in asked if id not in {node.id for node in view.search(id, exact=True)}]
    return not lost, {"asked": len(asked), "lost": len(lost)}


def _cache(context: Context) -> tuple[bool, Values]:
    """Projections can be kept; without it every command builds them anew."""
    folder = context.settings.cache_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True, {"folder": str(folder)}
    except OSError as error:
        return False, {"folder": f"{folder}: {error.strerror}"}


def _projection(context: Context) -> tuple[bool, Values]:
    """The arrays that commands use are those that the store gives today."""
    revision = context.store.revision()
    policy = Options().policy
    kept = projected(context.store, revision, policy, context.settings.cache_dir)
    fresh = supply_graph(context.store.view(revision), policy)
    return content_hash(kept) == content_hash(fresh), {"items": kept.n_items, "hash": content_hash(kept)}


def _question(context: Context) -> tuple[bool, Values]:
    """A question is answered, and what operates in a weaker reading operates in a stronger one."""
    asked = context.ask(Options())
    found = [operating(asked.compile(reading, ()))[:, HOME] for reading in READINGS]
    sectors = asked.graph.item_is_sector
    nested = all(bool((weaker <= stronger).all()) for stronger, weaker in pairwise(found))
    likely = found[READINGS.index("likely")]
    return nested, {"operating": int((likely & sectors).sum()), "sectors": int(sectors.sum())}


#: In the order they are printed; each name is a sentence of the catalogue (doctor.NAME).
CHECKS: Mapping[str, Check] = {
    "contract": _contract,
    "sources": _sources,
    "store": _store,
    "claims": _claims,
    "search": _search,
    "cache": _cache,
    "projection": _projection,
    "question": _question,
}
