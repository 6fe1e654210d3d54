"""The files of the query editor that the service ships, as npm has them: `python -m tests.api.npm.vendor` renews them.

The fonts inside GraphiQL's style sheet are left out: 300 kB under another licence, and every system has its own.
"""

from __future__ import annotations

import re
from pathlib import Path

from graphsvc.http import ide
from tests.api.npm.tools import cache_folder, installed

VENDOR = Path(str(ide.PAGE)) / "vendor"
FILES = {
    "react.production.min.js": "react/umd/react.production.min.js",
    "react-dom.production.min.js": "react-dom/umd/react-dom.production.min.js",
    "graphiql.min.js": "graphiql/graphiql.min.js",
    "graphiql.css": "graphiql/graphiql.min.css",
}
LICENCES = ("graphiql/LICENSE", "react/LICENSE", "react-dom/LICENSE")
FONT = re.compile(r"@font-face\s*\{[^}]*\}")


def vendored(modules: Path) -> dict[str, str]:
    """Name -> text of every file, from a folder node_modules."""
    found = {name: (modules / path).read_text("utf-8") for name, path in FILES.items()}
    found["graphiql.css"] = FONT.sub("", found["graphiql.css"])
    licences = [f"{path.partition('/')[0]}\n\n{(modules / path).read_text('utf-8').strip()}\n" for path in LICENCES]
    return found | {"LICENCES.txt": ("\n" + "-" * 80 + "\n\n").join(licences)}


if __name__ == "__main__":
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, text in vendored(installed(cache_folder()) / "node_modules").items():
        (VENDOR / name).write_text(text, "utf-8")
