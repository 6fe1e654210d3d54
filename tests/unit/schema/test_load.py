"""The contract as it is loaded: complete, in two languages, at one with itself."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from importlib.resources import files
from typing import Any

import pytest
import yaml

from schema.load import FILES, MalformedContract, build, contract
from schema.model import Label

Documents = dict[str, Any]


@pytest.fixture
def documents() -> Documents:
    folder = files("schema") / "contract"
    return {name: yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8")) for name in FILES}


def test_the_contract_knows_every_relationship_of_the_domain() -> None:
    assert set(contract().relationships) == {
        "REQUIRES", "SUPPLIES", "PRODUCES", "SUPPLIES_TO", "OWNED_BY", "HEADQUARTERED_IN", "LOCATED_IN", "PART_OF",
        "KIND_OF", "RESTRICTS", "RULE_ORIGIN", "RULE_DESTINATION", "IN_FIELD", "TARGETS", "COVERS", "FOCUSES_ON",
        "WORKS_ON", "NAMES", "LEADS", "SUPPORTS", "HAS_OBSERVATION", "TRADED_AS", "EXPORTS_TO",
    }  # fmt: skip


def test_a_sector_is_an_item_that_nothing_supplies_produces_or_requires() -> None:
    sold_to = {name for name, type_ in contract().relationships.items() if "Sector" in type_.end}

    assert "Sector" in contract().types_with_label("Item")
    assert not sold_to & {"SUPPLIES", "PRODUCES", "REQUIRES"}
    assert "Sector" in contract().relationships["REQUIRES"].start


def test_claims_are_about_the_same_thing_as_the_domain_says() -> None:
    keys = {name: type_.key for name, type_ in contract().relationships.items()}

    assert keys.pop("REQUIRES") == ("from", "to", "slot")
    assert keys.pop("SUPPLIES") == ("from", "to", "site")
    assert keys.pop("HEADQUARTERED_IN") == ("from",)
    assert keys.pop("EXPORTS_TO") == ("from", "to", "code", "year")
    assert keys.pop("SUPPLIES_TO") == ("from", "to", "item", "year")
    assert set(keys.values()) == {("from", "to")}


def test_every_relationship_carries_provenance_and_every_node_may() -> None:
    for type_ in contract().types():
        assert set(type_.properties) >= {"source", "locator", "as_of", "recorded_at", "grade", "note"}


def test_everything_has_a_name_in_both_languages() -> None:
    labels = list(_labels())

    assert len(labels) > 400
    assert not [label for label in labels if not label.en.strip() or not label.zh.strip()]
    # a Chinese name that is plain Latin letters was forgotten; symbols such as % and 1 have no other name
    assert not [label for label in labels if label.zh.isascii() and label.zh.replace(" ", "").isalpha()]


def _labels() -> Iterator[Label]:
    for type_ in contract().types():
        yield type_.label
        yield from (prop.label for prop in type_.properties.values())
        yield from (note for note in (type_.note, *(p.note for p in type_.properties.values())) if note)
    for vocabulary in contract().vocabularies.values():
        yield vocabulary.label
        yield from (term.label for term in vocabulary.terms.values())
    yield from contract().dimensions.values()
    yield from (unit.label for unit in contract().units.values())


def test_qualifications_and_grades_stand_in_order_of_rank() -> None:
    assert contract().terms("qualification") == ("lab", "pilot", "first_batch", "volume")
    assert contract().terms("grade") == ("A", "B", "C", "D")


def test_a_group_stands_for_its_types_and_a_type_for_itself() -> None:
    assert "Sector" not in contract().expand("Item")
    assert contract().expand("Firm") == ("Firm",)


def _no_such_end(documents: Documents) -> None:
    documents["relationships"]["relationships"]["SUPPLIES"]["to"] = ["Planet"]


def _no_such_key(documents: Documents) -> None:
    documents["relationships"]["relationships"]["SUPPLIES"]["key"] = ["from", "to", "works"]


def _no_such_vocabulary(documents: Documents) -> None:
    documents["nodes"]["nodes"]["Place"]["properties"]["level"]["vocabulary"] = "height"


def _no_such_reference(documents: Documents) -> None:
    documents["relationships"]["provenance"]["source"]["reference"] = "Book"


def _no_such_field(documents: Documents) -> None:
    documents["nodes"]["nodes"]["Place"]["properties"]["code"]["colour"] = "red"


def _no_chinese(documents: Documents) -> None:
    del documents["vocabularies"]["mode"]["terms"]["durable"]["zh"]


def _no_such_dimension(documents: Documents) -> None:
    documents["units"]["units"]["kg"]["dimension"] = "weight"


def _one_spelling_for_two_units(documents: Documents) -> None:
    documents["units"]["units"]["kg"]["aliases"] = ["t"]


def _factor_is_text(documents: Documents) -> None:
    documents["units"]["units"]["kg"]["factor"] = "1e-3"  # what YAML makes of a number without a point


def _unit_of_nothing(documents: Documents) -> None:
    documents["nodes"]["nodes"]["Observation"]["properties"]["unit"]["quantity"] = "size"


def _no_such_type(documents: Documents) -> None:
    documents["nodes"]["common"]["name_en"]["type"] = "words"


def _no_dimension_of_a_measure(documents: Documents) -> None:
    documents["vocabularies"]["measure"]["terms"]["price"]["dimensions"] = ["esteem"]


def _no_name_for_all_firms(documents: Documents) -> None:
    del documents["nodes"]["collections"]["Firm"]


def _one_name_for_two_things(documents: Documents) -> None:
    documents["relationships"]["relationships"]["OWNED_BY"]["reverse"]["name"] = "firms"


@pytest.mark.parametrize(
    "break_it",
    [
        _no_such_end, _no_such_key, _no_such_vocabulary, _no_such_reference, _no_such_field, _no_chinese,
        _no_such_dimension, _one_spelling_for_two_units, _factor_is_text, _unit_of_nothing, _no_such_type,
        _no_dimension_of_a_measure, _no_name_for_all_firms, _one_name_for_two_things,
    ],
)  # fmt: skip
def test_a_contract_that_contradicts_itself_is_refused(break_it: Any, documents: Documents) -> None:
    broken = deepcopy(documents)
    break_it(broken)

    assert build(documents).version == contract().version
    with pytest.raises(MalformedContract):
        build(broken)
