"""Writes jars.lock anew, after a change of the version in pom.xml; needs Maven."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.neo4j_server.jars import LOCK, Jar, digest, maven, verify

LISTED = re.compile(r"^\s+([\w.-]+):([\w.-]+):jar:(?:([\w.-]+):)?([\w.-]+):(?:compile|runtime)\b", re.MULTILINE)


def write_lock() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder, listing = Path(temporary, "lib"), Path(temporary, "list")
        maven("dependency:copy-dependencies", f"-DoutputDirectory={folder}")
        maven("dependency:list", f"-DoutputFile={listing}")
        unhashed = [Jar(g, a, v, c, "") for g, a, c, v in LISTED.findall(listing.read_text())]
        resolved = sorted(Jar(j.group, j.artifact, j.version, j.classifier, digest(folder / j.name)) for j in unhashed)
        verify(folder, resolved)
    LOCK.write_text("".join(f"{jar}\n" for jar in resolved))
