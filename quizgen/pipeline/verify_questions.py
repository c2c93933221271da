"""A bank → what is known of its questions: from an earlier run, else found out now, by several processes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from quizgen.book.structure import BookText
from quizgen.checks import Reported
from quizgen.model.book import Book
from quizgen.pipeline.parallel import map_parallel
from quizgen.project.bank import LocatedQuestion
from quizgen.project.layout import Bank
from quizgen.project.request import Track
from quizgen.verify.question import QuestionResult, compare_questions, make_verifier
from quizgen.workspace.saved_results import Row, as_row, from_row, recall, remember
from quizgen.workspace.store import open_cache

_FEW, _MANY = 50, 250
"""Questions that are one task: many of one chapter, whose words are read for each task, or few of several."""


def verify_questions(
    bank: Bank, book: Book, text: BookText | None, track: Track
) -> tuple[dict[str, QuestionResult], list[tuple[str, Reported]]]:
    """What is known of each question by its id, which is kept for the next run; and what `verify_bank` finds."""
    cache = open_cache()
    known = recall(cache, bank, text)
    unknown = [entry for entry in bank.entries if entry.question.id not in known]
    if text is not None and unknown:
        _ = text.runs  # once for all processes
    verify = make_verifier(book, text)
    tasks = [partial(_reported, bank, book), *(partial(_rows, part, verify, text) for part in _parts(unknown))]
    of_bank: list[tuple[str, Reported]] = []

    def of_questions() -> Iterator[tuple[str, Row]]:
        for task, rows in results:
            if task:
                yield from rows
            else:
                of_bank.extend(rows)

    with map_parallel(tasks, len(unknown)) as results:
        found = dict(track(of_questions(), len(unknown)))
    known.update((question_id, from_row(row, text)) for question_id, row in found.items())
    remember(cache, bank, text, known, found)
    cache.keep()
    return known, of_bank


def _parts(entries: Sequence[LocatedQuestion]) -> Iterator[Sequence[LocatedQuestion]]:
    start = 0
    for end, entry in enumerate(entries):
        if end - start >= (_MANY if entry.chapter == entries[start].chapter else _FEW):
            yield entries[start:end]
            start = end
    if start < len(entries):
        yield entries[start:]


def _rows(
    entries: Sequence[LocatedQuestion], verify: Callable[[LocatedQuestion], QuestionResult], text: BookText | None
) -> list[tuple[str, Row]]:
    rows = [(entry.question.id, as_row(verify(entry))) for entry in entries]
    if text is not None:
        # Where each word of a large book stands takes a sixth of all memory, and the next chapter needs it no more.
        for key in {entry.chapter for entry in entries if entry.chapter in text.chapters}:
            text.chapters[key].forget()
    return rows


def _reported(bank: Bank, book: Book) -> list[tuple[str, Reported]]:
    return list(compare_questions(bank, book))
