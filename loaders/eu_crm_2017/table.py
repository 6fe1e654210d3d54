"""The published table itself, for the check of the method: all 78 materials, whether or not the graph has an item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from loaders.rows import Row, rows

FILE = "published_supply_risk.csv"
NOT_AVAILABLE = "N/A"
Basis = Literal["GS only", "EUS only", "GS + EUS"]


@dataclass(frozen=True, slots=True)
class Factors:
    """One material as printed: percentages as percentages, everything else to one decimal, None where it says N/A.

    `basis`: which supply the published `supply_risk` rests on, global (GS), of the EU (EUS) or both. `hhi_global` and
    `hhi_sourcing` are already weighted by governance and trade. The last three are the variants of the study.
    """

    row: Row
    material: str
    stage: str
    basis: Basis
    supply_risk: float
    economic_importance: float
    import_reliance_pct: float | None
    eol_rir_pct: float
    si_ei: float
    si_sr: float
    hhi_global: float
    hhi_sourcing: float | None
    supply_risk_global: float
    supply_risk_sourcing: float | None
    supply_risk_both: float | None


def factors(data: Path) -> Iterator[Factors]:
    """The table in the data folder of this source, in its own order. Raises InputRejected at what is no number."""
    for row in rows(data, FILE):
        yield Factors(
            row=row,
            material=row.text("material"),
            stage=row.text("stage_assessed"),
            basis=_basis(row),
            supply_risk=_number(row, "supply_risk_published"),
            economic_importance=_number(row, "economic_importance_published"),
            import_reliance_pct=_known(row, "import_reliance_pct"),
            eol_rir_pct=_number(row, "eol_rir_pct"),
            si_ei=_number(row, "si_ei"),
            si_sr=_number(row, "si_sr"),
            hhi_global=_number(row, "hhi_wgi_t_global"),
            hhi_sourcing=_known(row, "hhi_wgi_t_eu28"),
            supply_risk_global=_number(row, "sr_global_only"),
            supply_risk_sourcing=_known(row, "sr_eu_only"),
            supply_risk_both=_known(row, "sr_global_and_eu"),
        )
        row.audit()


def _basis(row: Row) -> Basis:
    printed = row.text("supply_data_used")
    for basis in get_args(Basis):
        if printed == basis:
            return basis  # type: ignore[no-any-return]
    raise row.rejected("supply_data_used", printed, f"must be one of {', '.join(get_args(Basis))}")


def _number(row: Row, column: str) -> float:
    value = row.pop_number(column)
    if value is None:
        raise row.rejected(column, None, "the cell must not be empty")
    return value


def _known(row: Row, column: str) -> float | None:
    printed = row.text(column)
    if printed == NOT_AVAILABLE:
        return None
    try:
        return float(printed)
    except ValueError:
        raise row.rejected(column, printed, f"the cell must be a number or {NOT_AVAILABLE}") from None
