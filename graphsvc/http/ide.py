"""The query editor at /ide: GraphiQL with example questions, all of it from here. Loads nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from mimetypes import guess_type

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from graphsvc.text import Language, text

IDE = "/ide"
PAGE = files("graphsvc.http").joinpath("ide_page")
EXAMPLES = files("graphsvc.text").joinpath("examples")
LABELS = ("title", "examples", "key", "key_hint", "other_language")
# GraphiQL writes style attributes; its icons are data addresses. Scripts come from files of ours only.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {"content-security-policy": POLICY, "cache-control": "no-cache"}


def ide() -> APIRouter:
    """The routes under /ide."""
    router = APIRouter(prefix=IDE, include_in_schema=False)

    @router.get("")
    async def page() -> Response:
        return _file("index.html")

    @router.get("/texts/{language}.json")
    async def texts(language: Language) -> JSONResponse:
        labels = {name: text(f"ide.{name}", language) for name in LABELS}
        return JSONResponse({"labels": labels, "examples": examples(language)}, headers=HEADERS)

    @router.get("/{name}")
    async def part(name: str) -> Response:
        return _file(name)

    return router


@cache
def examples(language: Language) -> list[dict[str, str]]:
    """Title and query of each example, in order: a file's first line is its title, as a comment."""
    queries = sorted(EXAMPLES.joinpath(language).iterdir(), key=lambda file: file.name)
    said = (file.read_text("utf-8") for file in queries)
    return [{"title": query.partition("\n")[0].removeprefix("# "), "query": query} for query in said]


@cache
def _files() -> dict[str, bytes]:
    folders = (PAGE, PAGE.joinpath("vendor"))
    return {file.name: file.read_bytes() for folder in folders for file in folder.iterdir() if file.is_file()}


def _file(name: str) -> Response:
    if name not in _files():
        return Response(status_code=404)
    return Response(_files()[name], headers=HEADERS, media_type=guess_type(name)[0] or "text/plain")
