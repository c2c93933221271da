"""Formulas on paper: environments without numbers, chemistry, and the names of what cannot be set."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from quizgen.text.mathml import to_mathml


def texts_of(tex: str) -> list[str]:
    made = to_mathml(tex, is_display=True)
    assert made.html is not None
    assert made.unknown == ()
    return re.findall(r">([^<]+)<", made.html)


@pytest.mark.parametrize("name", ["align", "align*", "aligned", "flalign", "split"])
def test_lines_that_are_aligned_have_no_numbers(name: str) -> None:
    tex = rf"\begin{{{name}}}a&=b\\c&=d\end{{{name}}}"
    assert texts_of(tex) == ["a", "=", "b", "c", "=", "d"]
    assert (to_mathml(tex, is_display=True).html or "").count("<mtr>") == 2


@pytest.mark.parametrize("name", ["gather", "gather*", "gathered", "multline", "matrix", "cases"])
def test_other_lines_have_a_row_each(name: str) -> None:
    made = to_mathml(rf"\begin{{{name}}}a\\c\end{{{name}}}", is_display=True)
    assert (made.html or "").count("<mtr>") == 2
    assert made.unknown == ()


@pytest.mark.parametrize(
    ("tex", "texts"),
    [
        (r"\begin{equation}a=b\label{eq:1}\nonumber\end{equation}", ["a", "=", "b"]),
        (r"\begin{alignat}{2}a&=b\end{alignat}", ["a", "=", "b"]),
        (r"\begin{aligned}[t]a&=b\end{aligned}", ["a", "=", "b"]),
        (r"\begin{matrix}a\\[2pt]b\end{matrix}", ["a", "b"]),
        (r"\begin{align}a&=b\tag{3}\end{align}", ["a", "=", "b", "(3)"]),
        (r"\ce{SO4^2-}", ["SO", "4", "2−"]),
        (r"\ce{2H2 + O2 -> 2H2O}", ["2", "H", "2", "+", "O", "2", "⟶", "2", "H", "2", "O"]),
        (r"\ce{^{14}_{6}C}", ["6", "14", "C"]),
    ],
)
def test_what_is_printed(tex: str, texts: list[str]) -> None:
    assert texts_of(tex) == texts


def test_one_upright_letter_is_upright() -> None:
    """Browsers set an ``mi`` of one letter in italics."""
    assert "<mtext>C</mtext>" in (to_mathml(r"\mathrm{C}_2", is_display=False).html or "")


@pytest.mark.parametrize(
    ("tex", "letters"),
    [
        (r"\mathbf{AB}", ["𝐀", "𝐁"]),
        (r"\bm{x}", ["𝒙"]),
        (r"\mathscr{LH}", ["ℒ", "ℋ"]),
        (r"\mathbb{RQ}", ["ℝ", "ℚ"]),
        (r"\mathfrak{gC}", ["𝔤", "ℭ"]),
        (r"\mathsf{AB}", ["𝖠", "𝖡"]),
        (r"\mathrm{AB}", ["A", "B"]),
    ],
)
def test_letters_of_fonts_are_letters_of_their_own(tex: str, letters: list[str]) -> None:
    assert texts_of(tex) == letters


@pytest.mark.parametrize(
    ("tex", "unknown"),
    [
        (r"\foo x + \bar{x} + \foo y", (r"\foo",)),
        (r"\pu{5 m}", (r"\pu",)),
        (r"\SI{5}{m}", (r"\SI",)),
        (r"\prescript{14}{6}{C}", (r"\prescript",)),
        (r"\begin{tikzcd}a\end{tikzcd}", (r"\begin{tikzcd}",)),
        (r"\ce{A\bond{~-}B}", (r"\bond",)),
        (r"\cancel{x} + \cancelto{0}{y}", (r"\cancel", r"\cancelto")),
        (r"\text{a \LaTeX}", ()),
        (r"\frac{1}{2}\sqrt[3]{x}\operatorname{sn}\lVert x\rVert\xrightarrow{a}\underbrace{a}_{b}", ()),
        (r"\alpha\le\infty\mathbb{R}\vec{a}\binom{n}{k}\begin{pmatrix}1&2\end{pmatrix}", ()),
    ],
)
def test_unknown_commands_are_named(tex: str, unknown: tuple[str, ...]) -> None:
    assert to_mathml(tex, is_display=False).unknown == unknown


@pytest.mark.parametrize("tex", [r"\frac{1", r"\left( x", r"\begin{align}x", "^"])
def test_incomplete_formulas_are_none(tex: str) -> None:
    assert to_mathml(tex, is_display=False).html is None


@pytest.mark.parametrize(
    ("tex", "signs"),
    [
        ("x^2 = -9", ["prefix"]),
        ("f(x) = +2", ["prefix"]),
        ("2 \\cdot -1 - 3", ["prefix", None]),
        ("x \\to -\\infty", ["prefix"]),
        ("(a) - 1", [None]),
        ("x! - 1", [None]),
        ("|x| - 1", [None]),
        ("a - b", [None]),
    ],
)
def test_a_sign_of_a_number_is_none_between_two(tex: str, signs: list[str | None]) -> None:
    html = to_mathml(tex, is_display=False).html
    assert html
    assert [each.get("form") for each in ElementTree.fromstring(html).iter("mo") if each.text in set("−+")] == signs
