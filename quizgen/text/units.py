"""A figure in a text → the unit that it counts, in the singular and in one spelling."""

from __future__ import annotations

import re

from quizgen.text.figure import Figure
from quizgen.text.scripts import count_unspaced

_CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro"}

_LENGTH = r"(?:[^\W\d_]*met(?:er|re)|mile|yard|inche?|foot|feet)s?\b"

_WORD_OF_UNIT = (
    rf"(?P<raised>(?:square|cubic)(?=[\s-]+{_LENGTH}))?[\s-]*"
    r"(?P<word>°(?:\s?[CFK]\b)?|[^\W\d_²³]+)(?P<power>\^?\{?[23]\}?(?![\w.,]\d|\w)|[²³])?"
)

_UNIT = re.compile(rf"[\s-]*(?:of\s+)?{_WORD_OF_UNIT}", re.IGNORECASE)

_UNIT_OF_PART = re.compile(rf"[\s-]*(?:of\s+)?(?:(?:the|an?)\s+)?{_WORD_OF_UNIT}", re.IGNORECASE)  # half a ton

_NO_UNITS = frozenset(
    """
    a about against almost also although an and are as at be been before but by can could did do does during each even
    every first for from had has have he her his i if in into is it its last later less like may might more most much
    nearly no nor not now of off on only or out over per respectively she should since so still than that the their then
    there these they this those to under until up upon was we were what when where which while who will with within
    without would you
    """.split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)
)

_SPELLINGS = {"rouble": "ruble", "metre": "meter", "kilometre": "kilometer", "litre": "liter", "tonne": "ton"}

_SPELLINGS |= {"centimetre": "centimeter", "millimetre": "millimeter", "millilitre": "milliliter", "gramme": "gram"}

_SPELLINGS |= {"feet": "foot", "inche": "inch", "pence": "penny", "kopek": "kopeck", "lb": "pound", "kg": "kilogram"}

_SPELLINGS |= {"km": "kilometer", "cm": "centimeter", "mm": "millimeter", "hr": "hour", "sec": "second"}

_SPELLINGS |= {"min": "minute", "yr": "year", "ft": "foot", "yd": "yard", "oz": "ounce", "mph": "mile"}

_SIGNS = {
    "m": "meter",
    "dm": "decimeter",
    "g": "gram",
    "mg": "milligram",
    "t": "ton",
    "l": "liter",
    "L": "liter",
    "ml": "milliliter",
    "mL": "milliliter",
    "h": "hour",
    "s": "second",
    "W": "watt",
    "kW": "kilowatt",
    "V": "volt",
    "J": "joule",
    "N": "newton",
    "Hz": "hertz",
    "K": "kelvin",
}
"""Signs of units, in which a capital makes a difference."""


def read_unit(text: str, start: int, end: int, *, is_part: bool) -> tuple[str, bool]:
    """The word that a figure counts, and whether there is none; ``is_part``: whether the figure is a part of it."""
    if start and text[start - 1] in _CURRENCIES:
        return _CURRENCIES[text[start - 1]], False
    found = (_UNIT_OF_PART if is_part else _UNIT).match(text, end)
    if not found or found["word"].lower() in _NO_UNITS:
        return "", True
    if count_unspaced(found["word"][:1]):
        return "", True  # no blank says how far the unit goes
    return _fold_found(found), False


def _fold_found(found: re.Match[str]) -> str:
    """A unit that a pattern found, with the power that stands before it (``square``) or behind it (``²``)."""
    unit = "degree" if found["word"].startswith("°") else fold_unit(found["word"])
    if found["raised"]:
        return f"{found['raised'].lower()} {unit}"
    if found["power"] and re.fullmatch(_LENGTH, unit):
        return f"{'square' if found['power'].strip('^{}') in '2²' else 'cubic'} {unit}"
    return unit


def write_with_unit(text: str, figure: Figure) -> str:
    """A figure as its text writes it, with its unit if that stands beside it."""
    start, end = figure.start, figure.end
    if start and text[start - 1] in _CURRENCIES:
        return text[start - 1 : end]
    found = _UNIT_OF_PART.match(text, end)
    return text[start : found.end()] if found and _fold_found(found) == figure.unit else text[start:end]


def fold_unit(word: str) -> str:
    """A unit in the singular and in one spelling; a sign such as ``kg`` in full."""
    if word in _SIGNS:
        return _SIGNS[word]
    folded = word.lower()
    folded = folded[:-1] if folded.endswith("s") and not folded.endswith("ss") else folded
    if folded.endswith("ie") and len(folded) > 4:
        folded = f"{folded[:-2]}y"  # centuries
    return _SPELLINGS.get(folded, folded)
