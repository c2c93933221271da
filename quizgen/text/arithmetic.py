"""A text → the calculations written in it, such as ``5,000,000 / 562,000 = 8.9``, worked out exactly."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import add, mul, sub, truediv

from quizgen.text.superscripts import EXPONENT, POWER, read_exponent

_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "milliard": 9, "billion": 9, "trillion": 12}
"""The powers of ten that words stand for."""

_SCALE = rf"\s+(?:{'|'.join(_SCALES)})s?\b"
_NUMBER = rf"10{EXPONENT}|(?:\d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?:{POWER})?"
_PERCENT = r"\s*(?:%|per\s?cent\b)"
# A number may have its unit behind it: 20 tons, 3 million, 12 %.
_AMOUNT = rf"(?:{_NUMBER})(?:{_PERCENT}|\s+(?!x\b)[^\W\d_]+)?"
# Atomic groups, (?>…), give nothing back: else rows of numbers would be tried in endlessly many ways.
_TERM = rf"(?>(?:\(\s*)*[-−]?{_AMOUNT}(?:\s*\))*)"
_CALCULATION = re.compile(
    rf"(?<![\w.,])(?P<left>(?>{_TERM}(?:\s*(?:[-+*/×·÷−–]|\bx\b)\s*{_TERM})+))\s*(?P<equals>=|≈)\s*(?P<about>about\s+)?"
    rf"(?P<right>[-−]?(?>{_NUMBER}))(?P<scale>{_SCALE})?(?P<percent>{_PERCENT})?"
    r"(?!\s*[-+*/×·÷−–]\s*\(*\d)",  # else the right side is calculated too: 2 × 6 = 24 / 2
    re.IGNORECASE,
)
_EQUALS = re.compile(r"[=≈](?=\s*(?:about\s+)?[-−]?\d)", re.IGNORECASE)
_JOINED = ("*", "/", "×", "·", "÷", "^", "√", "+")
"""Behind one of these, a number belongs to a calculation of which something could not be read."""

_MAX_LETTERS = 300
"""A side of more letters is no calculation; the limit keeps the search short."""
_MAX_UNIT = 30
"""A calculation that begins so near to the limit may go on before it."""
_MAX_PARENTHESES = 20

_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "x": "*", "X": "*"})
_BLANKS = re.compile(r"\s")
_OPERATIONS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: truediv,
}


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation, ``text[start:end]`` of its text, with the equals sign at ``equals``.

    ``operands`` are the extents of the numbers to the left of the equals sign. ``value`` is what they come to; it is
    None where that is no number (a division by zero). ``result`` is what the text says that they come to, written with
    ``places`` decimals; below zero, so many zeros at its end are rounded (``≈ 900``, ``= 9 hundred``). ``is_share``:
    a per cent sign or a hundred is calculated with, so that value and result may be per cent.
    """

    start: int
    equals: int
    end: int
    operands: tuple[tuple[int, int], ...]
    value: Fraction | None
    result: Fraction
    places: int
    is_share: bool

    @property
    def is_right(self) -> bool:
        """Whether the value, rounded as the result is, is the result."""
        return self.value is not None and rounds_to(self.value, self.result, self.places)


def rounds_to(value: Fraction, result: Fraction, places: int) -> bool:
    """Whether a value is within half a unit of the result's last decimal place."""
    return abs(value - result) <= Fraction(10) ** -places / 2


@lru_cache(maxsize=256)
def read_calculations(text: str) -> tuple[Calculation, ...]:
    """Every calculation of a text, in its order.

    A point or a comma may be the decimal sign; where a calculation is right in only one of the two ways, it is read in
    that one, else in the English one.
    """
    return tuple(_calculations(text))


def _calculations(text: str) -> Iterator[Calculation]:
    behind = 0
    for equals in _EQUALS.finditer(text):
        first, last = max(behind, equals.start() - _MAX_LETTERS), equals.end() + _MAX_LETTERS
        is_cut, behind = first > behind, equals.end()
        found = _CALCULATION.search(text, first, last)
        if found is None or found.start("equals") != equals.start() or (is_cut and found.start() < first + _MAX_UNIT):
            continue
        start = found.start("left") + _count_stray(found["left"])
        left = text[start : found.end("left")]
        if not text[first:start].rstrip().endswith(_JOINED) and left.count("(") == left.count(")") <= _MAX_PARENTHESES:
            yield from _read(found, start, left)


