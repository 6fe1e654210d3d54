"""A proof in one sentence, in both languages."""

from __future__ import annotations

from graphsvc.text import Language
from graphsvc.usecases.answer import Supply, Witness
from graphsvc.usecases.in_words import in_words
from schema.model import Label

NAMES = {
    "s": Label(en="5G", zh="5G通信"),
    "x": Label(en="resist", zh="光刻胶"),
    "fab": Label(en="chip making", zh="芯片制造"),
    "f": Label(en="JSR", zh="JSR"),
    "JP": Label(en="Japan", zh="日本"),
}


def supply(item: str, maker: str, share: float | None) -> Supply:
    return Supply(item, maker, None, share, f"{item}{maker}", None, None, "A")


def told(items: tuple[str, ...], *hit: Supply, unit: str = "country:JP", lang: Language = "en") -> str:
    return in_words("s", (unit,), "confirmed", Witness(items, ()), hit, NAMES, lang)


def test_what_is_taken_and_what_needs_it_is_said() -> None:
    hit = (supply("x", "g", 0.2), supply("x", "f", 0.6), supply("x", "h", 0.1))

    assert told(("fab", "s", "x"), *hit) == (
        "5G stops (confirmed) without country Japan: this takes resist (JSR 60%, g 20%), too little else is left, "
        "and chip making cannot be had without it."
    )
    assert told(("fab", "s", "x"), *hit, lang="zh") == (
        "若国家 日本失效，5G通信即停止（确证）：光刻胶（JSR 60%、g 20%）供应丧失，所余不足，而芯片制造非此不可。"
    )


def test_an_embargo_does_not_fail_but_comes_into_force() -> None:
    assert told(("s", "x"), unit="embargo:JP").startswith("5G stops (confirmed) under embargo on goods from Japan: ")
    assert told(("s", "x"), unit="embargo:JP", lang="zh").startswith("若产地禁运 日本生效，5G通信即停止")


def test_a_maker_of_unknown_share_gets_no_number() -> None:
    assert "this takes resist, too little else is left, and 5G cannot do without it." in told(
        ("s", "x"), supply("x", "f", None)
    )


def test_when_nobody_is_named_none_is_invented() -> None:
    assert told(("s", "x"), unit="item:x").endswith("nothing that counts takes the place of what is lost.")


def test_of_many_the_first_are_named_and_the_rest_counted() -> None:
    hit = [supply(f"i{n}", "f", 0.9 - n / 10) for n in range(6)]

    assert "this takes i0 (JSR 90%), i1 (JSR 80%), i2 (JSR 70%) and 3 more, too" in told(("s",), *hit)
