"""A text where a number should be → what is wrong with it, how it is written, and fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizgen.model.diagnostics import Add, Fix, Replace, Route, in_quotes
from quizgen.text.superscripts import EXPONENT, read_exponent

_BLANKS = " \u00a0\u2009\u202f"
_GROUPED = re.compile(rf"(-?\d{{1,3}})((?:[{_BLANKS}'’]\d{{3}})+|(?:,\d{{3}})+|(?:\.\d{{3}})+)(?:([.,])(\d+))?")
_DECIMAL_COMMA = re.compile(r"(-?\d*),(\d+)")
_POWER = re.compile(
    rf"(?:(?P<mantissa>-?\d+(?:[.,]\d+)?)\s*(?:[*x×·⋅]|\\cdot|\\times)\s*|(?P<sign>-?))10\s*(?P<exponent>{EXPONENT})",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"(-?\d{1,6})\s*[/⁄]\s*([1-9]\d{0,5})")
_VULGAR = re.compile(r"(-?)(\d*)\s*([¼-¾⅐-⅞])")
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|–|\.\.\.?|…|to)\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:~|≈|ca?\.?|circa|about|approximately|approx\.?|around)\s*(-?\d+(?:\.\d+)?)", re.IGNORECASE)
_BOTH_SIDES = re.compile(r"(?:±|\+\s*/?\s*-|plus or minus)\s*(.+)", re.IGNORECASE)
_PER_CENT = re.compile(r"(.+?)\s*(?:%|per\s?cent|prozent|pour\s?cent|por\s?ciento)", re.IGNORECASE)
_CURRENCY = re.compile(r"(-?)\s*([$€£¥₹])\s*(\d.*)")
_WITH_UNIT = re.compile(r"(?!0x)(-?\d[\d.,]*)\s*([^\W\d_].*|[%°$€£¥₹].*)", re.DOTALL)
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with a number as it is written, the way out, and fixes; a sure one has one reading only."""

    message: str
    hint: str
    fixes: tuple[Fix, ...] = ()


def explain_number(written: str, route: Route, value: Any) -> Slip | None:
    """Explain a text that is not a number; None if it resembles none.

    ``route`` leads to it in ``value``, its question; a tolerance may be a share, and an answer may have a unit.
    """
    question = value if isinstance(value, dict) else {}
    if route == ("tolerance",):
        written = str(question.get("tolerance", written))  # the error is at the number of a share, without its sign
    number = re.sub(r"[−–](?=\d|\.\d)", "-", written.strip())
    return next(_slips(number, written, route, question), None)


def _slips(number: str, written: str, route: Route, question: Mapping[str, Any]) -> Iterator[Slip]:
    name = f"“{written.strip()}”"
    if route == ("tolerance",):
        yield from _slips_of_tolerance(number, name, route, question)
    if readings := _readings(number):
        yield _of_readings(number, name, readings, route)
    if (power := _POWER.fullmatch(number)) is not None:
        yield _write(_with_power(power), f"{name} is not how a power of ten is written here", route)
    if _PLAIN.fullmatch(number) is not None:
        yield _write(number, f"{name} has a sign of typesetting", route)
    yield from _slips_of_fractions(number, name, route)
    if (span := _SPAN.fullmatch(number)) is not None and Decimal(span[1]) < Decimal(span[2]):
        yield _of_a_span(Decimal(span[1]), Decimal(span[2]), name, route)
    if (about := _ABOUT.fullmatch(number)) is not None:
        hint = f"Write `{about[1]}`, and in `tolerance` how far off is right: `0.5` or `5%`."
        yield Slip(f"{name} is not one number", hint)
    yield from _slips_of_units(number, name, route, question)


def _slips_of_tolerance(number: str, name: str, route: Route, question: Mapping[str, Any]) -> Iterator[Slip]:
    """A tolerance counts on both sides, and is in the unit of the answer or a share: ``±5 %``."""
    both = _BOTH_SIDES.fullmatch(number)
    amount = both[1].strip() if both else number
    share = _PER_CENT.fullmatch(amount)
    plain = _one_reading(share[1] if share else amount)
    if plain is None and (measured := _WITH_UNIT.fullmatch(amount)) and measured[2].strip() == question.get("unit"):
        yield _write(measured[1], f"{name} repeats the unit", route)
    if plain is None or plain.startswith("-"):
        return
    if share:
        yield _write(f"{plain}%", f"{name} is not how a percentage is written here", route)
    elif both:
        yield _write(plain, f"{name} has a sign too many: a tolerance counts on both sides", route)


def _one_reading(number: str) -> str | None:
    """A number as a bank writes it, if it can be read in one way only."""
    readings = [number] if _PLAIN.fullmatch(number) else _readings(number)
    return readings[0] if len(readings) == 1 else None


