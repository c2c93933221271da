"""A place → the whole sentences around it, as cards and keys print them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TypeAlias

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import ChapterSpan, CopyPosition, CopySpan, chapter_span
from quizgen.citations.outcome import Located
from quizgen.model.citation import Passage

Offsets: TypeAlias = tuple[int, int]
"""Of characters in the flow: the first, and the one behind the last."""


def read_passage(text: BookText, located: Located, *, whole_section: bool = False) -> Passage:
    """The whole sentences around a place, with what is cited marked; a section has only its place, or all its text."""
    if located.is_section and not whole_section:
        return Passage(located.place, "", "", "")
    chapter = located.chapter
    start, end = chapter.span_in_copy(located.span)
    cited = text.flow.tokens.extent(start, end)
    paragraphs = _paragraphs(chapter, start, end)
    before, after = _sentences_around(text, paragraphs, cited)
    return Passage(
        located.place,
        text.running(before, cited[0]),
        _cited(text, chapter, paragraphs, cited),
        text.running(cited[1], after),
    )


def read_surroundings(text: BookText, located: Located) -> Passage:
    """The paragraphs of a place with the one before and the one after; the whole sentences there stand as ``cited``."""
    chapter = located.chapter
    start, end = chapter.span_in_copy(located.span)
    paragraphs = _paragraphs(chapter, start, end)
    extent = text.flow.tokens.extent(start, end)
    sentences = extent if located.is_section else _sentences_around(text, paragraphs, extent)
    first, last = (chapter.paragraphs.index(each) for each in paragraphs)
    opening, _ = text.flow.paragraph_offsets(paragraphs[0])
    _, ending = text.flow.paragraph_offsets(paragraphs[1])
    above = [f"{text.paragraph_text(each)}\n\n" for each in chapter.paragraphs[max(0, first - 1) : first]]
    below = [f"\n\n{text.paragraph_text(each)}" for each in chapter.paragraphs[last + 1 : last + 2]]
    return Passage(
        located.place,
        "".join([*above, text.running(opening, sentences[0])]),
        _cited(text, chapter, paragraphs, sentences),
        "".join([text.running(sentences[1], ending), *below]),
    )


def read_extent(text: BookText, chapter: ChapterText, span: ChapterSpan) -> ChapterSpan:
    """The words of the whole sentences around a place."""
    tokens = text.flow.tokens
    start, end = chapter.span_in_copy(span)
    before, after = _sentences_around(text, _paragraphs(chapter, start, end), tokens.extent(start, end))
    first, last = span
    return chapter_span(first - (start - tokens.first_from(before)), last + (tokens.first_from(after) - end))


def _paragraphs(chapter: ChapterText, first: CopyPosition, last: CopyPosition) -> tuple[CopySpan, CopySpan]:
    """Those of the first and the last word of a span of the copy; mostly it is one."""
    opening = chapter.paragraph_at(first)
    return opening, opening if opening[0] < last <= opening[1] else chapter.paragraph_at(CopyPosition(last - 1))


def _sentences_around(text: BookText, paragraphs: tuple[CopySpan, CopySpan], cited: Offsets) -> Offsets:
    """Where in the flow the first sentence of a place begins, and where its last one ends; ``cited`` is its extent."""
    before, _ = _sentence_bounds(text, paragraphs[0], cited[0])
    _, after = _sentence_bounds(text, paragraphs[1], cited[1] - 1)
    return before, after


def _cited(text: BookText, chapter: ChapterText, paragraphs: tuple[CopySpan, CopySpan], cited: Offsets) -> str:
    """The cited words, its paragraphs separated by an empty line, headings in between left out."""
    first, last = paragraphs
    if first == last:
        return text.running(*cited)
    pieces = []
    for paragraph in chapter.paragraphs:
        if first <= paragraph <= last:
            low, high = text.flow.paragraph_offsets(paragraph)
            pieces.append(text.running(max(low, cited[0]), min(high, cited[1])).strip())
    return "\n\n".join(pieces)


def _sentence_bounds(text: BookText, paragraph: CopySpan, offset: int) -> Offsets:
    """The offsets of the sentence of a paragraph that an offset lies in."""
    starts = text.sentences(paragraph)
    index = max(bisect_right(starts, offset) - 1, 0)
    if index + 1 >= len(starts):
        return starts[-1], text.flow.paragraph_offsets(paragraph)[1]
    start = starts[index]
    sentence = text.flow.text[start : starts[index + 1]]
    return start + len(sentence) - len(sentence.lstrip()), start + len(sentence.rstrip())
