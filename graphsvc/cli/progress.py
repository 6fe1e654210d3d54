"""Progress on standard error: a bar on a terminal, nothing elsewhere; and why the first question takes long."""

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


@contextmanager
def compiling_told(lang: Language) -> Iterator[None]:
    """Say once that kernels are being compiled, if they are: half a minute, once after an installation."""
    if "numba" not in sys.modules:  # importing it takes longer than many an answer
        yield
        return
    from numba.core.event import Event, Listener, install_listener

    class Teller(Listener):
        told = False

        def on_start(self, event: Event) -> None:
            if not self.told:
                self.told = True
                print(text("progress.compiling", lang), file=sys.stderr)

        def on_end(self, event: Event) -> None:
            pass

    with install_listener("numba:compile", Teller()):
        yield
