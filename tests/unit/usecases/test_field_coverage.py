"""The coverage table: what the data can speak of, field by field and term by term."""

from __future__ import annotations

from pathlib import Path

from graphsvc.usecases.field_coverage import FieldCoverageQuery, FieldRow, field_coverage
from tests.graphs.notation import batch, made, needs
from tests.unit.usecases.contexts import asking

SAID = {"source": "src-a", "grade": "A"}
FIELDS = {
    **batch(
        made("resist", "f@JP .6", "g D"),
        made("monomer", "h D", "k D"),
        needs("resist", "monomer"),
        needs("resist", "solvent"),
        needs("s", "resist"),
    ),
    "MaterialField": [{"id": "electronic"}, {"id": "empty"}],
    "Programme": [{"id": "term", "kind": "term"}, {"id": "unjoined", "kind": "term"}, {"id": "duty", "kind": "duty"}],
    "IN_FIELD": [{"from": "resist", "to": "electronic", **SAID}],
    "TARGETS": [{"from": "term", "to": "monomer", **SAID}, {"from": "duty", "to": "s", **SAID}],
}


def rows(folder: Path) -> dict[str, FieldRow]:
    with asking(FIELDS, folder) as context:
        return {row.subject: row for row in field_coverage(FieldCoverageQuery(), context).rows}


def test_a_field_counts_its_items_and_all_they_need(tmp_path: Path) -> None:
    row = rows(tmp_path)["electronic"]

    assert (row.named, row.items, row.firms) == (1, {"Material": 3}, 4)
    assert (row.coverage.items, row.coverage.gap_items, row.coverage.options) == (3, 1, 4)
    assert (row.coverage.with_share, row.coverage.with_site) == (0.25, 0.25)


def test_items_whose_makers_rest_on_judgement_alone_are_counted_as_thin(tmp_path: Path) -> None:
    found = rows(tmp_path)

    assert (found["electronic"].thin, found["term"].thin) == (1, 1)


def test_a_field_or_term_without_items_is_there_with_nothing_known(tmp_path: Path) -> None:
    found = rows(tmp_path)

    assert {subject: found[subject].named for subject in ("empty", "unjoined")} == {"empty": 0, "unjoined": 0}
    assert found["empty"].coverage.with_share is None


def test_only_fields_and_terms_have_rows(tmp_path: Path) -> None:
    assert {(row.subject, row.kind) for row in rows(tmp_path).values()} == {
        ("electronic", "field"),
        ("empty", "field"),
        ("term", "term"),
        ("unjoined", "term"),
    }
