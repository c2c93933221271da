"""A question and a book's text → what checks read of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeAlias

from typing_extensions import TypeVar

from quizgen.book.book_text import BookText, ChapterText
from quizgen.checks.find_related import find_related
from quizgen.checks.similarity import Profile, profile
from quizgen.citations.anchors import MAX_WORDS, MAX_WORDS_ESSAY
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Located, Outcome
from quizgen.citations.passages import read_passage
from quizgen.kinds import kind_of, response_of
from quizgen.kinds.kind import AnswerPart
from quizgen.kinds.question import Question
from quizgen.kinds.response import Response, Select
from quizgen.kinds.texts import answer_parts, texts_of
from quizgen.model.citation import Passage
from quizgen.model.diagnostics import Route
from quizgen.text.words import split_words


class Option(NamedTuple):
    """What a reader may choose, and the route to it.

    ``words`` are in lower case, ``north-east`` is one; ``normalised`` are those that texts are compared by.
    """

    text: str
    route: Route
    is_right: bool
    words: tuple[str, ...]
    normalised: tuple[str, ...]


_OPTION_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")


_INSIDE_WORDS = re.compile(r"[-'.,]")


_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")


def read_option(text: str, route: Route, *, is_right: bool = True) -> Option:
    normalised = split_words(text)
    if text.isascii() and not _INSIDE_WORDS.search(text):
        return Option(text, route, is_right, normalised, normalised)  # there is no other way to divide it
    return Option(text, route, is_right, tuple(word.lower() for word in _OPTION_WORD.findall(text)), normalised)


def read_options(response: Response) -> tuple[Option, ...]:
    """The options to select from, the right ones first; none where nothing is selected."""
    if not isinstance(response, Select):
        return ()
    return tuple(read_option(each.text, each.route, is_right=each.is_right) for each in response.options)


Kind = TypeVar("Kind", bound=Question, default=Question, covariant=True)


@dataclass(frozen=True, eq=False)
class Subject(Generic[Kind]):
    """A question, the key of its chapter, and, where there is a copy, the text and where each citation stands.

    What several checks draw from a question is drawn once, here.
    """

    question: Kind
    chapter: str | None
    text: BookText | None = None
    outcomes: tuple[Outcome, ...] = ()

    @cached_property
    def is_located(self) -> bool:
        """Whether every citation stands in the book: `citation_not_found` and others tell of those that do not."""
        return 0 < len(self.outcomes) == sum(isinstance(outcome, Located) for outcome in self.outcomes)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The whole sentences of each citation that stands in the book; of a section all its text."""
        if self.text is None:
            return ()
        located = (outcome for outcome in self.outcomes if isinstance(outcome, Located))
        return tuple(read_passage(self.text, outcome, whole_section=True) for outcome in located)

    @cached_property
    def chapters(self) -> tuple[ChapterText, ...]:
        """The question's chapter, and the others that it cites."""
        if self.text is None:
            return ()
        keys = dict.fromkeys([self.chapter, *(citation.chapter for citation in self.question.cite)])
        return tuple(self.text.chapters[key] for key in keys if key in self.text.chapters)

    @property
    def chapter_text(self) -> str:
        """The running text of these chapters."""
        return "\n\n".join(self.text.chapter_text(chapter) for chapter in self.chapters) if self.text else ""

    @cached_property
    def texts(self) -> list[tuple[Route, str]]:
        """Every text that a reader sees."""
        return texts_of(self.question)

    @cached_property
    def response(self) -> Response:
        return response_of(self.question)

    @cached_property
    def answer_parts(self) -> tuple[AnswerPart, ...]:
        return tuple(answer_parts(self.question))

    @cached_property
    def options(self) -> tuple[Option, ...]:
        return read_options(self.response)

    @cached_property
    def option_text(self) -> str:
        """All options, one a line."""
        return "\n".join([option.text for option in self.options])

    @cached_property
    def option_words(self) -> frozenset[str]:
        """The words of all options, ``north-east`` in its parts: for what cannot be found where they are not."""
        return frozenset(_LETTERS_AND_DIGITS.findall(self.option_text.lower()))

    @cached_property
    def profile(self) -> Profile:
        return profile(self.question)

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        return self.text.book.aliases if self.text else {}


Related: TypeAlias = tuple[Subject, tuple[Subject, ...]]
"""A question, and the earlier ones that it has to do with."""


class Subjects(tuple[Subject, ...]):
    """All questions of a bank."""

    @cached_property
    def live(self) -> tuple[Subject, ...]:
        """Those that are asked: neither drafts nor retired."""
        return tuple([subject for subject in self if subject.question.is_live])

    @cached_property
    def related(self) -> tuple[Related, ...]:
        """Live questions, each with those before it that are alike, or of which one tells the other's answer."""
        live = self.live
        found = find_related([profile(subject.question) for subject in live])
        return tuple([(live[place], tuple([live[other] for other in others])) for place, others in found])


def make_subject(question: Question, chapter: str | None, text: BookText | None) -> Subject:
    """Locate a question's citations, once for all checks."""
    if text is None:
        return Subject(question, chapter)
    limit = MAX_WORDS_ESSAY if kind_of(question).may_cite_sections else MAX_WORDS
    return Subject(question, chapter, text, tuple(locate(cite, text, chapter, limit) for cite in question.cite))