def _readings(number: str) -> list[str]:
    """Every way to read a number whose digits are grouped, or which has a decimal comma; the likelier one first."""
    readings = []
    if grouped := _GROUPED.fullmatch(number):
        opening, groups, point, decimals = grouped.groups()
        is_grouped = not opening.lstrip("-").startswith("0") and point != groups[0]
        if is_grouped and not (groups[0] == "." and groups.count(".") == 1 and not point):
            readings.append(opening + re.sub(r"\D", "", groups) + (f".{decimals}" if decimals else ""))
    if comma := _DECIMAL_COMMA.fullmatch(number):
        whole = comma[1] if comma[1].lstrip("-") else f"{comma[1]}0"
        readings.append(f"{whole}.{comma[2]}")
    return readings


def _of_readings(number: str, name: str, readings: list[str], route: Route) -> Slip:
    if len(readings) > 1:
        fixes = tuple([Fix(f"Write `{each}`", (Replace(route, each),)) for each in readings])
        grouped, decimal = readings
        hint = f"Write `{grouped}` or `{decimal}`: a bank has a point before decimals and no sign between groups."
        return Slip(f"{name} may mean {grouped} or {decimal}", hint, fixes)
    message = f"{name} has a decimal comma" if _DECIMAL_COMMA.fullmatch(number) else f"{name} has its digits in groups"
    slip = _write(readings[0], message, route)
    return Slip(slip.message, f"{slip.hint[:-1]}; sheets and cards print it as the book's language does.", slip.fixes)


def _write(plain: str, message: str, route: Route, *, is_safe: bool = True) -> Slip:
    return Slip(message, f"Write `{plain}`.", (Fix(f"Write `{plain}`", (Replace(route, plain),), is_safe),))


def _with_power(power: re.Match[str]) -> str:
    mantissa = power["mantissa"] or f"{power['sign']}1"
    return f"{mantissa.replace(',', '.')}e{read_exponent(power['exponent'])}"


def _slips_of_fractions(number: str, name: str, route: Route) -> Iterator[Slip]:
    if (vulgar := _VULGAR.fullmatch(number)) is not None:
        from unicodedata import numeric

        value = Decimal(vulgar[2] or 0) + Decimal(f"{numeric(vulgar[3]):.6g}")
        is_exact = vulgar[3] not in "⅐⅑⅓⅔⅙⅚"
        yield _of_a_fraction(Decimal(f"{vulgar[1]}{value:f}"), name, route, is_exact=is_exact)
    if (fraction := _FRACTION.fullmatch(number)) is not None:
        above, below = Decimal(fraction[1]), Decimal(fraction[2])
        value = round(above / below, 6)
        yield _of_a_fraction(value, name, route, is_exact=value * below == above)


def _of_a_fraction(value: Decimal, name: str, route: Route, *, is_exact: bool) -> Slip:
    if is_exact:
        plain = f"{value:f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return _write(plain, f"{name} is a fraction, and has to be a decimal number here", route, is_safe=False)
    plain = f"{round(value, 4):f}"
    hint = f"Write `{plain}`, and `tolerance: 0.001` or so: 1/3 typed on a screen is then right too."
    return Slip(f"{name} is a fraction, and has to be a decimal number here", hint)


def _of_a_span(low: Decimal, high: Decimal, name: str, route: Route) -> Slip:
    middle, reach = (low + high) / 2, (high - low) / 2
    hint = f"`answer: {middle}` with `tolerance: {reach}` counts all from {low} to {high} as right."
    if route[0] == "also":
        hint = f"Write `{{from: {low}, to: {high}}}`."
    return Slip(f"{name} is not one number", hint)


def _slips_of_units(number: str, name: str, route: Route, question: Mapping[str, Any]) -> Iterator[Slip]:
    """A number with its unit, which has a field of its own."""
    currency, measured = _CURRENCY.fullmatch(number), _WITH_UNIT.fullmatch(number)
    if currency is not None:
        plain, unit = _one_reading(f"{currency[1]}{currency[3].strip()}"), currency[2]
    elif (share := _PER_CENT.fullmatch(number)) is not None and _one_reading(share[1]) is not None:
        plain, unit = _one_reading(share[1]), number[len(share[1]) :].strip()
    elif measured is not None:
        plain, unit = _one_reading(measured[1]), measured[2].strip()
    else:
        return
    if plain is None:
        return
    if route != ("answer",):
        yield Slip(f"{name} has a unit", f"Write `{plain}`; it is counted in the `unit` of the question.")
    elif "unit" in question:
        is_same = unit == question["unit"]
        hint = f"Write `{plain}`: the unit is in `unit`." if is_same else f"Write `{plain}`, and the unit in `unit`."
        fixes = (Fix(f"Write `{plain}`", (Replace(route, plain),), is_safe=True),) if is_same else ()
        yield Slip(f"{name} has a unit", hint, fixes)
    else:
        fix = Fix(f"Write `{plain}`, and its unit into `unit`", (Replace(route, plain), Add(route, "unit", unit)))
        written = in_quotes(unit) if unit[0] in "%@&*!" else unit
        yield Slip(f"{name} has a unit", f"Write `answer: {plain}` and `unit: {written}`.", (fix,))
