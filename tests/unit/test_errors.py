"""Errors say the same in both languages, inside each other and in another process too."""

from __future__ import annotations

import pickle

import pytest

from graphsvc.errors import AmbiguousName, ServiceError, StoreBusy, UnknownName, WrongUse

INNER = UnknownName("nothing-answers", text="atlantis")


def test_an_error_inside_an_error_is_said_in_the_same_language() -> None:
    error = WrongUse("of-option", option="home", cause=INNER)

    assert str(error) == error.said("en") == "home: nothing answers to 'atlantis'"
    assert error.said("zh") == "home：没有任何节点名为“atlantis”"


@pytest.mark.parametrize(
    "error",
    [
        StoreBusy("store-written-to", store="graph.db"),
        AmbiguousName("HA", ("a", "b")),
        WrongUse("of-option", option="home", cause=INNER),
    ],
)
def test_an_error_is_the_same_in_another_process(error: ServiceError) -> None:
    there = pickle.loads(pickle.dumps(error))

    assert (type(there), str(there), there.said("zh"), there.code) == (
        type(error),
        str(error),
        error.said("zh"),
        error.code,
    )
