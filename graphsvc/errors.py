"""Errors of the service beside those of the contract (schema.errors): each says in both languages what is wrong."""

from __future__ import annotations

from functools import partial
from typing import Any

from graphsvc.text import Language, text
from schema.errors import GraphsvcError


class ServiceError(GraphsvcError):
    """What the user or operator can mend. `reason` is a key of text/*/errors.yaml, `values` fill its placeholders.

    A value that is such an error itself is said in the same language.
    """

    def __init__(self, reason: str, /, **values: Any) -> None:
        self.reason, self.values = reason, values
        super().__init__(self.said("en"))

    def __reduce__(self) -> Any:  # what Exception does would take the sentence for the reason
        return partial(type(self), self.reason, **self.values), ()

    def said(self, lang: Language) -> str:
        """The sentence in a language."""
        values = {
            name: value.said(lang) if isinstance(value, ServiceError) else value for name, value in self.values.items()
        }
        return text(f"error.{self.reason}", lang, **values)


class StoreUnavailable(ServiceError):
    """The store cannot be reached, opened or written: address, password, permissions, a dead server."""

    code = "store-unavailable"


class StoreBusy(StoreUnavailable):
    """Another writer holds the store."""

    code = "store-busy"


class ContractMismatch(ServiceError):
    """The store was written by another version of the contract."""

    code = "contract-mismatch"


class UnknownName(ServiceError):
    """A target or unit that no node answers to."""

    code = "unknown-name"


class AmbiguousName(ServiceError):
    """A name that several nodes answer to; carries the candidates."""

    code = "ambiguous-name"

    def __init__(self, text: str, candidates: tuple[str, ...]) -> None:
        super().__init__("several-answer", text=text, candidates=", ".join(candidates))
        self.text, self.candidates = text, candidates

    def __reduce__(self) -> Any:
        return type(self), (self.text, self.candidates)


class WrongUse(ServiceError):
    """An option or parameter outside what is allowed."""

    code = "wrong-use"


class Unauthenticated(ServiceError):
    """Nobody we know: no key or token, or one that is not accepted."""

    code = "unauthenticated"


class Forbidden(ServiceError):
    """Someone we know, without the right."""

    code = "forbidden"


class TooFast(ServiceError):
    """The asker has spent what a minute allows; carries after how many seconds to ask again."""

    code = "rate-limited"

    def __init__(self, per_minute: int, seconds: int) -> None:
        super().__init__("too-fast", points=per_minute, seconds=seconds)
        self.per_minute, self.seconds = per_minute, seconds

    def __reduce__(self) -> Any:
        return type(self), (self.per_minute, self.seconds)


class KeysUnavailable(ServiceError):
    """The file of API keys cannot be read or written."""

    code = "keys-unavailable"


class IssuerUnavailable(ServiceError):
    """The keys of the token issuer cannot be fetched, so no token can be verified."""

    code = "issuer-unavailable"
