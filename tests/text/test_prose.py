"""Formulas and code are covered where figures and names are read, and a number alone is not."""

from __future__ import annotations

import pytest

from quizgen.text.figures import read_figures
from quizgen.text.names import read_names
from quizgen.text.prose import COVER, read_prose

FENCE = "```python\nfor n in range(1, 6):\n    print(n)\n```"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The sides are $5$ and $-7$.", ["5", "7"]),
        ("It costs $5 and $6 more.", ["5", "6"]),
        ("It costs \\$5, and $x^2$ more.", ["5"]),
        ("Factorise $x^2 - 9$ by 3.", ["3"]),
        ("Balance $\\ce{2H2 + O2 ->}$ in 2 steps.", ["2"]),
        ("$25\\%$ of $1{,}000$", ["25%", "1,000"]),
        ("$12\\,\\text{cm}$ or $20^\\circ\\text{C}$", ["12", "20"]),
        ("`7 % 2` is `1`, and ``a ` 9`` is not.", ["1"]),
        (f"{FENCE}\n\nIt prints 5 lines.", ["5"]),
        ("~~~\n7\n~~~\n8", ["8"]),
        ("```\n7 and no end", []),
        ("![a map of 3 rivers](maps/1914.png)", ["3"]),
        ("$2x$ and $2 x$ and $\\frac{1}{2}$", []),
        ("A backtick ` alone, 3 of them", ["3"]),
    ],
)
def test_figures_of_prose(text: str, figures: list[str]) -> None:
    prose = read_prose(text)
    assert len(prose) == len(text)
    assert [prose[each.start : each.end] for each in read_figures(prose)] == figures


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("$5$", ""),
        ("$5", "dollar"),
        ("$5\\,\\text{cm}$", "centimeter"),
        ("$5\\ \\mathrm{m}^2$", "square meter"),
        ("`5 km`", "kilometer"),
        ("$20^\\circ$", "degree"),
    ],
)
def test_a_number_in_dollar_signs_is_no_money(text: str, unit: str) -> None:
    (figure,) = read_figures(read_prose(text))
    assert figure.unit == unit


def test_names_and_units_are_not_read_across_a_formula() -> None:
    prose = read_prose("The 7 $x$ years of `Ada` and Grace")
    assert prose == f"The 7 {COVER * 3} years of {COVER * 5} and Grace"
    assert [name.written for name in read_names(prose)] == ["The", "Grace"]
    assert [figure.unit for figure in read_figures(prose)] == [""]
