"""A measured fact about one or more nodes: an Observation, and a HAS_OBSERVATION from each of them."""

from __future__ import annotations

from loaders.emit import Emit
from loaders.rows import Row

Said = dict[str, object]  # provenance: source, locator, as_of, grade, recorded_at


def observe(emit: Emit, id_: str, subjects: tuple[str, ...], row: Row, said: Said, **measured: object) -> None:
    """`measured`: measure, value, unit, note. A value that is not known has neither value nor unit, and a note."""
    if measured.get("value") is None:
        measured["unit"] = None
    emit.observation(id_, row=row, **measured, **said)
    for subject in subjects:
        emit.has_observation(subject, id_, row=row, **said)
