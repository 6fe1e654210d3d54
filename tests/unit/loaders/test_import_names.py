"""Names in people's files: one id, a new node where that is allowed, or a line for review; never a guess."""

from __future__ import annotations

from pathlib import Path

from tests.unit.loaders.folders import only
from tests.unit.loaders.imports import NAMES, SUPPLIERS, TYPES, csv_file, known, prepared, rejected, rows

CREATING = SUPPLIERS.replace("firm: 供应商", "firm: {column: 供应商, create: true}")
HEAD = "供应商,物料,份额\n"


def test_an_unknown_name_is_listed_and_its_rows_are_left_out(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEAD + "信越化学,光刻胶,0.4\n无名公司,光刻胶,0.1\n无名公司,resist,0.1\n")

    found = prepared(path, SUPPLIERS)

    (review,) = found.unresolved
    assert (review.row, review.rows, review.column, review.text) == (3, 2, "供应商", "无名公司")
    assert (review.types, review.candidates) == (("Firm",), ())
    assert found.left_out == (3, 4)
    assert rows(found, "SUPPLIES", "from") == [("shin-etsu",)]


def test_an_ambiguous_name_lists_its_candidates_even_where_new_nodes_are_allowed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEAD + "jsr,CIP,0.4\n")
    text = SUPPLIERS.replace("item: 物料", "item: {column: 物料, create: true}")

    assert [review.candidates for review in prepared(path, text).unresolved] == [("cip", "copper-indium-phosphide")]
    assert rows(prepared(path, text + "names: {CIP: cip}\n"), "SUPPLIES", "to") == [("cip",)]


def test_a_name_of_another_type_is_no_candidate(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEAD + "光刻胶,日本,0.4\n")

    assert {review.text: review.candidates for review in prepared(path, SUPPLIERS).unresolved} == {
        "光刻胶": (),
        "日本": (),
    }


def test_spellings_of_a_new_name_are_one_node_whatever_their_order(tmp_path: Path) -> None:
    one = prepared(csv_file(tmp_path, HEAD + "Acme,resist,0.1\nＡＣＭＥ,光刻胶,0.1\n"), CREATING)
    other = prepared(csv_file(tmp_path, HEAD + "ＡＣＭＥ,光刻胶,0.1\nAcme,resist,0.1\n"), CREATING)

    assert one.batch.tables["Firm"]["id"].tolist() == other.batch.tables["Firm"]["id"].tolist()
    assert other.repeated == 1


def test_an_id_is_made_of_the_raw_text_so_that_better_folding_renames_nothing(tmp_path: Path) -> None:
    ids = {
        text: prepared(csv_file(tmp_path, f"{HEAD}{text},光刻胶,0.1\n"), CREATING).batch.tables["Firm"]["id"].tolist()
        for text in ("信義", "信义")
    }
    together = prepared(csv_file(tmp_path, f"{HEAD}信義,光刻胶,0.1\n信义,光刻胶,0.1\n"), CREATING)

    assert ids["信義"] != ids["信义"]
    assert together.batch.tables["Firm"]["id"].tolist() == ids[min(ids)]


def test_loading_again_brings_the_same_nodes_although_the_store_knows_them_now(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEAD + "Acme,光刻胶,0.1\n")
    first = prepared(path, CREATING)
    (id_,) = first.batch.tables["Firm"]["id"]

    again = prepared(path, CREATING, known({**TYPES, id_: "Firm"}, {**NAMES, id_: ("Acme",)}))

    assert again.batch.tables["Firm"].equals(first.batch.tables["Firm"])
    assert again.batch.tables["SUPPLIES"].equals(first.batch.tables["SUPPLIES"])


def test_a_name_that_two_nodes_bear_since_the_first_load_is_for_a_person_to_decide(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEAD + "Acme,光刻胶,0.1\n")
    (id_,) = prepared(path, CREATING).batch.tables["Firm"]["id"]
    store = known({**TYPES, id_: "Firm", "acme-inc": "Firm"}, {**NAMES, id_: ("Acme",), "acme-inc": ("ACME",)})

    assert [review.candidates for review in prepared(path, CREATING, store).unresolved] == [
        tuple(sorted((id_, "acme-inc")))
    ]


def test_new_nodes_that_no_claim_uses_are_not_brought(tmp_path: Path) -> None:
    found = prepared(csv_file(tmp_path, HEAD + "Acme,无名,0.1\njsr,光刻胶,0.1\n"), CREATING)

    assert "Firm" not in found.batch.tables


def test_what_stands_beside_a_new_name_must_not_contradict_itself(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "供应商,英文,物料\n甲,Alpha,光刻胶\n甲,Beta,cip\n")
    text = """
kind: suppliers
dataset: acme
names: {cip: cip}
columns: {firm: {column: 供应商, create: true, properties: {name_en: 英文}}, item: 物料}
"""

    fault = only(rejected(path, text))

    assert (fault.row, fault.value) == (3, "Beta")
    assert "row 2" in fault.rule


def test_a_decision_names_an_id_that_must_exist(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEAD + "信越,光刻胶,0.4\n")

    assert rows(prepared(path, SUPPLIERS + "names: {信越: shin-etsu}\n"), "SUPPLIES", "from") == [("shin-etsu",)]
    assert "dangling" in only(rejected(path, SUPPLIERS + "names: {信越: nobody}\n")).rule
