"""A place → the shortest citation that stands for it alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import ChapterSpan, chapter_span
from quizgen.citations.anchors import (
    ANCHOR_WORDS,
    MAX_WORDS,
    MAX_WORDS_ESSAY,
    PHRASE_WORDS,
    Anchors,
    distinct_spans,
    find_spans,
    parse_anchors,
    split_ends,
    without_ellipses,
)
from quizgen.citations.outcome import Located
from quizgen.citations.passages import read_extent

_MOST_TOKENS = 5 * ANCHOR_WORDS[1]
"""An end has up to as many of the copy's words, where those written as one count as one (``north-east``, addresses)."""


def propose_citation(text: BookText, chapter: ChapterText, span: ChapterSpan) -> str | None:
    """The shortest citation that stands for exactly this span, if one does; in the copy's own spelling."""
    first, last = span

    def written(start: int, end: int) -> str:
        return without_ellipses(text.written(*chapter.span_in_copy(chapter_span(start, end))))

    phrase = written(first, last)
    if PHRASE_WORDS[0] <= text.rule.count(phrase) <= PHRASE_WORDS[1]:
        candidates: Iterator[str] = iter((phrase,))
    else:
        low = ANCHOR_WORDS[0]
        candidates = (
            f"{written(first, first + size + more)} … {written(last - size - less, last)}"
            for size in range(low, _MOST_TOKENS)
            for more, less in ((0, 0), (1, 0), (0, 1))
            if first + size + more <= last - size - less
        )
    for candidate in candidates:
        anchors = parse_anchors(candidate, text.rule)
        if isinstance(anchors, Anchors):
            spans = find_spans(anchors, chapter, MAX_WORDS_ESSAY)
            if distinct_spans(spans, text, chapter) == (span,):
                return candidate
    return None


_WORD_STEPS = [(left, right) for more in range(5) for left, right in ((0, more), (more, 0))]


_LETTER_STEPS = sorted(product(range(9), repeat=2), key=sum)
"""By letters, a sentence may have no room for enough of them on one side."""


def propose_near(text: BookText, chapter: ChapterText, span: ChapterSpan) -> str | None:
    """A citation of a span, or if none stands for it alone, of one that has up to four words more.

    Words of the same sentence are added rather than those of the next one, which would be cited with it.
    """
    first, last = span
    low, high = read_extent(text, chapter, span)
    steps = _LETTER_STEPS if chapter.letters_per_word > 1 else _WORD_STEPS
    wider = [chapter_span(first - left, last + right) for left, right in steps]
    inside = [each for each in wider if each[0] >= 0 and each[1] <= len(chapter.words)]
    inside.sort(key=lambda each: each[0] < low or each[1] > high)
    return next((found for each in inside if (found := propose_citation(text, chapter, each)) is not None), None)


def propose_passage(text: BookText, chapter: ChapterText, span: ChapterSpan) -> str | None:
    """The first and last words of the whole sentences around a span; if these are too many or no such citation stands
    for them alone, a citation of the span or of what is near.
    """
    low, high = read_extent(text, chapter, span)
    whole = propose_citation(text, chapter, chapter_span(low, high)) if high - low <= MAX_WORDS else None
    return whole or propose_near(text, chapter, span)


def correct_citation(written: str, located: Located, text: BookText) -> str | None:
    """A citation with the copy's words in place of those that differ from it; or one that stands for the same place."""
    stands = {near.written: near.stands for near in located.differences}
    corrected = " … ".join(stands.get(end, end) for end in split_ends(written))
    anchors = parse_anchors(corrected, text.rule)
    if isinstance(anchors, Anchors):
        spans = distinct_spans(find_spans(anchors, located.chapter, MAX_WORDS_ESSAY), text, located.chapter)
        if spans == (located.span,):
            return corrected
    return propose_near(text, located.chapter, located.span)


def shorten_citation(written: str, text: BookText, chapter: ChapterText) -> str | None:
    """A citation for one whose ends have too many or too few words, if these stand in the chapter and only once."""
    ends = [text.rule.split(end) for end in split_ends(written)]
    if len(ends) > 2 or not all(ends):
        return None
    anchors = Anchors(ends[0], ends[1] if len(ends) > 1 else ())
    spans = distinct_spans(find_spans(anchors, chapter, MAX_WORDS), text, chapter)
    if len(spans) != 1 or spans[0][1] - spans[0][0] > MAX_WORDS:
        return None
    return propose_citation(text, chapter, spans[0]) or propose_passage(text, chapter, spans[0])
