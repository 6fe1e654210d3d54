"""What may be asked of a list: which rows, in which order, which part, what they add up to, and what hangs on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from graphsvc.text import Language

Direction: TypeAlias = Literal["out", "in"]
End: TypeAlias = Literal["from", "to"]
Test: TypeAlias = Literal["eq", "in", "lt", "lte", "gt", "gte", "contains", "has", "known"]


@dataclass(frozen=True, slots=True)
class Where:
    """One test of one field of a row (rows.value). `contains` compares as the search does, in folded spelling."""

    field: str
    test: Test
    value: Any


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts always."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; without parts never."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold, be it because nobody knows."""

    part: Condition


@dataclass(frozen=True, slots=True)
class EndIs:
    """Of a claim: the node at this end fulfils a condition."""

    end: End
    part: Condition


@dataclass(frozen=True, slots=True)
class Related:
    """Of a node: `some` of its claims of a type and direction fulfils a condition, or none does."""

    type: str
    direction: Direction
    some: bool
    part: Condition


Condition: TypeAlias = Where | AllOf | AnyOf | Not | EndIs | Related


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an order. What is unknown comes last in both directions."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an ordered list: the values of the order's fields and the key of a row, which need not exist."""

    values: tuple[Any, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Part:
    """At most `size` rows after and before these places, from the start or, `backwards`, from the end."""

    size: int
    backwards: bool = False
    after: Place | None = None
    before: Place | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """Rows to be summed up by the values of fields; without fields all together. `key` names it in the result."""

    key: str
    by: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a list are shown, in which order, and what is said about all that fulfil the condition."""

    part: Part
    where: Condition = AllOf(())
    order: tuple[Order, ...] = ()
    total: bool = False
    groupings: tuple[Grouping, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether neither the condition, nor the order, nor a summary needs more than the rows shown."""
        return self.where == AllOf(()) and not self.order and not self.groupings


@dataclass(frozen=True, slots=True)
class Reference:
    """The nodes that a property of a row names, for rows of these types. `key` names them in the result."""

    key: str
    types: frozenset[str]
    property: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a type on each node of some types, seen from it. `key` names the list in the result."""

    key: str
    types: frozenset[str]
    relationship: str
    direction: Direction
    rows: Rows
    other: Wanted
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of nodes beside themselves. `evidence`: of which types all claims and where they disagree;
    `named`: of which types the names of the nodes that their properties refer to.
    """

    claims: tuple[Claims, ...] = ()
    references: tuple[Reference, ...] = ()
    evidence: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A list of all nodes of some types; claims count as of two dates, short ones as of their last day."""

    types: tuple[str, ...]
    rows: Rows
    wanted: Wanted = Wanted()
    as_of: str | None = None
    known_at: str | None = None
    lang: Language = "en"


@dataclass(frozen=True, slots=True)
class NodesQuery:
    """Some nodes: by ids, unknown ones left out; or, `named`, the one that answers to the one name."""

    ids: tuple[str, ...]
    named: bool = False
    wanted: Wanted = Wanted()
    as_of: str | None = None
    known_at: str | None = None
    lang: Language = "en"


def parts(condition: Condition) -> Iterator[Condition]:
    """A condition and all that it is made of."""
    yield condition
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from parts(part)
    elif isinstance(condition, Not | EndIs | Related):
        yield from parts(condition.part)
