"""Documents known by an id: trusted ones of a manifest, and those a client has registered by their SHA-256."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from graphsvc.errors import WrongUse
from graphsvc.graphql.guard.errors import BAD_REQUEST, FORBIDDEN

KEPT = 1_000  # registered documents, the least recently asked go first
KEPT_BYTES = 20_000  # of one; the longest of code generators are far below
NOT_FOUND, ONLY_TRUSTED = "PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED"
SCHEME = "sha256:"


class NoDocument(Exception):
    """The request leads to no document that may be asked; carries the code of the error."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Documents:
    """The documents of one service. Each process keeps those that its clients have registered."""

    def __init__(self, trusted: Mapping[str, str], only_trusted: bool) -> None:
        self._trusted, self._texts, self._only_trusted = trusted, frozenset(trusted.values()), only_trusted
        self._registered: OrderedDict[str, str] = OrderedDict()

    def find(self, query: str | None, id: str | None, extensions: Mapping[str, Any]) -> tuple[str | None, bool]:
        """The text that a request means, and whether it was known by an id. NoDocument when it may not be asked."""
        hash = _hash(extensions)
        name = hash or (id.removeprefix(SCHEME) if id else None)
        if name is None:
            if self._only_trusted and query is not None and query not in self._texts:
                raise NoDocument(FORBIDDEN, "this service answers only the documents of its manifest")
            return query, False
        if name in self._trusted:
            return self._trusted[name], True
        if self._only_trusted:
            raise NoDocument(ONLY_TRUSTED, "PersistedQueryNotSupported")
        return self._register(name, query) if query is not None else self._known(name)

    def _known(self, hash: str) -> tuple[str, bool]:
        if hash not in self._registered:
            raise NoDocument(NOT_FOUND, "PersistedQueryNotFound")
        self._registered.move_to_end(hash)
        return self._registered[hash], True

    def _register(self, hash: str, query: str) -> tuple[str, bool]:
        text = query.encode()
        if hashlib.sha256(text).hexdigest() != hash:
            raise NoDocument(BAD_REQUEST, "the hash is not that of the query")
        if len(text) <= KEPT_BYTES:
            self._registered[hash] = query
            while len(self._registered) > KEPT:
                self._registered.popitem(last=False)
        return query, False


def trusted(manifest: Path | None) -> dict[str, str]:
    """Id -> text, of a manifest as code generators write it. WrongUse when it has another form."""
    if manifest is None:
        return {}
    try:
        found = orjson.loads(manifest.read_bytes())
        if found.get("format") == "apollo-persisted-query-manifest":
            found = {operation["id"]: operation["body"] for operation in found["operations"]}
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
        raise WrongUse("manifest-unread", file=manifest, cause=error) from error
    if not all(isinstance(text, str) for text in found.values()):
        raise WrongUse("manifest-no-map", file=manifest)
    return {id.removeprefix(SCHEME): text for id, text in found.items()}


def _hash(extensions: Mapping[str, Any]) -> str | None:
    asked = extensions.get("persistedQuery")
    hash = asked.get("sha256Hash") if isinstance(asked, Mapping) else None
    if asked is not None and not isinstance(hash, str):
        raise NoDocument(BAD_REQUEST, "extensions.persistedQuery must give a sha256Hash")
    return hash
