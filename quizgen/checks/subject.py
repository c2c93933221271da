"""What a check reads, and what a check is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

from quizgen.diagnostics import Finding, Route, Severity
from quizgen.likeness import Profile, are_related, candidate_pairs, profile
from quizgen.model import Choice, Essay, Multiple, Passage, Question
from quizgen.source.locate import MAX_WORDS, MAX_WORDS_ESSAY, Located, Outcome, locate, read_passage
from quizgen.source.structure import BookText, ChapterText


@dataclass(frozen=True, slots=True)
class Option:
    """What a reader may choose, and the route to it."""

    text: str
    route: Route
    is_right: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case; ``north-east`` is one."""
        return read_option(self.text)


_OPTION_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")


@lru_cache(maxsize=10_000)
def read_option(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _OPTION_WORD.findall(text))


def read_options(question: Question) -> tuple[Option, ...]:
    """The options of a choice or a multiple, the right ones first; none of any other kind."""
    if not isinstance(question, (Choice, Multiple)):
        return ()
    if isinstance(question, Choice):
        right = [Option(question.answer, ("answer",), True)]
    else:
        right = [Option(text, ("answers", index), True) for index, text in enumerate(question.answers)]
    wrong = [Option(each.text, ("distractors", index), False) for index, each in enumerate(question.distractors)]
    return (*right, *wrong)


@dataclass(frozen=True, eq=False)
class Subject:
    """A question, the key of its chapter, and, where there is a copy, the text and where each citation stands."""

    question: Question
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
    def options(self) -> tuple[Option, ...]:
        return read_options(self.question)

    @cached_property
    def profile(self) -> Profile:
        return profile(self.question)

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        return self.text.book.aliases if self.text else {}


Pair: TypeAlias = tuple[Subject, Subject]


class Subjects(tuple[Subject, ...]):
    """All questions of a bank."""

    @cached_property
    def related(self) -> tuple[Pair, ...]:
        """Live questions that are alike or tell each other's answers, the earlier one first."""
        live = [subject for subject in self if subject.question.is_live]
        pairs = ((live[one], live[other]) for one, other in candidate_pairs([subject.profile for subject in live]))
        return tuple(pair for pair in pairs if are_related(pair[0].profile, pair[1].profile))


def make_subject(question: Question, chapter: str | None, text: BookText | None) -> Subject:
    """Locate a question's citations, once for all checks."""
    if text is None:
        return Subject(question, chapter)
    limit = MAX_WORDS_ESSAY if isinstance(question, Essay) else MAX_WORDS
    return Subject(question, chapter, text, tuple(locate(cite, text, chapter, limit) for cite in question.cite))


Find: TypeAlias = Callable[[Subject], Iterator[Finding]]
FindInBank: TypeAlias = Callable[[Sequence[Subject]], Iterator[tuple[Subject, Finding]]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule for one question; its code is its function's name, its documentation the function's docstring.

    One that is not ``is_on`` runs only in a bank whose ``book.yaml`` gives it a level.
    """

    find: Find
    severity: Severity = Severity.ERROR
    reads_text: bool = False
    is_on: bool = True

    @property
    def code(self) -> str:
        return code_of(self.find)


@dataclass(frozen=True, slots=True)
class BankCheck:
    """A rule for a whole bank, told at the questions concerned."""

    find: FindInBank
    severity: Severity = Severity.WARNING
    reads_text: bool = False
    is_on: bool = True

    @property
    def code(self) -> str:
        return code_of(self.find)


def code_of(find: Find | FindInBank) -> str:
    return find.__name__.replace("_", "-")
