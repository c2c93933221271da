"""A remembered phrase → its places in the copy, each with its passage and a citation for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import ChapterSpan, CopyPosition
from quizgen.citations.anchors import (
    MAX_WORDS_ESSAY,
    Anchors,
    find_run,
    find_spans,
    parse_anchors,
    split_ends,
)
from quizgen.citations.outcome import Located
from quizgen.citations.passages import read_extent, read_passage
from quizgen.citations.propose import propose_citation, propose_passage
from quizgen.citations.recollect import recollect
from quizgen.model.citation import Passage
from quizgen.text.tokens import read_tokens


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


MOST_RECOLLECTED = 5


def recollect_hits(words: str, text: BookText, chapters: Sequence[ChapterText]) -> tuple[Hit, ...]:
    """The places that words may mean which stand nowhere as they are, the likeliest first, each sentence once."""
    found = recollect(split_ends(words), text, chapters, MAX_WORDS_ESSAY)
    by_passage: dict[tuple[str, str], Hit] = {}
    for each in found:
        hit = _hit(text, each.chapter, each.span)
        by_passage.setdefault((hit.chapter, hit.passage.text), hit)
        if len(by_passage) == MOST_RECOLLECTED:
            break
    return tuple(by_passage.values())


def find_outside(words: str, text: BookText) -> str | None:
    """Where words stand in a copy that no chapter has; None if they stand nowhere, or in a chapter."""
    run = text.rule.split(words)
    place = _find_in_row(run, text.flow.tokens.words) if run else None
    if place is not None:
        at = CopyPosition(place)
        spans = [part.span for part in text.parts]
        if any(first <= at < last for first, last in spans):
            return None
        beside = "before the first chapter" if at < min(spans)[0] else "between two parts of chapters"
        if at >= max(last for _, last in spans):
            beside = "after the last chapter"
        return f"{text.where(at)}, {beside}"
    lines = read_tokens("\n".join(text.copy.lines), text.rule)
    place = _find_in_row(run, lines.words) if run else None
    if place is None:
        return None
    number = lines.text.count("\n", 0, lines.bounds(place)[0]) + 1
    return f"{text.copy.place(number)}, in a running header or another line that is left out"


def _find_in_row(run: Sequence[str], words: Sequence[str]) -> int | None:
    """The first place of a run of words; ``index`` finds words faster than a loop does."""
    at = -1
    while True:
        try:
            at = words.index(run[0], at + 1)
        except ValueError:
            return None
        if tuple(words[at : at + len(run)]) == tuple(run):
            return at


def _hit(text: BookText, chapter: ChapterText, span: ChapterSpan) -> Hit:
    place = chapter.part_at(span[0]).place
    passage = read_passage(text, Located(chapter, span, place))
    start = chapter.in_copy(span[0])
    paragraph = chapter.paragraph_number(start) + 1
    cite = propose_passage(text, chapter, span) or propose_citation(text, chapter, read_extent(text, chapter, span))
    return Hit(chapter.chapter.key, place, paragraph, text.at(start)[0], passage, cite)
