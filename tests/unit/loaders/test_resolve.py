"""Names to ids: equal when folded, never guessed."""

from __future__ import annotations

from loaders.resolve import candidates, name_index

INDEX = name_index(
    [
        ("gallium-oxide-substrate", ("氧化镓衬底", "Ga₂O₃", None)),
        ("cip", ("冷等静压机", "CIP")),
        ("copper-indium-phosphide", ("CIP", "")),
    ]
)


def test_spellings_of_one_name_find_one_id() -> None:
    spellings = ("Ga₂O₃", "Ga2O3", "ＧＡ２Ｏ３", " ga2o3 ", "gallium-oxide-substrate", "氧化镓衬底")

    assert {candidates(INDEX, spelling) for spelling in spellings} == {("gallium-oxide-substrate",)}


def test_an_ambiguous_name_lists_its_candidates() -> None:
    assert candidates(INDEX, "cip") == ("cip", "copper-indium-phosphide")


def test_a_part_of_a_name_or_no_name_finds_nothing() -> None:
    assert candidates(INDEX, "氧化镓") == candidates(INDEX, "") == ()
