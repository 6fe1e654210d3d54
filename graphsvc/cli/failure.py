"""How a command ends when it cannot do what was asked: one clear line on standard error, and the exit code."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from graphsvc.errors import (
    AmbiguousName,
    ContractMismatch,
    KeysUnavailable,
    ServiceError,
    StoreUnavailable,
    UnknownName,
    WrongUse,
)
from graphsvc.settings import Settings
from graphsvc.text import Language, text
from schema.errors import GraphsvcError, InputRejected, Violation

DEFECT, WRONG_USE, REJECTED, STORE, PARTIAL = 1, 2, 3, 4, 5
CODES: dict[type[GraphsvcError], int] = {
    WrongUse: WRONG_USE,
    UnknownName: WRONG_USE,
    AmbiguousName: WRONG_USE,
    InputRejected: REJECTED,
    StoreUnavailable: STORE,
    ContractMismatch: STORE,
    KeysUnavailable: STORE,
}
SHOWN = 100  # violations printed


def explain(error: Exception, settings: Settings, lang: Language) -> int:
    """Print why, and return the exit code; what is not the user's or operator's to mend goes to a log file."""
    if isinstance(error, InputRejected):
        say(rejected(error, lang))
    elif isinstance(error, ServiceError):
        say(text(f"failure.{error.code}", lang, reason=error.said(lang)))
    elif isinstance(error, GraphsvcError):
        say(text(f"failure.{error.code}", lang, reason=error))
    else:
        reference = uuid4().hex[:12]
        say(text("failure.defect", lang, reference=reference, log=_log(error, reference, settings)))
        return DEFECT
    return next((code for type, code in CODES.items() if isinstance(error, type)), WRONG_USE)


def explain_settings(error: ValidationError) -> None:
    """Print which variables of the environment cannot be read."""
    for fault in error.errors():
        name = "GRAPHSVC_" + "_".join(str(part) for part in fault["loc"]).upper()
        say(text("failure.setting", "en", name=name, value=fault.get("input"), rule=fault["msg"]))


def rejected(error: InputRejected, lang: Language) -> str:
    """All violations, the first hundred of them in full, and their number."""
    lines = [_line(violation, lang) for violation in error.violations[:SHOWN]]
    count = len(error.violations)
    left = [text("failure.more_violations", lang, more=count - SHOWN)] if count > SHOWN else []
    return "\n".join([*lines, *left, text("failure.input-rejected", lang, count=count)])


def _line(violation: Violation, lang: Language) -> str:
    where = [
        violation.table,
        text("failure.row", lang, row=violation.row) if violation.row is not None else "",
        violation.column or "",
    ]
    value = repr(violation.value) if violation.value is not None else ""
    return ": ".join(part for part in (", ".join(filter(None, where)), value, violation.rule) if part)


def say(line: str) -> None:
    """A message for the person: standard error."""
    print(line, file=sys.stderr)


def _log(error: Exception, reference: str, settings: Settings) -> str:
    path = Path(settings.cache_dir) / "errors.log"
    entry = f"{datetime.now(UTC).isoformat()} {reference}\n{''.join(traceback.format_exception(error))}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(entry)
    except OSError:
        return entry  # nowhere to write: better on the screen than lost
    return str(path)
