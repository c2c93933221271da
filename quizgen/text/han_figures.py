"""Chinese and Japanese numerals → figures: 三十, 一九三六, 3万, 第三, 三分之一, 百分之五."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from quizgen.text.figure import PER_CENT, Amount, Figure, Kind, Reading

_BY_VALUE = ("〇零", "一壱壹", "二两兩弐", "三参叁", "四", "五", "六", "七", "八", "九")
_ONES = {numeral: value for value, numerals in enumerate(_BY_VALUE) for numeral in numerals}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

HAN_NUMERALS = frozenset({*_ONES, *_TENS, *_SCALES})

# Digits from the first one on: a run without numerals behind it would be tried again from each of its digits.
_WRITTEN = r"(?<!\d)(?<!\d[,，])\d[\d,，]*(?:[.．]\d+)?"
_NUMERALS = f"[{''.join(sorted(HAN_NUMERALS))}]"
_NUMBER = rf"(?:{_WRITTEN}{_NUMERALS}+|{_NUMERALS}+|{_WRITTEN})"
_FIGURE = re.compile(
    rf"(?P<below>{_NUMBER})分[之の](?P<above>{_NUMBER})"
    rf"|(?P<rank>第\s?)?(?P<number>{_WRITTEN}{_NUMERALS}+|{_NUMERALS}+|(?<=第){_WRITTEN})"
)
_LONGEST = 40
"""Characters: no numeral that is longer is read."""


def read_han_figures(text: str) -> Iterator[Figure]:
    """The figures that are written with Han numerals, alone or behind digits.

    A numeral by itself says mostly no more than a word would (一定, 三角): as evidence it counts, and needs none.
    """
    for found in _FIGURE.finditer(text):
        start, end = found.span()
        if end - start > _LONGEST:
            continue
        if found["below"]:
            below, above = _TENS.get(found["below"]) or _amount(found["below"]), _amount(found["above"])
            if below and above is not None:
                share = Fraction(above) / Fraction(below)
                unit = PER_CENT if below == 100 else ""
                yield Figure(start, end, frozenset({(Kind.SHARE, share)}), above, unit)
            continue
        amount = _amount(found["number"])
        if amount is None:
            continue
        readings: set[Reading] = {(Kind.NUMBER, amount)}
        if found["rank"]:
            readings.add((Kind.RANK, amount))
        yield Figure(start, end, frozenset(readings), amount, is_bare=True, is_loose=len(found[0]) == 1)


def _amount(written: str) -> Amount | None:
    """The value of a numeral; None for what is none: 万一, 千万, 三两."""
    digits = re.match(_WRITTEN, written)
    rest = written[digits.end() :] if digits else written
    if digits is None and all(numeral in _ONES for numeral in rest):
        is_by_place = len(rest) == 1 or len(rest) > 2 or rest[-1] in "〇零"
        return int("".join(str(_ONES[numeral]) for numeral in rest)) if is_by_place else None
    total: Amount = 0
    group: Amount = 0
    last = _plain(digits[0]) if digits else None
    for numeral in rest:
        if numeral in _ONES:
            if last:
                return None  # two in a row
            last = _ONES[numeral]
        elif numeral in _TENS:
            if last is None and (numeral != "十" or group % 100):
                return None  # several hundred
            group += (1 if last is None else last) * _TENS[numeral]
            last = None
        else:
            group += last or 0
            if not group:
                return None
            total, group, last = total + group * _SCALES[numeral], 0, None
    value = total + group + (last or 0)
    return value if isinstance(value, int) or value.denominator > 1 else int(value)


def _plain(digits: str) -> Amount:
    plain = digits.replace(",", "").replace("，", "").replace("．", ".")
    return Fraction(plain) if "." in plain else int(plain)
