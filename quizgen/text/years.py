"""A date as a text has it, ``March 1921``, ``1921-23``, ``44 BC`` → its place on a line of years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from quizgen.model.language import primary_tag
from quizgen.text.quantities import months_of


class Span(NamedTuple):
    """When something began and ended, in years: March 1921 begins at 1921.17; years before our era are negative.

    What is dated by one year or one day ends when it begins.
    """

    start: float
    end: float


_BEFORE = re.compile(
    r"\b(?:b\.?\s?c\.?(?:\s?e\.?)?|v\.\s?(?:chr|u\.\s?z)\.?|av(?:ant|\.)?\s?j\.?\s?-?\s?c\.?|a\.\s?(?:de\s)?(?:j\.\s?)?c\.?)(?![^\W\d_])",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:a\.?d\.?|c\.?e\.?|n\.\s?chr\.?|ap(?:r[èe]s|r?\.)\s?j\.?\s?-?\s?c\.?|d\.\s?(?:de\s)?(?:j\.\s?)?c\.?)(?![^\W\d_])",
    re.IGNORECASE,
)
"""The signs of years before and of our era, in the languages of `outputs/languages`."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{3,4})")
_RANGE = r"(?:\s?[-–—/]\s?|\s(?:to|until|bis|à|a|al|–)\s)"
_YEARS = re.compile(rf"(?<![\d.,])(\d{{3,4}})(?:{_RANGE}(\d{{1,4}})(?!\d)|(['’]?s|er)\b)?(?![\d]|[.,]\d)")
_SHORT_YEARS = re.compile(rf"(?<![\d.,])(\d{{1,4}})(?:{_RANGE}(\d{{1,4}})(?!\d))?(?![\d]|[.,]\d)()")

_CENTURY = re.compile(
    r"century|centuries|millenni|million|jahrhundert|jahrtausend|\bjh\.|siècle|millénaire|siglo|milenio|secolo|millennio",
    re.IGNORECASE,
)

_ITALIAN = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"


def read_span(text: str, language: str) -> Span | None:
    """The time that a date names, by the months of a language (BCP 47); None if no year can be read."""
    text = text.strip()
    if _CENTURY.search(text):
        return None
    if found := _ISO.fullmatch(text):
        return _at(_point(int(found[1]), int(found[2]), int(found[3])))
    if found := _DOTTED.fullmatch(text):
        return _at(_point(int(found[3]), int(found[2]), int(found[1])))
    is_before, is_after = _BEFORE.search(text) is not None, _AFTER.search(_BEFORE.sub("", text)) is not None
    months, rest = _take_months(text, language)
    years = _read_years(rest, is_before=is_before, is_after=is_after)
    if years is None:
        return None
    first, last = years
    if not months:
        return Span(first, last)
    start = first + months[0]
    return Span(start, max(last + months[-1], start)) if len(months) > 1 else Span(start, max(last, start))


def _read_years(text: str, *, is_before: bool, is_after: bool) -> tuple[float, float] | None:
    """The first and the last year; with the sign of an era, one or two figures are a year too."""
    found = list((_SHORT_YEARS if is_before or is_after else _YEARS).finditer(text))
    if not found:
        return None
    numbers: list[int] = []
    for each in found:
        year, until, decade = int(each[1]), each[2], each[3]
        numbers.append(year)
        if until:
            is_short = len(until) < len(each[1]) and not is_before
            numbers.append(int(each[1][: -len(until)] + until) if is_short else int(until))
        elif decade:
            numbers.append(year + 10)
    if is_before:
        is_last_ours = is_after and len(numbers) > 1
        numbers = [*(-number for number in numbers[:-1]), numbers[-1] if is_last_ours else -numbers[-1]]
    return float(numbers[0]), float(max(numbers[-1], numbers[0]))


def _take_months(text: str, language: str) -> tuple[list[float], str]:
    """The shares of the year at which the months named in a text begin, with their days; and the text without them."""
    names, pattern = _months(primary_tag(language))
    shares = []
    for each in pattern.finditer(text):
        month = names[each["month"].casefold()]
        shares.append(_point(0, month, int(each["before"] or each["behind"] or 1)))
    return shares, pattern.sub(" ", text)


@cache
def _months(language: str) -> tuple[Mapping[str, int], re.Pattern[str]]:
    names = months_of(language)
    if language == "it":
        names = {name: number for number, name in enumerate(_ITALIAN.split(), 1)}
    month = f"(?P<month>{'|'.join(names)})"
    ending = r"(?:\.|st|nd|rd|th|er|º|°)?"
    before, behind = (
        rf"(?P<before>\d{{1,2}}){ending}\s+(?:de\s+|of\s+)?",
        rf"\s+(?P<behind>\d{{1,2}}){ending}(?![\d]|\s*(?:{_BEFORE.pattern}|{_AFTER.pattern}))",
    )
    return names, re.compile(rf"(?<!\w)(?:{before})?{month}(?!\w)(?:{behind})?", re.IGNORECASE)


def _point(year: int, month: int, day: int) -> float:
    return year + (month - 1) / 12 + (day - 1) / 372


def _at(point: float) -> Span:
    return Span(point, point)
