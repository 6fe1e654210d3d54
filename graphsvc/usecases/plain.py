"""Answers as plain data, for every face alike: `as_plain(answer, lang)` is the JSON object of the command line.

Only `warnings` and `in_words` depend on the language: there facts about the data become sentences (`sentence`), and
proofs too (`told`). Everything else is ids and values; `names` holds the labels of the ids in both languages, `sources`
the publications.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from analytics.shares import Notice
from analytics.supply_graph import UNKNOWN_DAY
from graphsvc.text import Language, label, listed, share, text
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.in_words import told
from schema.model import Label

ENVELOPE = ("question", "parameters", "snapshot", "method", "coverage", "rows", "warnings")


def as_plain(answer: Answer[Any], lang: Language) -> dict[str, Any]:
    """Dicts, lists, texts, numbers, booleans and None; what `extra` holds stands at the top beside the rows."""
    whole = {name: plain(getattr(answer, name)) for name in ENVELOPE if name != "warnings"}
    whole["rows"] = [plain(row) | told(row, answer.names, lang) for row in answer.rows]
    whole["warnings"] = [sentence(notice, answer.names, lang) for notice in answer.warnings]
    beside = {"names": answer.names, "sources": answer.sources, "partial": answer.partial}
    return whole | {name: plain(value) for name, value in {**answer.extra, **beside}.items()}


def plain(value: Any) -> Any:
    """Dataclasses and mappings as dicts, sequences as lists, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return {found.name: plain(getattr(value, found.name)) for found in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(entry) for name, entry in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(entry) for entry in value]
    return value


def sentence(notice: Notice, names: Mapping[str, Label], lang: Language) -> str:
    """A fact about the data in words."""
    values: dict[str, object] = dict(notice.values)
    for name in ("item", "place"):
        if name in values:
            values[name] = named(str(values[name]), names, lang)
    values["of"] = text(f"notice.of.{values['of']}", lang) if "of" in values else ""
    for name in ("sum", "stated", "known"):
        if name in values:
            values[name] = share(float(str(values[name])), lang)
    values["kept"] = _table(notice, "kept_source", "kept_as_of", lang) if "kept_source" in values else ""
    dropped = [name for name in notice.values if name.startswith("dropped_source_")]
    values["dropped"] = listed((_table(notice, name, name.replace("source", "as_of"), lang) for name in dropped), lang)
    return text(f"notice.{notice.code}", lang, **values)


def named(id: str, names: Mapping[str, Label], lang: Language) -> str:
    """The name of a node, its id when it has none."""
    return label(names[id], lang) if id in names else id


def short_date(day: str) -> str:
    """The year alone for the last day of one: that is what a year without month stands for."""
    return day.removesuffix("-12-31")


def _table(notice: Notice, source: str, as_of: str, lang: Language) -> str:
    day = int(float(notice.values[as_of]))
    when = short_date(date.fromordinal(day).isoformat()) if day != UNKNOWN_DAY else None
    return text("notice.table", lang, source=notice.values[source], as_of=when)
