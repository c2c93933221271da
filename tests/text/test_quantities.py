"""Numbers and dates are put in order as the book's language writes them; what only looks like a number is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.quantities import sort_values


def in_order(language: str, *options: str) -> list[str]:
    values = sort_values(options, language)
    assert values is not None
    return [option for _, option in sorted(zip(values, options, strict=True))]


@pytest.mark.parametrize(
    ("language", "ascending"),
    [
        ("en", ["-10 °C", "0 °C", "10 °C"]),
        ("en", ["−5", "-1.5", "0", "+3"]),
        ("en", ["2.5", "5", "1,000", "12,500.5"]),
        ("de", ["1,5", "2,25", "10", "1.000", "1.000,5", "1.000.000"]),
        ("de-AT", ["0,125", "0.25"]),
        ("de-CH", ["2.5", "1’000"]),
        ("fr", ["2,5", "3", "1 000", "10\u202f000,5"]),
        ("es", ["1,5", "2", "1.500"]),
        ("es-MX", ["1.5", "2", "1,500"]),
        ("en", ["½", "3/4", "1", "1 1/4", "1½", "$\\frac{5}{2}$"]),
        ("en", ["1e3", "$2 \\times 10^{4}$", "3 × 10²³", "6.022e23", "6.5 x 10^23"]),
        ("en", ["2·10⁻³", "0.5"]),
        ("en", ["10⁻²", "1", "$10^{2}$", "10^3", "2^10"]),
        ("en", ["0.5%", "5%", "10 %"]),
        ("en", ["< 5", "5", "> 5"]),
        ("en", ["10 cm", "1 m", "1 km"]),
        ("en", ["90 s", "2 min", "1 h"]),
        ("en", ["$1", "$5", "$1,000"]),
        ("en", ["9.8 m/s²", "10 m/s²"]),
        ("en", ["7.1 million tons", "12 million tons", "0.5 billion tons"]),
        ("de", ["7 Tausend", "3 Mio. t", "2 Milliarden t"]),
        ("fr", ["3 mille", "2 millions", "1 milliard"]),
        ("es", ["2 mil", "3 millones", "1 billón"]),
        ("en", ["8:05", "8:15", "10:00"]),
        ("en", ["in 1905", "in 1917"]),
        ("en", ["1904", "May 1916", "3 May 1917", "1 June 1918"]),
        ("en", ["November 7, 1917", "January 1, 1918"]),
        ("de", ["3. Mai 1917", "1. Juni 1918"]),
        ("de", ["3.2.1916", "1.5.1917"]),
        ("fr", ["2 juin 1916", "1er mai 1917"]),
        ("es", ["1 de junio de 1916", "3 de mayo de 1917"]),
        ("en", ["2023-06-01", "2024-05-01"]),
    ],
)
def test_numbers_and_dates_ascend(language: str, ascending: list[str]) -> None:
    assert in_order(language, *ascending[::-1]) == ascending
    assert in_order(language, *ascending) == ascending


@pytest.mark.parametrize(
    "options",
    [
        ("C99", "C11", "C89"),
        ("H2O", "CO2"),
        ("3 + 4", "2 × 9"),
        ("2 H2 + O2 → 2 H2O", "H2 + O2 → H2O"),
        ("5!", "3!"),
        ("√2", "1"),
        ("(1, 2)", "(2, 1)"),
        ("$x^2$", "$x$"),
        ("five", "six"),
        ("5", "after a fire"),
        ("May", "June"),
        ("A4", "B5"),
    ],
)
def test_what_only_has_digits_in_it_is_no_number(options: tuple[str, ...]) -> None:
    assert sort_values(options, "en") is None


@given(
    st.lists(st.text("0123456789.,-−+eE×^/½$ €%'’\u202f", max_size=9), max_size=3), st.sampled_from(["en", "de", "fr"])
)
def test_any_signs_and_digits_can_be_read(options: list[str], language: str) -> None:
    values = sort_values(options, language)
    assert values is None or len(values) == len(options)
