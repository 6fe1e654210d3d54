"""The list of addresses at /."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter

from graphsvc.text import LANGUAGES, text

ADDRESSES = {
    "ide": "/ide",
    "graphql": "/graphql",
    "live": "/health/live",
    "ready": "/health/ready",
    "metrics": "/metrics",
}


def index() -> APIRouter:
    """The route /."""
    router = APIRouter()

    @router.get("/")
    async def addresses() -> dict[str, object]:
        about = {language: text("service.about", language) for language in LANGUAGES}
        return {"name": "graphsvc", "version": version("graphsvc"), "about": about, "addresses": ADDRESSES}

    return router
