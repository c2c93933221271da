"""The text of a book in one copy → damaged letters: garbled, misdecoded, control or stray ones."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from quizgen.book.damage.word_statistics import Mark, Reading
from quizgen.book.positions import CopySpan, copy_span

# The weights of an unlikely word and of a short fragment, and the sum that five words in a row must reach: three
# unlikely words, or two and one or two fragments. In the first book every window that reaches it is garbled; of mere
# pairs of unlikely words, half are not.
_UNLIKELY_WEIGHT, _SHORT_WEIGHT = 1.5, 1.0
_MIN_WINDOW_WEIGHT = 3.5
_WINDOW_WORDS = 5
_MAX_GAP_WORDS = 8
"""Garbled words at most this far apart are reported as one stretch."""

_LETTER = r"[^\W\d_]"
_SYMBOL = re.compile(rf'{_LETTER}([{{}}|*<>~^\\=+#$%@_"]){_LETTER}')
_FIGURE = re.compile(rf"(?<!\w)(?:\d+{_LETTER}{{5,}}|{_LETTER}+\d+{_LETTER}{{2,}}|({_LETTER}{{4,}})\d+(?!\w))")
_INNER_CAPITAL = re.compile(r"(?<!\w)[a-z]+[A-Z]\w*")
_CAPITAL_I = re.compile(r"(?<!\w)I([a-z]{2,})(?!\w)")


def garbled(reading: Reading) -> Iterator[Mark]:
    """Characters or letters in a row that make no word of the book's language.

    A sign inside of a word (``Wit}l``, ``t2ecdmu``, ``tGod``) is enough; of words that are merely unlike all
    others of the copy, several have to stand together.
    """
    misshapen = {at for at in _misshapen(reading) if not reading.is_code(at)}
    points = dict.fromkeys(misshapen, _UNLIKELY_WEIGHT)
    for at, weight in _unlikely(reading) if reading.is_telling else ():
        if not reading.is_code(at):
            points.setdefault(at, weight)
    marked = sorted(points)
    hot = misshapen
    for index, at in enumerate(marked):
        window = marked[index : bisect_left(marked, at + _WINDOW_WORDS)]
        if sum(points[each] for each in window) >= _MIN_WINDOW_WEIGHT:
            hot.update(window)
    for first, last in _stretches(hot):
        many = f"{last - first} words make" if last - first > 1 else "this makes"
        yield Mark(copy_span(first, last), f"{many} no sense as letters")


def _stretches(positions: Iterable[int]) -> Iterator[CopySpan]:
    """Merge positions that are near one another into spans."""
    ordered = sorted(positions)
    first = 0
    for index, at in enumerate(ordered):
        if index + 1 == len(ordered) or ordered[index + 1] - at > _MAX_GAP_WORDS:
            yield copy_span(ordered[first], at + 1)
            first = index + 1


def _misshapen(reading: Reading) -> Iterator[int]:
    """Words with a symbol, digit or capital inside; one that the copy has often is taken for its notation."""
    often = max(5, reading.text.counts.total() // 5_000)
    symbols = [(at, found[1]) for at, found in reading.find(_SYMBOL)]
    counts = Counter(symbol for _, symbol in symbols)
    yield from (side for at, symbol in symbols if counts[symbol] <= often for side in (at, at + 1))
    figures = [
        at for at, found in reading.find(_FIGURE) if not (found[1] and found[1].casefold() in reading.text.counts)
    ]
    yield from figures if len(figures) <= often else ()
    for at, found in reading.find(_INNER_CAPITAL):
        if reading.spellings[found[0]] == 1:
            yield at
    for at, found in reading.find(_CAPITAL_I):
        if f"l{found[1]}" in reading.spellings and f"i{found[1]}" not in reading.spellings:
            yield at


def _unlikely(reading: Reading) -> Iterator[tuple[int, float]]:
    """Unique words that are spelled unlike all others, and rare words of one or two letters, with their weights."""
    for at in reading.positions:
        written, word = reading.written(at), reading.words[at]
        if not written.islower() or not written.isalpha():
            continue
        if len(written) <= 2:
            if reading.spellings[written] <= reading.rare and _stands_free(reading, at):
                yield at, _SHORT_WEIGHT
        elif reading.text.counts[word] == 1 and reading.spelling.surprise(word) > reading.surprising:
            yield at, _UNLIKELY_WEIGHT


def _stands_free(reading: Reading, at: int) -> bool:
    """Whether a short word stands by itself: not an abbreviation, a unit after a number, or half of a compound."""
    before = reading.between(at - 1, at) if at else " "
    behind = reading.between(at, at + 1) if at + 1 < len(reading.words) else "."
    is_unit = at > 0 and reading.words[at - 1][-1:].isdigit()
    return before[-1:] in " \n“\"'‘" and behind[:1] in " \n,;" and not is_unit


_ENCODED_TWICE = re.compile(
    r"[À-ÿ][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+|â€|\ufffd|[\ue000-\uf8ff]"
)
_PLAUSIBLE = re.compile(r"[\u00a0-\u024f\u2000-\u206f\u20ac\u2122]+")


def mojibake(reading: Reading) -> Iterator[Mark]:
    """Letters read in a wrong encoding (``donâ€™t``, ``cafÃ©``), or lost in it (``�``)."""
    for at, found in reading.find(_ENCODED_TWICE):
        if _is_misread(found[0]):
            yield Mark(copy_span(at, at + 1), f"“{found[0]}” is what another encoding leaves of a character")


def _is_misread(run: str) -> bool:
    if run == "â€" or not "À" <= run[0] <= "ÿ":
        return True
    try:
        return _PLAUSIBLE.fullmatch(run.encode("cp1252").decode("utf-8")) is not None
    except UnicodeError:
        return False


def control_character(reading: Reading) -> Iterator[Mark]:
    """Characters that no text has, left by a program; quizgen reads them as spaces."""
    flow = reading.text.flow
    for number in reading.text.copy.controls:
        line = bisect_left(flow.lines, number - 1)
        if line < len(flow.lines) and flow.lines[line] == number - 1:
            first, last = flow.first_word(line), flow.first_word(line + 1)
            if any(low <= first < high for low, high in reading.spans):
                yield Mark(copy_span(first, max(last, first + 1)), "this line has control characters")


def stray_letter(reading: Reading) -> Iterator[Mark]:
    """A letter or two that are what is left of a short word: ``a proportion o the works``."""
    if not reading.is_telling:
        return
    lone = [
        at
        for at in reading.positions
        if (written := reading.written(at)).islower()
        and written.isalpha()
        and len(written) <= 2
        and not reading.has_code
        and reading.spellings[written] <= reading.rare
        and (len(written) == 1 or _lacks_a_letter(written, reading))
    ]
    for written, group in groupby(sorted(lone, key=reading.written), key=reading.written):
        places = list(group)
        # A letter that also occurs beside symbols and digits is a name or a label: `a + b`, `(b)`.
        if len(places) == reading.spellings[written] and all(_stands_free(reading, at) for at in places):
            yield from (Mark(copy_span(at, at + 1), f"“{written}” is no word here") for at in places)


_WITH_VOWELS = re.compile("[a-zæœøıßα-ωа-яёіїєґў]")
_VOWEL = re.compile("[aeiouyæœøıαεηιουωаеёиоуыэюяіїє]")


def _lacks_a_letter(written: str, reading: Reading) -> bool:
    """Whether two letters without a vowel are one of the commonest words with one letter missing."""
    plain = unicodedata.normalize("NFD", written)
    if not _WITH_VOWELS.match(plain) or _VOWEL.search(plain):
        return False
    return any(len(word) == 3 and written in (word[1:], word[:2], word[0] + word[2]) for word in reading.commonest)
