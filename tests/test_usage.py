"""How a chapter writes a word is known without reading all of it, and as if all had been read."""

from __future__ import annotations

import pytest

from quizgen.source.names import fold, read_vocabulary, unfold
from quizgen.source.structure import BookText
from quizgen.source.usage import paragraphs_with, writes_small


@pytest.mark.parametrize(
    ("folded", "word"),
    [
        ("light", "light's"),
        ("light", "lights"),
        ("light", "lights's"),
        ("story", "stories"),
        ("gas", "gas"),
        ("at", "at's"),
    ],
)
def test_what_is_folded_can_be_unfolded(folded: str, word: str) -> None:
    assert word in set(unfold(folded))
    assert {fold(each) for each in unfold(folded)} == {folded}


def test_a_word_that_a_chapter_writes_small(lighthouse: BookText) -> None:
    for chapter in lighthouse.chapters.values():
        vocabulary = read_vocabulary(lighthouse.chapter_text(chapter))
        small = {word for word in vocabulary.words if writes_small(word, lighthouse, chapter)}
        assert small <= vocabulary.small
        assert len(small) > 0.9 * len(vocabulary.small)


def test_the_paragraphs_that_have_some_words(lighthouse: BookText) -> None:
    for chapter in lighthouse.chapters.values():
        paragraphs = lighthouse.chapter_text(chapter).split("\n\n")
        for paragraph in paragraphs:
            opening = " ".join(paragraph.split()[:6])
            assert paragraph in paragraphs_with(opening, lighthouse, chapter)
        assert not list(paragraphs_with("words that nobody wrote", lighthouse, chapter))
