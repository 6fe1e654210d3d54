"""What a published schema promised is kept, or the changelog names what breaks.

golden/published.graphql is the schema of the last release. At a release, copy golden/schema.graphql over it.
"""

from __future__ import annotations

from pathlib import Path

from graphql import BreakingChange, build_schema, find_breaking_changes

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"


def unnamed(before: str, after: str, changelog: str) -> list[str]:
    """The breaking changes that the first section of the changelog does not quote word for word."""
    unreleased = changelog.split("\n## ")[1]
    found: list[BreakingChange] = find_breaking_changes(build_schema(before), build_schema(after))
    return [change.description for change in found if change.description not in unreleased]


def test_every_breaking_change_is_named_in_the_changelog() -> None:
    published = (GOLDEN / "published.graphql").read_text("utf-8")
    today = (GOLDEN / "schema.graphql").read_text("utf-8")

    assert unnamed(published, today, CHANGELOG.read_text("utf-8")) == []


def test_a_field_that_goes_is_noticed_unless_it_is_named() -> None:
    before, after = "type Query { a: Int b: Int }", "type Query { a: Int }"
    notes = "# Changelog\n\n## 2.0.0 (unreleased)\n\n- This breaks: {}\n\n## 1.0.0\n\n- Query.b was removed.\n"

    (noticed,) = unnamed(before, after, notes)

    assert "Query.b was removed" in noticed
    assert unnamed(before, after, notes.format(noticed)) == []
