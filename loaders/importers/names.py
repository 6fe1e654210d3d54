"""Names in a file to ids: known to the store, decided by a person, new where allowed, the rest for review."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b

import numpy as np

from loaders.countries import Country, by_iso3
from loaders.importers.columns import Objects, Reading, repeated, texts
from loaders.importers.kinds import Role
from loaders.importers.mapping import Field
from loaders.resolve import NameIndex, candidates
from schema.errors import Violation
from schema.generated import types
from schema.load import contract
from schema.names import fold
from schema.rules.shape import column_names

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_NAMES = ("name_zh", "name_en", "formula", "cas")


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds: id -> node type, and the ids that bear a name (exact when folded)."""

    types: Mapping[str, str]
    lookup: Callable[[str], Sequence[str]]

    @classmethod
    def of(cls, types: Mapping[str, str], index: NameIndex) -> Known:
        """From an index of names (`loaders.resolve.name_index`)."""
        return cls(types, lambda text: candidates(index, text))


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A text without a single answer, for a person to review.

    `row`: the first that has it, `rows`: how many do; all of them are left out. `candidates`: ids that bear the name,
    none when it is unknown. `types`: what the node may be.
    """

    row: int
    rows: int
    column: str
    text: str
    types: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewNode:
    """A node the file brings with it, and the row that did first."""

    type: str
    row: int
    properties: dict[str, str]


@dataclass(slots=True)
class Naming:
    """The names of one file as they are found; `nodes`: id -> what the batch must bring."""

    reading: Reading
    known: Known
    nodes: dict[str, NewNode] = field(default_factory=dict)
    unresolved: list[Unresolved] = field(default_factory=list)
    assigned: dict[str, dict[str, str]] = field(default_factory=dict)

    def ids(self, role: Role, given: Field, cells: Objects | None = None) -> Objects:
        """(n_rows,) object: the id in each row, None where the cell is empty or stays open.

        `cells`: the texts, where they are not simply those of the field.
        """
        cells = texts(self.reading, given, role.name) if cells is None else cells
        beside = {name: texts(self.reading, part, f"{role.name}.{name}") for name, part in given.properties.items()}
        wanted = texts(self.reading, given.type, f"{role.name}.type") if given.type else None
        wanted = repeated(role.new, self.reading.length) if wanted is None else wanted
        space = self.assigned.setdefault(role.namesake or role.name, {})
        found: dict[str, str | None] = {}
        for text, at in _smallest_spelling_first(cells):
            known = space.get(fold(text))
            said = {name: str(column[at]) for name, column in beside.items() if column[at] is not None}
            found[text] = known or self._id(role, given, _Asked(text, said, str(wanted[at]), at, cells))
            if found[text]:
                space[fold(text)] = str(found[text])
        self._require_agreement(beside, cells, found)
        return np.array([None if cell is None else found[cell] for cell in cells.tolist()], object)

    def _id(self, role: Role, given: Field, asked: _Asked) -> str | None:
        decided = self.reading.mapping.names.get(asked.text)
        if decided:
            return decided
        if role.digits and not self._is_code(role, given, asked):
            return None
        found = self._candidates(role, asked)
        own = [id_ for id_ in found if self._is_own(id_)]
        country = _country(asked.text) if types.PLACE in role.types else None
        if country and found in ([], [country.id]):  # also when the store has it: the same file says the same again
            self.nodes[country.id] = self._new(asked, types.PLACE, _country_properties(country))
            return country.id
        if len(found) == 1 and not own:
            return found[0]
        if found == own and (given.create or own) and len(own) < 2:
            return self._create(role, given, asked, own)
        self._leave_open(role, given, asked, found)
        return None

    def _candidates(self, role: Role, asked: _Asked) -> list[str]:
        """Ids that bear the text; if none does, those that bear a name stated beside it."""
        if self.known.types.get(asked.text) in role.types:
            return [asked.text]
        qualified = f"{asked.said[role.qualified_by]} {asked.text}" if role.qualified_by in asked.said else None
        groups: list[list[str | None]] = [[qualified], [asked.text], [asked.said.get(name) for name in _NAMES]]
        for group in groups:
            found = {id_ for text in group if text for id_ in self.known.lookup(text)}
            if allowed := sorted(id_ for id_ in found if self.known.types.get(id_) in role.types):
                return allowed
        return []

    def _is_own(self, id_: str) -> bool:
        """Whether an earlier load of this dataset made the node: it must bring it again, or it would be dropped."""
        return re.fullmatch(rf"{re.escape(self.reading.mapping.dataset)}\.[0-9a-f]{{12}}", id_) is not None

    def _is_code(self, role: Role, given: Field, asked: _Asked) -> bool:
        if asked.text.isascii() and asked.text.isdecimal() and len(asked.text) in role.digits:
            return True
        lengths = ", ".join(map(str, role.digits))
        rule = f"a code has {lengths} digits; a spreadsheet drops a leading zero, so format the column as text"
        self._wrong(asked, given, rule)
        return False

    def _create(self, role: Role, given: Field, asked: _Asked, own: list[str]) -> str | None:
        if asked.type not in role.types:
            self._wrong(asked, given.type or given, f"{asked.type} cannot be here; allowed: {', '.join(role.types)}")
            return None
        # the raw text, never the folded one: ids stay when the folding improves
        key = "\x1f".join((asked.type, asked.said.get(role.qualified_by or "", ""), asked.text))
        id_ = own[0] if own else f"{self.reading.mapping.dataset}.{blake2b(key.encode(), digest_size=6).hexdigest()}"
        self.nodes[id_] = self._new(asked, asked.type, _named(role, asked))
        return id_

    def _new(self, asked: _Asked, type_: str, properties: dict[str, str]) -> NewNode:
        allowed = column_names(contract().type(type_))
        kept = {name: value for name, value in properties.items() if name in allowed}
        return NewNode(type_, int(self.reading.sheet.rows[asked.at]), kept)

    def _leave_open(self, role: Role, given: Field, asked: _Asked, found: list[str]) -> None:
        row, rows = int(self.reading.sheet.rows[asked.at]), int((asked.cells == asked.text).sum())
        column = given.columns[0] if given.columns else role.name
        self.unresolved.append(Unresolved(row, rows, column, asked.text, role.types, tuple(found)))

    def _wrong(self, asked: _Asked, given: Field, rule: str) -> None:
        row, column = int(self.reading.sheet.rows[asked.at]), given.columns[0] if given.columns else None
        self.reading.violations.append(Violation(self.reading.sheet.label, row, column, asked.text, rule))

    def _require_agreement(self, beside: dict[str, Objects], cells: Objects, found: dict[str, str | None]) -> None:
        """What stands beside a new name says the same in each row that has it."""
        for name, column in beside.items():
            first: dict[str, tuple[str, int]] = {}
            for at, (cell, value) in enumerate(zip(cells.tolist(), column.tolist(), strict=True)):
                id_ = None if cell is None else found[cell]
                if value is None or id_ not in self.nodes:
                    continue
                said, row = first.setdefault(str(id_), (value, int(self.reading.sheet.rows[at])))
                if said != value:
                    self._contradiction(name, at, value, row)

    def _contradiction(self, name: str, at: int, value: str, row: int) -> None:
        label, here = self.reading.sheet.label, int(self.reading.sheet.rows[at])
        self.reading.violations.append(Violation(label, here, name, value, f"contradicts row {row}: another {name}"))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text, what its first row says beside it, the type of a new node, that row's position, and the whole column."""

    text: str
    said: dict[str, str]
    type: str
    at: int
    cells: Objects


