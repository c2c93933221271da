"""A verdict → an item: a question with what the outputs show beside it."""

from __future__ import annotations

from quizgen.assembly.quiz import Item
from quizgen.citations.passages import read_passage
from quizgen.model.book import Book
from quizgen.model.citation import Passage
from quizgen.verify.verdict import Verdict


def make_item(verdict: Verdict, book: Book, *, with_passages: bool) -> Item:
    """Make an item; it has passages only on demand, and only if the question is sound and there is a copy."""
    passages: tuple[Passage, ...] = ()
    text = verdict.text
    if with_passages and text is not None and verdict.is_sound:
        read = (read_passage(text, each) for each in verdict.known.located if not each.is_section)
        passages = tuple(dict.fromkeys(read))  # parts of one answer may cite the same
    chapter = book.chapter(verdict.entry.chapter)
    return Item(verdict.entry.question, chapter, verdict.places, passages, verdict.media)
