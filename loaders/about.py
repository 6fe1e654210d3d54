"""What each source says and does not say, for readers: its part of docs/data.{en,zh}.md, made of its own folder.

`python -m loaders.about` writes it between the marks of the pages; with --check it names stale pages and exits 1.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from loaders.manifest import FILE_NAME
from loaders.registry import bundled, source_in
from loaders.review import unjoined
from loaders.run import DATA_FOLDER, Source

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
ROOT = Path(__file__).parents[1]
FILE = "about.yaml"
TOLD = ("vintage", "says", "not_said", "errors")
MARKS = ("<!-- sources: written by `python -m loaders.about` -->", "<!-- end of the sources -->")

Texts = Mapping[str, Mapping[str, str]]


def page(language: Language) -> Path:
    """The page of a language."""
    return ROOT / "docs" / f"data.{language}.md"


def renewed(text: str, language: Language) -> str:
    """The page with what the sources say now between its marks. ValueError: it has no marks."""
    begin, end = map(re.escape, MARKS)
    told = "\n".join([MARKS[0], "", *(line for source in _sources() for line in _section(source, language)), MARKS[1]])
    result, times = re.subn(f"{begin}.*{end}", lambda _: told, text, flags=re.DOTALL)
    if times != 1:
        raise ValueError(f"the page needs {MARKS[0]} and {MARKS[1]} once each, in this order")
    return result


def texts(folder: Path) -> Texts:
    """What a source tells its readers: TOLD -> language -> text."""
    found: Texts = yaml.safe_load((folder / FILE).read_text("utf-8"))
    return found


def _sources() -> tuple[Source, ...]:
    """The bundled ones in the order of loading, then the packs, whether their data are here or not."""
    folders = sorted(path.parent for path in Path(__file__).parent.glob(f"*/{FILE_NAME}"))
    packs = [source for source in map(source_in, folders) if not source.manifest.default]
    return (*bundled(), *packs)


def _section(source: Source, language: Language) -> Iterator[str]:
    words, told, manifest = _words(), texts(source.folder), source.manifest
    title = manifest.title_zh if language == "zh" else manifest.title_en
    kind = "" if manifest.default else f" ({words['optional'][language]})"
    yield from (f"### `{manifest.id}`{kind}", "", title, "")
    lines = {
        "publisher": manifest.publisher,
        "licence": manifest.licence,
        "grade": manifest.grade,
        "address": manifest.url,
        **{name: told[name][language] for name in TOLD},
        "review": _open(source, language),
        "more": f"[NOTES.md](../loaders/{manifest.id}/NOTES.md)",
    }
    separator = words["separator"][language]
    yield from (f"- **{words[name][language]}**{separator}{value}" for name, value in lines.items() if value)
    yield ""


def _open(source: Source, language: Language) -> str:
    counts = Counter(record.file for record in unjoined(source))
    folder = f"../loaders/{source.manifest.id}/{DATA_FOLDER}"
    records = _words()["records"][language]
    lists = [f"[{file}]({folder}/{file}): {records.format(count=counts[file])}" for file in source.manifest.review]
    return "; ".join(lists) or _words()["none"][language]


@cache
def _words() -> Texts:
    return texts(Path(__file__).parent)


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 1 when --check finds a stale page, else 0."""
    parser = argparse.ArgumentParser(prog="python -m loaders.about", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; name stale pages and exit 1")
    check, stale = parser.parse_args(arguments).check, False
    for language in LANGUAGES:
        path = page(language)
        text = path.read_text("utf-8")
        fresh = renewed(text, language)
        stale |= text != fresh
        if text != fresh and check:
            print(f"stale: {path.name}; run python -m loaders.about")
        elif text != fresh:
            path.write_text(fresh, "utf-8", newline="\n")
    return int(stale and check)


if __name__ == "__main__":
    sys.exit(main())
