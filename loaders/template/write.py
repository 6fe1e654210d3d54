"""An empty workbook of the batch form with drop-down lists, comments in both languages, and an example per sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
import yaml
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from loaders.forms.workbook import REMARK, REMARK_SHEETS
from schema.load import contract
from schema.model import Label, NodeType, Property, RelationshipType
from schema.rules.shape import required_columns

ROWS = 5000  # that have drop-down lists
LISTS_FROM = 8  # column of the readme sheet where the hidden lists start
README = REMARK_SHEETS[0]


@cache
def layout() -> Mapping[str, Any]:
    """The sheets, columns, examples and texts beside this module."""
    found: Mapping[str, Any] = yaml.safe_load((files("loaders.template") / "layout.yaml").read_text("utf-8"))
    return found


def template(path: Path) -> None:
    """Write the workbook. Read back untouched it has no table rows; filled in, it is a batch like any other.

    Raises
    ------
    OSError
        The file cannot be created.
    """
    with path.open("wb") as file, xlsxwriter.Workbook(file) as book:
        styles = _Styles.of(book)
        lists = _readme(book.add_worksheet(README), styles)
        for name, sheet in layout()["sheets"].items():
            _sheet(book.add_worksheet(name), (name, sheet["columns"], sheet["example"]), styles, lists)


@dataclass(frozen=True, slots=True)
class _Styles:
    head: Any
    required: Any
    example: Any
    text: Any
    wrapped: Any

    @classmethod
    def of(cls, book: Any) -> _Styles:
        """The few formats of the workbook. Cells are text, so that a spreadsheet turns no 2024-06 into a day."""
        head = {"bold": True, "bg_color": "#DDE6EE", "bottom": 1}
        return cls(
            book.add_format(head),
            book.add_format({**head, "bg_color": "#F3D9B1"}),
            book.add_format({"italic": True, "font_color": "#808080"}),
            book.add_format({"num_format": "@"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )


def _readme(sheet: Any, styles: _Styles) -> Mapping[str, str]:
    """The rules in both languages, and out of sight the lists: name of a list -> its range."""
    sheet.set_column(0, 0, 100, styles.wrapped)
    for row, line in enumerate([*layout()["readme"]["zh"], "", *layout()["readme"]["en"]]):
        sheet.write_string(row, 0, line)
    words = {name: list(vocabulary.terms) for name, vocabulary in contract().vocabularies.items()}
    words |= {"true or false": ["true", "false"]}
    words |= {_units_key(dimensions): units for dimensions, units in _units().items()}
    ranges = {}
    for column, (name, entries) in enumerate(words.items(), LISTS_FROM):
        sheet.write_column(0, column, entries)
        letter = xl_col_to_name(column)
        ranges[name] = f"={README}!${letter}$1:${letter}${len(entries)}"
    sheet.set_column(LISTS_FROM, LISTS_FROM + len(words), None, None, {"hidden": True})
    return ranges


def _units() -> Mapping[tuple[str, ...], list[str]]:
    """The dimensions a quantity of the template may have -> the units of these."""
    quantities = [p.dimensions for name in layout()["sheets"] for p in contract().type(name).properties.values()]
    units = contract().units.values()
    return {wanted: [u.symbol for u in units if u.dimension in wanted] for wanted in quantities if wanted}


def _units_key(dimensions: tuple[str, ...]) -> str:
    return "units of " + ", ".join(dimensions)


def _sheet(
    sheet: Any, content: tuple[str, Sequence[str], Mapping[str, Any]], styles: _Styles, lists: Mapping[str, str]
) -> None:
    name, columns, example = content
    type_ = contract().type(name)
    sheet.freeze_panes(1, 1)
    for position, column in enumerate(columns):
        required = column in required_columns(type_)
        sheet.set_column(position, position, 18, styles.text if _is_text(type_, column) else None)
        sheet.write_string(0, position, column, styles.required if required else styles.head)
        sheet.write_comment(0, position, _comment(type_, column, required), {"x_scale": 2})
        shown = _example(example.get(column), first=position == 0)
        if shown is not None:
            sheet.write(1, position, shown, styles.example)
        rule = _validation(type_, column, lists)
        if rule:
            sheet.data_validation(1, position, ROWS, position, rule)


def _is_text(type_: NodeType | RelationshipType, column: str) -> bool:
    return column not in type_.properties or type_.properties[column].type not in ("float", "integer", "boolean")


def _comment(type_: NodeType | RelationshipType, column: str, required: bool) -> str:
    labels = _labels(type_, column) + ([Label(**layout()["required"])] if required else [])
    return "\n".join(["; ".join(label.zh for label in labels), "; ".join(label.en for label in labels)])


def _labels(type_: NodeType | RelationshipType, column: str) -> list[Label]:
    """What the column is, and its note; an end says which rows it may name."""
    if column in type_.properties:
        prop = type_.properties[column]
        return [prop.label, *([prop.note] if prop.note else [])]
    assert isinstance(type_, RelationshipType)
    ends = [contract().nodes[name].label for name in (type_.start if column == "from" else type_.end)]
    return [type_.label, Label(", ".join(label.en for label in ends), "、".join(label.zh for label in ends))]


def _example(value: Any, *, first: bool) -> Any:
    texts = layout()["example"]
    return f"{REMARK}{texts['zh']} {texts['en']} {value}" if first else value


def _validation(type_: NodeType | RelationshipType, column: str, lists: Mapping[str, str]) -> dict[str, Any] | None:
    """A closed list stops other entries; a list of ids only offers those of its sheet: the store has more."""
    prop = type_.properties.get(column)
    listed = _listed(type_, prop, lists) if prop else None
    if listed:
        return {"validate": "list", "source": listed}
    if prop and prop.type == "float" and prop.range == (0, 1):
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    targets = _targets(type_, column)
    if len(targets) == 1 and targets[0] in layout()["sheets"]:
        return {"validate": "list", "source": f"={targets[0]}!$A$3:$A${ROWS + 1}", "show_error": False}
    return None


def _listed(type_: NodeType | RelationshipType, prop: Property, lists: Mapping[str, str]) -> str | None:
    if prop.vocabulary:
        return lists[prop.vocabulary]
    if prop.type == "boolean":
        return lists["true or false"]
    return lists[_units_key(type_.properties[prop.quantity].dimensions)] if prop.quantity else None


def _targets(type_: NodeType | RelationshipType, column: str) -> tuple[str, ...]:
    if isinstance(type_, RelationshipType) and column in ("from", "to"):
        return type_.start if column == "from" else type_.end
    return type_.properties[column].reference
