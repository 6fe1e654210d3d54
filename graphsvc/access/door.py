"""From what a request shows to who asks."""

from __future__ import annotations

import asyncio

from graphsvc.access.keys import MARK, KeyFile
from graphsvc.access.principal import DEMO, Principal
from graphsvc.access.tokens import Issuer, issuer_of
from graphsvc.errors import Unauthenticated
from graphsvc.settings import Settings


class Door:
    """Lets in who shows a key, a token or, in demo mode and from this machine, nothing at all."""

    def __init__(self, keys: KeyFile, issuer: Issuer | None, demo: bool) -> None:
        self._keys, self._issuer, self._demo = keys, issuer, demo

    @property
    def closed(self) -> bool:
        """Whether nobody can enter: no demo, no issuer, no key."""
        return not (self._demo or self._issuer or self._keys.all())

    async def identify(self, authorization: str | None, at_home: bool) -> Principal:
        """Who shows this header. `at_home`: the request came from this machine, to it.

        Raises
        ------
        Unauthenticated, Forbidden, IssuerUnavailable, KeysUnavailable
            As keys.py and tokens.py say. What is shown must be right, in demo mode too.
        """
        if authorization is None:
            if self._demo and at_home:
                return DEMO
            raise Unauthenticated("nobody")
        scheme, _, shown = authorization.partition(" ")
        if scheme.lower() != "bearer" or not shown.strip():
            raise Unauthenticated("no-bearer")
        shown = shown.strip()
        if shown.startswith(f"{MARK}_"):
            return self._keys.check(shown)
        if self._issuer is None:
            raise Unauthenticated("keys-only")
        return await asyncio.to_thread(self._issuer.check, shown)

    def close(self) -> None:
        """Let go of the key file."""
        self._keys.close()


def door_of(settings: Settings) -> Door:
    """The door that the settings describe."""
    return Door(KeyFile(settings.keys), issuer_of(settings), settings.demo)
