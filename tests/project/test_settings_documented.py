"""docs/settings.md explains every setting under the name the environment uses, with its default, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphsvc.settings import Settings

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(GRAPHSVC_[A-Z0-9_]+)` \| (.*) \|$", PAGE, re.MULTILINE))


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_documented(field: str) -> None:
    assert f"GRAPHSVC_{field.upper()}" in ROWS, "add a row to docs/settings.md"


@pytest.mark.parametrize("field", Settings.model_fields)
def test_the_documented_default_is_the_one_that_applies(field: str) -> None:
    default = Settings.model_fields[field].default

    shown = ROWS[f"GRAPHSVC_{field.upper()}"].split(" | ")[0]

    assert shown == (f"`{default}`" if default not in (None, "") else "none")


def test_no_setting_is_documented_that_does_not_exist() -> None:
    assert set(ROWS) == {f"GRAPHSVC_{field.upper()}" for field in Settings.model_fields}
