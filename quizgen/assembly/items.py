"""A verdict → an item: a question with what the outputs show beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quizgen.assembly.quiz import Item, ShownStimulus
from quizgen.book.book_text import BookText
from quizgen.citations.outcome import Located
from quizgen.citations.passages import read_passage
from quizgen.model.book import Book
from quizgen.model.citation import Passage
from quizgen.model.stimulus import Objective
from quizgen.verify.verdict import Verdict

_NONE: Mapping[str, Objective] = {}


def make_item(
    verdict: Verdict, book: Book, *, with_passages: bool, objectives: Mapping[str, Objective] = _NONE
) -> Item:
    """Make an item; it has passages only on demand, and only if the question is sound and there is a copy.

    ``objectives`` are those of the book, by their ids.
    """
    text = verdict.text if with_passages and verdict.is_sound else None
    entry = verdict.entry
    stimulus = None
    if entry.stimulus is not None:
        written = entry.stimulus.stimulus
        shown = _read(verdict.known.shown, text)
        stimulus = ShownStimulus(entry.stimulus.key, written.title or "", written.text or "", verdict.shown, shown)
    return Item(
        entry.question,
        book.chapter(entry.chapter),
        verdict.places,
        _read(verdict.known.located, text),
        verdict.media,
        stimulus,
        objectives.get(entry.question.objective or ""),
    )


def _read(located: Iterable[Located], text: BookText | None) -> tuple[Passage, ...]:
    """The passages of places; parts of one answer may cite the same one."""
    if text is None:
        return ()
    return tuple(dict.fromkeys(read_passage(text, each) for each in located if not each.is_section))
