"""A remembered phrase → its places in the copy, each with its passage and a citation for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import ChapterSpan
from quizgen.citations.anchors import (
    ANCHOR_WORDS,
    MAX_WORDS,
    MAX_WORDS_ESSAY,
    Anchors,
    find_run,
    find_spans,
    parse_anchors,
)
from quizgen.citations.locate import why_not_found
from quizgen.citations.outcome import Located, NotFound
from quizgen.citations.passages import read_extent, read_passage
from quizgen.citations.propose import propose_citation, propose_near
from quizgen.model.citation import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A place: the chapter's key, the paragraph in the chapter and the line in the copy (both from 1), the passage in
    whole sentences, and a citation of it, if there is one.
    """

    chapter: str
    place: str
    paragraph: int
    line: int
    passage: Passage
    cite: str | None


def search(words: str, text: BookText, chapters: Sequence[ChapterText]) -> Iterator[Hit]:
    """Every place of a phrase, or of a citation with an ellipsis, in the order of the book."""
    anchors = parse_anchors(words, text.rule)
    for chapter in chapters:
        if isinstance(anchors, Anchors) and anchors.end:
            spans = find_spans(anchors, chapter, MAX_WORDS_ESSAY)
        else:
            spans = find_run(text.rule.split(words), chapter)
        for span in spans:
            yield _hit(text, chapter, span)


def nearest(words: str, text: BookText, chapters: Sequence[ChapterText]) -> Iterator[tuple[str, NotFound]]:
    """For three or more words without an exact match: the place in each chapter that resembles them, if any."""
    run = text.rule.split(words)
    if len(run) < ANCHOR_WORDS[0]:
        return
    for chapter in chapters:
        missing = why_not_found(Anchors(run, ()), text, chapter, MAX_WORDS)
        if missing.near is not None:
            yield chapter.chapter.label, missing


def _hit(text: BookText, chapter: ChapterText, span: ChapterSpan) -> Hit:
    place = chapter.part_at(span[0]).place
    passage = read_passage(text, Located(chapter, span, place))
    start = chapter.in_copy(span[0])
    paragraph = chapter.paragraph_number(start) + 1
    cite = propose_near(text, chapter, span) or propose_citation(text, chapter, read_extent(text, chapter, span))
    return Hit(chapter.chapter.key, place, paragraph, text.at(start)[0], passage, cite)