def _count_stray(left: str) -> int:
    """How many letters a calculation has before it because it stands in parentheses: ``(2 × 3 = 6)``."""
    count = 0
    while left[count] in "( " and left.count("(", count) > left.count(")"):
        count += 1
    return count


def _read(found: re.Match[str], start: int, left: str) -> Iterator[Calculation]:
    """The calculation in the way that is right, else in the first way in which its numbers can be read."""
    is_percent = bool(found["percent"]) or re.search(_PERCENT, left, re.IGNORECASE) is not None
    is_share = is_percent or re.search(r"\b100\b", left) is not None
    operands = tuple((start + each.start(), start + each.end()) for each in re.finditer(_AMOUNT, left, re.IGNORECASE))
    readings = []
    for decimal in (".", ","):
        written = _as_python(left, decimal)
        if written is None:
            continue
        value = _compute(written)
        for result, places in _read_results(found, decimal):
            # 472 / 153 = 308 %, but 472 / 153 × 100 = 308 % too
            for each in (value, value * 100) if value is not None and is_percent else (value,):
                readings.append(
                    Calculation(
                        start, found.start("equals"), found.end(), operands, each, result, places, is_share=is_share
                    )
                )
    yield from sorted(readings, key=lambda each: not each.is_right)[:1]


def _read_results(found: re.Match[str], decimal: str) -> Iterator[tuple[Fraction, int]]:
    """What the right side of a calculation may be, with its decimal places, given the sign before decimals.

    A scale may belong to both sides: 34.6 − 15.6 = 19.0 million.
    """
    written = _as_decimal(found["right"].translate(_SIGNS), decimal)
    if written is None:
        return
    mantissa, _, exponent = written.partition("e")
    places = len(mantissa.partition(".")[2]) - int(exponent or 0)
    if not places and (found["equals"] == "≈" or found["about"]):
        places = len(written.rstrip("0")) - len(written)
    for power in dict.fromkeys((_power(found["scale"] or ""), 0)):
        yield Fraction(written) * 10**power, places - power


def _as_decimal(number: str, decimal: str) -> str | None:
    """A number with a point before its decimals and nothing between its groups, and an exponent behind an ``e``.

    None if it is not written so.
    """
    if (power := _AT_END.search(number)) is not None:
        mantissa = _as_decimal(number[: power.start()] or "1", decimal)
        return None if mantissa is None else f"{mantissa}e{read_exponent(power[0])}"
    grouping = "," if decimal == "." else "."
    whole, point, rest = _BLANKS.sub("", number).partition(decimal)
    first, *groups = whole.split(grouping)
    if rest and not rest.isdecimal():
        return None
    if groups and (len(first.lstrip("-")) > 3 or any(len(group) != 3 for group in groups)):
        return None
    return first + "".join(groups) + ("." if point else "") + rest


_AT_END = re.compile(rf"(?:{POWER}|\A10{EXPONENT})\Z", re.IGNORECASE)


def _power(scale: str) -> int:
    return _SCALES.get(scale.strip().lower().removesuffix("s"), 0)


def _as_python(expression: str, decimal: str) -> ast.expr | None:
    """An expression as Python reads it; None if it is none, or its numbers are not written with this decimal sign."""
    pieces, end = [], 0
    for amount in re.finditer(_AMOUNT, expression, re.IGNORECASE):
        number = _read_amount(amount[0], decimal)
        if number is None:
            return None
        pieces += [expression[end : amount.start()].translate(_SIGNS), f"({number})"]
        end = amount.end()
    pieces.append(expression[end:])
    try:
        return ast.parse("".join(pieces).replace("\n", " ").strip(), mode="eval").body
    except SyntaxError:
        return None


def _read_amount(amount: str, decimal: str) -> Fraction | None:
    """A number without its unit, multiplied by its scale or divided by a hundred if it is per cent."""
    number = re.match(_NUMBER, amount)
    assert number is not None, amount  # every amount begins with a number
    written = _as_decimal(number[0], decimal)
    if written is None:
        return None
    unit = amount[number.end() :]
    return Fraction(written) / 100 if re.fullmatch(_PERCENT, unit) else Fraction(written) * 10 ** _power(unit)


def _compute(node: ast.expr) -> Fraction | None:
    """The value of an expression with the four operations; None if it divides by zero."""
    match node:
        case ast.Constant(value=int(number)):
            return Fraction(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            value = _compute(operand)
            return value if value is None else -value
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _compute(left), _compute(right)
            operate = _OPERATIONS.get(type(op))
            if one is not None and other is not None and operate is not None and (other or operate is not truediv):
                return operate(one, other)
    return None
