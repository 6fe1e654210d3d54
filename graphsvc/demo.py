"""`make demo`: load the bundled sources, serve them, ask the service over GraphQL, print what it answers.

Everything goes the way a stranger's program would go: a real port, HTTP, the public schema. ONCE=1 ends after printing.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.request import Request, urlopen

from pydantic import ValidationError
from rich.console import RenderableType

from analytics.cascade import Keeps
from graphsvc.app import Service, serve
from graphsvc.cli.failure import WRONG_USE, explain, explain_settings, say
from graphsvc.cli.progress import watched
from graphsvc.cli.tables import as_table
from graphsvc.cli.tables.page import Reader, note, printed, reader_of
from graphsvc.http.index import ADDRESSES
from graphsvc.settings import Settings
from graphsvc.text import text
from graphsvc.usecases.answer import Answer, Coverage, Method, NotOperating, Publication, Slot, Supply, Witness
from graphsvc.usecases.chokepoints import ChokepointRow
from graphsvc.usecases.loading import LoadQuery, load
from graphsvc.usecases.opening import opened
from graphsvc.usecases.plan_links import PlanEntry
from graphsvc.usecases.ranks import RankRange
from schema.model import Label

TARGETS = ("sector-ev", "sector-5g", "sector-display")
WARNINGS_SHOWN = 3
PATIENCE = 120  # seconds for one answer
CHOKEPOINTS = """query Chokepoints($target: String!, $lang: Language) {
  chokepoints(targets: [$target], maxOrder: 1, lang: $lang) {
    parameters snapshot completeToOrder possibleOnly partial warnings
    method { name version }
    coverage { items gapItems options withShare withSite withGradeB }
    names { id zh en }
    sources { id title publisher year licence kind url }
    notOperatingAtStart { target reading reason { items slots { item slot } } }
    rows {
      target rank rankRange { best worst } units order reading kind sectors grade
      keeps { low estimate high unit }
      witness { items slots { item slot } }
      decidedBy { item maker site share claim source asOf grade }
      plan { breakthrough number clause terms items document duty lead support zones cities joinedBy }
    }
  }
}"""
EXAMPLE = '{ whatIf(fail: ["embargo:JP"], lang: LANG) { rows { stopped { confirmedLabels likelyLabels } } } }'


def main() -> int:
    """Run the demo and return the exit code of the command line."""
    try:
        settings = Settings()
    except ValidationError as error:
        explain_settings(error)
        return WRONG_USE
    try:
        fill(settings)
        say(text("demo.starting", settings.language))
        quiet = settings.model_copy(update={"log_level": "warning", "demo": True})
        serve(quiet, "127.0.0.1", 0, ready=lambda service: tell(service, settings, once="ONCE" in os.environ))
    except KeyboardInterrupt:
        return 0
    except Exception as error:
        return explain(error, settings, settings.language)
    return 0


def fill(settings: Settings) -> None:
    """Load every bundled source; a second time changes nothing."""
    lang = settings.language
    say(text("demo.loading", lang, store=settings.store.rpartition("@")[2]))
    with watched(lang) as progress, opened(settings) as context:
        for row in load(LoadQuery(), context, progress).rows:
            counts = {name: getattr(row, name) for name in ("written", "unchanged", "retired")}
            say("  " + text("demo.loaded", lang, dataset=row.dataset, **counts))


def tell(service: Service, settings: Settings, once: bool) -> None:
    """Ask for the chokepoints of the three sectors and print answers, addresses and a query to paste."""
    lang = settings.language
    for target in TARGETS:
        say(text("demo.asking", lang, target=target))
        found = ask(service.address, CHOKEPOINTS, {"target": target, "lang": lang})["chokepoints"]
        answer = revived(found)
        reader = reader_of(answer, lang, whole=False)
        notes = [*warned(found["warnings"], reader), note(reader.say("demo.sets", target=target))]
        print(as_table(answer, lang, whole=False), printed(notes, reader), sep="\n")
    print(text("demo.addresses", lang))
    for name, path in (("ide", "ide"), ("graphql", "graphql"), ("health", "ready")):
        print(f"  {service.address}{ADDRESSES[path]}  {text(f'service.{name}', lang)}")
    print(f"\n{text('demo.paste', lang)}\n  {pasted(service.address, EXAMPLE.replace('LANG', lang))}\n", flush=True)
    if once:
        service.stop()
    else:
        say(text("demo.serving", lang))


def ask(address: str, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """What the service answers to a query; RuntimeError with its errors if it has any."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = Request(address + ADDRESSES["graphql"], body, {"content-type": "application/json"})
    with urlopen(request, timeout=PATIENCE) as response:
        answer: dict[str, Any] = json.load(response)
    if errors := answer.get("errors"):
        raise RuntimeError("; ".join(error["message"] for error in errors))
    found: dict[str, Any] = answer["data"]
    return found


def warned(sentences: Sequence[str], reader: Reader) -> Iterator[RenderableType]:
    """The first few oddities of the data, and their number."""
    if sentences:
        shown = sentences[:WARNINGS_SHOWN]
        yield note(reader.say("demo.warnings", count=len(sentences), shown=len(shown)))
        yield from (note(sentence, 3) for sentence in shown)


def pasted(address: str, query: str) -> str:
    """A shell command that asks a query."""
    body = shlex.quote(json.dumps({"query": query}))
    return f"curl -s {address}{ADDRESSES['graphql']} -H 'content-type: application/json' -d {body}"


def revived(found: Mapping[str, Any]) -> Answer[ChokepointRow]:
    """The answer as the table printer of the command line takes it."""
    return Answer(
        question="chokepoints",
        parameters=_snake(found["parameters"]),
        snapshot=found["snapshot"],
        method=Method(**found["method"]),
        coverage=Coverage(**_snake(found["coverage"])),
        rows=tuple(_row(row) for row in found["rows"]),
        names={name["id"]: Label(en=name["en"], zh=name["zh"]) for name in found["names"]},
        sources={source.pop("id"): Publication(**source) for source in found["sources"]},
        extra={
            "complete_to_order": found["completeToOrder"],
            "possible_only": found["possibleOnly"],
            "not_operating_at_start": tuple(
                NotOperating(one["target"], one["reading"], _witness(one["reason"]))
                for one in found["notOperatingAtStart"]
            ),
        },
        partial=found["partial"],
    )


def _row(row: Mapping[str, Any]) -> ChokepointRow:
    values = _snake(row) | {
        "units": tuple(row["units"]),
        "rank_range": RankRange(**row["rankRange"]),
        "keeps": Keeps(**row["keeps"]) if row["keeps"] else None,
        "witness": _witness(row["witness"]),
        "decided_by": tuple(Supply(**_snake(supply)) for supply in row["decidedBy"]),
        "plan": tuple(_planned(entry) for entry in row["plan"]),
    }
    return ChokepointRow(**values)


def _planned(entry: Mapping[str, Any]) -> PlanEntry:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in _snake(entry).items()
    }
    return PlanEntry(**values)


def _witness(found: Mapping[str, Any]) -> Witness:
    return Witness(tuple(found["items"]), tuple(Slot(**slot) for slot in found["slots"]))


def _snake(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"".join(f"_{c.lower()}" if c.isupper() else c for c in name): value for name, value in found.items()}


if __name__ == "__main__":
    sys.exit(main())
