"""Claims of a view as columns of numbers: ids become indexes, dates days, and what the policy leaves out is gone.

Each page becomes numbers while it is in the processor's cache; a million texts in memory would take a gigabyte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.settle import Standing
from analytics.supply_graph import GRADES, NOT_STATED, Floats, Ints, Texts
from graphsvc.projection.policy import Days, Policy
from graphsvc.stores.port import Columns, Scanned

WORST = len(GRADES) - 1
GRADE_CODES: dict[str | None, int] = {None: WORST, "": WORST, **{grade: code for code, grade in enumerate(GRADES)}}
TRUTH_CODES: dict[bool | None, int] = {None: NOT_STATED, False: 0, True: 1}
MODES = ("consumed", "durable")
WORLD_SHARES = (None, "", "world")  # bases of a share that counts
CLAIM_OCTETS = 10  # of a claim id, two hex digits each

Column = npt.NDArray[Any]
Coder = Callable[[Sequence[Any]], Column]  # cells of a page -> what they mean, in numbers


@dataclass(frozen=True)
class Claims:
    """Claims of one relationship type that count, column by column, with what decides between them."""

    ids: Texts
    columns: Mapping[str, Column]
    standing: Standing

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, column: str) -> Column:
        """(n_claims,) what the coder of this column made of its cells."""
        return self.columns[column]


class Numbering(dict[str | None, int]):
    """Numbers texts from 0 in the order in which they are looked up; empty ones are -1."""

    def __init__(self) -> None:
        super().__init__({None: NOT_STATED, "": NOT_STATED})

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self) - 2
        return number

    @property
    def texts(self) -> list[str]:
        """The texts, by number."""
        return [text for text in self if text]


def index(ids: Mapping[str, int]) -> Coder:
    """int32 indexes of the nodes that the cells name, -1 where they are empty; KeyError for an unknown node."""
    return looked_up({None: NOT_STATED, "": NOT_STATED, **ids})


def codes(terms: Sequence[str]) -> Coder:
    """int32 positions of the cells' words in a vocabulary, -1 where they are empty."""
    return index({term: code for code, term in enumerate(terms)})


def looked_up(known: Mapping[Any, int]) -> Coder:
    """int32 numbers of the cells; KeyError for one that is not known. None must be."""
    # itemgetter is twice as fast as a loop, and gives a tuple when there are at least two to get
    return lambda cells: np.fromiter(itemgetter(None, None, *cells)(known)[2:], np.int32, len(cells))


def among(words: Iterable[str | None]) -> Coder:
    """Whether the cells hold one of these words."""
    known = frozenset(words)
    return lambda cells: np.fromiter(map(known.__contains__, cells), np.bool_, len(cells))


def numbers(cells: Sequence[float | None]) -> Floats:
    """float64, NaN where a cell is empty."""
    return np.array(cells, dtype=np.float64)


#: 1 for true, 0 for false, -1 where a cell is empty.
truths = looked_up(TRUTH_CODES)


def read_claims(
    view: Scanned, type_name: str, fields: Mapping[str, Coder], policy: Policy, sources: Mapping[str, int]
) -> Claims:
    """All claims of a type at a view that count under a policy; `sources` ranks the source ids."""
    read = _read(view, type_name, {**_standing_coders(sources), **fields})
    counts = read["grade"] <= GRADE_CODES[policy.min_grade]
    if policy.as_of is not None:
        counts &= read["as_of"] <= policy.as_of
    if policy.known_at is not None:
        counts &= read["recorded_at"] <= policy.known_at
    if not counts.all():
        read = {name: column[counts] for name, column in read.items()}
    return Claims(read["claim"], read, _standing(read))


def standing(columns: Columns, sources: Mapping[str, int]) -> Standing:
    """What decides between claims that are given as columns: claim, source, as_of, recorded_at and grade."""
    return _standing({name: coded(columns[name]) for name, coded in _standing_coders(sources).items()})


def _standing_coders(sources: Mapping[str, int]) -> dict[str, Coder]:
    days = Days()
    ranks: defaultdict[str | None, int] = defaultdict(lambda: NOT_STATED)
    ranks.update(sources)
    return {
        "claim": _ascii,
        "source": looked_up(ranks),
        "as_of": looked_up(days),
        "recorded_at": looked_up(days),
        "grade": looked_up(GRADE_CODES),
    }


def _standing(read: Mapping[str, Column]) -> Standing:
    # the last tie-breaker is the identity of the claim, so that every store settles alike
    claim = _leading_digits(read["claim"])
    return Standing(read["grade"], read["as_of"], read["recorded_at"], read["source"], claim)


def _read(view: Scanned, type_name: str, fields: Mapping[str, Coder]) -> dict[str, Column]:
    """Columns of all versions of a type, in the order of the scan."""
    pages: dict[str, list[Column]] = {name: [coded(())] for name, coded in fields.items()}
    for page in view.scan(type_name, tuple(fields)):
        for name, coded in fields.items():
            pages[name].append(coded(page[name]))
    return {name: np.concatenate(parts) for name, parts in pages.items()}


def _ascii(cells: Sequence[str]) -> Texts:
    return np.array(cells, dtype=np.bytes_)


def _leading_digits(claims: Texts) -> npt.NDArray[np.int64]:
    """The first 15 of the 20 hex digits of each claim, as a number."""
    octets = np.frombuffer(bytes.fromhex(claims.tobytes().decode()), dtype=np.uint8).reshape(-1, CLAIM_OCTETS)
    return (octets[:, :8].copy().view(">u8").ravel() >> 4).astype(np.int64)


def joined(pages: Iterable[Columns], fields: Sequence[str]) -> Columns:
    """Pages of columns as one."""
    columns: Columns = {name: [] for name in fields}
    for page in pages:
        for name, values in columns.items():
            values += page[name]
    return columns


def node_ids(view: Scanned, types: Iterable[str]) -> set[str]:
    """Ids of all nodes of some types."""
    return {id for type_name in types for page in view.scan(type_name, ("id",)) for id in page["id"]}


def node_values(view: Scanned, type_name: str, fields: Sequence[str]) -> dict[str, dict[str, Any]]:
    """id -> properties of all nodes of a type; where several statements differ the newest wins."""
    nodes: dict[str, dict[str, Any]] = {}
    columns = joined(view.scan(type_name, ("id", "added_in", *fields)), ("id", "added_in", *fields))
    newest_last = sorted(range(len(columns["id"])), key=columns["added_in"].__getitem__)
    for row in newest_last:
        said = {name: columns[name][row] for name in fields if columns[name][row] is not None}
        nodes.setdefault(columns["id"][row], dict.fromkeys(fields)).update(said)
    return nodes


def texts(values: Iterable[str]) -> Texts:
    """UTF-8 bytes, fixed width, so that they can be memory-mapped."""
    encoded = [value.encode() for value in values]
    return np.array(encoded, dtype=f"S{max((len(text) for text in encoded), default=1) or 1}")


def ints(values: Iterable[int]) -> Ints:
    """int32 from whatever is iterated."""
    return np.fromiter(values, dtype=np.int32)
