"""A view with some claims put back to what another view says: what would be answered had they not changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphsvc.projection.policy import Days, Policy
from graphsvc.stores.port import Columns, Scanned
from schema.generated import types
from schema.load import contract

#: Claims that answers depend on and a policy filters.
SETTLED_TYPES = (
    types.REQUIRES,
    types.SUPPLIES,
    types.PRODUCES,
    types.OWNED_BY,
    types.HEADQUARTERED_IN,
    types.PART_OF,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A claim that counts in a snapshot: the key of its version, what it joins, and its grade."""

    type: str
    claim: str
    key: str
    start: str
    end: str


def counted(view: Scanned, policy: Policy) -> dict[str, Counted]:
    """The claims that count under the dates of a policy, by claim id."""
    days = Days()
    found: dict[str, Counted] = {}
    for type in SETTLED_TYPES:
        for page in view.scan(type, ("claim", "key", "from", "to", "as_of", "recorded_at")):
            columns = (page[name] for name in ("claim", "key", "from", "to", "as_of", "recorded_at"))
            for claim, key, start, end, as_of, recorded in zip(*columns, strict=True):
                if policy.in_time(days(as_of), days(recorded)):
                    found[claim] = Counted(type, claim, key, start, end)
    return found


@dataclass(frozen=True)
class Patched:
    """`base` reduced to the claims whose keys are `kept`, with those of `other` whose keys are `added`.

    Only `scan` is there: it is what a projection reads. Nodes are those of both; rules are those of the base.
    """

    base: Scanned
    other: Scanned
    kept: Collection[str]
    added: Mapping[str, Collection[str]]  # type -> keys of versions of `other`

    def scan(self, type: str, fields: Sequence[str]) -> Iterator[Columns]:
        """As of a view."""
        if type in contract().nodes:
            yield from self._nodes(type, fields)
            return
        if type not in SETTLED_TYPES:
            yield from self.base.scan(type, fields)
            return
        yield from _only(self.base.scan(type, tuple(dict.fromkeys(("key", *fields)))), self.kept)
        if wanted := self.added.get(type):
            yield from _only(self.other.scan(type, tuple(dict.fromkeys(("key", *fields)))), wanted)

    def _nodes(self, type: str, fields: Sequence[str]) -> Iterator[Columns]:
        columns = tuple(dict.fromkeys(("key", "id", *fields)))
        known: set[str] = set()
        for page in self.base.scan(type, columns):
            known.update(page["id"])
            yield page
        for page in self.other.scan(type, columns):
            gone = {key for key, id in zip(page["key"], page["id"], strict=True) if id not in known}
            yield from _only(iter((page,)), gone)


def _only(pages: Iterator[Columns], keys: Collection[str]) -> Iterator[Columns]:
    for page in pages:
        chosen = [row for row, key in enumerate(page["key"]) if key in keys]
        if len(chosen) == len(page["key"]):
            yield page
        elif chosen:
            yield {name: [values[row] for row in chosen] for name, values in page.items()}
