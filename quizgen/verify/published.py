"""Questions and ``released.lock`` → the changes that would break decks readers already have."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import assert_never

from quizgen.kinds import response_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import (
    Arrange,
    Calculate,
    Compose,
    Fill,
    Judge,
    Pair,
    Recall,
    Response,
    Select,
    Write,
)
from quizgen.model.book import Book
from quizgen.model.diagnostics import CodedFinding, Finding
from quizgen.project.layout import Bank
from quizgen.project.locks import ReleasedLock


def hashed_deletions(question: Question) -> tuple[str, ...]:
    """The hashed words of each card of a cloze, in the order of the numbers; empty for other kinds."""
    response = response_of(question)
    if not isinstance(response, Fill):
        return ()
    by_number = {
        number: [d.words for d in response.deletions if (d.number or 1) == number] for number in response.numbers
    }
    return tuple(hashlib.sha256("\0".join(words).encode()).hexdigest()[:12] for words in by_number.values())


def hashed_answer(question: Question) -> str:
    """A hash of what a student has to answer; empty for a cloze, whose deletions are hashed one by one.

    What is accepted besides, wrong options and explanations do not enter it.
    """
    answer = _answer(response_of(question))
    return hashlib.sha256(json.dumps(answer).encode()).hexdigest()[:12] if answer else ""


def _answer(response: Response) -> tuple[str, ...]:
    match response:
        case Fill():
            return ()
        case Select():
            return tuple(sorted(response.right))
        case Judge():
            return (str(response.answer), response.instead)
        case Write():
            return response.accepted[:1]
        case Calculate():
            return (str(response.answer), response.unit)
        case Arrange():
            return response.items
        case Pair():
            return tuple(sorted(f"{left}\0{right}" for left, right in response.pairs))
        case Recall():
            return (response.term, response.definition)
        case Compose():
            return response.points
        case _:
            assert_never(response)


def find_missing(questions: Mapping[str, Question], lock: ReleasedLock) -> Iterator[str]:
    """Published ids that no question has any more, or only a draft has."""
    for question_id in lock.lines:
        question = questions.get(question_id)
        if question is None or question.draft:
            yield question_id


def find_changed_identity(bank: Bank, book: Book) -> Iterator[CodedFinding]:
    """Find another identity than that with which the questions were published: each would be a note of its own."""
    lock = bank.released
    published = {line.book for line in lock.decks.of_recipes} or ({bank.key} if lock.lines and book.identity else set())
    identity = book.identity or bank.key
    if not published or identity in published:
        return
    before = min(published)
    message = f"the questions were published as those of the book `{before}`, and this one is `{identity}`"
    hint = (
        f"Write `identity: {before}`. With another, every question would come to students a second time, as a new card."
    )
    yield "released-identity", Finding(("identity",) if book.identity else (), message, hint)


def find_breaks(question: Question, lock: ReleasedLock) -> Iterator[CodedFinding]:
    """Find changes that break published cards: another kind, a reused cloze number, words with another number."""
    line = lock.lines.get(question.id)
    if line is None:
        return
    if line.kind != question.kind:
        message = f"`{question.id}` was published as `{line.kind}` and is `{question.kind}` now"
        yield (
            "released-kind",
            Finding(("kind",), message, "Give the new question an id of its own, and retire the old one."),
        )
        return
    response = response_of(question)
    if not isinstance(response, Fill):
        return
    if back := set(response.numbers) & set(line.gone):
        numbers = ", ".join(map(str, sorted(back)))
        hint = f"Use the next free number, {max((*line.gone, *line.numbers, *response.numbers)) + 1}."
        message = f"the number {numbers} belonged to a deletion that was removed; readers still have its card"
        yield "released-number", Finding(("text",), message, hint)
        return
    published = list(zip(line.words, line.numbers, strict=False))  # two cards may leave out the same words
    for number, words in zip(response.numbers, hashed_deletions(question), strict=True):
        numbers_before = [number_before for known, number_before in published if known == words]
        if numbers_before and number not in numbers_before:
            before = numbers_before[0]
            message = f"what has the number {number} now was published as {before}: readers learnt it as that card"
            yield "released-number", Finding(("text",), message, f"Give it its number back, {before}.")
