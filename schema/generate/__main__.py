"""Writes what is derived from the contract into the checkout; with --check only names what is stale and exits 1."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from schema.generate import stale, write
from schema.load import contract

ROOT = Path(__file__).parents[2]


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """The exit code: 1 when --check finds a stale file, else 0."""
    parser = argparse.ArgumentParser(prog="python -m schema.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; name stale files and exit 1")
    if parser.parse_args(arguments).check:
        found = list(stale(contract(), root))
        print("\n".join(f"stale: {path}; run python -m schema.generate" for path in found), end="\n" if found else "")
        return 1 if found else 0
    print("\n".join(f"written: {path}" for path in write(contract(), root)) or "everything is fresh")
    return 0


if __name__ == "__main__":
    sys.exit(main())
