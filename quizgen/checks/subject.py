"""What a check reads, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizgen.diagnostics import Finding, Severity
from quizgen.model import Essay, Question
from quizgen.source.locate import MAX_WORDS, MAX_WORDS_ESSAY, Outcome, locate
from quizgen.source.structure import BookText


@dataclass(frozen=True, slots=True)
class Subject:
    """A question, the key of its chapter, and, where there is a copy, the text and where each citation stands."""

    question: Question
    chapter: str | None
    text: BookText | None = None
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A rule; its code is its function's name, its documentation the function's docstring."""

    find: Callable[[Subject], Iterator[Finding]]
    severity: Severity = Severity.ERROR
    reads_text: bool = False

    @property
    def code(self) -> str:
        return self.find.__name__.replace("_", "-")


def make_subject(question: Question, chapter: str | None, text: BookText | None) -> Subject:
    """Locate a question's citations, once for all checks."""
    if text is None:
        return Subject(question, chapter)
    limit = MAX_WORDS_ESSAY if isinstance(question, Essay) else MAX_WORDS
    return Subject(question, chapter, text, tuple(locate(cite, text, chapter, limit) for cite in question.cite))
