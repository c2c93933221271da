"""A text → the figures in it (numbers, shares, ranks, decades), of one value however they are spelt."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, pairwise, zip_longest
from typing import NamedTuple, TypeAlias

from quizgen.text.words import split_ascii


class Kind(StrEnum):
    """What a value tells: how many (or which year), what part of a whole, which rank, which decade."""

    NUMBER = "number"
    SHARE = "share"
    RANK = "rank"
    DECADE = "decade"


Amount: TypeAlias = int | Fraction
"""Nearly all are whole, and whole numbers are reckoned with much faster."""

Reading: TypeAlias = tuple[Kind, Amount]
"""57 per cent is a share of 57/100; a half is both a share and a number; the 1930s are the decade 30."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, ``text[start:end]`` of its text.

    ``readings`` are the values it may have: ``a third`` is a share or a rank, the ``16`` of ``16 to 25 million`` is
    16 or 16 million. ``spoken`` is the number without its scale or per cent sign. ``unit`` is the word that it
    counts, in the singular; a bare figure counts none. One that says no more than a word would is loose
    (``one``, ``first``, ``a pair``): it bears another out, but needs none.
    """

    start: int
    end: int
    readings: frozenset[Reading]
    spoken: Amount
    unit: str = ""
    is_bare: bool = False
    is_loose: bool = False


def agree(claim: Figure, source: Figure) -> bool:
    """Whether a figure is borne out by one of its source.

    The unit of a bare claim stands elsewhere: ``how many per cent?``, ``12``.
    """
    if not claim.readings.isdisjoint(source.readings):
        return True
    if claim.is_bare and (Kind.NUMBER, source.spoken) in claim.readings:
        return True
    year = source.spoken
    return 1000 <= year < 2100 and (Kind.DECADE, year % 100 - year % 10) in claim.readings


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a text's figures bear out, so that a claim is held against them at once."""

    readings: frozenset[Reading]
    spoken: frozenset[Reading]

    def bears_out(self, claim: Figure) -> bool:
        """Whether a claim agrees with any figure of the text."""
        if not claim.readings.isdisjoint(self.readings):
            return True
        return claim.is_bare and not claim.readings.isdisjoint(self.spoken)


# --- the words for numbers --------------------------------------------------------------------


