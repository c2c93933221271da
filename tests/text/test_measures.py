"""Units of measurement are told from other things that are counted, in the singular and the plural."""

from __future__ import annotations

import pytest

from quizgen.text.figures import read_figures
from quizgen.text.measures import MEASURES, is_measure
from quizgen.text.units import fold_unit


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "19 years"),
        ("en", "6 feet"),
        ("en", "$5"),
        ("en-US", "12 km"),
        ("en", "12 per cent"),
        ("de", "12 %"),
        ("de", "19 Jahre"),
        ("de-AT", "19 Jahren"),
        ("de", "3 Nächte"),
        ("de", "340 Talern"),
        ("fr", "2 mois"),
        ("fr", "3 années"),
        ("fr", "340 écus"),
        ("es", "1 mes"),
        ("es", "3 meses"),
        ("es", "2 hectáreas"),
        ("es", "340 reales"),
    ],
)
def test_measures(language: str, text: str) -> None:
    (figure,) = read_figures(text)
    assert is_measure(figure.unit, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "16 panels"),
        ("en", "19 Jahre"),
        ("de", "19 years"),
        ("fr", "9 sacs"),
        ("es", "9 sacos"),
        ("ru", "19 лет"),
    ],
)
def test_other_units(language: str, text: str) -> None:
    (figure,) = read_figures(text)
    assert not is_measure(figure.unit, language)


@pytest.mark.parametrize("language", MEASURES)
def test_each_word_of_the_list_is_a_measure(language: str) -> None:
    for word in MEASURES[language].split():
        assert is_measure(fold_unit(word), language), word
