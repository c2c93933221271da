"""A unit is one, however it is written."""

from __future__ import annotations

import pytest

from quizgen.text.figures import read_figures
from quizgen.text.measures import is_measure


@pytest.mark.parametrize(
    ("unit", "spellings"),
    [
        ("square centimeter", ["144 cm^2", "144 cm²", "144 cm2", "144 square centimetres", "144 square centimeters"]),
        ("cubic meter", ["5 m^3", "5 m³", "5 m^{3}", "5 cubic metres"]),
        ("meter", ["5 m", "5 metres", "5 m/s^2", "five meters"]),
        ("kilometer", ["5 km", "5 kilometres", "5-km"]),
        ("gram", ["5 g", "5 grams"]),
        ("kilogram", ["5 kg", "5 kilograms"]),
        ("milliliter", ["5 ml", "5 mL", "5 millilitres"]),
        ("liter", ["5 l", "5 L", "5 litres"]),
        ("degree", ["5 °C", "5°", "5 ° C", "5 degrees Celsius", "five degrees"]),
        ("per cent", ["5%", "5 %", "5 per cent", "five percent"]),
        ("hour", ["5 h", "5 hrs", "5 hours"]),
        ("minute", ["5 min", "5 mins", "5 minutes"]),
        ("second", ["5 s", "5 sec", "5 secs", "5 seconds"]),
        ("foot", ["5 ft", "5 feet"]),
    ],
)
def test_spellings(unit: str, spellings: list[str]) -> None:
    for text in spellings:
        (figure,) = read_figures(text)
        assert figure.unit == unit, text
        assert is_measure(figure.unit, "en"), text


@pytest.mark.parametrize(
    ("text", "unit"), [("9 square panels", "square"), ("5 M of them", "m"), ("3 G", "g"), ("5 squares", "square")]
)
def test_other_things_are_counted(text: str, unit: str) -> None:
    (figure,) = read_figures(text)
    assert figure.unit == unit


@pytest.mark.parametrize("text", ["x^2", "m^{-2}", "a^{2}", "cm^2", "kg m^−3"])
def test_a_power_is_no_figure(text: str) -> None:
    assert read_figures(text) == ()
