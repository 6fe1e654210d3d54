"""What one request works with: who asks, one revision of the store, threads to work in, a language."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from strawberry.fastapi import BaseContext

from graphsvc.access.budget import Budget
from graphsvc.access.principal import Principal
from graphsvc.graphql.guard.operation import Record
from graphsvc.graphql.one_revision import at_one_revision
from graphsvc.text import Language
from graphsvc.usecases.context import Context

Found = TypeVar("Found")


class Request(BaseContext):
    """All fields of a request see the same revision, read when the first of them needs it."""

    def __init__(
        self, context: Context, workers: Executor, principal: Principal, budget: Budget, record: Record
    ) -> None:
        super().__init__()
        self.principal, self.record = principal, record
        self._context, self._workers, self._budget = context, workers, budget
        self._fixed: Context | None = None
        self._fixing = threading.Lock()
        self._charged = 0

    @property
    def language(self) -> Language:
        """What is spoken unless the field says otherwise."""
        return self._context.settings.language

    def charge(self, cost: int) -> None:
        """Have the principal pay so much for this request altogether; TooFast when it cannot."""
        self._budget.charge(self.principal.id, cost - self._charged)
        self._charged = max(cost, self._charged)

    async def work(self, task: Callable[[Context], Found]) -> Found:
        """What the task makes of the context, in a worker: the event loop goes on meanwhile."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, lambda: task(self._same_context()))

    def _same_context(self) -> Context:
        with self._fixing:
            if self._fixed is None:
                self._fixed = at_one_revision(self._context)
            return self._fixed
