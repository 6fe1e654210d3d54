"""What a source folder says about itself: source.yaml -> Manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from schema.errors import InputRejected, Violation

FILE_NAME = "source.yaml"
Bound = Literal["min", "max", "equal"]


@dataclass(frozen=True, slots=True)
class Assertion:
    """How many rows of `type` the result has; `where` narrows them to rows whose columns show these texts."""

    bound: Bound
    type: str
    where: tuple[tuple[str, str], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A source folder's own words.

    `id`: the dataset, which is the folder's name. `publication`: id of the Source node its claims carry by default.
    `grade`: of claims that state none. `default`: loaded when no source is asked for by name. `after`: datasets whose
    nodes it refers to. `retrieved`: YYYY-MM-DD. `max_skipped`: rows the transform may leave out. `review`: file of data
    that lists what could not be joined -> the column that is empty there, None where every row is such a record.
    """

    id: str
    publication: str
    title_zh: str
    title_en: str
    publisher: str
    licence: str
    kind: str
    retrieved: str
    grade: str
    year: int | None = None
    url: str | None = None
    default: bool = True
    after: tuple[str, ...] = ()
    max_skipped: int = 0
    assertions: tuple[Assertion, ...] = ()
    review: Mapping[str, str | None] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a source folder.

    Raises
    ------
    InputRejected
        A key is missing, unknown or of the wrong kind.
    """
    raw = yaml.safe_load((folder / FILE_NAME).read_text("utf-8"))
    try:
        return _manifest(folder.name, raw)
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        rule = f"the manifest is not understood: {type(broken).__name__} {broken}"
        raise InputRejected([Violation(f"{folder.name}/{FILE_NAME}", None, None, None, rule)]) from broken


def _manifest(id_: str, raw: Mapping[str, Any]) -> Manifest:
    left = dict(raw)
    title = left.pop("title")
    retrieved = left.pop("retrieved")
    if not isinstance(retrieved, date):
        raise ValueError(f"retrieved: {retrieved!r} is no date YYYY-MM-DD")
    return Manifest(
        id=id_,
        publication=left.pop("publication", id_),
        title_zh=title["zh"],
        title_en=title["en"],
        retrieved=retrieved.isoformat(),
        after=tuple(left.pop("after", ())),
        assertions=tuple(_assertions(left.pop("assertions", {}))),
        **left,
    )


def _assertions(raw: Mapping[str, Mapping[str, int]]) -> Iterator[Assertion]:
    """`Programme kind=breakthrough: 12` narrows by a column; several `column=text` may follow the type."""
    for bound in get_args(Bound):
        for subject, count in raw.get(bound, {}).items():
            type_, *conditions = subject.split()
            yield Assertion(bound, type_, tuple(_condition(text) for text in conditions), int(count))
    unknown = sorted(set(raw).difference(get_args(Bound)))
    if unknown:
        raise ValueError(f"assertions: {', '.join(unknown)} is none of {', '.join(get_args(Bound))}")


def _condition(text: str) -> tuple[str, str]:
    column, mark, value = text.partition("=")
    if not mark:
        raise ValueError(f"assertions: {text!r} is no column=text")
    return column, value
