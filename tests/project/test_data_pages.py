"""docs/data.{en,zh}.md say of each source what its own folder says."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.about import LANGUAGES, MARKS, TOLD, Language, page, renewed, texts
from loaders.registry import bundled

FOLDERS = [source.folder for source in bundled()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_the_folders_of_the_sources_say(language: Language) -> None:
    text = page(language).read_text("utf-8")

    assert renewed(text, language) == text, "run `make generate` and commit the result"
    assert [folder.name for folder in FOLDERS if f"`{folder.name}`" not in text] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_a_source_tells_in_both_languages_how_old_it_is_what_it_says_and_where_it_errs(folder: Path) -> None:
    told = texts(folder)

    assert set(told) == set(TOLD)
    assert [name for name, words in told.items() if set(words) != set(LANGUAGES) or not all(words.values())] == []


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="once each"):
        renewed(f"{MARKS[1]}\n{MARKS[0]}\n", "en")
