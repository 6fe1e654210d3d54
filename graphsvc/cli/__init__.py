"""The command line: `graphsvc COMMAND`. It makes a query of what was typed, asks one use case, and prints the answer.

`commands/` declares what can be typed, `tables/` lays out what a person sees, `failure.py` says how a command ends.
"""

from graphsvc.cli.app import main

__all__ = ["main"]
