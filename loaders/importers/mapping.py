"""What a person says about a file: mapping.yaml -> FileMapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from loaders.importers.kinds import BATCH, Kind, Role, kinds, table_kind
from schema.errors import InputRejected, Violation
from schema.load import contract

DECIMALS = (".", ",")
MERGED = ("refuse", "fill")
LEVEL = "level"
INDENT = "indent"  # as the column of a level: how far the name is indented


@dataclass(frozen=True, slots=True)
class Field:
    """Where the value of a field comes from.

    `columns`: headers; several only for notes, and for the names of a bill of materials with one column a level.
    `constant`: the same in every row; `default`: where the cell is empty. `unit`: of the numbers; `factor`: what they
    are multiplied by. `values`: a cell's text -> the contract's word.
    Of names: `create`: unknown ones become new nodes; `type`: of which type; `properties`: what else they carry.
    """

    columns: tuple[str, ...] = ()
    constant: str | None = None
    default: str | None = None
    unit: str | None = None
    factor: Decimal = Decimal(1)
    values: Mapping[str, str] = field(default_factory=dict)
    create: bool = False
    type: Field | None = None
    properties: Mapping[str, Field] = field(default_factory=dict)

    def headers(self) -> tuple[str, ...]:
        """Every column of the file that this field reads."""
        parts = [*self.properties.values(), *([self.type] if self.type else [])]
        return (*self.columns, *(column for part in parts for column in part.headers()))


@dataclass(frozen=True, slots=True)
class FileMapping:
    """A person's words about a file.

    `dataset`: who speaks; a later load of the same dataset replaces what this one says. `source`: id of the publication
    (default: the dataset), `publication`: its properties. `grade`: of rows that state none.
    `sheet`: of a workbook, None = its only one. `header_row`: as a person counts. `encoding`, `delimiter`: of a CSV
    file, None = found out. `decimal`: "." or ",", None = only numbers that can be read one way. `day_first`: how
    3/4/2024 is read, None = not at all. `merged`: "fill" repeats the value of merged cells. `unknown`: texts that mean
    an empty cell. `ignore`: columns left out. `names`: a text -> the id it stands for, where a person has decided.
    """

    kind: Kind
    dataset: str
    fields: Mapping[str, Field]
    source: str | None = None
    publication: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    grade: str | None = None
    sheet: str | None = None
    header_row: int = 1
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    day_first: bool | None = None
    merged: str = "refuse"
    unknown: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def headers_of(mapping: FileMapping) -> set[str]:
    """Every column of the file that the mapping reads."""
    return {header for given in mapping.fields.values() for header in given.headers()}


def read_mapping(path: Path) -> FileMapping:
    """The mapping in a file.

    Raises
    ------
    InputRejected
        Not YAML, a key that is missing, unknown or of the wrong kind; each with the key as the column.
    """
    try:
        # every scalar as text: NO is a country, and 2024-01 is no date yet
        raw = yaml.load(path.read_text("utf-8-sig"), yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as broken:
        raise InputRejected([Violation(path.name, None, None, None, f"cannot be read as YAML: {broken}")]) from broken
    try:
        return parse(raw)
    except MappingError as wrong:
        raise InputRejected([Violation(path.name, None, wrong.key, wrong.value, wrong.rule)]) from wrong


class MappingError(ValueError):
    """One key of a mapping that cannot be understood."""

    def __init__(self, key: str, value: object, rule: str) -> None:
        super().__init__(rule)
        self.key, self.rule = key, rule
        self.value = None if value is None else str(value)


def parse(raw: Any) -> FileMapping:
    """The mapping of a parsed document whose scalars are texts. Raises MappingError."""
    if not isinstance(raw, dict):
        raise MappingError("", raw, "a mapping is a list of keys: kind, dataset, columns …")
    left = dict(raw)
    kind = _kind(left.pop("kind", None), left.pop("table", None))
    columns = _texts_by_key("columns", left.pop("columns", None))
    source, publication = _source(left.pop("source", None))
    found = FileMapping(
        kind=kind,
        dataset=_text("dataset", left.pop("dataset", None)),
        fields={name: _field(name, given, kind) for name, given in columns.items()},
        source=source,
        publication=publication,
        header_row=_whole("header_row", left.pop("header_row", "1")),
        merged=_one_of("merged", left.pop("merged", "refuse"), MERGED),
        ignore=_list("ignore", left.pop("ignore", [])),
        unknown=_list("unknown", left.pop("unknown", [])),
        names=_texts_by_key("names", left.pop("names", {})),
    )
    found = replace(found, **_optional(left))
    _require_fields(found)
    return found


def _optional(left: dict[str, Any]) -> dict[str, Any]:
    readers = {"as_of": _text, "grade": _text, "sheet": _text, "encoding": _text, "delimiter": _text}
    found: dict[str, Any] = {key: read(key, left.pop(key)) for key, read in readers.items() if left.get(key)}
    if left.get("decimal"):
        found["decimal"] = _one_of("decimal", left.pop("decimal"), DECIMALS)
    if left.get("day_first"):
        found["day_first"] = _boolean("day_first", left.pop("day_first"))
    for key, value in left.items():
        if value:
            raise MappingError(key, value, "a mapping has no such key")
    return found


def _kind(name: Any, table: Any) -> Kind:
    if name == BATCH:
        names = [type_.name for type_ in contract().types()]
        return table_kind(contract().type(_one_of("table", table, names)), contract())
    return kinds()[_one_of("kind", name, [*kinds(), BATCH])]


def _source(raw: Any) -> tuple[str | None, Mapping[str, str]]:
    if not raw:
        return None, {}
    if isinstance(raw, str):
        return raw, {}
    said = _texts_by_key("source", raw)
    return _text("source.id", said.pop("id", None)), said


def _require_fields(mapping: FileMapping) -> None:
    kind, type_ = mapping.kind, contract().type(mapping.kind.main)
    levels = dict([kind.levels]) if kind.levels else {}
    columns = [*kind.tables[kind.main].items(), *((p.name, p.name) for p in type_.properties.values() if p.required)]
    for column, name in columns:
        wanted = column in ("from", "to") or column not in kind.roles
        if wanted and name not in mapping.fields and name not in levels.values():
            raise MappingError(f"columns.{name}", None, f"the kind {kind.name} needs this field")
    if levels and not {LEVEL, *levels.values()} & mapping.fields.keys() and not _has_level_columns(mapping):
        raise MappingError(f"columns.{LEVEL}", None, "say where the level or the parent of an item stands")


def _has_level_columns(mapping: FileMapping) -> bool:
    levels = mapping.kind.levels
    return levels is not None and len(mapping.fields[levels[0]].columns) > 1


def _field(name: str, raw: Any, kind: Kind) -> Field:
    role = kind.roles.get(name)
    if role is None and name not in kind.values() and not (kind.levels and name == LEVEL):
        known = ", ".join([*kind.roles, *([LEVEL] if kind.levels else []), *kind.values()])
        raise MappingError(f"columns.{name}", None, f"the kind {kind.name} has no such field; it has {known}")
    return _spec(f"columns.{name}", raw, role)


def _spec(key: str, raw: Any, role: Role | None) -> Field:
    if not isinstance(raw, dict):
        return Field(_columns(key, raw))
    left = dict(raw)
    found = Field(
        columns=_columns(key, left.pop("column", [])),
        constant=left.pop("constant", None),
        default=left.pop("default", None),
        unit=left.pop("unit", None),
        factor=_factor(key, left.pop("factor", "1")),
        values=_texts_by_key(f"{key}.values", left.pop("values", {})),
    )
    if role is not None:
        properties = _texts_by_key(f"{key}.properties", left.pop("properties", {}))
        found = replace(
            found,
            create=_boolean(f"{key}.create", left.pop("create", "false")),
            type=_type(f"{key}.type", left.pop("type", None)),
            properties={name: _spec(f"{key}.properties.{name}", given, None) for name, given in properties.items()},
        )
    for name, value in left.items():
        raise MappingError(f"{key}.{name}", value, "a field has no such key")
    if not found.columns and not found.constant:
        raise MappingError(key, None, "say a column or a constant")
    return found


def _type(key: str, raw: Any) -> Field | None:
    if not raw:
        return None
    return Field(constant=_one_of(key, raw, list(contract().nodes))) if isinstance(raw, str) else _spec(key, raw, None)


def _columns(key: str, raw: Any) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) and raw else _list(key, raw or [])


def _list(key: str, raw: Any) -> tuple[str, ...]:
    given = [raw] if isinstance(raw, str) and raw else raw or []
    if not isinstance(given, list) or not all(isinstance(entry, str) for entry in given):
        raise MappingError(key, raw, "must be a text or a list of texts")
    return tuple(given)


def _texts_by_key(key: str, raw: Any) -> dict[str, Any]:
    if raw in (None, ""):
        return {}
    if not isinstance(raw, dict):
        raise MappingError(key, raw, "must be a list of key: value")
    return dict(raw)


def _text(key: str, raw: Any) -> str:
    if not isinstance(raw, str) or not raw:
        raise MappingError(key, raw, "must be a text")
    return raw


def _one_of(key: str, raw: Any, allowed: Any) -> str:
    if raw not in allowed:
        raise MappingError(key, raw, f"must be one of {', '.join(allowed)}")
    return str(raw)


def _boolean(key: str, raw: Any) -> bool:
    return _one_of(key, str(raw).casefold(), ("true", "false")) == "true"


def _whole(key: str, raw: Any) -> int:
    if not isinstance(raw, str) or not raw.isdecimal() or int(raw) < 1:
        raise MappingError(key, raw, "must be a row number, the first row being 1")
    return int(raw)


def _factor(key: str, raw: Any) -> Decimal:
    try:
        factor = Decimal(raw)
    except (InvalidOperation, TypeError):
        factor = Decimal(0)
    if not factor.is_finite() or factor <= 0:
        raise MappingError(f"{key}.factor", raw, "must be a number above 0")
    return factor
