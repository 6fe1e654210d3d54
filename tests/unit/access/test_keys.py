"""API keys: shown once, kept as digests, refused from the moment they expire or are revoked."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graphsvc.access.keys import KeyFile
from graphsvc.access.principal import Principal, Role
from graphsvc.errors import KeysUnavailable, Unauthenticated, WrongUse


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(tmp_path: Path, clock: Clock) -> KeyFile:
    return KeyFile(tmp_path / "var" / "keys.db", clock)


def prefix_of(key: str) -> str:
    return key.split("_")[1]


def test_a_key_is_whose_it_was_made_for(keys: KeyFile) -> None:
    key = keys.create("Li", Role.PLANNER, days=1)

    assert keys.check(key) == Principal(f"Li ({prefix_of(key)})", Role.PLANNER, "key")


def test_neither_the_key_nor_its_secret_is_in_the_file(keys: KeyFile, tmp_path: Path) -> None:
    key = keys.create("Li", Role.ANALYST, days=1)
    keys.close()

    written = b"".join(path.read_bytes() for path in (tmp_path / "var").iterdir())

    assert prefix_of(key).encode() in written
    assert key.encode() not in written
    assert key.split("_", 2)[2].encode() not in written


def test_only_its_owner_may_read_the_file(keys: KeyFile, tmp_path: Path) -> None:
    keys.create("Li", Role.ANALYST, days=1)

    assert stat.S_IMODE((tmp_path / "var" / "keys.db").stat().st_mode) == 0o600


def test_two_keys_have_nothing_in_common(keys: KeyFile) -> None:
    one, two = (keys.create("Li", Role.ANALYST, days=1) for _ in range(2))

    assert prefix_of(one) != prefix_of(two)
    assert len(one.split("_", 2)[2]) >= 32


def test_a_key_expires(keys: KeyFile, clock: Clock) -> None:
    key = keys.create("Li", Role.ANALYST, days=30)
    clock.time += timedelta(days=30) - timedelta(seconds=1)
    assert keys.check(key).role is Role.ANALYST

    clock.time += timedelta(seconds=1)

    with pytest.raises(Unauthenticated):
        keys.check(key)


def test_a_key_revoked_by_another_process_is_refused_at_once(keys: KeyFile, tmp_path: Path) -> None:
    key, other = (keys.create(name, Role.ANALYST, days=1) for name in ("Li", "Wu"))
    assert keys.check(key)

    revoked = KeyFile(tmp_path / "var" / "keys.db").revoke(prefix_of(key))

    assert revoked.name == "Li"
    with pytest.raises(Unauthenticated):
        keys.check(key)
    assert keys.check(other).name.startswith("Wu")


@pytest.mark.parametrize("change", [lambda key: key[:-1], lambda key: key + "A", str.upper, lambda key: key[:13]])
def test_a_key_that_is_nearly_right_is_refused(keys: KeyFile, change: object) -> None:
    key = keys.create("Li", Role.ANALYST, days=1)
    assert callable(change)

    with pytest.raises(Unauthenticated):
        keys.check(change(key))


@pytest.mark.parametrize("key", ["gsk_", "gsk__", "gsk_' OR 1=1 --_x", "gsk_" + "x" * 10_000, "gsk_\x00_\udcff"])
def test_garbage_is_refused_like_any_other_wrong_key(keys: KeyFile, key: str) -> None:
    keys.create("Li", Role.ANALYST, days=1)

    with pytest.raises(Unauthenticated):
        keys.check(key)


def test_every_refusal_says_the_same(keys: KeyFile, clock: Clock) -> None:
    expired, revoked = keys.create("Li", Role.ANALYST, days=1), keys.create("Li", Role.ANALYST, days=9)
    keys.revoke(prefix_of(revoked))
    clock.time += timedelta(days=2)

    said = set()
    for key in (expired, revoked, "gsk_00000000_unknown"):
        with pytest.raises(Unauthenticated) as refusal:
            keys.check(key)
        said.add(str(refusal.value))

    assert len(said) == 1


def test_the_last_use_is_noted_at_most_once_a_minute(keys: KeyFile, clock: Clock) -> None:
    key = keys.create("Li", Role.ANALYST, days=1)
    assert keys.all()[0].last_used is None

    noted = []
    for seconds in (0, 30, 31):
        clock.time += timedelta(seconds=seconds)
        keys.check(key)
        noted.append(keys.all()[0].last_used)

    assert noted == ["2026-01-01T00:00:00+00:00"] * 2 + ["2026-01-01T00:01:01+00:00"]


def test_a_file_that_cannot_be_written_keeps_nobody_out(keys: KeyFile, tmp_path: Path) -> None:
    key = keys.create("Li", Role.ANALYST, days=1)
    with sqlite3.connect(tmp_path / "var" / "keys.db") as other:
        other.execute("CREATE TRIGGER stuck BEFORE UPDATE ON key BEGIN SELECT RAISE(FAIL, 'stuck'); END")
    other.close()

    assert keys.check(key).role is Role.ANALYST
    assert keys.all()[0].last_used is None


def test_where_no_key_was_made_no_file_appears(keys: KeyFile, tmp_path: Path) -> None:
    assert keys.all() == []
    with pytest.raises(Unauthenticated):
        keys.check("gsk_00000000_x")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys.db").write_text("not a database, not at all, not at all")

    with pytest.raises(KeysUnavailable, match=r"keys\.db"):
        KeyFile(tmp_path / "keys.db").all()


def test_a_key_needs_a_holder_and_only_known_ones_can_be_revoked(keys: KeyFile) -> None:
    with pytest.raises(WrongUse, match="say who"):
        keys.create("  ", Role.ANALYST, days=1)
    with pytest.raises(WrongUse, match="no key begins with gsk_0"):
        keys.revoke("0")
