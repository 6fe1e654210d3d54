"""The jars of a Neo4j Community server, checked against jars.lock. They are fetched by whoever tests, never shipped.

Sources in this order: NEO4J_LIB (any folder of jars, such as lib/ of an installed Neo4j); the user's cache; Maven's
local repository; `mvn` with the user's own settings; jgo, jar by jar, from its default repository.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

HERE = Path(__file__).parent
POM = HERE / "pom.xml"
LOCK = HERE / "jars.lock"


class JarsUnavailable(RuntimeError):
    """None of the sources has the jars, or what they have is not what jars.lock says."""


@dataclass(frozen=True, slots=True, order=True)
class Jar:
    """One pinned jar; `classifier` is empty for most."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str

    @classmethod
    def parse(cls, line: str) -> Jar:
        sha256, coordinates = line.split()
        group, artifact, version, *classifier = coordinates.split(":")
        return cls(group, artifact, version, "".join(classifier), sha256)

    def __str__(self) -> str:
        return f"{self.sha256}  {':'.join(filter(None, (self.group, self.artifact, self.version, self.classifier)))}"

    @property
    def name(self) -> str:
        return "-".join(filter(None, (self.artifact, self.version, self.classifier))) + ".jar"

    @property
    def path(self) -> str:
        """Where every Maven repository keeps it."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.name}"


def jars() -> Path:
    """Folder of the server's jars, fetched on the first call."""
    if given := os.environ.get("NEO4J_LIB"):
        return Path(given)
    wanted = pinned()
    folder = cache_folder(wanted)
    return folder if folder.is_dir() else fill(folder, wanted)


def pinned() -> list[Jar]:
    return [Jar.parse(line) for line in LOCK.read_text().splitlines()]


def cache_folder(wanted: Iterable[Jar]) -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    version = next(jar.version for jar in wanted if jar.artifact == "neo4j")
    return cache / "graphsvc" / f"neo4j-{version}"


def fill(folder: Path, wanted: Sequence[Jar]) -> Path:
    """Fetch beside the final place, verify, then move: a folder that exists is complete."""
    print(f"Neo4j for tests: fetching {len(wanted)} jars (123 MB) once into {folder}", file=sys.stderr, flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        fetched = Path(temporary, "lib")
        fetched.mkdir()
        fetch(fetched, wanted)
        verify(fetched, wanted)
        try:
            fetched.rename(folder)
        except OSError:
            if not folder.is_dir():  # otherwise another process was faster, with the same jars
                raise
    return folder


def fetch(folder: Path, wanted: Sequence[Jar]) -> None:
    """Fill an empty folder from the first source that can."""
    reasons = []
    for source in (copy_from_maven_repository, fetch_with_maven, fetch_with_jgo):
        try:
            source(folder, wanted)
            return
        except JarsUnavailable as reason:
            reasons.append(str(reason))
    advice = "check the network, or name the lib folder of an installed Neo4j 5.26 in NEO4J_LIB"
    raise JarsUnavailable("\n".join(["the Neo4j jars could not be fetched; " + advice, *reasons]))


def copy_from_maven_repository(folder: Path, wanted: Sequence[Jar]) -> None:
    local = maven_repository()
    if not all((local / jar.path).is_file() for jar in wanted):
        raise JarsUnavailable(f"{local} does not have all of them")
    for jar in wanted:
        shutil.copyfile(local / jar.path, folder / jar.name)


def fetch_with_maven(folder: Path, wanted: Sequence[Jar]) -> None:
    maven("dependency:copy-dependencies", f"-DoutputDirectory={folder}")


def maven_repository() -> Path:
    return Path(os.environ.get("M2_REPO") or Path.home() / ".m2" / "repository")


def maven(goal: str, *options: str) -> None:
    if not shutil.which("mvn"):
        raise JarsUnavailable("Maven is not installed")
    command = ["mvn", "-B", "-q", "-f", str(POM), goal, "-DincludeScope=runtime", *options]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise JarsUnavailable(f"mvn could not fetch Neo4j:\n{done.stdout[-2000:]}{done.stderr[-500:]}")


def fetch_with_jgo(folder: Path, wanted: Sequence[Jar]) -> None:
    """Without Maven or Java. jgo's own classpath builder wants a JDK, so it is asked for one pinned jar at a time."""
    try:
        from jgo.maven import MavenContext
    except ImportError as error:
        raise JarsUnavailable("jgo is not installed") from error
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary, ThreadPoolExecutor(8) as pool:
        context = MavenContext(repo_cache=Path(temporary), local_repos=[maven_repository()], timeout=60)

        def fetch_one(jar: Jar) -> None:
            component = context.project(jar.group, jar.artifact).at_version(jar.version)
            try:
                shutil.copyfile(component.artifact(jar.classifier).resolve(), folder / jar.name)
            except (OSError, RuntimeError) as error:  # requests' errors are OSErrors
                raise JarsUnavailable(f"{jar.path}: {error}") from error

        done = pool.map(fetch_one, wanted)
        for _ in track(done, "Neo4j jars", total=len(wanted), console=Console(stderr=True)):
            pass


def verify(folder: Path, wanted: Iterable[Jar]) -> None:
    expected = {jar.name: jar.sha256 for jar in wanted}
    found = {path.name: digest(path) for path in folder.iterdir()}
    wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if wrong:
        raise JarsUnavailable(f"not what jars.lock says: {', '.join(wrong[:5])} ({len(wrong)} in all)")


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
