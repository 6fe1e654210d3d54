"""Metrics for Prometheus at /metrics: requests, operations, cost, and the process."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client import generate_latest as written
from starlette.responses import Response

ROUTES = ("/", "/graphql", "/ide", "/health/live", "/health/ready", "/metrics")
OTHER = "other"  # one label for all paths that somebody makes up
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 90)


class Metrics:
    """The counts of one service."""

    def __init__(self, warm: Callable[[], bool]) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "graphsvc_requests", "HTTP requests answered.", ("route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "graphsvc_request_seconds", "Time to answer.", ("route",), buckets=SECONDS, registry=self.registry
        )
        self._operations = Counter(
            "graphsvc_operations", "GraphQL operations by outcome.", ("outcome",), registry=self.registry
        )
        self._cost = Counter("graphsvc_cost", "Cost of the GraphQL operations.", registry=self.registry)
        Gauge("graphsvc_warm", "1 once questions are answered quickly.", registry=self.registry).set_function(warm)

    def request(self, path: str, status: int, seconds: float) -> None:
        """Count a request."""
        route = path if path in ROUTES else OTHER
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def operation(self, outcome: str, cost: int) -> None:
        """Count an operation."""
        self._operations.labels(outcome).inc()
        self._cost.inc(cost)


def metrics_route(metrics: Metrics) -> APIRouter:
    """The route /metrics."""
    router = APIRouter(tags=["metrics"])

    @router.get("/metrics")
    async def exposed() -> Response:
        return Response(written(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router
