"""Units: spellings, dimensions, conversion; and intervals that carry one."""

from __future__ import annotations

import math

import pytest

from schema.interval import Interval
from schema.load import contract
from schema.units import UnitMismatch, conversion_factor, find_unit


@pytest.mark.parametrize("spelling", ["t/a", "t/yr", "t/year", "t/y", " tonnes/year ", "吨/年", "ｔ／ａ"])
def test_spellings_of_one_unit_are_one_unit(spelling: str) -> None:
    unit = find_unit(contract(), spelling)

    assert unit is not None
    assert (unit.symbol, unit.dimension) == ("t/a", "mass_rate")


def test_a_superscript_is_a_plain_digit_but_case_tells_units_apart() -> None:
    square, million, milli = (find_unit(contract(), text) for text in ("m²", "Mt", "mT"))

    assert square is not None and square.symbol == "m2"
    assert million is not None and million.symbol == "Mt"
    assert milli is None


def test_words_that_are_no_unit_are_unknown() -> None:
    assert find_unit(contract(), "percent of Murata MLCC capacity") is None


@pytest.mark.parametrize(
    ("given", "wanted", "factor"),
    [
        ("t", "kg", 1000),
        ("kg/month", "t/yr", 0.012),
        ("month", "a", 1 / 12),
        ("%", "1", 0.01),
        ("USD/kg", "USD/t", 1000),
        ("亿元", "CNY", 1e8),
        ("ft3", "L", 28.316846592),
        ("wafers/month", "wafer/a", 12),
    ],
)
def test_units_of_one_dimension_convert(given: str, wanted: str, factor: float) -> None:
    assert conversion_factor(contract(), given, wanted) == pytest.approx(factor)
    assert conversion_factor(contract(), wanted, given) == pytest.approx(1 / factor)


@pytest.mark.parametrize(
    ("given", "wanted"), [("t", "m3"), ("USD", "CNY"), ("t", "t/a"), ("t", "stone"), ("USD/t", "EUR/t")]
)
def test_other_dimensions_and_currencies_do_not_convert(given: str, wanted: str) -> None:
    with pytest.raises(UnitMismatch) as caught:
        conversion_factor(contract(), given, wanted)

    assert (caught.value.given, caught.value.wanted, caught.value.code) == (given, wanted, "unit-mismatch")


def test_an_interval_is_in_order_and_dimensionless_unless_it_says_so() -> None:
    assert Interval(0.4, 0.68) == Interval(0.4, 0.68, "1")


@pytest.mark.parametrize(("low", "high"), [(2.0, 1.0), (math.nan, 1.0), (0.0, math.nan)])
def test_an_interval_out_of_order_is_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="not at most"):
        Interval(low, high)
