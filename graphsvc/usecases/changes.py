"""What changed between two snapshots in what stops the targets, and the claims that made each change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from analytics.choices import choices
from analytics.failure_graph import Evidence, failure_graph
from analytics.kernels import HOME
from analytics.operating import stopped
from analytics.readings import READINGS, Reading
from analytics.supply_graph import GRADES
from analytics.units import Question
from graphsvc.errors import UnknownName, WrongUse
from graphsvc.projection.build import supply_graph
from graphsvc.projection.patched import Counted, Patched, counted
from graphsvc.projection.policy import Policy
from graphsvc.stores.port import View
from graphsvc.usecases.answer import Answer, Method, Witness
from graphsvc.usecases.asking import DEFAULT_KINDS, Options
from graphsvc.usecases.context import Asked, Context
from graphsvc.usecases.cut_sets import search_cut_sets
from graphsvc.usecases.findings import Inquiry, compiled, with_places
from graphsvc.usecases.naming import item_types, labels, resolve, unit_ids
from graphsvc.usecases.proof import prove
from schema.generated import types

Change = Literal["appeared", "gone", "stronger", "weaker"]
ANY = "any"
OF_ITEMS = (types.REQUIRES, types.SUPPLIES, types.PRODUCES)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A revision and the two dates; written REVISION, or REVISION/AS_OF/KNOWN_AT with `any` for no limit."""

    revision: int
    as_of: str | None = None
    known_at: str | None = None


def parse_snapshot(text: str) -> Snapshot:
    """From "12", "12/2024" or a snapshot id of an answer; WrongUse for anything else."""
    parts = [part.strip() for part in text.split("/")]
    if not parts[0].isdigit() or len(parts) > 4:
        raise WrongUse("no-snapshot", text=text)
    dates = [None if part == ANY else part for part in (*parts[1:3], ANY, ANY)[:2]]
    return Snapshot(int(parts[0]), *dates)


