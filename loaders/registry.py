"""The sources that travel with this package: every folder here that holds a manifest."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from loaders.manifest import FILE_NAME, read_manifest
from loaders.run import DATA_FOLDER, Source

LICENCE_FILE = "LICENSE.md"


@cache
def bundled() -> tuple[Source, ...]:
    """Those loaded when none is named, each after those whose nodes it refers to, otherwise by id."""
    return tuple(source for source in _ordered() if source.manifest.default)


@cache
def optional() -> tuple[Source, ...]:
    """Those loaded only when asked for by name, because of their licence, where their data are at hand."""
    return tuple(source for source in _ordered() if not source.manifest.default and _has_data(source))


def by_id(id_: str) -> Source | None:
    """The bundled or optional source of this id, None when there is none."""
    return next((source for source in (*bundled(), *optional()) if source.manifest.id == id_), None)


def source_in(folder: Path) -> Source:
    """The source of one folder of this package."""
    module = import_module(f"{__package__}.{folder.name}.transform")
    return Source(read_manifest(folder), folder, module.transform)


def licence_text(source: Source) -> str:
    """What must be shown before an optional source is loaded: its licence, and the notice that came with the data."""
    notice = source.folder / LICENCE_FILE
    return "\n\n".join((source.manifest.licence, *([notice.read_text("utf-8").strip()] if notice.is_file() else ())))


@cache
def _ordered() -> tuple[Source, ...]:
    found = [source_in(path.parent) for path in sorted(Path(__file__).parent.glob(f"*/{FILE_NAME}"))]
    ordered: list[Source] = []
    while found:
        loaded = {source.manifest.id for source in ordered}
        ready = next(source for source in found if loaded.issuperset(source.manifest.after))
        found.remove(ready)
        ordered.append(ready)
    return tuple(ordered)


def _has_data(source: Source) -> bool:
    folder = source.folder / DATA_FOLDER
    return folder.is_dir() and any(folder.iterdir())
