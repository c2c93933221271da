"""The objectives of a book's chapters and its questions → how many questions serve each, and how many are core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.kinds.question import Question
from quizgen.model.book import Book
from quizgen.model.stimulus import Objective


@dataclass(frozen=True, slots=True)
class ObjectiveCount:
    """An objective, and the number of the book's live questions that name it."""

    objective: Objective
    questions: int


@dataclass(frozen=True, slots=True)
class ChapterObjectives:
    """The objectives of a chapter (None: the whole book), and how many of its live ``questions`` are ``core``."""

    chapter: str | None
    questions: int
    core: int
    objectives: tuple[ObjectiveCount, ...]

    @property
    def core_share(self) -> float:
        return self.core / self.questions if self.questions else 0.0


def count_objectives(
    book: Book, declared: Sequence[tuple[str | None, Objective]], questions: Iterable[tuple[str | None, Question]]
) -> tuple[ChapterObjectives, ...]:
    """The counts of each chapter that has an objective or a core question, in the book's order.

    ``declared`` has each objective, and ``questions`` each question, with the key of its chapter.
    """
    live = [(key, question) for key, question in questions if question.is_live]
    named = Counter(question.objective for _, question in live)
    in_chapter = Counter(key for key, _ in live)
    core = Counter(key for key, question in live if question.core)
    by_chapter: dict[str | None, list[ObjectiveCount]] = {}
    for key, objective in declared:
        by_chapter.setdefault(key, []).append(ObjectiveCount(objective, named[objective.id]))
    keys: list[str | None] = [*(chapter.key for chapter in book.chapters), None]
    return tuple(
        ChapterObjectives(key, in_chapter[key], core[key], tuple(by_chapter.get(key, ())))
        for key in keys
        if key in by_chapter or core[key]
    )
