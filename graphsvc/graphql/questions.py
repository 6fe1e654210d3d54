"""A root field out of a query: its arguments are the fields of the query and the common options, under one name each.

So a parameter that a use case gains appears here by itself, with the same default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
PLAIN: Mapping[Any, Any] = {tuple[str, ...]: list[str]}  # how the schema writes a type of a query
INFO = Parameter("info", Parameter.KEYWORD_ONLY, annotation=Info)
LANG = Parameter("lang", Parameter.KEYWORD_ONLY, default=None, annotation=words.Language | None)


def question(
    query: type[Query],
    use_case: Callable[[Query, Context], Found],
    translate: Callable[[Found, Language], Any],
    cost: int = QUESTION,
) -> Any:
    """The field that asks `use_case` a `query` and gives what `translate(found, language)` makes of the answer."""
    own = [part for part in fields(query) if part.name != "options"]  # type: ignore[arg-type]
    common = fields(Options) if len(own) < len(fields(query)) else ()  # type: ignore[arg-type]

    async def resolve(info: Info, lang: Language | None = None, **given: Any) -> Any:
        values = {name: _plain(name, value) for name, value in given.items()}
        options = {part.name: values.pop(part.name) for part in common}
        asked = query(**values, **({"options": Options(**options)} if common else {}))
        language = lang or info.context.language
        return await info.context.work(lambda context: translate(use_case(asked, context), language))

    arguments = [*_parameters(query, own), *_parameters(Options, common)]
    arguments.sort(key=lambda argument: argument.default is not Parameter.empty)  # those that must be given first
    returns = get_type_hints(translate)["return"] | None
    resolve.__signature__ = Signature([INFO, *arguments, LANG], return_annotation=returns)  # type: ignore[attr-defined]
    return strawberry.field(resolver=resolve, metadata={"cost": cost})


def _parameters(of: type, parts: tuple[Field[Any], ...] | list[Field[Any]]) -> list[Parameter]:
    hints = get_type_hints(of)
    return [
        Parameter(part.name, Parameter.KEYWORD_ONLY, default=_default(part), annotation=_annotation(part.name, hints))
        for part in parts
    ]


def _annotation(name: str, hints: Mapping[str, Any]) -> Any:
    return WORDS.get(name) or PLAIN.get(hints[name], hints[name])


def _default(part: Field[Any]) -> Any:
    if part.default is MISSING:
        return Parameter.empty
    word = WORDS.get(part.name)
    if isinstance(part.default, tuple):
        return tuple(words.UnitKind(value) for value in part.default) if word else part.default
    return word(part.default) if word else part.default


def _plain(name: str, value: Any) -> Any:
    """An argument as the use case takes it."""
    if isinstance(value, list):
        if len(value) > LIMITS.names:
            raise WrongUse(f"{name}: got {len(value)} values, allowed are {LIMITS.names}")
        return tuple(_plain(name, part) for part in value)
    return value.value if isinstance(value, Enum) else value
