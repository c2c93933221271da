"""Formulas of a bank are formulas in Word."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from lxml import html

from quizgen.outputs.docx.omml import to_omml
from quizgen.text.mathml import to_mathml


def convert(tex: str, *, is_display: bool = False) -> str:
    """The formula's elements, without the names of properties, as ``sSup(e(x) sup(2))``."""
    made = to_mathml(tex, is_display=is_display).html
    assert made is not None
    return _brief(to_omml(html.fragment_fromstring(made)))


def _brief(element) -> str:  # type: ignore[no-untyped-def]
    name = element.tag.rpartition("}")[2]
    if name == "r":
        return "".join(text.text for text in element.iter(qn("m:t")))
    inside = [_brief(child) for child in element if not child.tag.endswith("Pr")]
    signs = [child.get(qn("m:val"), "") for child in element.iter(qn("m:chr"), qn("m:begChr"), qn("m:endChr"))]
    own = signs[: 2 if name == "d" else 1] if name in ("d", "nary", "acc") else []
    return f"{name}{''.join(own)}({' '.join(inside)})"


@pytest.mark.parametrize(
    ("tex", "made"),
    [
        ("x^2", "oMath(sSup(e(x) sup(2)))"),
        ("a_1", "oMath(sSub(e(a) sub(1)))"),
        ("x_1^2", "oMath(sSubSup(e(x) sub(1) sup(2)))"),
        (r"\frac{a}{b}", "oMath(f(num(a) den(b)))"),
        (r"\sqrt{x+1}", "oMath(rad(deg() e(x + 1)))"),
        (r"\sqrt[3]{x}", "oMath(rad(deg(3) e(x)))"),
        (r"\sum_{i=1}^n a_i", "oMath(nary∑(sub(i = 1) sup(n) e(sSub(e(a) sub(i)))))"),
        (r"\int_0^1 x", "oMath(nary∫(sub(0) sup(1) e(x)))"),
        (r"\left(\frac{a}{b}\right)", "oMath(d()(e(f(num(a) den(b)))))"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "oMath(d()(e(m(mr(e(1) e(2)) mr(e(3) e(4))))))"),
        (r"|x|", "oMath(d||(e(x)))"),
        (r"\dot{x}", "oMath(acc\u0307(e(x)))"),
        (r"\prod", "oMath(nary∏(sub() sup() e()))"),
        (r"\vec{v}", "oMath(acc⃗(e(v)))"),
        (r"\overline{ab}", "oMath(bar(e(a b)))"),
        (r"\lim_{x \to 0} y", "oMath(func(fName(limLow(e(lim) lim(x → 0))) e(y)))"),
        (r"\ce{H2O}", "oMath(sSub(e(H) sub(2)) O)"),
        (r"\mathbb{R}", "oMath(ℝ)"),
        (r"a \text{ if } b", "oMath(a \u00a0if\u00a0 b)"),
    ],
)
def test_converted(tex: str, made: str) -> None:
    assert convert(tex) == made


def test_a_formula_on_a_line_of_its_own() -> None:
    assert convert("x", is_display=True) == "oMathPara(oMath(x))"


@pytest.mark.parametrize("tex", [r"\phantom{x}y", r"\boxed{x}", r"\cancel{x}", r"\underbrace{a}_{b}", "{}^2"])
def test_nothing_is_lost_and_nothing_fails(tex: str) -> None:
    made = to_mathml(tex, is_display=False).html
    assert made is not None
    element = html.fragment_fromstring(made)
    assert sorted("".join(to_omml(element).itertext()).replace("\u200b", "")) == sorted(element.text_content())
