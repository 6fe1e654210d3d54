"""On the bundled data: every number can be followed to a publication, page and year; the plan's two words stand side
by side.
"""

from __future__ import annotations

import pytest

from graphsvc.usecases.answer import Supply
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.conflicts import ConflictsQuery, list_conflicts
from graphsvc.usecases.context import Context
from graphsvc.usecases.evidence import EvidenceQuery, EvidenceRow, find_evidence


@pytest.fixture(scope="module")
def followed(bundle: Context) -> list[tuple[Supply, EvidenceRow]]:
    """Every claim of the chokepoints of displays with its evidence."""
    answer = find_chokepoints(ChokepointQuery(("sector-display",)), bundle)
    supplies = {supply.claim: supply for row in answer.rows for supply in row.decided_by}
    return [(supply, find_evidence(EvidenceQuery(claim), bundle).rows[0]) for claim, supply in supplies.items()]


def test_every_claim_of_the_chokepoints_leads_to_its_publication(
    followed: list[tuple[Supply, EvidenceRow]],
) -> None:
    assert len(followed) > 50
    for supply, row in followed:
        assert (row.claim, row.end, row.start) == (supply.claim, supply.item, supply.maker)
        assert row.state == "counts"
        assert row.publication is not None, row
        assert row.publication.title, row
        assert row.source == supply.source
        assert row.as_of, row


def test_every_number_of_the_chokepoints_has_a_page_and_a_year_and_is_the_one_taken(
    followed: list[tuple[Supply, EvidenceRow]],
) -> None:
    numbers = [(supply, row) for supply, row in followed if row.values.get("share") is not None]

    assert len(numbers) > 10
    for supply, row in numbers:
        assert row.locator, row
        assert row.publication is not None
        assert row.publication.year, row
        assert [ruling.verdict for ruling in row.rulings if ruling.property == "share"] == ["selected"]
        assert supply.share in (None, row.values["share"])  # None: its table does not fit with the others
    assert {supply.claim for supply, _ in followed if supply.share is not None} <= {row.claim for _, row in numbers}


def test_the_plans_achievements_stand_beside_breakthroughs_1_2_3_and_9(bundle: Context) -> None:
    found = list_conflicts(ConflictsQuery(limit=1), bundle).extra["achievements"]

    assert {row.number for row in found} == {1, 2, 3, 9}
    assert {row.wording for row in found} == {
        "单晶石墨烯的工业化制备",
        "超材料的规模化生产",
        "印刷显示",
        "超宽禁带半导体材料",
    }
    assert {(row.clause, row.source) for row in found} == {("一(一)", "gd-plan-2020")}
    assert all(row.breakthrough_wording and row.items and all(item.gaps for item in row.items) for row in found)


def test_what_the_eu_and_usgs_say_of_gallium_in_china_stands_side_by_side(bundle: Context) -> None:
    rows = list_conflicts(ConflictsQuery(("gallium",)), bundle).rows

    shares = next(row for row in rows if (row.start, row.property) == ("CN", "share"))
    datasets = {opinion.dataset for opinion in shares.opinions}
    assert {"usgs_mcs", "eu_crm_2023"} <= datasets
    assert [opinion.verdict for opinion in shares.opinions][:1] == ["selected"]


def test_a_place_with_very_many_claims_gives_them_in_parts(bundle: Context) -> None:
    answer = find_evidence(EvidenceQuery("CN", limit=100), bundle)

    assert answer.extra["total"] > 10_000
    assert len(answer.rows) == 100
