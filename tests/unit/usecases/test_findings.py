"""What the questions about failures share: targets, home by name, the strongest reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.errors import UnknownName
from graphsvc.usecases.asking import Options
from graphsvc.usecases.findings import inquiry, not_itself, strongest
from tests.graphs.notation import batch, made, needs
from tests.unit.usecases.contexts import asking

GIVEN = batch(needs("s", "x"), needs("s-2", "x"), made("x", "f@JP 1"))


def test_a_finding_appears_once_with_its_strongest_reading() -> None:
    found = strongest({"confirmed": ["a"], "likely": ["b", "a"], "possible": ["c", "a", "b"]})

    assert found == {"a": "confirmed", "b": "likely", "c": "possible"}


def test_a_finding_of_the_confirmed_reading_need_not_hold_in_the_others() -> None:
    """Where the target does not even start there is no finding."""
    assert strongest({"confirmed": ["a"], "likely": [], "possible": []}) == {"a": "confirmed"}


def test_a_unit_is_no_finding_of_its_own_item() -> None:
    assert not not_itself("item:x", "x")
    assert not_itself("firm:x", "x")


def test_without_a_target_every_sector_is_asked_about(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path) as context:
        found = inquiry(context, Options(), (), ("firm",))

        assert [found.name(target) for target in found.targets] == ["s", "s-2"]
        assert all(found.is_sector(target) for target in found.targets)


def test_a_target_named_twice_is_asked_about_once(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path) as context:
        found = inquiry(context, Options(), ("x", "s", "x"), ("firm",))

        assert [found.name(target) for target in found.targets] == ["x", "s"]


def test_all_readings_are_compiled_with_the_candidates_of_the_kinds(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path) as context:
        found = inquiry(context, Options(), ("s",), ("firm", "item"))

        assert {graph.units for graph in found.graphs.values()} == {("firm:f", "item:s", "item:s-2", "item:x")}
        assert list(found.graphs) == ["confirmed", "likely", "possible"]


def test_the_home_region_may_be_given_by_name(tmp_path: Path) -> None:
    given = {**GIVEN, "Place": [*GIVEN["Place"], {"id": "HK", "name_zh": "香港", "level": "country", "code": "HK"}]}

    with asking(given, tmp_path) as context:
        assert inquiry(context, Options(home=("香港", "CN")), ("s",), ("firm",)).asked.question.home == ("HK", "CN")
        with pytest.raises(UnknownName, match="atlantis"):
            inquiry(context, Options(home=("atlantis",)), ("s",), ("firm",))


def test_a_firm_is_no_target(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path) as context, pytest.raises(UnknownName):
        inquiry(context, Options(), ("f",), ("firm",))


def test_the_snapshot_names_revision_dates_and_grade(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path) as context:
        plain = inquiry(context, Options(), ("s",), ("firm",))
        dated = inquiry(context, Options(as_of="2024", known_at="2025-06", min_grade="B"), ("s",), ("firm",))

    assert (plain.asked.snapshot, dated.asked.snapshot) == ("1/any/any/D", "1/2024/2025-06/B")


def test_a_question_asked_again_is_not_compiled_again(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path) as context:
        first, again = (inquiry(context, Options(), ("s",), ("firm",)) for _ in range(2))

    assert all(first.graphs[reading] is again.graphs[reading] for reading in first.graphs)
