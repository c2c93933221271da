"""The types of a check: a generator of findings, with its code, severity and languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar, get_args, get_type_hints

from quizgen.book.objectives import ChapterObjectives
from quizgen.checks.subject import Subject, Subjects
from quizgen.kinds import KINDS
from quizgen.kinds.question import Question
from quizgen.model.diagnostics import Finding, Mending, Severity
from quizgen.model.language import primary_tag
from quizgen.model.stimulus import Objective

Find: TypeAlias = Callable[[Subject[Any]], Iterator[Finding]]


FindInBank: TypeAlias = Callable[[Subjects], Iterator[tuple[Subject, Finding]]]


FindInObjectives: TypeAlias = Callable[[ChapterObjectives], Iterator[tuple[Objective, Finding]]]


Reported: TypeAlias = tuple[str, Severity, Finding]
"""A finding with the code of its check and its severity in the bank."""


F = TypeVar("F", Find, FindInBank, FindInObjectives)


@dataclass(frozen=True, slots=True)
class Rule(Generic[F]):
    """What all checks have in common; the function's name gives the code, its docstring the documentation.

    ``languages`` are the primary tags (BCP 47) of the languages whose words the check knows; None means any language.
    A check whose ``is_on`` is false runs only in a bank whose ``book.yaml`` gives it a level. ``mending`` is the best
    fix that its findings may have, None if they have none.
    """

    find: F
    severity: Severity = Severity.ERROR
    languages: frozenset[str] | None = None
    is_on: bool = True
    mending: Mending | None = None

    @property
    def code(self) -> str:
        return self.find.__name__.replace("_", "-")

    @property
    def may_be_ignored(self) -> bool:
        """Whether a question may ignore it and a bank may change its level."""
        return self.severity is Severity.WARNING

    def suits(self, language: str) -> bool:
        """Whether it applies to books in a language, given as a tag such as ``de-CH``."""
        return self.languages is None or primary_tag(language) in self.languages


@dataclass(frozen=True, slots=True)
class Check(Rule[Find]):
    """A rule for a single question; one that ``reads_text`` needs a copy of the book.

    The type of the function's parameter tells which kinds of question it applies to: ``Subject[Choice | Multiple]``
    for two of them, plain ``Subject`` for all. What one that ``hides_others`` finds keeps a question's text from
    being read as it is meant, and nothing else is said of it.
    """

    reads_text: bool = False
    hides_others: bool = False

    @property
    def kinds(self) -> frozenset[type[Question]]:
        """The kinds of question that it applies to."""
        (kinds,) = get_args(get_type_hints(self.find)["subject"]) or (Question,)
        return frozenset(kind.record for kind in KINDS.values() if issubclass(kind.record, kinds))


@dataclass(frozen=True, slots=True)
class BankCheck(Rule[FindInBank]):
    """A rule for a whole bank; each finding is reported at one of its questions."""

    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class ObjectiveCheck(Rule[FindInObjectives]):
    """A rule for the objectives and the core of a chapter; each finding is reported at one of the objectives."""

    severity: Severity = Severity.WARNING


AnyCheck: TypeAlias = Check | BankCheck | ObjectiveCheck
