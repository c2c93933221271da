"""How a chapter writes a word is known without reading all of it, and as if all had been read."""

from __future__ import annotations

import re

import pytest

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.book.word_usage import is_name
from quizgen.copies.copy import Copy
from quizgen.model.book import Book, Chapter
from quizgen.text.figures import read_evidence
from quizgen.text.names import Name, fold, fold_words, read_names, unfold
from quizgen.text.words import split_words


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


def test_a_name_is_what_no_place_writes_small(book_text: BookText) -> None:
    found = set()
    for chapter in book_text.chapters.values():
        text = chapter.tokens.text
        small = {fold(word) for word in re.findall(r"\b[^\W\d_]+(?:['’][^\W\d_]+)*", text) if word[0].islower()}
        inside = {name.folded for name in read_names(text) if not name.opens}
        for name in read_names(text)[::10]:
            expected = name.folded not in small and (not name.opens or name.folded in inside)
            assert is_name(name, [chapter]) is expected, name
            found.add((name.opens, expected))
    assert len(found) == 4, "names and others, at the head of a sentence and inside"


@pytest.mark.parametrize(
    ("written", "opens", "expected"),
    [("U.S", True, True), ("B.B.C", True, True), ("PM", False, False), ("Keeper", True, False), ("Marlow", True, True)],
)
def test_words_with_points_are_names_by_their_letters(written: str, opens: bool, expected: bool) -> None:
    said = "He sang to Marlow of the U.S. fleet until 4 p.m. and to the B.B.C. of the keeper. The lamp was lit."
    chapter = Chapter(key="1", title="One", opens="He sang to Marlow")
    book = Book(title="Lamps", author="Nobody", year=1911, language="en", chapters=(chapter,))
    text, _ = read_structure(Copy("lamps.txt", "", (said,)), book)
    assert text is not None
    assert is_name(Name(written, 0, len(written), opens), list(text.chapters.values())) is expected


def test_a_name_of_no_chapter(lighthouse: BookText) -> None:
    chapters = list(lighthouse.chapters.values())
    assert is_name(Name("Atlantis", 4, 12, opens=False), chapters)
    assert not is_name(Name("Atlantis", 0, 8, opens=True), chapters)


def test_a_chapter_in_running_text_has_its_words_and_paragraphs(book_text: BookText, lighthouse: BookText) -> None:
    for text in (book_text, lighthouse):
        for chapter in text.chapters.values():
            assert chapter.tokens.text == "\n\n".join(map(text.paragraph_text, chapter.paragraphs))
            assert chapter.tokens.words == chapter.words == split_words(chapter.tokens.text)
            assert chapter.folded == fold_words(chapter.tokens.text)
            assert chapter.evidence == read_evidence(chapter.tokens.text)
