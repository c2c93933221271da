"""A text → the calculations written in it, such as ``5,000,000 / 562,000 = 8.9``, worked out exactly."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "milliard": 10**9, "billion": 10**9, "trillion": 10**12}
_NUMBER = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# A number may have its unit behind it: 20 tons, 3 million, 12 %.
_AMOUNT = rf"(?:{_NUMBER})(?:\s+(?!x\b)[^\W\d_]+|\s*%)?"
# Atomic groups, (?>…), give nothing back: else rows of numbers would be tried in endlessly many ways.
_TERM = rf"(?>\(*\s*[-−]?\s*{_AMOUNT}\s*\)*)"
_CALCULATION = re.compile(
    rf"(?<![\w.,])(?P<left>(?>{_TERM}(?:\s*(?:[-+*/×·÷−–]|\bx\b)\s*{_TERM})+))\s*(?P<equals>=|≈)\s*(?P<about>about\s+)?"
    rf"(?P<right>[-−]?(?:{_NUMBER}))(?P<percent>\s*(?:%|per\s?cent\b))?"
)
_MAX_LETTERS = 300
"""What is longer is no calculation; the limit keeps the search short."""

_AS_PYTHON = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"})
_GROUPING = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3})")


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation, ``text[start:end]`` of its text, with the equals sign at ``equals``.

    ``operands`` are the extents of the numbers to the left of the equals sign. ``value`` is what they come to; it is
    None where that is no number (a division by zero, an open parenthesis). ``result`` is what the text says that they
    come to, written with ``places`` decimals; below zero, so many zeros at its end are rounded (``≈ 900``).
    ``is_share``: a per cent sign or a hundred is calculated with, so that value and result may be per cent.
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


def read_calculations(text: str) -> Iterator[Calculation]:
    if "=" not in text and "≈" not in text:
        return
    for found in _CALCULATION.finditer(text[:_MAX_LETTERS]):
        start = found.start("left")
        operands = tuple((start + each.start(), start + each.end()) for each in re.finditer(_AMOUNT, found["left"]))
        written = _plain(found["right"])
        places = len(written.partition(".")[2])
        if not places and (found["equals"] == "≈" or found["about"]):
            places = len(written.rstrip("0")) - len(written)
        value, result = _compute(found["left"]), Fraction(written)
        if found["percent"] and value is not None and "%" not in found["left"]:
            value *= 100  # 472 / 153 = 308 %
        is_share = bool(found["percent"]) or re.search(r"%|\b100\b", found["left"]) is not None
        yield Calculation(found.start(), found.start("equals"), found.end(), operands, value, result, places, is_share)


def _plain(written: str) -> str:
    return _GROUPING.sub("", written.translate(_AS_PYTHON))


def _compute(expression: str) -> Fraction | None:
    written = " ".join(re.sub(_AMOUNT, _as_python, expression).translate(_AS_PYTHON).replace(" x ", " * ").split())
    try:
        return _value(ast.parse(written, mode="eval").body, written)
    except (SyntaxError, ZeroDivisionError):
        return None


def _as_python(amount: re.Match[str]) -> str:
    """A number without grouping and unit; its scale or per cent sign as a factor."""
    number, rest = re.match(rf"({_NUMBER})\s*(.*)", amount[0], re.DOTALL).groups()  # type: ignore[union-attr] # it is one
    if rest == "%":
        return f"({_plain(number)}/100)"
    return f"({_plain(number)}*{_SCALES.get(rest.lower().removesuffix('s'), 1)})"


def _value(node: ast.expr, written: str) -> Fraction:
    """The value of an expression as Python reads it; ``SyntaxError`` if it is more than the four operations."""
    match node:
        case ast.Constant(value=int() | float()):
            return Fraction(written[node.col_offset : node.end_col_offset])
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, written)
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _value(left, written), _value(right, written)
            match op:
                case ast.Add():
                    return one + other
                case ast.Sub():
                    return one - other
                case ast.Mult():
                    return one * other
                case ast.Div():
                    return one / other
    raise SyntaxError(written)
