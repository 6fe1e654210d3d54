"""The service put together: all routes on one application behind one gate, and the program that serves it."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address

import structlog
import uvicorn
from fastapi import FastAPI

from graphsvc.access.budget import Budget
from graphsvc.access.door import door_of
from graphsvc.errors import WrongUse
from graphsvc.graphql.guard.limits import LIMITS
from graphsvc.graphql.guard.operation import Operation
from graphsvc.graphql.router import router
from graphsvc.http.gate import Gate
from graphsvc.http.health import health
from graphsvc.http.ide import ide
from graphsvc.http.index import index
from graphsvc.http.journal import Journal
from graphsvc.http.metrics import Metrics, metrics_route
from graphsvc.http.protection import BodyLimit, SecurityHeaders
from graphsvc.settings import Settings
from graphsvc.usecases.asking import Options
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.context import Context
from graphsvc.usecases.cut_sets import warm_up_search
from graphsvc.usecases.exposure import ExposureQuery, find_exposure
from graphsvc.usecases.opening import opened
from schema.errors import GraphsvcError

WORKERS = 4  # questions computed at once; a fifth waits. Fixed threads: each keeps a connection to the store
GRACE_SECONDS = 10  # for requests that are under way when the service is told to stop


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers: where, and how to end it."""

    address: str  # http://host:port
    stop: Callable[[], None]


def create_app(context: Context, started: Callable[[Exception | None], None] = lambda _: None) -> FastAPI:
    """The application over an opened store. WrongUse for settings that do not fit together.

    `started` is called in a thread once it is warm, with what went wrong if warming up met a defect of ours.
    """
    questions, checks = ThreadPoolExecutor(WORKERS, "question"), ThreadPoolExecutor(1, "health")
    warm = threading.Event()
    metrics = Metrics(warm.is_set)
    door = door_of(context.settings)

    def warming() -> None:
        try:
            warm_up(context)
        except GraphsvcError as error:  # an unreachable store is what /health/ready then says
            structlog.get_logger().warning("not-warmed-up", code=error.code, message=str(error))
        except Exception as defect:
            structlog.get_logger().exception("not-warmed-up")
            started(defect)
            return
        warm.set()
        started(None)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warmed = asyncio.get_running_loop().run_in_executor(None, warming)
        yield
        for pool in (questions, checks):
            pool.shutdown(wait=False, cancel_futures=True)
        door.close()
        await warmed

    app = FastAPI(title="graphsvc", lifespan=lifespan, openapi_url=None)  # its pages would load scripts from elsewhere
    app.add_middleware(BodyLimit, limit=LIMITS.body_bytes)
    app.add_middleware(Gate, door=door)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Journal, metrics=metrics)  # the last added is the first that a request meets
    budget = Budget(context.settings.cost_per_minute)
    questioned = router(context, questions, budget, partial(_remember, metrics))
    for part in (questioned, index(), ide(), metrics_route(metrics), health(context, checks, warm.is_set)):
        app.include_router(part)
    return app


def _remember(metrics: Metrics, operation: Operation) -> None:
    """The audit log and the counts."""
    metrics.operation(operation.outcome, operation.cost)
    structlog.get_logger("audit").info(
        "operation",
        who=operation.principal,
        kind=operation.kind,
        name=operation.name,
        fields=operation.fields,
        document=operation.document,
        cost=operation.cost,
        outcome=operation.outcome,
        milliseconds=round(1000 * operation.seconds, 1),
    )


def warm_up(context: Context) -> None:
    """Project the snapshot and compile the kernels, so that the first question is not the slow one."""
    graph = context.ask(Options()).graph
    for item in range(graph.n_items):
        if graph.item_is_sector[item]:
            find_chokepoints(ChokepointQuery((graph.item_names[item],)), context)
            find_exposure(ExposureQuery((graph.item_names[item],)), context)
            warm_up_search(context, graph.item_names[item])
            return


def serve(
    settings: Settings,
    host: str | None = None,
    port: int | None = None,
    ready: Callable[[Service], None] | None = None,
) -> None:
    """Serve until told to stop (SIGINT, SIGTERM, Service.stop), then let requests under way finish.

    `ready` is called in a thread once questions are answered quickly; what it raises ends the service and is raised
    here, like a defect met while warming up.

    Raises
    ------
    WrongUse
        The address cannot be listened on, or not in demo mode.
    StoreUnavailable, ContractMismatch
        No store after settings.store_wait_seconds.
    """
    failures: list[Exception] = []
    with _listening(host or settings.host, _or(port, settings.port)) as listening, opened(settings) as context:
        configure_logging(settings.log_level)
        if settings.demo and not _is_loopback(listening):
            raise WrongUse("demo-elsewhere")

        def announce(defect: Exception | None) -> None:
            try:
                if defect:
                    raise defect
                # What is there now stays: without it a full collection walks all of it, 0.3 to 0.5 s in which nobody is
                # answered, and a body of a thousand small objects is enough to start one.
                gc.collect()
                gc.freeze()
                structlog.get_logger().info("ready", address=service.address)
                if ready:
                    ready(service)
            except Exception as failure:
                failures.append(failure)
                service.stop()

        config = uvicorn.Config(
            create_app(context, announce),
            log_config=None,
            access_log=False,  # the journal has it
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        server = uvicorn.Server(config)
        service = Service(_address(listening), lambda: setattr(server, "should_exit", True))
        with suppress(KeyboardInterrupt):  # uvicorn raises the signal again after it has stopped
            server.run(sockets=[listening])
    if failures:
        raise failures[0]


def configure_logging(level: str) -> None:
    """One JSON object a line on stderr, from us and from libraries alike."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _or(given: int | None, otherwise: int) -> int:
    return otherwise if given is None else given


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise WrongUse("cannot-listen", host=host, port=str(port), cause=error.strerror or error) from error
    # asyncio leaves it off for sockets made without a protocol number; a client that delays its acknowledgements then
    # waits 40 ms between the head of an answer and its body. Connections inherit it.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_loopback(listening: socket.socket) -> bool:
    return ip_address(listening.getsockname()[0]).is_loopback
