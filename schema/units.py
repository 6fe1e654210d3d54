"""Units of the contract: their spellings, dimensions and conversion."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from schema.errors import GraphsvcError
from schema.model import Contract, Unit


class UnitMismatch(GraphsvcError):
    """Two units that do not convert into each other."""

    code = "unit-mismatch"

    def __init__(self, given: str, wanted: str) -> None:
        super().__init__(f"{given} does not convert into {wanted}")
        self.given, self.wanted = given, wanted


def fold_unit(text: str) -> str:
    """The form spellings are compared in: widths and superscripts folded, spaces collapsed, case kept (Mt, mt)."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def spellings(contract: Contract) -> Mapping[str, Unit]:
    """Folded spelling -> unit, over all symbols and aliases."""
    return {fold_unit(text): unit for unit in contract.units.values() for text in (unit.symbol, *unit.aliases)}


def find_unit(contract: Contract, spelling: str) -> Unit | None:
    """The unit of a spelling (`t/yr` and `t/a` are one), None when the contract knows none."""
    return spellings(contract).get(fold_unit(spelling))


def conversion_factor(contract: Contract, given: str, wanted: str) -> float:
    """What a number in unit `given` is multiplied by to be in `wanted` (symbols or spellings).

    Raises
    ------
    UnitMismatch
        One of them is unknown, or they differ in dimension or currency.
    """
    start, end = find_unit(contract, given), find_unit(contract, wanted)
    if start is None or end is None or (start.dimension, start.currency) != (end.dimension, end.currency):
        raise UnitMismatch(given, wanted)
    return start.factor / end.factor
