"""A citation as it is written → its anchors, and every place where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import ChapterSpan, chapter_span
from quizgen.citations.outcome import Malformed
from quizgen.citations.passages import read_extent
from quizgen.text.addresses import as_one_word
from quizgen.text.scripts import count_unspaced, without_unspaced
from quizgen.text.words import WordRule, split_words

MAX_WORDS = 120


MAX_WORDS_ESSAY = 400


ANCHOR_WORDS = (3, 6)
"""In a script without blanks between words twice as many letters, as everywhere: two of them count as a word."""


PHRASE_WORDS = (4, 8)


# The sign between the ends of a citation: set off by blanks, since the book has ellipses too, or else the only one.
_SET_OFF = tuple(re.compile(rf"(?:(?<=\s)|^){sign}(?=\s|$)") for sign in ("…", r"\.\.\."))
_ELLIPSIS = re.compile(r"(?<![….])(?:…|\.\.\.)(?![….])")

_ANY_ELLIPSIS = re.compile(r"…|\.{3,}")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The normalised words a citation begins and ends with; a phrase has no ``end``."""

    start: tuple[str, ...]
    end: tuple[str, ...]


def split_ends(text: str) -> list[str]:
    """The first and the last words of a citation as they are written, or its phrase."""
    return [end.strip() for end in _divider(text.strip()).split(text.strip())]


def _divider(text: str) -> re.Pattern[str]:
    """The sign that parts the ends: where one is set off, any other sign is the book's own, as all of `.....` are."""
    counts = [len(pattern.findall(text)) for pattern in _SET_OFF]
    if 1 in counts:
        return _SET_OFF[counts.index(1)]
    if any(counts):
        return _SET_OFF[0] if counts[0] else _SET_OFF[1]
    return _ELLIPSIS if len(_ELLIPSIS.findall(text)) == 1 else _SET_OFF[0]


def without_ellipses(text: str) -> str:
    """Words of the book without its ellipses: in a citation they might part it."""
    return " ".join(_ANY_ELLIPSIS.sub(" ", text).split())


def parse_anchors(text: str, rule: WordRule) -> Anchors | Malformed:
    ends = split_ends(text)
    if len(ends) > 2:
        return Malformed(
            "it has more than one ellipsis",
            "Give the first words, one `…`, and the last words, without those of the book; or a list of citations.",
        )
    if len(ends) == 1:
        return _sized(
            ends,
            rule,
            PHRASE_WORDS,
            "a phrase",
            "Or give the first and last 3 to 6 words of a passage, with `…` between.",
        )
    return _sized(
        ends, rule, ANCHOR_WORDS, "each end", "Longer passages need no longer ends: what is between them belongs to it."
    )


def _sized(ends: list[str], rule: WordRule, sizes: tuple[int, int], what: str, hint: str) -> Anchors | Malformed:
    low, high = sizes
    runs = [rule.split(end) for end in ends]
    if "" in ends and any(ends):
        side = "before" if not ends[0] else "behind"
        return Malformed(
            f"nothing stands {side} its ellipsis",
            "Write the first and the last words of the passage, 3 to 6 each; a phrase of 4 to 8 words needs no `…`.",
        )
    for end, run in zip(ends, runs, strict=True):
        count = len(run) if end.isascii() and "-" not in end else rule.count(end)
        count = max(low, rule.count(as_one_word(end))) if count > high else count
        if not low <= count <= high:
            if count < low:
                hint = "Give a few words more, as they stand in the copy."
            elif count_unspaced(end):
                hint = hint.replace("3 to 6 words", "6 to 12 characters")
            return Malformed(f"“{end}” has {_size(end, count, sizes, what)}", hint)
    return Anchors(runs[0], runs[1] if len(runs) > 1 else ())


def _size(end: str, count: float, sizes: tuple[int, int], what: str) -> str:
    """How long an end is, and how long it may be, for a message."""
    low, high = sizes
    if not count_unspaced(end):
        return f"{count} word{'' if count == 1 else 's'}; {what} has {low} to {high}"
    letters = round(2 * count)
    of_words = "" if not split_words(without_unspaced(end)) else ", where a word between blanks counts as two"
    return f"{letters} character{'' if letters == 1 else 's'}; {what} has {2 * low} to {2 * high}{of_words}"


def find_spans(anchors: Anchors, chapter: ChapterText, limit: int) -> tuple[ChapterSpan, ...]:
    """Every place of a phrase; or every start with every later end within ``limit`` words."""
    if not anchors.end:
        return find_run(anchors.start, chapter)
    limit *= chapter.letters_per_word
    starts = find_run(anchors.start, chapter)
    ends = find_run(anchors.end, chapter) if starts else ()
    return tuple(
        chapter_span(first, last)
        for first, begun in starts
        for ending, last in ends
        if begun <= ending and last - first <= limit
    )


def find_run(run: tuple[str, ...], chapter: ChapterText) -> tuple[ChapterSpan, ...]:
    """Every place of some words in a row; if there is none, those with the marks of notes among them."""
    found = tuple(chapter_span(at, at + len(run)) for at in chapter.index.find(run))
    if found or not run or (unmarked := chapter.unmarked) is None:
        return found
    positions = unmarked.positions
    return tuple(chapter_span(positions[at], positions[at + len(run) - 1] + 1) for at in unmarked.index.find(run))


def distinct_spans(spans: tuple[ChapterSpan, ...], text: BookText, chapter: ChapterText) -> tuple[ChapterSpan, ...]:
    """Of places whose sentences are the same word for word (a copy that prints a passage twice), only the first."""
    if len(spans) < 2:
        return spans
    by_words: dict[tuple[tuple[str, ...], ...], ChapterSpan] = {}
    for first, last in spans:
        low, high = read_extent(text, chapter, (first, last))
        words = chapter.words[low:first], chapter.words[first:last], chapter.words[last:high]
        by_words.setdefault(words, (first, last))
    return tuple(by_words.values())
