"""What stands between two dollar signs: a formula, money, or one that may be either."""

from __future__ import annotations

import pytest

from quizgen.kinds.formulas import find_formulas
from quizgen.text.dollars import Reading
from quizgen.text.markdown import find_doubtful_dollars


def formulas_in(text: str) -> list[str]:
    return list(dict.fromkeys(find_formulas(text)))


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "$5 a day, $6 a night",
        "from $5-$6",
        "from $1,000 to $2,000",
        "US$5 and US$6",
        "US$5/CA$7",
        "5$ und 6$",
        r"\$5 and \$x\$",
        "`$x$`",
        "costs $5",
    ],
)
def test_money_and_signs_that_are_told_to_be_text(text: str) -> None:
    assert formulas_in(text) == []
    assert find_doubtful_dollars(text) == ()


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("$x$", ["x"]),
        ("$x$ = 5", ["x"]),
        ("$x$ and $y$ in 1990", ["x", "y"]),
        ("$5$ or $x$, at $20 each", ["5", "x"]),
        (r"\$5 for $n$th place", ["n"]),
        ("$f(x) = 3x + 2$ and $ABC$", ["f(x) = 3x + 2", "ABC"]),
        (r"$\text{speed of light}$", [r"\text{speed of light}"]),
        ("$$ y^2 $$ is", [" y^2 "]),
        (r"$x\$y$", [r"x\$y"]),
        ("$A$-$B$", ["A", "B"]),
        ("$x < y$ or $sin x$", ["x < y", "sin x"]),
    ],
)
def test_formulas(text: str, formulas: list[str]) -> None:
    assert formulas_in(text) == formulas
    assert find_doubtful_dollars(text) == ()


@pytest.mark.parametrize(
    ("text", "content", "reading"),
    [
        ("$HOME/$USER", "HOME/", Reading.TEXT),
        ("($a,$b)", "a,", Reading.TEXT),
        ("from $20/€18 or 20$", "20/€18 or 20", Reading.TEXT),
        ("$5 apples and 3 pears$", "5 apples and 3 pears", Reading.TEXT),
        ("$ x^2 $", " x^2 ", Reading.TEXT),
        ("2$x$", "x", Reading.TEXT),
        ("$speed of light$", "speed of light", Reading.FORMULA),
    ],
)
def test_doubtful_pairs(text: str, content: str, reading: Reading) -> None:
    (pair,) = find_doubtful_dollars(text)
    assert (pair.content, pair.reading) == (content, reading)
    assert bool(formulas_in(text)) is (reading is Reading.FORMULA)
