"""From settings to a context: the store is opened, its password found (docs/decisions/0003)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlsplit

from graphsvc.errors import StoreUnavailable
from graphsvc.settings import Settings
from graphsvc.stores import NEO4J_SCHEMES, open_store
from graphsvc.usecases.context import Context, utc_now


@contextmanager
def opened(settings: Settings, now: Callable[[], datetime] = utc_now) -> Iterator[Context]:
    """A context whose store is closed at the end of the block. Errors as `open_context`."""
    context = open_context(settings, now)
    try:
        yield context
    finally:
        context.store.close()


def open_context(settings: Settings, now: Callable[[], datetime] = utc_now) -> Context:
    """A context for as long as the caller keeps the store open.

    Raises
    ------
    WrongUse
        The address has another form.
    StoreUnavailable, ContractMismatch
        The store or its password cannot be read, or the store was written under another contract.
    """
    store = open_store(settings.store, password=password(settings), patience=settings.store_wait_seconds)
    return Context(store, settings, now)


def password(settings: Settings) -> str | None:
    """The password of the store: as given, else from the file, else None."""
    if settings.store_password is not None:
        return settings.store_password.get_secret_value()
    if settings.store_password_file is None:
        return None
    try:
        text = settings.store_password_file.read_text("utf-8").strip()
    except OSError as error:
        raise StoreUnavailable("password-file", file=settings.store_password_file, cause=error.strerror) from error
    except UnicodeDecodeError as error:
        raise StoreUnavailable("password-file-no-text", file=settings.store_password_file) from error
    address = urlsplit(settings.store)
    if address.scheme in NEO4J_SCHEMES and address.username:
        return text.removeprefix(f"{address.username}/")
    return text