@dataclass(frozen=True, slots=True)
class ChangesQuery:
    """What changed from `before` to `after` for the targets (none = every sector), in sets of at most `max_order`."""

    before: Snapshot
    after: Snapshot
    targets: tuple[str, ...] = ()
    by: tuple[str, ...] = DEFAULT_KINDS
    max_order: int = 1
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class CausingClaim:
    """A claim that differs between the snapshots. `was` and `now`: whether it counts before and after."""

    claim: str
    type: str
    start: str
    end: str
    was: bool
    now: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A finding that differs. `causes`: a minimal set of claims without whose change nothing would have changed.

    Empty where no claim is the reason: a rule came into force, a node changed, or another home was asked.
    """

    target: str
    units: tuple[str, ...]
    change: Change
    before: Reading | None
    after: Reading | None
    witness: Witness
    causes: tuple[CausingClaim, ...]


def find_changes(query: ChangesQuery, context: Context) -> Answer[ChangeRow]:
    """Every chokepoint that appeared, went, or holds more or less strongly, with the claims that caused it."""
    sides = _sides(query, context)
    before, after = (_found(side, query, context) for side in sides)
    differ = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    cause = _Causes.of(query, sides[0], sides[1], context)
    rows = tuple(_row(key, before.get(key), after.get(key), sides, cause) for key in differ)
    return Answer(
        question="diff",
        parameters={"targets": query.targets, "by": query.by, "max_order": query.max_order}
        | query.options.parameters(),
        snapshot=f"{sides[0].asked.snapshot} .. {sides[1].asked.snapshot}",
        method=Method("diff"),
        coverage=None,
        rows=rows,
        names=labels(sides[1].view, _ids(rows)) | labels(sides[0].view, _ids(rows)),
    )


Key = tuple[str, tuple[str, ...]]


def _sides(query: ChangesQuery, context: Context) -> tuple[Inquiry, Inquiry]:
    """Both snapshots; a target that one of them does not know has no findings there."""
    options = with_places(context.view(), query.options)
    before, after = (_asked(snapshot, options, context) for snapshot in (query.before, query.after))
    views = [context.store.view(asked.revision) for asked in (after, before)]
    wanted = [_resolved(views, text) for text in query.targets] or _sectors(before) + _sectors(after)
    sides = (
        compiled(
            asked, context.store.view(asked.revision), _known(asked, wanted), query.by, context.settings.keeps_seconds
        )
        for asked in (before, after)
    )
    return next(sides), next(sides)


def _asked(snapshot: Snapshot, options: Options, context: Context) -> Asked:
    last = context.store.revision()
    if not 1 <= snapshot.revision <= last:
        raise WrongUse("no-such-revision", revision=snapshot.revision, last=last)
    dated = replace(options, as_of=snapshot.as_of, known_at=snapshot.known_at)
    return context.ask(dated, snapshot.revision)


def _resolved(views: Sequence[View], text: str) -> str:
    try:
        return resolve(views[0], text, item_types()).id
    except UnknownName:
        return resolve(views[1], text, item_types()).id


def _sectors(asked: Asked) -> list[str]:
    graph = asked.graph
    return [name for name, sector in zip(graph.item_names, graph.item_is_sector, strict=True) if sector]


def _known(asked: Asked, wanted: Sequence[str]) -> list[int]:
    present = set(asked.graph.item_names)
    return [asked.graph.item(name) for name in dict.fromkeys(wanted) if name in present]


def _found(side: Inquiry, query: ChangesQuery, context: Context) -> dict[Key, Reading]:
    rows = [row for target in side.targets for row in search_cut_sets(side, target, query.max_order, context).rows]
    return {(row.target, row.units): row.reading for row in rows if row.reading in query.options.shown}


def _row(
    key: Key, before: Reading | None, after: Reading | None, sides: Sequence[Inquiry], cause: _Causes
) -> ChangeRow:
    side, reading = (sides[1], after) if after else (sides[0], before)
    assert reading is not None  # the finding holds on at least one side
    target, units = key
    item = side.asked.graph.item(target)
    found = prove(side.asked, side.graphs[reading], item, units).witness
    return ChangeRow(target, units, _change(before, after), before, after, found, cause.of_change(key, before, found))


def _change(before: Reading | None, after: Reading | None) -> Change:
    if before is None:
        return "appeared"
    if after is None:
        return "gone"
    return "stronger" if READINGS.index(after) < READINGS.index(before) else "weaker"


@dataclass(frozen=True)
class _Causes:
    """Finds which changed claims, put back to what they were, undo a change."""

    old: Mapping[str, Counted]
    new: Mapping[str, Counted]
    strongest: Callable[[Collection[str], Key], Reading | None]

    @staticmethod
    def of(query: ChangesQuery, before: Inquiry, after: Inquiry, context: Context) -> _Causes:
        sides = [(side.view, side.asked.options.policy) for side in (before, after)]
        old, new = (counted(view, policy) for view, policy in sides)
        question = before.asked.question

        def strongest(put_back: Collection[str], key: Key) -> Reading | None:
            view = _patched(before.view, after.view, old, new, put_back)
            return _strongest(view, question, query.options.min_grade, key)

        return _Causes(old, new, strongest)

    def of_change(self, key: Key, before: Reading | None, found: Witness) -> tuple[CausingClaim, ...]:
        """A minimal set of claims that explains the change, looked for among those that touch the witness."""
        suspects = self._suspects(found)
        if not suspects or self.strongest(suspects, key) != before:
            return ()
        alone = next((claim for claim in suspects if self.strongest((claim,), key) == before), None)
        needed = [alone] if alone else self._reduced(suspects, key, before)
        return tuple(self._causing(claim) for claim in needed)

    def _suspects(self, found: Witness) -> list[str]:
        items = set(found.items)
        changed = [claim for claim in self.old.keys() | self.new.keys() if self._key(claim, 0) != self._key(claim, 1)]
        return sorted(
            claim
            for claim in changed
            if self._either(claim).type not in OF_ITEMS or items & {self._either(claim).start, self._either(claim).end}
        )

    def _reduced(self, suspects: list[str], key: Key, before: Reading | None) -> list[str]:
        for claim in list(suspects):
            fewer = [other for other in suspects if other != claim]
            if self.strongest(fewer, key) == before:
                suspects = fewer
        return suspects

    def _key(self, claim: str, side: int) -> str | None:
        found = (self.old, self.new)[side].get(claim)
        return found.key if found else None

    def _either(self, claim: str) -> Counted:
        return self.new.get(claim) or self.old[claim]

    def _causing(self, claim: str) -> CausingClaim:
        found = self._either(claim)
        return CausingClaim(claim, found.type, found.start, found.end, claim in self.old, claim in self.new)


def _patched(
    before: View, after: View, old: Mapping[str, Counted], new: Mapping[str, Counted], put_back: Collection[str]
) -> Patched:
    kept = {claim.key for claim in new.values() if claim.claim not in put_back}
    added: dict[str, set[str]] = {}
    for claim in put_back:
        if claim in old:
            added.setdefault(old[claim].type, set()).add(old[claim].key)
    return Patched(after, before, kept, added)


def _strongest(view: Patched, question: Question, min_grade: str, key: Key) -> Reading | None:
    """The strongest reading in which the units are a minimal cut set of the target, on a patched view."""
    target, units = key
    grades = dict.fromkeys((GRADES[-1], min_grade))
    evidence: list[Evidence] = []
    for grade in grades:
        graph = supply_graph(view, Policy(min_grade=grade))  # the dates have been applied
        evidence.append(Evidence(graph, choices(graph, question.qualification)))
    item = evidence[0].graph.item(target)
    for reading in READINGS:
        graph_of_reading = failure_graph(evidence, question, reading, units)
        parts = [units, *([unit for unit in units if unit != left_out] for left_out in units)]
        whole, *fewer = (stopped(graph_of_reading, part)[item, HOME] for part in parts)
        if whole and not any(fewer):
            return reading
    return None


def _ids(rows: Iterable[ChangeRow]) -> list[str]:
    ids: list[Any] = []
    for row in rows:
        ids += [row.target, *unit_ids(row.units), *row.witness.items]
        ids += [end for claim in row.causes for end in (claim.start, claim.end)]
    return ids
