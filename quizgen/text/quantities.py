"""Options that are all numbers or dates → the values by which they are put in order, by the book's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from math import inf, isfinite

from quizgen.model.language import primary_tag

_COMMA_IS_DECIMAL = frozenset(
    """
    bg ca cs da de el es et fi fr hr hu id it lt lv nb nl no pl pt ro ru sk sl sr sv tr uk
    """.split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)
)
_POINT_IS_DECIMAL = frozenset(
    """
    de-ch de-li es-do es-gt es-hn es-mx es-ni es-pa es-pr es-sv es-us
    """.split()  # noqa: SIM905 (as above)
)
"""Where the language's other countries write a comma (CLDR, `decimal`)."""

_SCALES: Mapping[str, Mapping[str, float]] = {
    "en": {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12},
    "de": {"tausend": 1e3, "mio": 1e6, "million": 1e6, "mrd": 1e9, "milliarde": 1e9, "billion": 1e12},
    "fr": {"mille": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e12},
    "es": {"mil": 1e3, "millón": 1e6, "millones": 1e6, "billón": 1e12, "billones": 1e12},
}

_MONTHS: Mapping[str, str] = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}

_FAMILIES: tuple[Mapping[str, float], ...] = (
    {"nm": 1e-9, "µm": 1e-6, "μm": 1e-6, "mm": 1e-3, "cm": 1e-2, "dm": 1e-1, "m": 1, "km": 1e3},
    {"µg": 1e-6, "μg": 1e-6, "mg": 1e-3, "g": 1, "kg": 1e3, "t": 1e6},
    {"ml": 1e-3, "mL": 1e-3, "cl": 1e-2, "cL": 1e-2, "dl": 1e-1, "dL": 1e-1, "l": 1, "L": 1},
    {"ns": 1e-9, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600},
    {"mV": 1e-3, "V": 1, "kV": 1e3},
    {"mA": 1e-3, "A": 1},
    {"W": 1, "kW": 1e3, "MW": 1e6, "GW": 1e9},
    {"J": 1, "kJ": 1e3, "MJ": 1e6},
    {"Hz": 1, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9},
)
"""Units of one quantity, as multiples of each other."""

_BLANK = "[ \u00a0\u2009\u202f]"
_GROUPED = r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?"
_BY_POINTS = r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"
_BY_COMMAS = r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"
_PLAIN = r"\d+(?:[.,]\d+)?"
_POWER = rf"(?:[eE]([-+−]?\d{{1,3}})|{_BLANK}?[×·x*]{_BLANK}?10\^\(?([-+−]?\d{{1,3}})\)?)?(?![\d^])"
_BEFORE = re.compile(rf"([^\d\s¼-¾⅐-⅞]{{0,4}}){_BLANK}?([-−–+]?)(?=[\d¼-¾⅐-⅞])")
_FRACTION = re.compile(rf"(?:(\d+){_BLANK})?(\d+){_BLANK}?[/⁄]{_BLANK}?(\d+)(?![\d/.])")
_VULGAR = re.compile(rf"(\d*){_BLANK}?([¼-¾⅐-⅞])")
_RAISED = re.compile(r"(\d{1,6})\^\(?([-+−]?\d{1,2})\)?(?![\d.])")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?![\d:])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CALCULATES = re.compile(r"\s[-+*×·÷=−→⇌]\s|^\s*[+*×÷=!^]|[=√]")
_MAX_WORDS = 3


def sort_values(options: Iterable[str], language: str) -> list[float] | None:
    """The values of options that are all numbers, with or without a unit, or all dates; None if any is neither.

    ``language`` is a tag such as ``de-CH``: it says whether a comma is decimal, and what months and millions are.
    """
    written = [_tidy(option) for option in options]
    if any(_read_date(each, language) is not None for each in written):
        dates = [float(each) if _YEAR.fullmatch(each) else _read_date(each, language) for each in written]
        found = [date for date in dates if date is not None]
        if len(found) == len(dates):
            return found
    read = [_read_number(each, language) for each in written]
    numbers = [each for each in read if each is not None]
    if len(numbers) < len(read):
        return None
    units = [rest for _, rest in numbers]
    family = next((each for each in _FAMILIES if each.keys() >= set(units)), None)
    return [value * family[unit] if family else value for value, unit in numbers]


_SUPERSCRIPT = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_TEX = (
    (re.compile(r"\\[dt]?frac\s*\{?(\d+)\}?\s*\{?(\d+)\}?"), r" \1/\2"),
    (re.compile(r"\\(?:times|cdot)\s*"), "×"),
    (re.compile(r"\\[,;: ]|~"), " "),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\(?:text|mathrm|unit)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\^\{([-+]?\d+)\}"), r"^\1"),
    (re.compile(r"\\%"), "%"),
)


def _tidy(option: str) -> str:
    """An option without markup around it, and a formula in plain signs."""
    text = option.strip().strip("*`").strip()
    if text.startswith("$") and text.endswith("$") and len(text) > 2:
        text = text.strip("$").strip()
        for pattern, plain in _TEX:
            text = pattern.sub(plain, text)
        text = text.strip()
    return _SUPERSCRIPT.sub(lambda found: "^" + unicodedata.normalize("NFKC", found[0]), text)


