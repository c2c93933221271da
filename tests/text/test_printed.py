"""Two texts are the same if a reader sees no difference in print, and nearly so if one is easily overlooked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.printed import find_nearly_equal, read_print

APART = [
    ("-5", "5"), ("> 5", "< 5"), ("≤ 5", "≥ 5"), ("C", "C++"), ("C", "C#"), ("C++", "C#"), ("x++", "x--"),
    ("5%", "5"), ("5%", "5‰"), ("a + b", "a - b"), ("a × b", "a ÷ b"), ("$x^2$", "$x_2$"), ("$-x$", "$x$"),
    ("Na+", "Na"), ("Na+", "Na-"), ("H₂O", "H2O"), ("x²", "x2"), ("p ∧ q", "p ∨ q"), ("¬p", "p"), ("5 €", "5 $"),
    ("#include", "include"), ("a[0]", "a(0)"), ("'a'", '"a"'), ("x = y", "x == y"), ("é", "e"), ("mL", "ML"),
    ("Mm", "mm"), ("kWh", "KWH"), ("Was?", "Was!"), ("5!", "5"), ("`a == b`", "`a==b`"), ("`Int`", "`int`"),
    ("`a`", "a"), ("A → B", "A ← B"), ("5 °C", "5 °F"), ("5′", "5″"), ("@name", "name"), ("~p", "p"), ("a_1", "a_2"),
    ("f(x)", "fx"), ("1,5", "1.5"), ("![a](one.png)", "![a](two.png)"), ("```\na\n  b\n```", "```\na\nb\n```"),
    ("die Sonne", "der Sonne"), ("π", "p"), ("ß", "ss"), ("\\*p", "p"), ("$\\alpha$", "$\\beta$"),
]  # fmt: skip
NEAR = [
    ("sixteen", "Sixteen"), ("May", "may"), ("Twelve.", "twelve"), ("the keeper", "“the keeper”"), ("YES", "yes"),
    ("**winter**", "winter"), ("5 %", "5%"), ("x=y", "x = y"), ("-5", "−5"), ("½", "1/2"), ("A keeper", "a keeper"),
    ("Er kommt", "er kommt"), ("wait…", "wait..."),
    ("“so” it was", '"so" it was'), ("1904-1909", "1904–1909"),
]  # fmt: skip
SAME = [
    ("sixteen", " sixteen"), ("e\u0301te", "\u00e9te"), ("5\u00a0km", "5 km"), ("5\u202fkm", "5 km"), ("ﬁve", "five"),
    ("six\u00adteen", "sixteen"), ("*x*", "_x_"), ("R&amp;D", "R&D"), ("don't", "don’t"), ("$x^2$", "$x^{2}$"),
    ("$a+b$", "$a + b$"), ("5 µm", "5 μm"), ("a\\*b", "a*b"), ("Å", "A\u030a"), ("\u200fשלום", "שלום"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART)
def test_signs_units_code_and_formulas_make_two_texts(one: str, other: str) -> None:
    assert read_print(one).rough != read_print(other).rough


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_what_is_easily_overlooked_makes_them_nearly_equal(one: str, other: str) -> None:
    assert read_print(one).exact != read_print(other).exact
    assert read_print(one).rough == read_print(other).rough


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_no_reader_sees_makes_no_difference(one: str, other: str) -> None:
    assert read_print(one).exact == read_print(other).exact


def test_a_difference_that_all_have_is_what_is_asked_for() -> None:
    assert find_nearly_equal(["sixteen", "eight", "Sixteen.", "eighteen"]) == [(2, 0)]
    assert find_nearly_equal(["May", "may"]) == []
    assert find_nearly_equal(["Sie", "sie", "Ihr", "ihr"]) == []
    assert find_nearly_equal(["-5", "5", "0"]) == []


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("What is 5 + 3?", {"5+3"}),
        ("What does `x++` do in C++?", {"\ue010x++\ue013", "C++"}),
        ("The north-east of the town, in 1904, and so on.", set()),
        ("It is $x^2$.", {"\ue011x^2\ue013"}),
        ("+", {"+"}),
        ("He paid $5, or 3 %.", {"$5", "3%"}),
        ("The word is ____ here", set()),
    ],
)
def test_signs_are_what_is_no_plain_word(text: str, signs: set[str]) -> None:
    assert read_print(text).signs == signs


@given(st.text(max_size=30))
def test_any_text_looks_like_itself(text: str) -> None:
    looks = read_print(text)
    assert looks == read_print(text)
    assert read_print(f" {text} ") == looks or text != text.strip() or "\n" in text or not text.isprintable()
