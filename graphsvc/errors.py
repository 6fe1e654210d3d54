"""Errors of the service beside those of the contract (schema.errors)."""

from __future__ import annotations

from schema.errors import GraphsvcError


class StoreUnavailable(GraphsvcError):
    """The store cannot be reached, opened or written: address, password, permissions, a dead server."""

    code = "store-unavailable"


class StoreBusy(StoreUnavailable):
    """Another writer holds the store."""

    code = "store-busy"


class ContractMismatch(GraphsvcError):
    """The store was written by another version of the contract."""

    code = "contract-mismatch"


class UnknownName(GraphsvcError):
    """A target or unit that no node answers to."""

    code = "unknown-name"


class AmbiguousName(GraphsvcError):
    """A name that several nodes answer to; carries the candidates."""

    code = "ambiguous-name"

    def __init__(self, text: str, candidates: tuple[str, ...]) -> None:
        super().__init__(f"{text!r} could be: {', '.join(candidates)}; give the id")
        self.text, self.candidates = text, candidates


class WrongUse(GraphsvcError):
    """An option or parameter outside what is allowed."""

    code = "wrong-use"


class Unauthenticated(GraphsvcError):
    """Nobody we know: no key or token, or one that is not accepted."""

    code = "unauthenticated"


class Forbidden(GraphsvcError):
    """Someone we know, without the right."""

    code = "forbidden"


class TooFast(GraphsvcError):
    """The asker has spent what a minute allows; carries after how many seconds to ask again."""

    code = "rate-limited"

    def __init__(self, per_minute: int, seconds: int) -> None:
        super().__init__(f"a minute allows {per_minute} points of cost; ask again in {seconds} s")
        self.seconds = seconds


class KeysUnavailable(GraphsvcError):
    """The file of API keys cannot be read or written."""

    code = "keys-unavailable"


class IssuerUnavailable(GraphsvcError):
    """The keys of the token issuer cannot be fetched, so no token can be verified."""

    code = "issuer-unavailable"
