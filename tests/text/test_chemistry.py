r"""`\ce{…}` is written in plain TeX: scripts, charges, states, isotopes, bonds, arrows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.kinds.formulas import find_refused
from quizgen.text.chemistry import Translated, translate_chemistry
from quizgen.text.mathml import to_mathml

CASES = [
    ("H2O", r"\text{H}_{2}\text{O}"),
    ("Al2(SO4)3", r"\text{Al}_{2}\text{(}\text{SO}_{4}\text{)}_{3}"),
    ("NO_x", r"\text{NO}_{x}"),
    # charges
    ("Na+", r"\text{Na}^{\text{+}}"),
    ("SO4^2-", r"\text{SO}_{4}^{\text{2−}}"),
    ("SO4^{2-}", r"\text{SO}_{4}^{\text{2−}}"),
    ("NO3-", r"\text{NO}_{3}^{\text{−}}"),
    ("Y^99+", r"\text{Y}^{\text{99+}}"),
    ("e^-", r"\text{e}^{\text{−}}"),
    ("[AgCl2]-", r"\text{[}\text{AgCl}_{2}\text{]}^{\text{−}}"),
    ("Fe^{III}", r"\text{Fe}^{\text{III}}"),
    ("OCO^{.-}", r"\text{OCO}^{\bullet -}"),
    # coefficients
    ("2H2O", r"2\,\text{H}_{2}\text{O}"),
    ("2 H2O", r"2\,\text{H}_{2}\text{O}"),
    ("1/2 O2", r"\tfrac{1}{2}\,\text{O}_{2}"),
    ("(1/2) O2", r"\tfrac{1}{2}\,\text{O}_{2}"),
    ("½ O2", r"½\,\text{O}_{2}"),
    ("0.5 O2", r"0.5\,\text{O}_{2}"),
    ("A + n H2O", r"\text{A} + n\,\text{H}_{2}\text{O}"),
    # states
    ("NaCl(aq)", r"\text{NaCl}\,\text{(aq)}"),
    ("CH3COO-(aq)", r"\text{CH}_{3}\text{COO}^{\text{−}}\,\text{(aq)}"),
    ("H2O_{(l)}", r"\text{H}_{2}\text{O}_{\text{(l)}}"),
    ("CO3^2-_{(aq)}", r"\text{CO}_{3}^{\text{2−}}{}_{\text{(aq)}}"),
    # isotopes
    ("^{14}_{6}C", r"{}^{14}_{6}\text{C}"),
    ("^14_6C", r"{}^{14}_{6}\text{C}"),
    ("^{227}_{90}Th+", r"{}^{227}_{90}\text{Th}^{\text{+}}"),
    ("A + 3 ^1_0n", r"\text{A} + 3\,{}^{1}_{0}\text{n}"),
    # hydrates
    ("CuSO4*5H2O", r"\text{CuSO}_{4}\cdot 5\,\text{H}_{2}\text{O}"),
    ("CuSO4.5H2O", r"\text{CuSO}_{4}\cdot 5\,\text{H}_{2}\text{O}"),
    ("CuSO4 * 5 H2O", r"\text{CuSO}_{4}\cdot 5\,\text{H}_{2}\text{O}"),
    # bonds
    ("C6H5-CHO", r"\text{C}_{6}\text{H}_{5}\text{−}\text{CHO}"),
    ("H2C=CH2", r"\text{H}_{2}\text{C}\text{=}\text{CH}_{2}"),
    ("HC#CH", r"\text{HC}\text{≡}\text{CH}"),
    (r"A\bond{=}B", r"\text{A}\text{=}\text{B}"),
    # arrows
    ("A -> B", r"\text{A}\;\longrightarrow\;\text{B}"),
    ("A->B", r"\text{A}\;\longrightarrow\;\text{B}"),
    ("A <- B", r"\text{A}\;\longleftarrow\;\text{B}"),
    ("A <=> B", r"\text{A}\;\rightleftharpoons\;\text{B}"),
    ("A <--> B", r"\text{A}\;\leftrightarrows\;\text{B}"),
    ("A ->[H2SO4] B", r"\text{A}\;\overset{\,\text{H}_{2}\text{SO}_{4}\,}{\longrightarrow}\;\text{B}"),
    (r"A ->[a][\Delta] B", r"\text{A}\;\underset{\,\Delta \,}{\overset{\,\text{a}\,}{\longrightarrow}}\;\text{B}"),
    ("A <=>[a][b] B", r"\text{A}\;\underset{\,\text{b}\,}{\overset{\,\text{a}\,}{\rightleftharpoons}}\;\text{B}"),
    # precipitates and gases
    (
        "Ba^2+ + SO4^2- -> BaSO4 v",
        r"\text{Ba}^{\text{2+}} + \text{SO}_{4}^{\text{2−}}\;\longrightarrow\;\text{BaSO}_{4}\,\downarrow ",
    ),
    ("H2 ^", r"\text{H}_{2}\,\uparrow "),
    ("CaCO3 -> CaO + CO2(^)", r"\text{CaCO}_{3}\;\longrightarrow\;\text{CaO} + \text{CO}_{2}\,\uparrow "),
    # other ways to write the same
    ("A ->T[heat] B", r"\text{A}\;\overset{\,\text{heat}\,}{\longrightarrow}\;\text{B}"),
    ("2n H2O", r"2n\,\text{H}_{2}\text{O}"),
    (r"\frac{1}{2}O2", r"\frac{1}{2}\,\text{O}_{2}"),
    ("CO3^2−", r"\text{CO}_{3}^{\text{2−}}"),
    ("SO_4^{2-}", r"\text{SO}_{4}^{\text{2−}}"),
    ("A → B", r"\text{A}\;\longrightarrow\;\text{B}"),
    # words
    ("{Citric acid} + H2O", r"\text{Citric acid} + \text{H}_{2}\text{O}"),
]


@pytest.mark.parametrize(("written", "tex"), CASES)
def test_what_is_known(written: str, tex: str) -> None:
    assert translate_chemistry(rf"\ce{{{written}}}") == Translated(f"{{{tex}}}")


def test_only_what_stands_in_ce_is_translated() -> None:
    assert translate_chemistry(r"c(\ce{H+}) = 10^{-7}").tex == r"c({\text{H}^{\text{+}}}) = 10^{-7}"
    assert translate_chemistry(r"x^2 \cdot y_2") == Translated(r"x^2 \cdot y_2")
    assert translate_chemistry("H2O") == Translated("H2O")


@pytest.mark.parametrize(
    ("written", "unknown"),
    [
        (r"\ce{A\bond{~-}B}", (r"\bond",)),
        (r"\ce{\color{red}{A} + \color{red}{B}}", (r"\color",)),
        (r"\ce{A ->[\foo] B}", (r"\foo",)),
        (r"\ce{H2O", (r"\ce",)),
        (r"\ce{A & B}", ("&",)),
    ],
)
def test_what_is_unknown_is_named(written: str, unknown: tuple[str, ...]) -> None:
    assert translate_chemistry(written).unknown == unknown


@given(st.text(alphabet=st.sampled_from("HOa2 +-^_{}()[]<=>*.v\\$#·½n"), max_size=25))
def test_any_text_is_read_to_its_end(text: str) -> None:
    made = translate_chemistry(f"\\ce{{{text}}}")
    assert made == translate_chemistry(f"\\ce{{{text}}}")
    to_mathml(f"\\ce{{{text}}}", is_display=False)
    assert find_refused(made.tex) == ()
