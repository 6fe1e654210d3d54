"""Progress on standard error: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graphsvc.text import Language, text

Report = Callable[[str, str, int, int], None]  # stage, dataset, steps done, steps in all


@contextmanager
def watched(lang: Language) -> Iterator[Report]:
    """A function for use cases to report to; the bar goes away with the block."""
    if not sys.stderr.isatty():
        yield lambda stage, dataset, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(stage: str, dataset: str, done: int, total: int) -> None:
            words = text(f"progress.{stage}", lang, dataset=dataset)
            bar.update(task, description=words, completed=done, total=total, refresh=True)

        yield report
