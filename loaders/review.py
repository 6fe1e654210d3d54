"""What a source could not join to an item: listed row by row with the reason, for a person to decide, never guessed.

The manifest's `review` names the lists: a file of nothing else, or a file of joins whose rows without an answer count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.rows import rows
from loaders.run import DATA_FOLDER, Source

REASONS = ("reason", "note")  # the column that says why, as the files call it


@dataclass(frozen=True, slots=True)
class Unjoined:
    """A record without an item. `row` as a person sees it (header = 1); `reason` is None where nobody gave one."""

    file: str
    row: int
    reason: str | None


def unjoined(source: Source) -> Iterator[Unjoined]:
    """Every record for review of a source, list by list. InputRejected: a list is not there or lacks its column."""
    for file, column in source.manifest.review.items():
        for row in rows(source.folder / DATA_FOLDER, file):
            if column is None or row.pop(column) is None:
                reasons = row.pop_all(REASONS).values()
                yield Unjoined(file, row.number, next(iter(reasons), None))