_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_RANKS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth
    """.split()  # noqa: SIM905 (as above)
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "milliard": 10**9, "billion": 10**9}
_SCALES["trillion"] = 10**12
_SPANS = {"decade": 10, "century": 100}
_MULTIPLES = {
    "0.5": "halve halves halved halving",
    "2": "twice double doubles doubled doubling",
    "3": "thrice triple triples tripled tripling treble trebles trebled trebling",
    "4": "quadruple quadruples quadrupled quadrupling",
}
_LOOSE = {"once": 1, "single": 1, "both": 2, "couple": 2, "pair": 2}


def _entries() -> Iterator[tuple[str, str, Amount]]:
    """Each word, its sort, and its value."""
    for value, word in enumerate(_SMALL):
        yield word, "small", value
    for value, word in enumerate(_TENS, 2):
        yield word, "tens", 10 * value
        yield f"{word[:-1]}ies", "decade", 10 * value
    ranks = dict(enumerate(_RANKS, 1))
    ranks.update({10 * value: f"{word[:-1]}ieth" for value, word in enumerate(_TENS, 2)})
    ranks.update({value: f"{word}th" for word, value in _SCALES.items() if word not in ("dozen", "milliard")})
    for value, word in ranks.items():
        yield word, "rank", value
        if value > 2:
            yield f"{word}s", "part", Fraction(1, value)
    for word, value in (_SCALES | _SPANS).items():
        yield word, "scale", value
        yield f"{word}s".replace("ys", "ies"), "scales", value
    for multiple, words in _MULTIPLES.items():
        yield from ((word, "multiple", Fraction(multiple)) for word in words.split())
    yield from ((word, "loose", value) for word, value in _LOOSE.items())
    yield "half", "half", Fraction(1, 2)
    yield from (("quarter", "part", Fraction(1, 4)), ("quarters", "part", Fraction(1, 4)))


_LEXICON: Mapping[str, tuple[str, Amount]] = {word: (sort, value) for word, sort, value in _entries()}


NUMBER_WORDS = frozenset(_LEXICON)
"""Every word that a figure may be written with."""


def _one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, by their first letters: four times as fast as a row of them."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words, reverse=True):
        by_letter[word[0]].append(word[1:])
    return "(?:" + "|".join(f"{letter}(?:{'|'.join(ends)})" for letter, ends in by_letter.items()) + ")"


_WORDS = _one_of(_LEXICON)
_ATOM = re.compile(  # for a text in small letters
    r"(?=\d)(?P<digits>\d{1,3}(?:,\d{3}){1,99}(?!\d)(?:\.\d{1,300})?"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,99}(?![\d,.]?\d)"
    r"|\d{1,300}(?:\.\d{1,300})?)(?:(?P<rank>st|nd|rd|th)\b|(?P<decade>['’]?s)\b|(?P<times>-?fold)\b)?"
    r"|(?P<vulgar>[¼-¾⅐-⅞])"
    rf"|\b(?:(?P<more>(?:an?|one)\s+(?!{_one_of([*_SCALES, *_SPANS])}\b)[^\W\d_]+\s+and\s+a\s+half)\b"
    rf"|(?P<word>{_WORDS})(?P<fold>-?fold)?\b|(?P<article>an?)(?=[\s-]+{_WORDS}\b)"
    r"|(?P<roman>(?=[xvi])x{0,3}(?:ix|iv|v?i{0,3}))(?=\s+[^\W\d_]))"
)


# What every figure begins with: seen in a fifth of the time that it takes to look for one.
_DIGIT = re.compile("[0-9]")
_ONES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = frozenset(tens + ones for tens in ("", "x", "xx", "xxx") for ones in ("", *_ONES))
_OPENINGS = NUMBER_WORDS | {f"{word}fold" for word in NUMBER_WORDS} | _ROMAN


def _may_have_figures(text: str) -> bool:
    if not text.isascii() or _DIGIT.search(text) is not None:
        return True
    return not _OPENINGS.isdisjoint(split_ascii(text))


def _in_small_letters(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)


_ONE: Amount = 1


class _Atom(NamedTuple):
    """A piece of a figure; ``gap`` is what stands between it and the one before, in one spelling."""

    sort: str
    value: Amount
    start: int
    end: int
    gap: str


def _read_atoms(text: str) -> Iterator[_Atom]:
    end = 0
    for found in _ATOM.finditer(_in_small_letters(text)):
        sort, value = found.lastgroup or "", _ONE
        if digits := found["digits"]:
            value = _amount(digits)
            is_decade = sort == "decade" and value % 10 == 0 and (1000 <= value < 2100 or value < 100)
            sort = {"rank": "rank", "times": "multiple"}.get(sort, "decade" if is_decade else "digits")
        elif word := found["word"]:
            sort, value = _LEXICON[word]
            sort = "multiple" if found["fold"] else sort
        elif sort == "vulgar":
            value = Fraction(unicodedata.numeric(found[0])).limit_denominator(100)
        elif sort == "more":
            sort, value = "multiple", Fraction(3, 2)
        elif sort == "roman":
            if not text[found.start() : found.end()].isupper() or not text[found.end() :].lstrip()[:1].isupper():
                continue
            value = _roman(found[0])
        yield _Atom(sort, value, found.start(), found.end(), _gap(text[end : found.start()]))
        end = found.end()


@lru_cache(maxsize=4096)
def _amount(digits: str) -> Amount:
    plain = re.sub(r"[^\d.]", "", digits)
    return Fraction(plain) if "." in plain else int(plain)


def _gap(between: str) -> str:
    return "…" if len(between) > 12 else _spelt_once(between)


@lru_cache(maxsize=4096)
def _spelt_once(between: str) -> str:
    return re.sub(r"\s*[-‐‑–]\s*", "-", re.sub(r"\s+", " ", between.lower())).replace("-and-", " and ")


def _roman(numeral: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in numeral] + [0]
    return sum(-value if value < after else value for value, after in pairwise(values))


# --- from pieces to figures -------------------------------------------------------------------

_JOIN = (" ", "-")
_NOTHING: Amount = 0
_END = _Atom("end", _NOTHING, 0, 0, "…")


class _Reader:
    """Reads figures off a text's atoms; every method begins at the cursor and leaves it behind what it read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.atoms = tuple(_read_atoms(text))
        self.cursor = 0

    def read(self) -> Iterator[Figure]:
        while self.cursor < len(self.atoms):
            first = self.cursor
            figure = self._figure()
            if figure is not None:
                yield figure
            self.cursor = max(self.cursor, first + 1)

    def _peek(self, ahead: int = 0) -> _Atom:
        place = self.cursor + ahead
        return self.atoms[place] if place < len(self.atoms) else _END

    def _take(self, sorts: Sequence[str], gaps: Sequence[str] = _JOIN) -> _Atom | None:
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
        is_span = self.text[last.start : last.end].lower() in _SPANS and value == last.value
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

    def _of_a_scale(self, first: _Atom, part: Amount) -> Figure:
        """A part, or that part of a million: ``half a billion``, ``three quarters of a million``."""
        start = self.cursor
        self._take(("article",), (" ", "-", " of "))
        scale = self._take(("scale",), (*_JOIN, " of "))
        if scale is not None:
            return self._made(first, {(Kind.NUMBER, part * scale.value)}, part)
        self.cursor = start
        is_loose = first.sort == "half" and re.match(r"-[^\W\d_]", self.text[first.end :][:2]) is not None
        return self._made(first, _as_part(part), part, loose=is_loose)

    def _number(self) -> tuple[Amount, Amount] | None:
        """A cardinal, and what was said before its scale."""
        value = self._group()
        if value is None:
            return None
        value = _sum(value, self._and_a_part())
        spoken = value
        while (scale := self._take(("scale", "scales"))) is not None:
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
            is_span = self.text[first.start : first.end].lower() in _SPANS
            if self.text[first.end : first.end + 1] != "-" and not is_span:
                return None  # several hundred
            self.cursor += 1
            return first.value  # thousand-year-old
        value: Amount | None = 1
        if first.sort == "article" and self._peek(1).sort == "scale":
            self.cursor += 1
        else:
            value = self._below_hundred()
        hundred = self._peek()
        if value is not None and hundred.sort == "scale" and hundred.value == 100 and hundred.gap in _JOIN:
            self.cursor += 1
            value *= 100
            start = self.cursor
            rest = self._below_hundred() if self._peek().gap in (" ", "-", " and ") else None
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

    def _below_hundred(self) -> Amount | None:
        first, second = self._peek(), self._peek(1)
        if first.sort not in ("small", "tens"):
            return None
        self.cursor += 1
        is_joined = second.gap in _JOIN
        if first.sort == "tens" and second.sort == "small" and 0 < second.value < 10 and is_joined:
            self.cursor += 1
            return first.value + second.value
        if 16 <= first.value <= 19 and second.sort in ("small", "tens") and second.value >= 10 and is_joined:
            return 100 * first.value + (self._below_hundred() or 0)  # nineteen seventeen
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
            number = self._number()
            is_whole = first.sort != "digits" or self.atoms[self.cursor - 1].sort == "scale"
            lowest = 100 if first.gap.startswith(",") else 1  # not: two million, three of them
            if number is not None and lowest <= number[0] < scale and is_whole:
                return number[0]
        self.cursor = start
        return _NOTHING

    def _made(self, first: _Atom, readings: set[Reading], spoken: Amount, *, loose: bool = False) -> Figure:
        start, end = first.start, self.atoms[self.cursor - 1].end
        if (percent := _PERCENT.match(self.text, end)) is not None:
            value = next((value for kind, value in readings if kind is Kind.NUMBER), spoken)
            return Figure(start, percent.end(), frozenset({(Kind.SHARE, Fraction(value, 100))}), spoken, "per cent")
        if spoken <= 31 and (
            _MONTH.match(self.text, end) or _AFTER_MONTH.search(self.text[max(0, start - 16) : start])
        ):
            readings = {(Kind.NUMBER, spoken), (Kind.RANK, spoken)}
        elif (Kind.RANK, spoken) in readings and re.match(r"-[^\W\d_]", self.text[end : end + 2]):
            loose = True  # third-rate
        is_part = any(kind is Kind.SHARE for kind, _ in readings)
        unit, is_bare = _unit(self.text, start, end, _UNIT_OF_PART if is_part else _UNIT)
        return Figure(start, end, frozenset(readings), spoken, unit, is_bare, loose)


