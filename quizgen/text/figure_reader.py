"""Number words and digits in a row → the figure that they are together, with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from quizgen.text.figure import PER_CENT, Amount, Figure, Kind, Reading
from quizgen.text.number_words import SPANS, Atom, read_atoms
from quizgen.text.tokens import Tokens
from quizgen.text.units import read_unit

_JOIN = (" ", "-")


_NOTHING: Amount = 0


_LARGEST: Amount = 10**300
"""A number that has reached this takes no further scale: no figure is so large, and calculating with it takes long."""


_END = Atom("end", _NOTHING, 0, 0, "…")


class FigureReader:
    """Reads figures off a text's atoms; every method begins at the cursor and leaves it behind what it read."""

    def __init__(self, tokens: Tokens[Any]) -> None:
        self.text = tokens.text
        self.atoms = tuple(read_atoms(tokens))
        self.cursor = 0

    def read(self) -> Iterator[Figure]:
        while self.cursor < len(self.atoms):
            first = self.cursor
            figure = self._figure()
            if figure is not None:
                yield figure
            self.cursor = max(self.cursor, first + 1)

    def _peek(self, ahead: int = 0) -> Atom:
        place = self.cursor + ahead
        return self.atoms[place] if place < len(self.atoms) else _END

    def _take(self, sorts: Sequence[str], gaps: Sequence[str] = _JOIN) -> Atom | None:
        atom = self._peek()
        if atom.sort not in sorts or atom.gap not in gaps:
            return None
        self.cursor += 1
        return atom

    def _figure(self) -> Figure | None:
        first = self._peek()
        before = self._peek(-1) if self.cursor else None
        if first.sort == "roman" and first.value == 1:
            return None  # the pronoun
        if first.sort in ("multiple", "loose", "roman", "decade"):
            self.cursor += 1
            kind = {"roman": Kind.RANK, "decade": Kind.DECADE}.get(first.sort, Kind.NUMBER)
            value = first.value % 100 if kind is Kind.DECADE else first.value
            return self._made(first, {(kind, value)}, value, loose=first.sort in ("loose", "roman"))
        if first.sort == "half" and before is not None and before.sort == "rank" and first.gap == " ":
            return None  # the second half of the year
        part = self._part()
        if part is not None:
            return self._of_a_scale(first, part)
        rank = self._rank()
        if rank is not None:
            is_time = rank == 2 and before is not None and first.gap in _JOIN and before.sort in ("half", "small")
            return None if is_time else self._made(first, {(Kind.RANK, rank)}, rank, loose=rank == 1)
        if first.sort == "article" or (first.sort == "small" and first.value == 1):
            self.cursor += 1
            if self._peek().gap in _JOIN and (rank := self._rank()) is not None:
                readings = _as_part(Fraction(1, rank)) if rank > 2 else set()
                readings |= {(Kind.RANK, rank)} if first.sort == "article" or rank <= 2 else set()
                return self._made(first, readings, Fraction(1, rank) if rank > 2 else rank, loose=rank <= 2)
            self.cursor -= 1
        number = self._number()
        if number is None:
            return None
        value, spoken = number
        last, after = self.atoms[self.cursor - 1], self._peek()
        is_composed = (
            (last.sort == "tens" and after.value < 10 and after.gap in _JOIN)
            or (last.sort == "scale" and after.value < last.value and after.gap in (" ", "-", " and "))
        ) and after.sort == "rank"
        if is_composed:
            self.cursor += 1
            return self._made(first, {(Kind.RANK, value + after.value)}, value + after.value)
        is_span = self.text[last.start : last.end].lower() in SPANS and value == last.value
        is_one = first.sort == "small" and value == 1
        return self._made(first, {(Kind.NUMBER, value)}, spoken, loose=is_one or is_span)

    def _rank(self) -> Amount | None:
        """``third``, ``23rd``, ``twenty-third``."""
        first, second = self._peek(), self._peek(1)
        if first.sort == "rank":
            self.cursor += 1
            return first.value
        if first.sort == "tens" and second.sort == "rank" and second.value < 10 and second.gap in _JOIN:
            self.cursor += 2
            return first.value + second.value
        return None

    def _part(self) -> Amount | None:
        """``half``, ``a quarter``, ``two thirds``, ``1/3``, ``½``; a third by itself may be a rank."""
        first, second = self._peek(), self._peek(1)
        if first.sort == "vulgar" or first.sort == "half":
            self.cursor += 1
            return first.value
        if (slash := self._slash()) is not None:
            return slash
        numbers = ("article", "small", "tens", "digits")
        if first.sort in numbers and second.sort in ("part", "half") and second.gap in _JOIN:
            self.cursor += 2
            return first.value * second.value
        return None

    def _slash(self) -> Amount | None:
        first, second = self._peek(), self._peek(1)
        is_slashed = first.sort == "digits" and second.sort in ("digits", "rank") and second.gap in ("/", "⁄")
        if not is_slashed or first.value >= second.value or first.value >= 1000:
            return None
        self.cursor += 2
        return Fraction(first.value, second.value)

    def _of_a_scale(self, first: Atom, part: Amount) -> Figure:
        """A part, or that part of a million: ``half a billion``, ``three quarters of a million``."""
        start = self.cursor
        self._take(("article",), (" ", "-", " of "))
        scale = self._take(("scale",), (*_JOIN, " of "))
        if scale is not None:
            return self._made(first, {(Kind.NUMBER, part * scale.value)}, part)
        self.cursor = start
        is_loose = first.sort == "half" and re.match(r"-[^\W\d_]", self.text[first.end : first.end + 2]) is not None
        return self._made(first, _as_part(part), part, loose=is_loose)

    def _number(self, below: Amount = _LARGEST) -> tuple[Amount, Amount] | None:
        """A cardinal, and what was said before its scale; one that is not ``below`` may not be read to its end."""
        value = self._group()
        if value is None:
            return None
        value = _sum(value, self._and_a_part())
        spoken = value
        while value < below and (scale := self._take(("scale", "scales"))) is not None:
            if scale.value >= below:  # else each million could go on with the next one, endlessly
                return None
            value = _sum(value, self._and_a_part()) * scale.value
            value = _sum(value, self._rest(scale.value))
        return value, spoken

    def _group(self) -> Amount | None:
        """Digits with their fraction, or words up to 999."""
        first = self._peek()
        if first.sort == "digits":
            self.cursor += 1
            return _sum(first.value, self._mixed())
        if first.sort == "scale":
            is_span = self.text[first.start : first.end].lower() in SPANS
            if self.text[first.end : first.end + 1] != "-" and not is_span:
                return None  # several hundred
            self.cursor += 1
            return first.value  # thousand-year-old
        value: Amount | None = 1
        if first.sort == "article" and self._peek(1).sort == "scale":
            self.cursor += 1
        else:
            value = self._below_hundred_or_year()
        hundred = self._peek()
        if value is not None and hundred.sort == "scale" and hundred.value == 100 and hundred.gap in _JOIN:
            self.cursor += 1
            value *= 100
            start = self.cursor
            rest = self._below_hundred_or_year() if self._peek().gap in (" ", "-", " and ") else None
            is_other = rest is not None and self._peek().sort == "scale" and self._peek().value == 100
            if is_other:  # three hundred and two hundred
                self.cursor = start
            else:
                value += rest or 0
        return value

    def _mixed(self) -> Amount:
        """The ½ of 3½, of 3 1/2."""
        if (vulgar := self._take(("vulgar",), ("", " ", "-"))) is not None:
            return vulgar.value
        return (self._slash() if self._peek().gap in _JOIN else None) or _NOTHING

    def _below_hundred_or_year(self) -> Amount | None:
        """Words up to 99, or a year in two such numbers: ``nineteen seventeen``."""
        value, after = self._below_hundred(), self._peek()
        if value is None or not 16 <= value <= 19:
            return value
        if after.sort not in ("small", "tens") or after.value < 10 or after.gap not in _JOIN:
            return value
        return 100 * value + (self._below_hundred() or 0)

    def _below_hundred(self) -> Amount | None:
        first, second = self._peek(), self._peek(1)
        if first.sort not in ("small", "tens"):
            return None
        self.cursor += 1
        if first.sort == "tens" and second.sort == "small" and 0 < second.value < 10 and second.gap in _JOIN:
            self.cursor += 1
            return first.value + second.value
        return first.value

    def _and_a_part(self) -> Amount:
        """The half of ``two and a half``."""
        start = self.cursor
        first, second = self._peek(), self._peek(1)
        if first.gap == " and ":
            if first.sort == "article" and second.sort == "rank" and second.value > 2:
                self.cursor += 2
                return Fraction(1, second.value)
            if (part := self._part()) is not None and part < 1 and first.sort != "half":
                return part
        self.cursor = start
        return _NOTHING

    def _rest(self, scale: Amount) -> Amount:
        """What a number goes on with below its scale: two million, two hundred thousand."""
        start, first = self.cursor, self._peek()
        if scale >= 1000 and first.gap in (" ", "-", " and ", ", ", ", and "):
            number = self._number(below=scale)
            is_whole = first.sort != "digits" or self.atoms[self.cursor - 1].sort == "scale"
            lowest = 100 if first.gap.startswith(",") else 1  # not: two million, three of them
            if number is not None and lowest <= number[0] < scale and is_whole:
                return number[0]
        self.cursor = start
        return _NOTHING

    def _made(self, first: Atom, readings: set[Reading], spoken: Amount, *, loose: bool = False) -> Figure:
        start, end = first.start, self.atoms[self.cursor - 1].end
        if (percent := _PERCENT.match(self.text, end)) is not None:
            value = next((value for kind, value in readings if kind is Kind.NUMBER), spoken)
            return Figure(start, percent.end(), frozenset({(Kind.SHARE, Fraction(value, 100))}), spoken, PER_CENT)
        if (permille := _PERMILLE.match(self.text, end)) is not None:
            value = next((value for kind, value in readings if kind is Kind.NUMBER), spoken)
            return Figure(start, permille.end(), frozenset({(Kind.SHARE, Fraction(value, 1000))}), spoken, "per mille")
        is_number = (Kind.NUMBER, spoken) in readings and not loose
        if is_number and (part := _AND_A_PART.match(self.text, end)) is not None:  # two years and a half
            spoken += _PARTS[part[1].lower()]
            readings = {(Kind.NUMBER, spoken)}
        if spoken <= 31 and (
            _MONTH.match(self.text, end) or _AFTER_MONTH.search(self.text[max(0, start - 16) : start])
        ):
            readings = {(Kind.NUMBER, spoken), (Kind.RANK, spoken)}
        elif (Kind.RANK, spoken) in readings and re.match(r"-[^\W\d_]", self.text[end : end + 2]):
            loose = True  # third-rate
        is_part = any(kind is Kind.SHARE for kind, _ in readings)
        unit, is_bare = read_unit(self.text, start, end, is_part=is_part)
        return Figure(start, end, frozenset(readings), spoken, unit, is_bare, loose)


