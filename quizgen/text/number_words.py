"""A text → the number words and digits in it, one by one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from quizgen.text.figure import Amount
from quizgen.text.superscripts import EXPONENT, POWER, read_exponent
from quizgen.text.tokens import Tokens
from quizgen.text.words import split_ascii

_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)


_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


_RANKS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth
    """.split()  # noqa: SIM905 (as above)


_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "milliard": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
}


SPANS = {"decade": 10, "century": 100}


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
    for word, value in (_SCALES | SPANS).items():
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
    rf"(?P<ten>10(?P<exponent>{EXPONENT}))"
    r"|(?=\d)(?P<digits>\d{1,3}(?:,\d{3}){1,99}(?!\d)(?:\.\d{1,300})?"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,99}(?![\d,.]?\d)"
    rf"|\d{{1,300}}(?:\.\d{{1,300}})?)(?P<power>{POWER})?"
    r"(?:(?P<rank>st|nd|rd|th)\b|(?P<decade>['’]?s)\b|(?P<times>-?fold)\b)?"
    r"|(?P<vulgar>[¼-¾⅐-⅞])"
    rf"|\b(?:(?P<more>(?:an?|one)\s+(?!{_one_of([*_SCALES, *SPANS])}\b)[^\W\d_]+\s+and\s+a\s+half)\b"
    rf"|(?P<word>{_WORDS})(?P<fold>-?fold)?\b|(?P<article>an?)(?=[\s-]+{_WORDS}\b)"
    r"|(?P<roman>(?=[xvi])x{0,3}(?:ix|iv|v?i{0,3}))(?=\s+[^\W\d_]))"
)


# What every figure begins with: seen in a fifth of the time that it takes to look for one.
_DIGIT = re.compile("[0-9]")


_ONES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


_ROMAN = frozenset(tens + ones for tens in ("", "x", "xx", "xxx") for ones in ("", *_ONES))


_OPENINGS = NUMBER_WORDS | {f"{word}fold" for word in NUMBER_WORDS} | _ROMAN


def may_have_figures(text: str) -> bool:
    if not text.isascii() or _DIGIT.search(text) is not None:
        return True
    return not _OPENINGS.isdisjoint(split_ascii(text))


def in_small_letters(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)


_ONE: Amount = 1


class Atom(NamedTuple):
    """A piece of a figure; ``gap`` is what stands between it and the one before, in one spelling."""

    sort: str
    value: Amount
    start: int
    end: int
    gap: str


def read_atoms(tokens: Tokens[Any]) -> Iterator[Atom]:
    text, end = tokens.text, 0
    for found in _find_atoms(tokens):
        sort, value = found.lastgroup or "", _ONE
        if exponent := found["exponent"]:
            sort, value = "digits", scale_amount(1, read_exponent(exponent))
        elif digits := found["digits"]:
            value = read_amount(digits)
            if power := found["power"]:
                value = scale_amount(value, read_exponent(power))
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
            following = _AFTER_SPACE.match(text, found.end())
            if not text[found.start() : found.end()].isupper() or following is None or not following[0][-1].isupper():
                continue
            value = _roman(found[0])
        yield Atom(sort, value, found.start(), found.end(), gap_between(text[end : found.start()]))
        end = found.end()


_AFTER_SPACE = re.compile(r"\s+\S")


def _find_atoms(tokens: Tokens[Any]) -> Iterator[re.Match[str]]:
    """The matches of ``_ATOM`` in a text, looked for only at the words that one may begin with."""
    lowered, words = in_small_letters(tokens.text), tokens.words
    free = 0
    ahead: re.Match[str] | None = None
    for at, word in enumerate(words):
        if word in _WHOLE_OPENINGS:
            if word in _ARTICLES and not _leads_to_figure(words, at):
                continue
            start, _ = tokens.bounds(at)
            if start >= free and (found := _ATOM.match(lowered, start)) is not None:
                free = found.end()
                yield found
        elif not word.isalpha() and _may_hold_figure(word):
            start, end = tokens.bounds(at)
            while max(start, free) < end:
                if ahead is None or ahead.start() < max(start, free):
                    ahead = _ATOM.search(lowered, max(start, free))
                    if ahead is None:
                        return
                if ahead.start() >= end:
                    break
                free = ahead.end()
                yield ahead


_ARTICLES = ("a", "an")


_WHOLE_OPENINGS = (_OPENINGS | {*_ARTICLES}) - {""}


def _may_hold_figure(word: str) -> bool:
    """Whether a word that is not all letters may have a figure inside: ``1930s``, ``one's``."""
    return not word.isascii() or _DIGIT.search(word) is not None or not _WHOLE_OPENINGS.isdisjoint(word.split("'"))


def _leads_to_figure(words: Sequence[str], at: int) -> bool:
    """Whether an article may begin a figure: ``a hundred``, ``a year and a half``."""
    after = words[at + 1 : at + 5]
    return bool(after) and (after[0] in _OPENINGS or not after[0].isalpha() or after[1:] == ("and", "a", "half"))


@lru_cache(maxsize=4096)
def read_amount(digits: str) -> Amount:
    plain = re.sub(r"[^\d.]", "", digits)
    return Fraction(plain) if "." in plain else int(plain)


def scale_amount(amount: Amount, exponent: int) -> Amount:
    """An amount multiplied by a power of ten."""
    scaled = amount * Fraction(10) ** exponent
    return scaled.numerator if scaled.denominator == 1 else scaled


def gap_between(between: str) -> str:
    return "…" if len(between) > 12 else _spelt_once(between)


@lru_cache(maxsize=4096)
def _spelt_once(between: str) -> str:
    return re.sub(r"\s*[-‐‑–]\s*", "-", re.sub(r"\s+", " ", between.lower())).replace("-and-", " and ")


def _roman(numeral: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in numeral] + [0]
    return sum(-value if value < after else value for value, after in pairwise(values))
