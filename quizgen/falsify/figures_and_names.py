"""A text → its figures, names and content words, read anew here, so that the code under test does not judge itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

# --- figures ----------------------------------------------------------------------------------


class Sort(StrEnum):
    """What a figure can be replaced with and still read well: another of its sort."""

    YEAR = "year"
    RANGE_END = "end of a range of years"
    SHARE = "per cent"
    RANK = "rank"
    DIGITS = "digits"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, ``text[start:end]``; ``values`` are the number itself and what it is with its scale (19 million).

    ``unit`` is the word in lower case that follows, ``unit_at`` its start and end; "" if none does.
    """

    start: int
    end: int
    written: str
    values: frozenset[Fraction]
    sort: Sort
    unit: str
    unit_at: tuple[int, int]


_SMALL = """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905 (as above)
_RANKS = """second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth""".split()  # noqa: SIM905 (as above)
_NUMBERS = {
    **{word: number for number, word in enumerate(_SMALL, 2)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{
        f"{tens}-{unit}": 10 * ten + one
        for ten, tens in enumerate(_TENS, 2)
        for one, unit in enumerate(["one", *_SMALL[:8]], 1)
    },
}
_RANKED = {word: number for number, word in enumerate(_RANKS, 2)}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}

_DIGITS = r"(?<![\w.,$^_{\\])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d}]|s\b)"
_WORDS = "|".join(sorted([*_NUMBERS, *_RANKED], key=len, reverse=True))
_FIGURE = re.compile(rf"(?P<digits>{_DIGITS})(?P<rank>(?:st|nd|rd|th)\b)?|(?<![\w-])(?P<word>{_WORDS})(?![\w-])", re.I)
SHARE = re.compile(r"\s?(?:%|per ?cent\b)")
_SCALE = re.compile(r"\s(hundred|thousand|million|billion)s?\b")
_UNIT = re.compile(r"[ \n-]([a-z]{3,})\b")
_NO_UNIT = frozenset(
    "and are but for from had has nor not per than that the then times was were which who with".split()  # noqa: SIM905
)
_ABBREVIATED = re.compile(r"(1\d|20)\d\d[-‐‑–/]$")


@lru_cache(maxsize=10_000)
def read_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text from two on; words in English only."""
    return tuple(_figures(text))


def _figures(text: str) -> Iterator[Figure]:
    for found in _FIGURE.finditer(text):
        word = (found["word"] or "").lower()
        value = Fraction(found["digits"].replace(",", "")) if found["digits"] else Fraction(_number(word))
        after = found.end()
        if (opening := _ABBREVIATED.search(text, max(0, found.start() - 5), found.start())) and value < 100:
            value += 100 * int(opening[1])
            sort = Sort.RANGE_END
        elif found["rank"] or word in _RANKED:
            sort = Sort.RANK
        elif SHARE.match(text, after):
            sort = Sort.SHARE
        elif word:
            sort = Sort.WORD
        elif 1000 <= value < 2100 and "," not in found[0] and value.denominator == 1:
            sort = Sort.YEAR
        else:
            sort = Sort.DIGITS
        scale = _SCALE.match(text, after)
        values = {value, value * _SCALES[scale[1]]} if scale else {value}
        unit = _UNIT.match(text, scale.end() if scale else after)
        if unit is None or unit[1] in _NO_UNIT:
            yield Figure(found.start(), after, found[0], frozenset(values), sort, "", (after, after))
        else:
            yield Figure(found.start(), after, found[0], frozenset(values), sort, unit[1], unit.span(1))


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else _RANKED[word]


def stands_with(values: frozenset[Fraction], unit: str, text: str) -> bool:
    """Whether a text has a value with the same unit, or with a unit that is not told on either side."""
    return any(
        values & figure.values and (not unit or not figure.unit or are_kin(unit, figure.unit))
        for figure in read_figures(text)
    )


