"""What every answer carries around its rows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from strawberry.utils.str_converters import to_camel_case

from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.types import answers
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.plain import sentence


def around(found: Answer[Any], names: Names) -> dict[str, Any]:
    """The fields of the interface Answer."""
    return {
        "question": found.question,
        "parameters": {to_camel_case(name): value for name, value in found.parameters.items()},
        "snapshot": found.snapshot,
        "method": answers.Method(**asdict(found.method)),
        "coverage": answers.Coverage(**asdict(found.coverage)) if found.coverage else None,
        "names": [answers.Name(id=id, zh=name.zh, en=name.en) for id, name in sorted(found.names.items())],
        "sources": [answers.Publication(id=id, **asdict(source)) for id, source in sorted(found.sources.items())],
        "warnings": [sentence(notice, found.names, names.language) for notice in found.warnings],
        "partial": found.partial,
    }
