"""What a person sees: one layout a question. A layout takes an answer and a reader, and gives the parts of a page."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from graphsvc.cli.tables.page import printed, reader_of
from graphsvc.text import Language
from graphsvc.usecases.answer import Answer

#: Question -> module and function; imported when asked for, so that a search does not wait for the others.
LAYOUTS = {
    "chokepoints": ("chokepoints", "chokepoints"),
    "single-source": ("chokepoints", "single_sources"),
    "cut-sets": ("cut_sets", "cut_sets"),
    "what-if": ("what_if", "what_if"),
    "dependency-paths": ("dependency_paths", "dependency_paths"),
    "by-whom": ("by_whom", "by_whom"),
    "importance": ("importance", "importance"),
    "exposure": ("exposure", "exposures"),
    "search": ("nodes", "found"),
    "show": ("nodes", "shown"),
    "sources": ("lists", "sources"),
    "runs": ("lists", "runs"),
    "coverage": ("weigh", "coverage"),
    "diff": ("weigh", "changes"),
    "evidence": ("evidence", "evidence"),
    "conflicts": ("conflicts", "conflicts"),
    "next-facts": ("next_facts", "next_facts"),
    "load": ("reports", "loaded"),
    "unload": ("reports", "loaded"),
    "export": ("reports", "exported"),
    "doctor": ("reports", "examined"),
}


def as_table(answer: Answer[Any], lang: Language, *, whole: bool) -> str:
    """The answer as aligned text; `whole` leaves nothing out, a screen gets the first of many and their number."""
    module, function = LAYOUTS[answer.question]
    layout = getattr(import_module(f"{__name__}.{module}"), function)
    reader = reader_of(answer, lang, whole)
    return printed(layout(answer, reader), reader)
