"""A Neo4j for a demo: `python -m tests.neo4j_server start|stop [--home DIR] [--port N]`.

`jars` only fetches them, `lock` pins the version of pom.xml anew.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.neo4j_server.jars import JarsUnavailable, jars
from tests.neo4j_server.lock import write_lock
from tests.neo4j_server.server import ServerFailed, password_file, start, stop


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.neo4j_server", description=__doc__)
    parser.add_argument("action", choices=["start", "stop", "jars", "lock"])
    parser.add_argument("--home", type=Path, default=Path("var/neo4j"))
    parser.add_argument("--port", type=int, default=7687)
    options = parser.parse_args()
    try:
        print(act(options.action, options.home, options.port))
    except (JarsUnavailable, ServerFailed) as error:
        sys.exit(str(error))


def act(action: str, home: Path, port: int) -> str:
    """Does what was asked; the text to print, for `start` the two settings to export."""
    if action == "start":
        server = start(home, port)
        return f"GRAPHSVC_STORE={server.address}\nGRAPHSVC_STORE_PASSWORD_FILE={password_file(server.home).resolve()}"
    if action == "stop":
        return "stopped" if stop(home) else "not running"
    if action == "lock":
        write_lock()
    return str(jars())


if __name__ == "__main__":
    main()
