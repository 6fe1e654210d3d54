"""The sources that travel with this package: every folder here that holds a manifest."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from loaders.manifest import FILE_NAME, read_manifest
from loaders.run import Source


@cache
def bundled() -> tuple[Source, ...]:
    """All of them, each after those whose nodes it refers to, otherwise by id."""
    folder = Path(__file__).parent
    found = [source_in(path.parent) for path in sorted(folder.glob(f"*/{FILE_NAME}"))]
    ordered: list[Source] = []
    while found:
        loaded = {source.manifest.id for source in ordered}
        ready = next(source for source in found if loaded.issuperset(source.manifest.after))
        found.remove(ready)
        ordered.append(ready)
    return tuple(ordered)


def source_in(folder: Path) -> Source:
    """The source of one folder of this package."""
    module = import_module(f"{__package__}.{folder.name}.transform")
    return Source(read_manifest(folder), folder, module.transform)


def by_id(id_: str) -> Source | None:
    """The bundled source of this id, None when there is none."""
    return next((source for source in bundled() if source.manifest.id == id_), None)
