"""Words of a question → how a chapter of the copy writes them, and where, without reading all of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quizgen.source.names import fold, unfold, word_at
from quizgen.source.structure import BookText, ChapterText
from quizgen.source.words import split_words

_ENOUGH = 4
"""So many places are looked at: a word that is no name is written small in one of the first."""


def writes_small(folded: str, text: BookText, chapter: ChapterText) -> bool:
    """Whether a chapter writes a word with a small letter, which is ``folded`` as names are, in one of a few places."""
    for word in unfold(folded):
        for at in islice(chapter.index.find((word,)), _ENOUGH):
            found = word_at(text.flow.text, text.flow.words.bounds(chapter.in_copy(at))[0])
            if found is not None and found[0][0].islower() and fold(found[0]) == folded:
                return True
    return False


def paragraphs_with(written: str, text: BookText, chapter: ChapterText) -> Iterator[str]:
    """The text of the first paragraphs in which words stand in a row."""
    places = (chapter.in_copy(at) for at in islice(chapter.index.find(split_words(written)), _ENOUGH))
    return map(text.paragraph_text, dict.fromkeys(map(chapter.paragraph_at, places)))
