"""The slow twin of the failure semantics, written from DOMAIN section 3 alone: plain dicts, sets, fractions.

Every function takes a batch in the JSON form of INTERFACE section 1 (cells as text or typed; empty or None = unknown)
and a `Question`. Units are written `kind:id`.
"""

from tests.oracles.semantics.findings import (
    is_minimal_witness,
    is_witness,
    minimal_cut_sets,
    not_operating_at_start,
    operating,
    single_sources,
    stopped,
)
from tests.oracles.semantics.keeping import kept
from tests.oracles.semantics.options import ItemOptions, Option, Total, options_of
from tests.oracles.semantics.question import READINGS, Batch, Question, Reading
from tests.oracles.semantics.units import candidates

__all__ = [
    "READINGS",
    "Batch",
    "ItemOptions",
    "Option",
    "Question",
    "Reading",
    "Total",
    "candidates",
    "is_minimal_witness",
    "is_witness",
    "kept",
    "minimal_cut_sets",
    "not_operating_at_start",
    "operating",
    "options_of",
    "single_sources",
    "stopped",
]
