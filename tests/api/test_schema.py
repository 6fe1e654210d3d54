"""The schema is a promise: changes show in the golden file, and everything in it is explained in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphql import GraphQLEnumType, build_schema

from analytics.readings import READINGS
from analytics.supply_graph import GRADES, QUALIFICATIONS
from analytics.units import COALITION, KINDS
from graphsvc.graphql.descriptions import catalogue, described, keys
from graphsvc.graphql.schema import sdl

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "schema.graphql"
SCHEMA = build_schema(sdl())


def test_the_schema_is_the_one_that_was_promised() -> None:
    assert sdl() == GOLDEN.read_text("utf-8"), f"meant? python -m graphsvc.graphql > {GOLDEN.name}, and read the diff"


def test_every_type_field_argument_and_value_is_explained_in_both_languages() -> None:
    unexplained = [".".join(place) for place, part in described(SCHEMA) if " / " not in (part.description or "")]

    assert unexplained == []


def test_no_explanation_is_left_over() -> None:
    used = {key for place, _ in described(SCHEMA) for key in keys(place)}

    assert [".".join(key) for key in texts(catalogue("en")) if key not in used] == []


def test_the_words_are_those_of_the_analytics() -> None:
    words = {name: list(type.values) for name, type in SCHEMA.type_map.items() if isinstance(type, GraphQLEnumType)}

    assert words["Reading"] == list(READINGS)
    assert words["Grade"] == list(GRADES)
    assert words["Qualification"] == list(QUALIFICATIONS)
    assert words["UnitKind"] == [*KINDS, COALITION, "all"]


def texts(tree: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from texts(value, (*above, name))
        else:
            yield (*above, name)
