"""Common options spelt out: a command's function takes `asked` and `wish`, its command line every option of both."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish

ASKED: dict[str, tuple[Any, Any]] = {  # as in usecases.asking.Options
    "home": (typed.Home, "CN"),
    "horizon": (typed.Horizon, "sustained"),
    "qualification": (typed.Qualification, "volume"),
    "min_surviving_share": (typed.MinSurvivingShare, 0.2),
    "min_grade": (typed.MinGrade, "D"),
    "reading": (typed.Reading, "likely"),
    "as_of": (typed.AsOf, None),
    "known_at": (typed.KnownAt, None),
}
WISHED: dict[str, tuple[Any, Any]] = {
    "form": (typed.Format, "table"),
    "output": (typed.Output, None),
    "lang": (typed.Lang, None),
    "store": (typed.Store, None),
}
Command = Callable[..., None]


def spelt_out(*names: str) -> Callable[[Command], Command]:
    """Give typer a function with the common options instead of `asked: typed.Asked` and `wish: Wish`.

    `names`: which of the options of `asked` the question takes; all of them unless named, the others at their defaults.
    """
    common = {name: ASKED[name] for name in names or ASKED}

    def spell(function: Command) -> Command:
        own = signature(function).parameters
        options = (common if "asked" in own else {}) | (WISHED if "wish" in own else {})

        def command(**given: Any) -> None:
            if "asked" in own:
                given["asked"] = typed.options(**{name: given.pop(name) for name in common})
            if "wish" in own:
                given["wish"] = Wish(**{name: given.pop(name) for name in WISHED})
            function(**given)

        hints = get_type_hints(function, include_extras=True)
        of_its_own = [
            parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[name])
            for name, parameter in own.items()
            if name not in ("asked", "wish")
        ]
        shared = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in options.items()
        ]
        command.__name__, command.__doc__ = function.__name__, function.__doc__
        command.__signature__ = Signature([*of_its_own, *shared])  # type: ignore[attr-defined]
        command.__annotations__ = {parameter.name: parameter.annotation for parameter in [*of_its_own, *shared]}
        return command

    return spell
