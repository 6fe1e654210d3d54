"""The history of a claim: every version of it up to a revision, found by the claim's id."""

from __future__ import annotations

import pytest

from graphsvc.stores.port import Relationship, Store
from tests.stores.batches import firm, rows, say, supplies


@pytest.fixture
def changing(store: Store) -> Store:
    """A share that is corrected in run 2 and no longer stated in run 3, beside one that stays."""
    for day, share in enumerate((0.4, 0.5, None)):
        say(
            store,
            "survey",
            day,
            Firm=[firm("tok"), firm("jsr")],
            Material=[{"id": "resist"}],
            SUPPLIES=[supplies("jsr", "resist")] + ([supplies("tok", "resist", share=share)] if share else []),
        )
    return store


def claim_of(store: Store, start: str) -> str:
    claims: dict[str, str] = {start: claim for claim, start in rows(store.view(1), "SUPPLIES", "claim", "from")}
    return claims[start]


def lives(found: list[Relationship]) -> list[tuple[int, int | None, object]]:
    return [(version.added_in, version.dropped_in, version.properties.get("share")) for version in found]


def test_a_claim_is_found_by_its_id_with_every_version_it_ever_had(changing: Store) -> None:
    found = changing.view().claims([claim_of(changing, "tok")])

    assert lives(found) == [(1, 2, 0.4), (2, 3, 0.5)]
    assert {(version.type, version.start, version.end, version.dataset) for version in found} == {
        ("SUPPLIES", "tok", "resist", "survey")
    }


def test_a_view_of_an_earlier_revision_does_not_know_what_came_later(changing: Store) -> None:
    claim = claim_of(changing, "tok")

    assert lives(changing.view(2).claims([claim])) == [(1, 2, 0.4), (2, None, 0.5)]
    assert lives(changing.view(1).claims([claim])) == [(1, None, 0.4)]
    assert changing.view(0).claims([claim]) == []


def test_claims_of_several_types_are_found_together_and_unknown_ids_are_left_out(changing: Store) -> None:
    say(changing, "user", 4, Place=[{"id": "JP", "level": "country"}], HEADQUARTERED_IN=[{"from": "tok", "to": "JP"}])
    ((seat,),) = rows(changing.view(), "HEADQUARTERED_IN", "claim")

    found = changing.view().claims([seat, claim_of(changing, "jsr"), "0" * 20, "", "tok", "'%"])

    assert [(version.type, version.start) for version in found] == [("HEADQUARTERED_IN", "tok"), ("SUPPLIES", "jsr")]
    assert changing.view().claims([]) == []


def test_what_touches_a_node_can_be_asked_with_what_was_dropped(changing: Store) -> None:
    assert lives(changing.view().relationships(["tok"])) == []
    assert lives(changing.view().relationships(["tok"], dropped=True)) == [(1, 2, 0.4), (2, 3, 0.5)]
    assert lives(changing.view(2).relationships(["resist"], ["SUPPLIES"], "in", dropped=True)) == sorted(
        [(1, 2, 0.4), (2, None, 0.5), (1, None, None)],
        key=lambda life: (claim_of(changing, "jsr" if life[2] is None else "tok"), life[0]),
    )
