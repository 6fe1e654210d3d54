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
