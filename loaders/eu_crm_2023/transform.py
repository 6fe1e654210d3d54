"""World shares by stage and country, and what the study says from the EU's side."""

from __future__ import annotations

from pathlib import Path

from loaders.countries import emit_countries
from loaders.crosswalk import crosswalk
from loaders.emit import Emit
from loaders.eu_crm_2023.evidence import COLUMNS
from loaders.eu_crm_2023.materials import emit_materials
from loaders.eu_crm_2023.shares import emit_shares


def transform(data: Path, emit: Emit) -> None:
    """Every row that resolves to an item; the others are listed in unresolved.csv, with the reason."""
    joins = crosswalk(data, COLUMNS)
    emit_countries(emit, emit_shares(data, emit, joins))
    emit_materials(data, emit, joins)
