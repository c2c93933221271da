"""Chemical formulas are told from names and abbreviations."""

from __future__ import annotations

import pytest

from quizgen.text.elements import is_chemical_formula


@pytest.mark.parametrize("word", ["H2O", "H₂O", "HCl", "NaCl", "CaCO3", "O2", "C6H12O6", "MgO"])
def test_formulas(word: str) -> None:
    assert is_chemical_formula(word)


@pytest.mark.parametrize("word", ["CO", "UN", "CPU", "USSR", "Na", "He", "Cohen", "Nice", "McCoy", "R2D2", "A4", "Q1"])
def test_other_words(word: str) -> None:
    assert not is_chemical_formula(word)