# --- names ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words, ``text[start:end]``; ``opens``: it may owe the capital to a sentence's beginning.

    ``form`` tells in which places it reads well: after “the” or not, and its ending. ``is_before_noun``: a word
    follows that is no sign of a noun before it, as in “German workers”.
    """

    start: int
    end: int
    written: str
    opens: bool
    form: str
    is_before_noun: bool


_WORD = re.compile(r"[^\W\d_](?:[^\W_]|-(?=[^\W\d_])|['’](?!s\b)(?=[^\W\d_]))*")
_OPENING = re.compile(r"(?:^|[.!?…:;•\n]|\s[–—-]\s|—)[\s\"'“”‘’(\[*_{]*(?:\d+::)?$")
_NO_NOUN = """and as at but by can could did does for from had has have he in into is it may might must nor not of on or
    said says she should than that the they to was were which who will with would"""
_BEFORE_NOUN = re.compile(rf"[ \n-](?!(?:{'|'.join(_NO_NOUN.split())}|[a-z]+ed)\b)[a-z]")
_NO_NAMES = frozenset(
    """A An And As At But By For From He Her His How I If In It Its Not Of On Or Our She So That The Their Then There
    These They This Those Thus To Was We What When Where Which While Who Whom Whose Why With Yes You""".split()  # noqa: SIM905
)
_MONTHS = frozenset(
    """January February March April May June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday""".split()  # noqa: SIM905
)


@lru_cache(maxsize=10_000)
def read_names(text: str) -> tuple[Name, ...]:
    """The runs of capitalised words of a text that are not function words."""
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Name]:
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and (not _is_capital(word[0]) or text[run[-1].end() : word.start()] != " "):
            yield read_name(text, run[0].start(), run[-1].end())
            run = []
        if _is_capital(word[0]):
            run.append(word)
    if run:
        yield read_name(text, run[0].start(), run[-1].end())


def _is_capital(word: str) -> bool:
    is_shouted = word.isupper() and len(word) > 5
    return word[0].isupper() and len(word) > 2 and not is_shouted and word not in _NO_NAMES


def read_name(text: str, start: int, end: int) -> Name:
    opens = not start or _OPENING.search(text, max(0, start - 12), start) is not None
    form = f"{_determiner(text, start)}{form_of(text[start:end])}"
    return Name(start, end, text[start:end], opens, form, _BEFORE_NOUN.match(text, end) is not None)


def _determiner(text: str, start: int) -> str:
    return "the " if text[max(0, start - 4) : start].lower() == "the " else ""


def form_of(name: str) -> str:
    """The ending of a name's last word, by which it can stand for others."""
    last = name.split()[-1]
    if last in _MONTHS:
        return "date"
    if re.search(r"(?:ian|can|ean|ish|ese|ic|man|ist)$", last):
        return "adjective"
    if last.endswith("s") and not last.endswith(("ss", "us", "is", "as", "es")):
        return "plural"
    return "name"


_STEM_LETTERS = 5


def are_kin(one: str, other: str) -> bool:
    """Whether two words begin alike: Germany and German, month and months."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return long.startswith(short[: max(3, min(_STEM_LETTERS, len(short) - 1))])


_CONTENT = re.compile(r"[^\W_]{3,}")
_FUNCTION_WORDS = frozenset(
    """all and any are but can for from had has have her him his how into its may more most not only one our out own
    per she should some such than that the their them then there these they this those through was were what when
    where which while who whom whose why will with would you your""".split()  # noqa: SIM905
)


@lru_cache(maxsize=10_000)
def content_words(text: str) -> frozenset[str]:
    """The words of a text in lower case, without the short and the most frequent ones."""
    return frozenset(_CONTENT.findall(text.lower())) - _FUNCTION_WORDS


def shares_a_word(text: str, other: str) -> bool:
    """Whether any content word of a text, or one of its kin, stands in another text."""
    return any(stands(word, other) for word in content_words(text))


def stands(word: str, text: str) -> bool:
    return any(are_kin(word, each) for each in content_words(text))
