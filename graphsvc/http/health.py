"""Health: /health/live says that the process answers, /health/ready that questions would be answered too."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from graphsvc.usecases.context import Context
from schema.errors import GraphsvcError
from schema.load import contract


def health(context: Context, worker: Executor, warm: Callable[[], bool]) -> APIRouter:
    """Both routes. `worker`: a thread of their own, so that long questions do not delay them; `warm`: started up?"""
    router = APIRouter(prefix="/health", tags=["health"])

    @router.get("/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @router.get("/ready")
    async def ready() -> JSONResponse:
        if not warm():
            return JSONResponse({"status": "starting"}, 503)
        try:
            revision = await asyncio.get_running_loop().run_in_executor(worker, context.store.revision)
        except GraphsvcError as error:
            return JSONResponse({"status": "unavailable", "code": error.code, "message": str(error)}, 503)
        return JSONResponse({"status": "ready", "contract": contract().version, "revision": revision})

    return router
