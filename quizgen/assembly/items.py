"""A verdict → a question ready for an output."""

from __future__ import annotations

from quizgen.assembly.quiz import Item
from quizgen.citations.passages import read_passage
from quizgen.model.book import Book
from quizgen.model.citation import Passage
from quizgen.verify.verdict import Verdict


def make_item(verdict: Verdict, book: Book, *, with_passages: bool) -> Item:
    """A question for the outputs, with the passages of the reader's copy if there is one and they are wanted."""
    passages: tuple[Passage, ...] = ()
    text = verdict.text
    if with_passages and text is not None and verdict.is_sound:
        passages = tuple(read_passage(text, each) for each in verdict.known.located if not each.is_section)
    chapter = book.chapter(verdict.entry.chapter)
    return Item(verdict.entry.question, chapter, verdict.places, passages, verdict.media)
