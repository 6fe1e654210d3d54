"""The media type of a response, as the request's Accept asks for it."""

from __future__ import annotations

PLAIN = "application/json"
SPECIFIC = "application/graphql-response+json"
ACCEPTED = {SPECIFIC: SPECIFIC, PLAIN: PLAIN, "application/*": PLAIN, "*/*": PLAIN}


def negotiated(accept: str | None) -> str | None:
    """The media type of the response; None when nothing we speak is accepted."""
    best: tuple[float, str | None] = (0.0, None)
    for part in (accept or "*/*").split(","):
        name, *parameters = (text.strip().lower() for text in part.split(";"))
        weight = _weight(parameters)
        if name in ACCEPTED and weight > best[0]:
            best = weight, ACCEPTED[name]
    return best[1]


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter.removeprefix("q="))
            except ValueError:
                return 0.0
    return 1.0
