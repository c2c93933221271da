"""A place → the whole sentences around it, as cards and keys print them."""

from __future__ import annotations

from bisect import bisect_right

from quizgen.book.book_text import BookText, ChapterText, Span
from quizgen.citations.outcome import Located
from quizgen.model.citation import Passage


def read_passage(text: BookText, located: Located, *, whole_section: bool = False) -> Passage:
    """The whole sentences around a place, with what is cited marked; a section has only its place, or all its text."""
    if located.is_section and not whole_section:
        return Passage(located.place, "", "", "")
    chapter = located.chapter
    first, last = located.span
    start, end = chapter.in_copy(first), chapter.in_copy(last - 1)
    cited = text.flow.words.bounds(start)[0], text.flow.words.bounds(end)[1]
    paragraphs = _paragraphs(chapter, start, end)
    before, after = _sentences_around(text, paragraphs, cited)
    return Passage(
        located.place,
        text.running(before, cited[0]),
        _cited(text, chapter, paragraphs, cited),
        text.running(cited[1], after),
    )


def read_extent(text: BookText, located: Located) -> Span:
    """The words of the whole sentences around a place, by their positions in the copy."""
    chapter, words = located.chapter, text.flow.words
    start, end = chapter.in_copy(located.span[0]), chapter.in_copy(located.span[1] - 1)
    paragraphs = _paragraphs(chapter, start, end)
    before, after = _sentences_around(text, paragraphs, (words.bounds(start)[0], words.bounds(end)[1]))
    return words.first_from(before), words.first_from(after)


def _paragraphs(chapter: ChapterText, first: int, last: int) -> tuple[Span, Span]:
    """Those of two words of the copy; mostly it is one."""
    opening = chapter.paragraph_at(first)
    return opening, opening if opening[0] <= last < opening[1] else chapter.paragraph_at(last)


def _sentences_around(text: BookText, paragraphs: tuple[Span, Span], cited: Span) -> Span:
    """Where in the flow the first sentence of a place begins, and where its last one ends; ``cited`` is its extent."""
    before, _ = _sentence_bounds(text, paragraphs[0], cited[0])
    _, after = _sentence_bounds(text, paragraphs[1], cited[1] - 1)
    return before, after


def _cited(text: BookText, chapter: ChapterText, paragraphs: tuple[Span, Span], cited: Span) -> str:
    """The cited words, its paragraphs separated by an empty line, headings in between left out."""
    first, last = paragraphs
    if first == last:
        return text.running(*cited)
    pieces = []
    for paragraph in chapter.paragraphs:
        if first <= paragraph <= last:
            low, high = text.paragraph_offsets(paragraph)
            pieces.append(text.running(max(low, cited[0]), min(high, cited[1])).strip())
    return "\n\n".join(pieces)


def _sentence_bounds(text: BookText, paragraph: Span, offset: int) -> Span:
    """The offsets of the sentence of a paragraph that an offset lies in."""
    starts = text.sentences(paragraph)
    index = max(bisect_right(starts, offset) - 1, 0)
    if index + 1 >= len(starts):
        return starts[-1], text.paragraph_offsets(paragraph)[1]
    start = starts[index]
    sentence = text.flow.text[start : starts[index + 1]]
    return start + len(sentence) - len(sentence.lstrip()), start + len(sentence.rstrip())
