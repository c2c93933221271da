"""Powers as they are typed (``10^23``, ``m/s^2``) → as they are printed (``10²³``, ``m/s²``)."""

from __future__ import annotations

import re
from decimal import Decimal

from quizgen.model.scientific import Scientific

_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = rf"[⁺⁻]?[{_DIGITS}]{{1,3}}"
EXPONENT = rf"(?:(?:\^|\*\*)\{{?[-+−]?\d{{1,3}}\}}?|{_SUPERSCRIPTS})"
"""A pattern for what stands behind the 10 of a power: ``^23``, ``^{-19}``, ``²³``."""

POWER = rf"(?:\s?[*x×·⋅]\s?10{EXPONENT}|e[-+]?\d{{1,3}}(?!\w))"
"""A pattern for what stands behind the mantissa of a number in scientific notation."""

_RAISED = str.maketrans("0123456789+-−", f"{_DIGITS}⁺⁻⁻")
_LOWERED = str.maketrans(f"{_DIGITS}⁺⁻", "0123456789+-")
_CODE_MATH_OR_POWER = re.compile(r"(`[^`]*`|\$[^$]*\$)|(?<=\S)\^(?:\{([-+−]?\d+)\}|([-+−]?\d+))")


def write_number(number: Decimal) -> str:
    """A number without grouping, with a power of ten if it was written with one."""
    if isinstance(number, Scientific):
        return f"{number.mantissa:f} × 10{raise_number(number.power)}"
    return f"{number:f}"


def raise_number(number: int) -> str:
    """A whole number in superscript."""
    return str(number).translate(_RAISED)


def lower_digits(text: str) -> str:
    """A text with its superscripts as digits on the line: ``⁻¹⁹`` becomes ``-19``."""
    return text.translate(_LOWERED)


def read_exponent(power: str) -> int:
    """The exponent in what `POWER` or `EXPONENT` matches."""
    found = _EXPONENT_AT_END.search(power)
    assert found is not None, power
    return int(lower_digits(found[1] or found[2]).replace("−", "-"))


_EXPONENT_AT_END = re.compile(rf"(?:[eE^*]\{{?([-+−]?\d+)\}}?|({_SUPERSCRIPTS}))\Z")


def raise_powers(text: str) -> str:
    """A unit with its powers in superscript: ``kg m^-3`` becomes ``kg m⁻³``; code and math stay as they are."""
    return _CODE_MATH_OR_POWER.sub(lambda found: found[1] or (found[2] or found[3]).translate(_RAISED), text)
