"""Cursors: the place of a row in an order, as text. They hold values, not counts, so they survive every change of the
data and every restart; a cursor of another order, or none at all, is refused.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

import orjson

from graphsvc.usecases.listing.asked import Order, Place
from graphsvc.usecases.listing.ordering import check

LONGEST = 4_000  # characters


class BadCursor(ValueError):
    """A text that is no cursor of this list."""


def encode(place: Place, order: Sequence[Order]) -> str:
    """The cursor of a place."""
    document = orjson.dumps([_shape(order), list(place.values), place.key])
    return urlsafe_b64encode(document).rstrip(b"=").decode()


def decode(text: str, order: Sequence[Order], types: Sequence[str]) -> Place:
    """The place of a cursor in a list of these types; BadCursor if the text is no cursor of this order."""
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        shape, values, key = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if shape != _shape(order) or not isinstance(key, str):
            raise ValueError("of another order")
        place = Place(tuple(values), key)
        check(place, order, types)
    except (ValueError, TypeError) as error:
        raise BadCursor(f"{text[:40]!r} is no cursor of this list in this order") from error
    return place


def _shape(order: Sequence[Order]) -> list[str]:
    return [f"{'-' * one.descending}{one.field}" for one in order]
