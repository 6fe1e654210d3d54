"""Arguments of lists as the use case takes them; what is wrong with them is the asker's to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from graphql import GraphQLError

from graphsvc.graphql.connections.cursors import BadCursor, decode
from graphsvc.graphql.guard.errors import BAD_INPUT
from graphsvc.graphql.guard.limits import LIMITS
from graphsvc.usecases.listing.asked import (
    AllOf,
    AnyOf,
    Condition,
    EndIs,
    Not,
    Order,
    Part,
    Place,
    Related,
    Where,
    parts,
)
from graphsvc.usecases.listing.rows import ENDS

CONDITIONS = 60  # in one filter
RELATIONS = 4  # one behind the other in one filter
IN_ONE_TEST = 1_000  # values


def bad(message: str) -> GraphQLError:
    """An error of the asker."""
    return GraphQLError(message, extensions={"code": BAD_INPUT})


def part(given: Mapping[str, Any], order: Sequence[Order], types: Sequence[str]) -> Part:
    """first, after, last and before as a part of a list in this order."""
    first, last = given.get("first"), given.get("last")
    if first is not None and last is not None:
        raise bad("first and last: give one of them")
    for name, asked in (("first", first), ("last", last)):
        if asked is not None and not 0 <= asked <= LIMITS.page:
            raise bad(f"{name}: got {asked}, allowed are 0 to {LIMITS.page}")
    size: int = next((given for given in (first, last) if given is not None), LIMITS.first)
    places = {name: _place(given.get(name), order, types) for name in ("after", "before")}
    return Part(size, last is not None, **places)


def order(given: Sequence[Mapping[str, Any]] | None) -> tuple[Order, ...]:
    """The keys of an order, each field once."""
    found = tuple(Order(one["field"], one["descending"]) for one in given or ())
    if len({one.field for one in found}) < len(found):
        raise bad("orderBy: a field stands there twice")
    return found


def condition(given: Mapping[str, Any] | None) -> Condition:
    """A filter as a condition, within its bounds."""
    found = _all_of(given or {})
    if sum(1 for _ in parts(found)) > CONDITIONS * 2:
        raise bad(f"filter: more than {CONDITIONS} conditions")
    if _relations(found) > RELATIONS:
        raise bad(f"filter: more than {RELATIONS} relationships one behind the other")
    return found


def related_name(relationship: str, direction: str) -> str:
    """How the claims of a node are called in a coerced filter."""
    return f"{direction}:{relationship}"


def plain(value: Any) -> Any:
    """A coerced value without the enums of the hand-written schema."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def _place(text: str | None, order: Sequence[Order], types: Sequence[str]) -> Place | None:
    try:
        return None if text is None else decode(text, order, types)
    except BadCursor as error:
        raise bad(str(error)) from error


def _all_of(given: Mapping[str, Any]) -> Condition:
    found = [_named(name, inner) for name, inner in given.items()]
    return found[0] if len(found) == 1 else AllOf(tuple(found))


def _named(name: str, given: Any) -> Condition:
    if given is None:
        raise bad(f"{name}: null is no condition; leave it out, or ask whether it is known")
    if name in ("and", "or"):
        inner = tuple(_all_of(one) for one in given)
        return AllOf(inner) if name == "and" else AnyOf(inner)
    if name == "not":
        return Not(_all_of(given))
    if name in ENDS:
        return EndIs("from" if name == "from" else "to", _all_of(given))
    if ":" in name:
        return _related(name, given)
    return _tests(name, given)


def _related(name: str, given: Mapping[str, Any]) -> Condition:
    direction, _, relationship = name.partition(":")
    found = tuple(
        Related(relationship, "out" if direction == "out" else "in", quantity == "some", _all_of(_known(quantity, one)))
        for quantity, one in given.items()
    )
    return found[0] if len(found) == 1 else AllOf(found)


def _tests(name: str, given: Mapping[str, Any]) -> Condition:
    found: list[Condition] = []
    for test, value in given.items():
        wanted = plain(_known(f"{name}.{test}", value))
        if isinstance(wanted, list) and len(wanted) > IN_ONE_TEST:
            raise bad(f"{name}.{test}: got {len(wanted)} values, allowed are {IN_ONE_TEST}")
        found.append(Where(name, test, wanted))  # type: ignore[arg-type]
    return found[0] if len(found) == 1 else AllOf(tuple(found))


def _known(name: str, given: Any) -> Any:
    if given is None:
        raise bad(f"{name}: null is no condition; leave it out, or ask whether it is known")
    return given


def _relations(condition: Condition) -> int:
    """How many relationships stand one behind the other."""
    if isinstance(condition, AllOf | AnyOf):
        return max(map(_relations, condition.parts), default=0)
    if isinstance(condition, Not | EndIs):
        return _relations(condition.part)
    return 1 + _relations(condition.part) if isinstance(condition, Related) else 0
