"""A question → its located citations, its findings, and the hash of what the checks of the text read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizgen.book.book_text import BookText
from quizgen.checks.check import Reported
from quizgen.checks.run import checks_of_questions, find_across_questions
from quizgen.checks.subject import Subject, citations_with, make_subject
from quizgen.citations.outcome import Located
from quizgen.kinds.question import Question
from quizgen.model.book import Book
from quizgen.project.bank import LocatedQuestion, stimulus_of
from quizgen.project.layout import Bank
from quizgen.verify.reading import hash_passages, shown_of


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The results for a single question, which depend on no other question and so can be cached.

    ``digest`` is the hash for the lock, ``located`` its citations found in the book, ``reported`` its findings, and
    ``passage`` the hash of the words of its passages; "" if they are not all found. ``shown`` are the citations of its
    stimulus that are found. ``unchecked`` says why it cannot be held against this copy: it is unknown where the part is
    that it cites; "" if it can.
    """

    digest: str
    located: tuple[Located, ...]
    reported: tuple[Reported, ...]
    passage: str = ""
    shown: tuple[Located, ...] = ()
    unchecked: str = ""


def make_verifier(book: Book, text: BookText | None) -> Callable[[LocatedQuestion], QuestionResult]:
    """Make a function that runs all checks of a single question."""
    run, hash_question = checks_of_questions(book), make_hasher(book)

    def verify_question(entry: LocatedQuestion) -> QuestionResult:
        subject = make_subject(entry.question, entry.chapter, text, stimulus_of(entry), book)
        found = [(route[0], outcome) for route, _, outcome in subject.looked_up if isinstance(outcome, Located)]
        located = tuple(outcome for field, outcome in found if field != "stimulus")
        shown = tuple(outcome for field, outcome in found if field == "stimulus")
        passage = hash_passages(subject.passages) if subject.is_located else ""
        return QuestionResult(
            hash_question(entry), located, tuple(run(subject)), passage, shown=shown, unchecked=subject.unchecked
        )

    return verify_question


def compare_questions(bank: Bank, book: Book) -> Iterator[tuple[str, Reported]]:
    """Run the checks that compare questions; yield each finding with the id of its question."""
    subjects = [Subject(each.question, each.chapter, stimulus=stimulus_of(each), book=book) for each in bank.entries]
    for place, reported in find_across_questions(subjects, book):
        yield subjects[place].question.id, reported


_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def make_hasher(book: Book) -> Callable[[LocatedQuestion], str]:
    """Make a function that computes the SHA-256 of what the checks of the text read for a question.

    It leaves out the book's title, author, translator and aliases, by which words are only excused: one that is taken
    away later voids no line.

    The hash is over a JSON list: the question's chapter, the question, the entries in ``book.yaml`` of the chapters
    that it cites, the limit of `verbatim`, the book's year, and what its stimulus shows, if it has one. What belongs to
    the book is encoded only once.
    """
    chapters = {chapter.key: _JSON.encode(chapter.model_dump(mode="json")) for chapter in book.chapters}
    limits = f"{_JSON.encode(book.verbatim)}, {_JSON.encode(book.year)}"
    unread = set(Question.UNREAD_BY_TEXT_CHECKS)

    def hash_question(entry: LocatedQuestion) -> str:
        question = entry.question
        read = _JSON.encode([entry.chapter, question.model_dump(mode="json", exclude=unread)])
        citations = citations_with(question, stimulus_of(entry))
        cited = sorted({citation.chapter or entry.chapter or "" for _, citation in citations})
        described = ", ".join(chapters.get(key, "null") for key in cited)
        shown = "".join(f", {_JSON.encode(each)}" for each in shown_of(entry))
        written = f"{read[:-1]}, [{described}], {limits}{shown}]"
        return hashlib.sha256(written.encode()).hexdigest()

    return hash_question