def _smallest_spelling_first(cells: Objects) -> Iterator[tuple[str, int]]:
    """Each text and its first position. Spellings of one name share the id of the smallest, whatever their order."""
    first: dict[str, int] = {}
    for at, cell in enumerate(cells.tolist()):
        if cell is not None:
            first.setdefault(cell, at)
    yield from sorted(first.items())


def _named(role: Role, asked: _Asked) -> dict[str, str]:
    """The properties of a new node: the text is its name, unless names stand beside it; then it is an alias."""
    said = dict(asked.said)
    if role.keep:
        said.setdefault(role.keep, asked.text)
    if role.qualified_by in said:
        name = f"{said[role.qualified_by]} {asked.text}"
        return {"name_zh": name, "name_en": name, "aliases": asked.text, **said}
    if not {"name_zh", "name_en"} & said.keys():
        said["name_zh" if HAN.search(asked.text) else "name_en"] = asked.text
    elif asked.text not in said.values() and "|" not in asked.text:
        said["aliases"] = "|".join(filter(None, (said.get("aliases"), asked.text)))
    return said


def _country(text: str) -> Country | None:
    return _countries().get(fold(text))


@cache
def _countries() -> Mapping[str, Country]:
    found = by_iso3().values()
    return {fold(name): c for c in found for name in (c.id, c.iso3, c.name_zh, c.name_en)}


def _country_properties(country: Country) -> dict[str, str]:
    names = {"name_zh": country.name_zh, "name_en": country.name_en}
    return {**names, "level": "country", "code": country.id}
