"""Calculations in a text are found and worked out as Python's fractions do it, whatever stands around them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.arithmetic import read_calculations, rounds_to

RIGHT = [
    "2 × 1,095 = 2,190",
    "5,000,000 / 562,000 = 8.9",
    "2 + 3 × 4 = 14",
    "(2 + 3) × (4 − 1) = 15",
    "three nights (3 × 4 = 12), so twelve",
    "in all - 3 × 4 = 12",
    "20 − 5 tons = 15 tons",
    "2 boxes x 3 = 6",
    "3 x 4 = 12",
    "3 × -2 = -6",
    "472 / 153 = 308 %",
    "153 / 472 × 100 = 32.4 %",
    "12 % + 3 % = 15 %",
    "12 per cent × 50 = 6",
    "5 millions / 2 = 2.5 million",
    "34.6 - 15.6 = 19.0 million",
    "3 thousand × 2 = 6,000",
    "34.6 - 15.6 = 19.0 million",
    "1 000 000 / 3 ≈ 330 000",
    "2 × 450 ≈ 900",
    "448 + 448 = about 900",
    "100/7≈14.29",
    "1.500 / 2 = 750",
    "3,5 × 2 = 7",
    "1.234,5 + 1 = 1.235,5",
    "٣ × ٤ = ١٢",
    "007 × 2 = 14",
    f"{'word ' * 2000}2 × 3 = 6",
]


@pytest.mark.parametrize("text", RIGHT)
def test_calculations_that_are_right(text: str) -> None:
    assert [each.is_right for each in read_calculations(text)] == [True]


WRONG = [
    "2 × 1,095 = 2,191",
    "5,000,000 / 562,000 = 8.8",
    "2 + 3 × 4 = 20",
    "12 % + 3 % = 16 %",
    "3 thousand × 2 = 7 thousand",
    "2 × 450 = 90",
    "448 + 448 = 900",
    "1/0 = 2",
    f"{'word ' * 2000}2 × 3 = 7",
]


@pytest.mark.parametrize("text", WRONG)
def test_calculations_that_are_wrong(text: str) -> None:
    assert [each.is_right for each in read_calculations(text)] == [False]


NONE = [
    "",
    "16 = sixteen",
    "x = 3",
    "a / 2 + 2 = 4",
    "2^3 × 2 = 16",
    "8/2(2+2)=16",
    "10**9 = 5",
    "2 × 6 = 24 / 2",
    "in 1929–1933",
    "1.5.2 + 1 = 2.5",
    "50 % of 20 = 10",
    f"{'(' * 300}1+1{')' * 300} = 2",
    "1+" * 2000 + "1 = 2001",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_read_as_no_calculation(text: str) -> None:
    assert read_calculations(text) == ()


def test_each_of_several_is_read() -> None:
    one, two, three = read_calculations("2 × 3 = 6, then 6 × 2 = 13 (2 + 2 = 4)")
    assert [each.is_right for each in (one, two, three)] == [True, False, True]


def test_where_it_stands_and_what_it_is_calculated_with() -> None:
    text = "So much: (3 nights × 4 litres = 12)."
    (found,) = read_calculations(text)
    assert text[found.start : found.end] == "3 nights × 4 litres = 12"
    assert [text[start:end] for start, end in found.operands] == ["3 nights", "4 litres"]
    assert text[found.equals] == "="
    assert found.value == found.result == Fraction(12)
    assert (found.places, found.is_share) == (0, False)


NUMBERS = st.integers(0, 10**7) | st.decimals(0, 1000, places=2)
TERMS = st.recursive(
    NUMBERS.map(str),
    lambda inside: st.tuples(inside, st.sampled_from("+-*/"), inside).map(lambda parts: f"({' '.join(parts)})"),
    max_leaves=8,
)


@given(TERMS, st.sampled_from("+-*/"), TERMS, st.integers(0, 4))
def test_it_agrees_with_fractions(left: str, sign: str, right: str, places: int) -> None:
    expression = f"{left} {sign} {right}"
    fractions = "".join(f"Fraction('{piece}')" if piece[0].isdigit() else piece for piece in _pieces(expression))
    try:
        value: Fraction | None = eval(fractions, {"Fraction": Fraction})
    except ZeroDivisionError:
        value = None
    rounded = round(value, places) if value is not None else Fraction(0)
    (found,) = read_calculations(f"{expression} = {_write(rounded, places)}")
    assert found.value == value
    assert found.is_right == (value is not None)
    (off,) = read_calculations(f"{expression} = {_write(rounded + Fraction(2, 10**places), places)}")
    assert not off.is_right


def _pieces(expression: str) -> list[str]:
    return expression.replace("(", "( ").replace(")", " )").split()


def _write(value: Fraction, places: int) -> str:
    scaled = round(abs(value) * 10**places)
    whole, decimals = divmod(scaled, 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{decimals:0{places}}" if places else f"{sign}{whole}"


@given(st.fractions(-1000, 1000), st.integers(0, 5))
def test_a_rounded_value_rounds_to_it(value: Fraction, places: int) -> None:
    assert rounds_to(value, Fraction(round(value, places)), places)
    assert not rounds_to(value, Fraction(round(value, places)) + Fraction(2, 10**places), places)


@given(st.text(alphabet="0123456789.,()+-−×*/÷=≈% x\n", max_size=120))
def test_any_row_of_signs_is_read(text: str) -> None:
    for each in read_calculations(text):
        assert 0 <= each.start <= each.equals < each.end <= len(text)
        assert text[each.equals] in "=≈"
        assert all(each.start <= start < end <= each.equals for start, end in each.operands)