def _sum(value: Amount, more: Amount) -> Amount:
    return value + more if more else value  # adding nothing takes its time too


def _as_part(value: Amount) -> set[Reading]:
    return {(Kind.NUMBER, value), (Kind.SHARE, value)}


_PERCENT = re.compile(r"[\s-]*(?:an?\s+)?(?:%|per[\s-]?cents?\b|percent(?:age)?\b)", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = re.compile(rf"(?:\s+of)?\s+(?:{_MONTHS})\b")
_AFTER_MONTH = re.compile(rf"\b(?:{_MONTHS})\s+(?:the\s+)?$")
_CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro"}
_UNIT = re.compile(r"[\s-]*(?:of\s+)?([^\W\d_]+)", re.IGNORECASE)
_UNIT_OF_PART = re.compile(r"[\s-]*(?:of\s+)?(?:(?:the|an?)\s+)?([^\W\d_]+)", re.IGNORECASE)  # half a ton
_NO_UNITS = frozenset(
    """
    a about against almost also although an and are as at be been before but by can could did do does during each even
    every first for from had has have he her his i if in into is it its last later less like may might more most much
    nearly no nor not now of off on only or out over per respectively she should since so still than that the their then
    there these they this those to under until up upon was we were what when where which while who will with within
    without would you
    """.split()  # noqa: SIM905 (as above)
)
_SPELLINGS = {"rouble": "ruble", "metre": "meter", "kilometre": "kilometer", "litre": "liter", "tonne": "ton"}


def _unit(text: str, start: int, end: int, pattern: re.Pattern[str]) -> tuple[str, bool]:
    """The word that a figure counts, and whether there is none."""
    if start and text[start - 1] in _CURRENCIES:
        return _CURRENCIES[text[start - 1]], False
    found = pattern.match(text, end)
    word = found[1].lower() if found else ""
    if not word or word in _NO_UNITS:
        return "", True
    folded = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return _SPELLINGS.get(folded, folded), False


# --- a text -----------------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[^\W\d_a-z]|[\"'“‘(\[])")
_RANGE = re.compile(r"\s*(?:[-‐‑–]|\b(?:to|or|and)\b|[-‐‑–]\s+(?:to|or|and)\b)\s*", re.IGNORECASE)
_HANGING = re.compile(r"\s*[-‐‑–](?![^\W_])")


@lru_cache(maxsize=4096)
def read_figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in its order."""
    figures = list(_Reader(text).read()) if _may_have_figures(text) else []
    if not figures:
        return ()
    for index, (before, figure) in enumerate(pairwise(figures), 1):
        if (year := _abbreviated(text, before, figure)) is not None:
            figures[index] = replace(figure, readings=frozenset({(Kind.NUMBER, year)}), spoken=year)
    bounds = [found.end() for found in _SENTENCE_END.finditer(text)]
    sentences = groupby(figures, key=lambda figure: bisect_right(bounds, figure.start))
    return tuple(figure for _, sentence in sentences for figure in _with_loans(text, tuple(sentence)))


@lru_cache(maxsize=4096)
def read_evidence(text: str) -> Evidence:
    """What a text's figures bear out; see ``agree``."""
    figures = read_figures(text)
    readings = {reading for figure in figures for reading in figure.readings}
    years = {figure.spoken for figure in figures if 1000 <= figure.spoken < 2100}
    readings |= {(Kind.DECADE, year % 100 - year % 10) for year in years}
    return Evidence(frozenset(readings), frozenset((Kind.NUMBER, figure.spoken) for figure in figures))


def _abbreviated(text: str, before: Figure, figure: Figure) -> Amount | None:
    """The 1928 of 1923-28."""
    digits = figure.end - figure.start
    is_one = before.end - before.start == 4 and digits <= 2 and before.spoken >= 1000 and text[figure.start].isdigit()
    if not is_one or not re.fullmatch(r"\s*[-‐‑–/]\s*", text[before.end : figure.start]):
        return None
    year = before.spoken - before.spoken % 10**digits + figure.spoken
    return year if year > before.spoken else None


def _with_loans(text: str, sentence: tuple[Figure, ...]) -> Iterator[Figure]:
    """The figures of a sentence; one without a unit is per cent or millions in ``16 to 25 million``, else it may be."""
    scales = {reading for figure in sentence for reading in _scales(figure)}
    thousands = {(Kind.NUMBER, 1000)} if any(_is_round(figure.spoken) for figure in sentence) else set()
    for figure, after in zip_longest(sentence, sentence[1:]):
        value = figure.spoken
        if not figure.is_bare or value >= 1000 or (Kind.NUMBER, value) not in figure.readings:
            yield figure
            continue
        lent = scales | thousands if _HANGING.match(text, figure.end) else scales  # 60- to 80-, or even 100,000
        own = figure.readings
        if after is not None and _RANGE.fullmatch(text, figure.end, after.start) and (end := set(_scales(after))):
            own, lent = frozenset(), end
        yield replace(figure, readings=own | {(kind, value * scale) for kind, scale in lent})


def _scales(figure: Figure) -> Iterator[Reading]:
    """What a figure multiplies its spoken number by: a hundredth, or from a thousand on."""
    for kind, value in figure.readings if figure.spoken else ():
        if value is figure.spoken:
            continue
        scale = Fraction(value, figure.spoken)
        if scale == Fraction(1, 100) or scale >= 1000:
            yield kind, scale


def _is_round(value: Amount) -> bool:
    return value >= 10_000 and value % 1000 == 0
