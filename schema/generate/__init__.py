"""What is derived from the contract and committed: one file per artefact. `python -m schema.generate [--check]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from schema.generate import batch_json_schema, data_dictionary, neo4j_schema, type_names
from schema.model import Contract

#: Path from the root of the checkout -> what writes it.
ARTEFACTS: Mapping[str, Callable[[Contract], str]] = {
    "schema/generated/neo4j_schema.cypher": neo4j_schema.generate,
    "schema/generated/batch.schema.json": batch_json_schema.generate,
    "schema/generated/types.py": type_names.generate,
    "docs/data-dictionary.zh.md": partial(data_dictionary.generate, language="zh"),
    "docs/data-dictionary.en.md": partial(data_dictionary.generate, language="en"),
}


def stale(contract: Contract, root: Path) -> Iterator[str]:
    """The artefacts under `root` that are missing or differ from what the contract now gives."""
    for path, generate in ARTEFACTS.items():
        file = root / path
        if not file.is_file() or file.read_text("utf-8") != generate(contract):
            yield path


def write(contract: Contract, root: Path) -> list[str]:
    """Writes the stale artefacts under `root` and names them."""
    written = list(stale(contract, root))
    for path in written:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(ARTEFACTS[path](contract), "utf-8", newline="\n")
    return written
