"""A root field out of a query: its arguments are the fields of the query and the common options, under one name each.

So a parameter that a use case gains appears here by itself, with the same default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import Enum
from inspect import Parameter, Signature
from typing import Any, TypeVar, get_type_hints

import strawberry

from graphsvc.errors import WrongUse
from graphsvc.graphql.guard.cost import QUESTION
from graphsvc.graphql.guard.limits import LIMITS
from graphsvc.graphql.request import Request
from graphsvc.graphql.types import words
from graphsvc.text import Language
from graphsvc.usecases.asking import Options
from graphsvc.usecases.changes import Snapshot, parse_snapshot
from graphsvc.usecases.context import Context

Query = TypeVar("Query")
Found = TypeVar("Found")
Info = strawberry.Info[Request, None]

#: Arguments that take words of a closed vocabulary.
WORDS: Mapping[str, Any] = {
    "by": list[words.UnitKind],
    "horizon": words.Horizon,
    "qualification": words.Qualification,
    "min_grade": words.Grade,
    "reading": words.Reading,
}
#: How the schema writes a type of a query, and how what was given is read.
PLAIN: Mapping[Any, Any] = {tuple[str, ...]: list[str], Snapshot: str}
READ: Mapping[Any, Callable[[str], Any]] = {Snapshot: parse_snapshot}
ALL_OPTIONS = tuple(part.name for part in fields(Options))
ROWS = "limit"  # the argument that says how many rows
INFO = Parameter("info", Parameter.KEYWORD_ONLY, annotation=Info)
LANG = Parameter("lang", Parameter.KEYWORD_ONLY, default=None, annotation=words.Language | None)


def question(
    query: type[Query],
    use_case: Callable[[Query, Context], Found],
    translate: Callable[[Found, Language], Any],
    options: Sequence[str] = ALL_OPTIONS,
    cost: int = QUESTION,
) -> Any:
    """The field that asks `use_case` a `query` and gives what `translate(found, language)` makes of the answer.

    `options`: the common options that the question takes, where it takes any.
    """
    own = [part for part in fields(query) if part.name != "options"]  # type: ignore[arg-type]
    takes_options = len(own) < len(fields(query))  # type: ignore[arg-type]
    common = [part for part in fields(Options) if takes_options and part.name in options]
    read = {part.name: READ[kind] for part in own if (kind := get_type_hints(query)[part.name]) in READ}

    async def resolve(info: Info, lang: Language | None = None, **given: Any) -> Any:
        values = {name: _plain(name, value, read.get(name)) for name, value in given.items()}
        options = {part.name: values.pop(part.name) for part in common}
        asked = query(**values, **({"options": Options(**options)} if takes_options else {}))
        language = lang or info.context.language
        return await info.context.work(lambda context: translate(use_case(asked, context), language))

    arguments = [*_parameters(query, own), *_parameters(Options, common)]
    arguments.sort(key=lambda argument: argument.default is not Parameter.empty)  # those that must be given first
    returns = get_type_hints(translate)["return"] | None
    resolve.__signature__ = Signature([INFO, *arguments, LANG], return_annotation=returns)  # type: ignore[attr-defined]
    return strawberry.field(resolver=resolve, metadata={"cost": cost})


def _parameters(of: type, parts: Sequence[Field[Any]]) -> list[Parameter]:
    hints = get_type_hints(of)
    return [
        Parameter(part.name, Parameter.KEYWORD_ONLY, default=_default(part), annotation=_annotation(part.name, hints))
        for part in parts
    ]


def _annotation(name: str, hints: Mapping[str, Any]) -> Any:
    if name == ROWS:
        return int  # nobody gets all rows at once
    return WORDS.get(name) or PLAIN.get(hints[name], hints[name])


def _default(part: Field[Any]) -> Any:
    if part.default is MISSING:
        return Parameter.empty
    word = WORDS.get(part.name)
    if part.name == ROWS and part.default is None:
        return LIMITS.rows
    if isinstance(part.default, tuple):
        return tuple(words.UnitKind(value) for value in part.default) if word else part.default
    return word(part.default) if word else part.default


def _plain(name: str, value: Any, read: Callable[[str], Any] | None = None) -> Any:
    """An argument as the use case takes it; `read` makes it of the text that was given."""
    if read:
        return read(value)
    if isinstance(value, list):
        if len(value) > LIMITS.names:
            raise WrongUse("too-many", option=name, got=len(value), most=LIMITS.names)
        return tuple(_plain(name, part) for part in value)
    return value.value if isinstance(value, Enum) else value
