"""The contract for readers, in Markdown; its words stand in dictionary.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import yaml

from schema.model import Contract, Label, NodeType, Property, RelationshipType, Unit, Vocabulary

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the language, and the words of the page in it."""

    language: Language
    words: Mapping[str, str]

    def __call__(self, label: Label | None) -> str:
        return "" if label is None else label.zh if self.language == "zh" else label.en


def generate(contract: Contract, language: Language) -> str:
    """The page in one language."""
    raw = yaml.safe_load((files("schema") / "generate" / "dictionary.yaml").read_text("utf-8"))
    reader = Reader(language, {key: labels[language] for key, labels in raw.items()})
    return "\n".join(_page(contract, reader)) + "\n"


def _page(contract: Contract, reader: Reader) -> Iterator[str]:
    words = reader.words
    common = _common(contract)
    yield from (f"<!-- {words['generated']} -->", f"# {words['title']}", "")
    yield from (f"{words['version']} {contract.version}. {words['intro']}", "")
    yield from (f"## {words['nodes']}", "", f"### {words['common']}", "", *_properties(common.values(), reader))
    for node in contract.nodes.values():
        yield from _node(node, {*common, *contract.provenance}, reader)
    provenance = contract.provenance.values()
    yield from (f"## {words['relationships']}", "", f"### {words['provenance']}", "", *_properties(provenance, reader))
    for relationship in contract.relationships.values():
        yield from _relationship(relationship, contract, reader)
    yield from (f"## {words['vocabularies']}", "")
    for vocabulary in contract.vocabularies.values():
        yield from _vocabulary(vocabulary, reader)
    yield from (f"## {words['units']}", "", *_units(contract, reader))


def _common(contract: Contract) -> dict[str, Property]:
    shared = set.intersection(*(set(node.properties) for node in contract.nodes.values())) - set(contract.provenance)
    return {name: prop for name, prop in next(iter(contract.nodes.values())).properties.items() if name in shared}


def _node(node: NodeType, shared: set[str], reader: Reader) -> Iterator[str]:
    own = [prop for name, prop in node.properties.items() if name not in shared]
    labels = " ".join(f"`:{label}`" for label in node.labels)
    yield from (f"### {node.name} · {reader(node.label)}", "", f"{reader.words['labels']}: {labels}", "")
    yield from _noted(node.note, reader)
    yield from _properties(own, reader)


def _relationship(type_: RelationshipType, contract: Contract, reader: Reader) -> Iterator[str]:
    start, end = (" / ".join(_grouped(types, contract)) for types in (type_.start, type_.end))
    key = ", ".join(f"`{column}`" for column in type_.key)
    own = [prop for name, prop in type_.properties.items() if name not in contract.provenance]
    yield from (f"### {type_.name} · {reader(type_.label)}", "")
    yield from (f"`({start})-[:{type_.name}]->({end})`. {reader.words['key']}: {key}", "")
    yield from _noted(type_.note, reader)
    yield from _properties(own, reader)


def _grouped(types: tuple[str, ...], contract: Contract) -> list[str]:
    """The shortest way to name these types: the largest groups they hold, and what is left over."""
    left = dict.fromkeys(types)
    names = []
    for group, members in sorted(contract.groups.items(), key=lambda item: -len(item[1])):
        if set(members) <= set(left):
            names.append(group)
            left = {name: None for name in left if name not in members}
    return [*names, *left]


def _noted(note: Label | None, reader: Reader) -> Iterator[str]:
    if note is not None:
        yield from (reader(note), "")


def _properties(properties: Iterable[Property], reader: Reader) -> Iterator[str]:
    words = reader.words
    rows = [(f"`{prop.name}`", _meaning(prop, reader), words[prop.type], _allowed(prop, reader)) for prop in properties]
    yield from _table([words[name] for name in ("column", "meaning", "type", "allowed")], rows)


def _meaning(prop: Property, reader: Reader) -> str:
    return reader.words["semicolon"].join(text for text in (reader(prop.label), reader(prop.note)) if text)


def _allowed(prop: Property, reader: Reader) -> str:
    words = reader.words
    low, high = prop.range or (None, None)
    parts = [
        words["required"] if prop.required else "",
        f"{'' if low is None else low}…{'' if high is None else high}" if prop.range else "",
        f"{words['in_unit']} `{prop.unit}`" if prop.unit else "",
        f"[{prop.vocabulary}](#{prop.vocabulary})" if prop.vocabulary else "",
        f"{words['id_of']} {', '.join(prop.reference)}" if prop.reference else "",
        f"{words['unit_of']} `{prop.quantity}`" if prop.quantity else "",
        f"{words['dimension']}: {', '.join(prop.dimensions)}" if prop.dimensions else "",
        f"{words['measured_by']}: `{prop.dimensions_by}`" if prop.dimensions_by else "",
        f"{words['fails']}: [{prop.unit_kinds}](#{prop.unit_kinds})" if prop.unit_kinds else "",
    ]
    return words["semicolon"].join(part for part in parts if part)


def _vocabulary(vocabulary: Vocabulary, reader: Reader) -> Iterator[str]:
    words = reader.words
    rows = [
        (f"`{word}`", reader(term.label), ", ".join(term.dimensions or term.reference))
        for word, term in vocabulary.terms.items()
    ]
    yield from (f'### <a id="{vocabulary.name}"></a>{vocabulary.name} · {reader(vocabulary.label)}', "")
    yield from _table([words["word"], words["meaning"], words["allowed"]], rows)


def _units(contract: Contract, reader: Reader) -> Iterator[str]:
    words = reader.words
    rows = [_unit(unit, contract, reader) for unit in contract.units.values()]
    yield from _table([words[name] for name in ("symbol", "meaning", "dimension", "aliases")], rows)


def _unit(unit: Unit, contract: Contract, reader: Reader) -> tuple[str, ...]:
    dimension = f"{unit.dimension} ({reader(contract.dimensions[unit.dimension])})"
    return f"`{unit.symbol}`", reader(unit.label), dimension, " · ".join(f"`{alias}`" for alias in unit.aliases)


def _table(head: list[str], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        # an empty last column says nothing: leave it out
        width = len(head) if any(row[-1] for row in rows) else len(head) - 1
        yield _line(head[:width])
        yield _line(["---"] * width)
        yield from (_line(row[:width]) for row in rows)
        yield ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
