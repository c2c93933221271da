"""Words of a question → how chapters of the copy write them, and where, looked up in the index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import ChapterPosition
from quizgen.text.names import Name, fold, read_names, unfold, word_at

_MAX_PLACES = 4
"""The number of places that are read: support for a figure is in one of the first."""


def is_name(name: Name, text: BookText, chapters: Sequence[ChapterText]) -> bool:
    """Whether chapters always capitalise a word; one that opens a sentence must also occur inside a sentence."""
    if any(_is_small(name, text, chapter, at) for chapter, at in _places(name, chapters)):
        return False
    if not name.opens:
        return True
    paragraphs = dict.fromkeys(chapter.paragraph_at(chapter.in_copy(at)) for chapter, at in _places(name, chapters))
    names = (each for paragraph in paragraphs for each in read_names(text.paragraph_text(paragraph)))
    return any(each.folded == name.folded and not each.opens for each in names)


def _places(name: Name, chapters: Sequence[ChapterText]) -> Iterator[tuple[ChapterText, ChapterPosition]]:
    """The places of a word in any case, as a possessive or plural, or with points between its letters."""
    runs = [*((word,) for word in unfold(name.folded)), tuple(name.folded)]
    for chapter in chapters:
        for run in runs:
            yield from ((chapter, at) for at in chapter.index.find(run))


def _is_small(name: Name, text: BookText, chapter: ChapterText, at: ChapterPosition) -> bool:
    found = word_at(text.flow.text, text.flow.tokens.bounds(chapter.in_copy(at))[0])
    return found is not None and found[0][0].islower() and fold(found[0]) == name.folded


def paragraphs_with(written: str, text: BookText, chapter: ChapterText) -> Iterator[str]:
    """The first paragraphs that contain a phrase or, for a decade (``1930s``), one of its years."""
    words = text.rule.split(written)
    runs = [words]
    if _DECADE.fullmatch(written):
        runs += ((f"{words[0][:3]}{year}",) for year in range(10))
    found = chain.from_iterable(map(chapter.index.find, runs))
    places = (chapter.in_copy(at) for at in islice(found, _MAX_PLACES))
    return map(text.paragraph_text, dict.fromkeys(map(chapter.paragraph_at, places)))


_DECADE = re.compile(r"[12][0-9]{2}0['’]?s")
