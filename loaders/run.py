"""A source run up to the store's door: collect its claims, validate them, hold the result against the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from loaders.emit import FIRST_ROW, Collected, Emit, Skipped
from loaders.manifest import Assertion, Manifest
from schema.batch import Batch
from schema.errors import InputRejected, Violation
from schema.model import Contract
from schema.validate import require_valid

Transform = Callable[[Path, Emit], None]
DATA_FOLDER = "data"


@dataclass(frozen=True, slots=True)
class Source:
    """A source folder: `folder` holds source.yaml, transform.py, NOTES.md and the files under data."""

    manifest: Manifest
    folder: Path
    transform: Transform


def collect(source: Source, contract: Contract) -> Collected:
    """Read and transform: the claims of a source, and its publication as a node.

    Raises
    ------
    InputRejected
        A file, row or column that the transform does not understand, named by its path within this package.
    """
    emit = Emit(contract, source.manifest)
    manifest = source.manifest
    emit.source(
        manifest.publication,
        name_zh=manifest.title_zh,
        name_en=manifest.title_en,
        title=manifest.title_zh,
        publisher=manifest.publisher,
        year=manifest.year,
        url=manifest.url,
        licence=manifest.licence,
        kind=manifest.kind,
    )
    try:
        source.transform(source.folder / DATA_FOLDER, emit)
    except InputRejected as rejected:
        raise InputRejected(
            [replace(fault, table=_path(manifest.id, fault.table)) for fault in rejected.violations]
        ) from rejected
    return emit.collected()


def _path(dataset: str, file: str) -> str:
    return f"{dataset}/{DATA_FOLDER}/{file}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source's valid claims, and the records that its transform left out."""

    batch: Batch
    skipped: tuple[Skipped, ...]


def prepare(source: Source, contract: Contract, known: Mapping[str, str]) -> Prepared:
    """Collect, validate, hold against the manifest. `known`: id -> node type of what the source may refer to.

    Raises
    ------
    InputRejected
        With every violation, each at the file and row of the source that caused it.
    """
    collected = collect(source, contract)
    manifest = source.manifest
    try:
        batch = require_valid(collected.raw, contract, dataset=manifest.id, source=manifest.publication, known=known)
    except InputRejected as rejected:
        raise traced(rejected, collected, manifest.id) from rejected
    require_asserted(manifest, collected, batch)
    return Prepared(batch, collected.skipped)


def traced(rejected: InputRejected, collected: Collected, dataset: str) -> InputRejected:
    """The same violations, at the file and row of the source that a person can open."""
    return InputRejected([_traced(violation, collected, dataset) for violation in rejected.violations])


def _traced(violation: Violation, collected: Collected, dataset: str) -> Violation:
    origins = collected.origins.get(violation.table, ())
    position = -1 if violation.row is None else violation.row - FIRST_ROW
    origin = origins[position] if 0 <= position < len(origins) else None
    if origin is None:
        return violation
    return replace(violation, table=_path(dataset, origin.file), row=origin.row)


def require_asserted(manifest: Manifest, collected: Collected, batch: Batch) -> None:
    """Raise InputRejected with every assertion of the manifest that the validated batch does not meet."""
    faults = [*_too_many_skipped(manifest, collected.skipped)]
    faults += [fault for assertion in manifest.assertions for fault in _unmet(assertion, batch)]
    if faults:
        raise InputRejected(faults)


def _too_many_skipped(manifest: Manifest, skipped: tuple[Skipped, ...]) -> Iterator[Violation]:
    allowed = manifest.max_skipped
    if len(skipped) > allowed:
        for skip in skipped:
            rule = f"the record is left out, and only {allowed} may be: {skip.reason}"
            yield Violation(_path(manifest.id, skip.origin.file), skip.origin.row, None, None, rule)


def _unmet(assertion: Assertion, batch: Batch) -> Iterator[Violation]:
    found = count(batch.tables.get(assertion.type), assertion.where)
    met = {"min": found >= assertion.count, "max": found <= assertion.count, "equal": found == assertion.count}
    if not met[assertion.bound]:
        narrowed = "".join(f" {column}={value}" for column, value in assertion.where)
        rule = f"the manifest asserts {assertion.bound} {assertion.count} rows{narrowed}"
        yield Violation(assertion.type, None, None, str(found), rule)


def count(table: pd.DataFrame | None, where: tuple[tuple[str, str], ...]) -> int:
    """Rows of a table whose columns show these texts; a missing table has none."""
    if table is None:
        return 0
    kept = pd.Series(True, index=table.index)
    for column, value in where:
        kept &= table[column].astype(str) == value if column in table else False
    return int(kept.sum())