def _read_number(text: str, language: str) -> tuple[float, str] | None:
    """The number in a text such as ``7.1 million tons``, ``-5``, ``$5`` or ``1924``, and what stands behind it."""
    before = _BEFORE.match(text)
    if before is None or "\\" in text or not _may_precede(before[1], text[before.end(1) :]):
        return None
    value, rest = _read_amount(text[before.end() :], language)
    if value is None or len(_WORD.findall(text)) > _MAX_WORDS or _CALCULATES.search(rest):
        return None
    for word, scale in _SCALES.get(primary_tag(language), _SCALES["en"]).items():
        if re.search(rf"\b{word}(?:e?n|s)?\b", rest.lower()):
            value *= scale
    sign = -1.0 if {*"-−–"}.intersection(before[1] + before[2]) else 1.0
    nudge = 1e-9 * (before[1].startswith((">", "more")) - before[1].startswith("<")) * max(1.0, abs(value))
    return (sign * value + nudge, rest.strip()) if isfinite(value) else (sign * inf, rest.strip())


def _may_precede(before: str, behind: str) -> bool:
    """Whether these characters may stand before a number: a sign of money, ``ca.``; not a symbol, as in ``H2``."""
    if any(sign in before for sign in "([{√^_/!"):
        return False
    if behind[:1].isspace() or not any(map(str.isalpha, before)):
        return True
    return unicodedata.category(before[-1]) == "Sc"


def _read_amount(text: str, language: str) -> tuple[float | None, str]:
    """The number that begins a text, and what stands behind it."""
    if found := _VULGAR.match(text):
        return (float(found[1] or 0) + unicodedata.numeric(found[2])), text[found.end() :]
    if (found := _FRACTION.match(text)) and float(found[3]):
        return float(found[1] or 0) + float(found[2]) / float(found[3]), text[found.end() :]
    if (found := _RAISED.match(text)) and float(found[1]):
        return float(found[1]) ** int(found[2].replace("−", "-")), text[found.end() :]
    if found := _CLOCK.match(text):
        return float(found[1]) + float(found[2]) / 60, text[found.end() :]
    found = _number_pattern(_has_comma(language)).match(text)
    if found is None:
        return None, text
    value = _value(found[1], has_comma=_has_comma(language))
    if power := found[2] or found[3]:
        value *= 10.0 ** int(power.replace("−", "-")) if abs(int(power.replace("−", "-"))) < 300 else inf
    return value, text[found.end() :]


def _has_comma(language: str) -> bool:
    return primary_tag(language) in _COMMA_IS_DECIMAL and language.lower() not in _POINT_IS_DECIMAL


@cache
def _number_pattern(has_comma: bool) -> re.Pattern[str]:
    first, second = (_BY_POINTS, _BY_COMMAS) if has_comma else (_BY_COMMAS, _BY_POINTS)
    # Of the other language's grouping only what cannot be a decimal: `1.000.000` in an English book.
    twice = second.replace(")+", "){2,}", 1)
    forms = [each + r"(?![.,]?\d)" for each in (_GROUPED, first, twice, _PLAIN)]
    return re.compile(f"({'|'.join(forms)}){_POWER}")


def _value(written: str, *, has_comma: bool) -> float:
    digits = re.sub(r"[^\d.,]", "", written)
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        decimal = max(".,", key=digits.rfind)
    elif points + commas > 1:
        decimal = ""
    else:
        mark = "." if points else ","
        grouping = "." if has_comma else ","
        is_grouped = mark == grouping and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits) is not None
        decimal = "" if is_grouped else mark
    whole, _, part = digits.rpartition(decimal) if decimal and decimal in digits else (digits, "", "")
    return float(re.sub(r"\D", "", whole) + (f".{part}" if part else ""))


_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def _read_date(text: str, language: str) -> float | None:
    """A date in figures (``1917-11-07``, ``7.11.1917``) or with the name of its month, as a number of years."""
    if found := _ISO.fullmatch(text):
        return _years(found[1], int(found[2]), found[3])
    if found := _DOTTED.fullmatch(text):
        return _years(found[3], int(found[2]), found[1])
    months = months_of(primary_tag(language))
    for pattern in _date_patterns(primary_tag(language)):
        if found := pattern.fullmatch(text.lower()):
            named = found.groupdict()
            return _years(named.get("year") or "0", months[named["month"]], named.get("day") or "0")
    return None


def _years(year: str, month: int, day: str) -> float:
    return float(year) + (month - 1) / 12 + float(day) / 400


@cache
def months_of(language: str) -> Mapping[str, int]:
    """The months by their names in small letters, in a language given by its primary tag, or else in English."""
    names = _MONTHS.get(language, _MONTHS["en"]).split()
    return {name: number for number, name in enumerate(names, 1)}


@cache
def _date_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    month = f"(?P<month>{'|'.join(months_of(language))})"
    day, year = r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º)?", r"(?P<year>\d{3,4})"
    forms = (
        rf"(?:on |am |le |el )?{day} (?:de |of )?{month}(?:,? (?:de |del )?{year})?",
        rf"{month} {day}(?:,? {year})?",
    )
    return tuple(re.compile(form) for form in (*forms, rf"(?:in |im |en )?{month},? (?:de |del )?{year}"))
