"""The text of a book in one copy → damaged words: split, joined or doubled ones, and stray full stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.book.damage.word_statistics import Mark, Reading
from quizgen.book.positions import copy_span
from quizgen.model.language import primary_tag

_MIN_PAIR_COUNT = 20


def split_word(reading: Reading) -> Iterator[Mark]:
    """One word written as two: ``pro letariat``. One of its halves is rarely or never a word of the copy."""
    for at in reading.neighbours if reading.is_telling else ():
        one, two = reading.words[at], reading.words[at + 1]
        if not (one.isalpha() and two.isalpha()) or reading.pairs[one, two] > 2:
            continue
        rarer, whole = min(reading.text.counts[one], reading.text.counts[two]), reading.text.counts[one + two]
        if whole > 1 and rarer <= reading.rare and whole >= 4 * rarer and reading.written(at + 1).islower():
            yield Mark(copy_span(at, at + 2), f"“{one} {two}” is one word, “{one}{two}”")


_GLUED = re.compile(
    r"[^\W\d_]{2,}[,;!?][^\W\d_]{2,}|[^\W\d_]{3,}[.:][A-Z][a-z]+|(?<![^\W_])([a-z]{3,})\d+(?:\.\d+)?(?![\w.])"
)
_MIN_FOOTNOTE_MARKS = 10


def joined_words(reading: Reading) -> Iterator[Mark]:
    """Two words without a space between them: ``ofthe``, ``written,the``."""
    glued = [at for at, found in reading.find(_GLUED) if not found[1] or reading.text.counts[found[1]] > reading.rare]
    # Footnote marks that directly follow words do so throughout the book; so many matches are not damage.
    for at in glued if len(glued) <= max(_MIN_FOOTNOTE_MARKS, reading.text.counts.total() // 2_000) else ():
        if not reading.is_code(at):
            yield Mark(copy_span(at, at + 2), "a space is missing between two words")
    for at in reading.positions if reading.is_telling else ():
        word, count = reading.words[at], reading.text.counts[reading.words[at]]
        if count > reading.rare or not word.isalpha() or reading.is_code(at):
            continue
        halves = ((word[:cut], word[cut:]) for cut in range(2, len(word) - 1))
        found = next(
            (each for each in halves if reading.pairs[each] >= max(_MIN_PAIR_COUNT, 10 * count)),
            None,
        )
        if found is not None:
            yield Mark(copy_span(at, at + 1), f"“{word}” is two words, “{' '.join(found)}”")


def doubled_word(reading: Reading) -> Iterator[Mark]:
    """A word that stands twice in a row: ``of the the people``."""
    language = primary_tag(reading.text.book.language)
    may_double = _DOUBLED.get(language, frozenset())
    for at in reading.neighbours if language not in _REDUPLICATING else ():
        word = reading.words[at]
        if (
            word != reading.words[at + 1]
            or len(word) == 1
            or not (word.isalpha() and reading.written(at + 1).islower())
        ):
            continue
        # A doubling that the copy has often is the author's style.
        if (
            word not in may_double
            and not reading.is_code(at)
            and reading.pairs[word, word] <= 3
            and (not at or reading.words[at - 1] != word)
        ):
            yield Mark(copy_span(at, at + 2), f"“{word}” stands twice")


_DOUBLED = {
    "en": frozenset({"had"}),
    "de": frozenset({"der", "die", "das", "sie"}),
    "fr": frozenset({"nous", "vous"}),
    "nl": frozenset({"die", "dat"}),
}
"""Words that may stand twice in a row in a sentence of a language: ``nous nous levons``."""
_REDUPLICATING = frozenset({"vi", "id", "ms", "zh", "ja", "th"})
"""Languages in which a word is doubled to say more or many: ``luôn luôn``."""

_MAX_STOPS = 500
"""If there are more than one in so many words, the copy writes so: a list of words, as at the end of a reader."""

_STOP = re.compile(r"\.[”\"’]?\s+")


def stray_stop(reading: Reading) -> Iterator[Mark]:
    """A full stop in the middle of a sentence: quizgen ends a passage there, and so would a reader."""
    found = list(_stray_stops(reading))
    yield from found if len(found) <= max(20, reading.text.counts.total() // _MAX_STOPS) else ()


def _stray_stops(reading: Reading) -> Iterator[Mark]:
    for first, last in reading.spans:
        for at in range(first + 1, last - 2):
            if (
                _STOP.fullmatch(reading.between(at, at + 1))
                and reading.written(at + 1)[0].islower()
                and reading.between(at + 1, at + 2)[0] not in ".)"  # `b)` begins a list item
                and _is_no_abbreviation(at, reading)
                and not (reading.is_code(at) or reading.is_code(at + 1))
                and reading.words[at].isascii() >= reading.words[at + 1].isascii()  # a foreign word in another script
            ):
                yield Mark(copy_span(at, at + 2), "the sentence goes on behind its full stop")


def _is_no_abbreviation(at: int, reading: Reading) -> bool:
    """Whether a word is usually written without a full stop after it, and is not the ``g`` of ``e.g.``."""
    word = reading.words[at]
    stopped, count = reading.stopped[word], reading.text.counts[word]
    if not word.isalpha() or reading.between(at - 1, at) == "." or (len(word) < 3 and word not in reading.commonest):
        return False
    return stopped <= 1 if len(word) > 4 and count <= 2 else 3 * stopped <= 2 * count