def _sum(value: Amount, more: Amount) -> Amount:
    return value + more if more else value  # adding nothing takes its time too


def _as_part(value: Amount) -> set[Reading]:
    return {(Kind.NUMBER, value), (Kind.SHARE, value)}


_PERCENT = re.compile(r"[\s-]*(?:an?\s+)?(?:[%％]|per[\s-]?cents?\b|percent(?:age)?\b)", re.IGNORECASE)


_PERMILLE = re.compile(r"\s*‰|[\s-]+(?:per[\s-]mille|per[\s-]thousand)\b", re.IGNORECASE)


_AND_A_PART = re.compile(
    r"\s+[^\W\d_]{3,}\s+and\s+a\s+(half|quarter|third)\b(?!\s+(?:dozen|of|the|an?)\b)", re.IGNORECASE
)


_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


_MONTH = re.compile(rf"(?:\s+of)?\s+(?:{_MONTHS})\b")


_AFTER_MONTH = re.compile(rf"\b(?:{_MONTHS})\s+(?:the\s+)?$")


_MONTH_AND_DAY = re.compile(rf"\b(?:{_MONTHS})\s+(?:\d+,\s+)?$")


def is_dated(text: str, start: int) -> bool:
    """Whether the year that begins at an offset has its month before it: ``April 1936``, ``April 3, 1936``."""
    return _MONTH_AND_DAY.search(text[max(0, start - 20) : start]) is not None


def is_round(value: Amount) -> bool:
    return value >= 10_000 and value % 1000 == 0
