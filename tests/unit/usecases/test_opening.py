"""Where the store's password comes from (docs/decisions/0003)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphsvc.errors import StoreUnavailable
from graphsvc.settings import Settings
from graphsvc.usecases.opening import opened, password

NEO4J = "bolt://neo4j@localhost:7687/neo4j"


def settings(store: str = NEO4J, **given: Any) -> Settings:
    return Settings(store=store, **given)


def in_file(folder: Path, text: str) -> Path:
    (folder / "auth").write_text(text, "utf-8")
    return folder / "auth"


@pytest.mark.parametrize(
    ("text", "store", "found"),
    [
        ("secret\n", NEO4J, "secret"),
        ("neo4j/secret\n", NEO4J, "secret"),
        ("other/secret", NEO4J, "other/secret"),
        ("neo4j/secret", "bolt://localhost:7687/neo4j", "neo4j/secret"),
        ("neo4j/neo4j/x", NEO4J, "neo4j/x"),
    ],
)
def test_a_file_holds_the_password_alone_or_as_neo4j_has_it(text: str, store: str, found: str, tmp_path: Path) -> None:
    assert password(settings(store, store_password_file=in_file(tmp_path, text))) == found


def test_a_password_given_is_taken_as_it_is_and_before_the_file(tmp_path: Path) -> None:
    given = settings(store_password="neo4j/x", store_password_file=in_file(tmp_path, "other"))

    assert password(given) == "neo4j/x"


def test_a_store_may_have_no_password() -> None:
    assert password(settings()) is None


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"nowhere cannot be read: No such file"):
        password(settings(store_password_file=tmp_path / "nowhere"))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "auth").write_bytes(b"\xff\xfe\xfa")

    with pytest.raises(StoreUnavailable, match=r"auth cannot be read: it is not text"):
        password(settings(store_password_file=tmp_path / "auth"))


def test_the_store_is_closed_with_the_block(tmp_path: Path) -> None:
    with opened(settings(f"sqlite:///{tmp_path / 'graph.db'}")) as context:
        assert context.store.revision() == 0
