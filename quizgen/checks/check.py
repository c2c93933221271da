"""What a check is: a generator of findings with its code, severity, languages, version and documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar, get_args, get_type_hints

from quizgen.checks.subject import Subject
from quizgen.kinds import KINDS
from quizgen.kinds.question import Question
from quizgen.model.diagnostics import Finding, Severity

Find: TypeAlias = Callable[[Subject[Any]], Iterator[Finding]]


FindInBank: TypeAlias = Callable[[Sequence[Subject]], Iterator[tuple[Subject, Finding]]]


Reported: TypeAlias = tuple[str, Severity, Finding]
"""A finding with the code of its check, and what it weighs in the bank."""


F = TypeVar("F", Find, FindInBank)


@dataclass(frozen=True, slots=True)
class Rule(Generic[F]):
    """What every check has; its code is its function's name, its documentation the function's docstring.

    ``languages`` are the primary tags (BCP 47) of those whose words it goes by; none means that it suits them all.
    ``version`` is raised when it becomes stricter or laxer: what an earlier run found by it is then found out anew. One
    that is not ``is_on`` runs only in a bank whose ``book.yaml`` gives it a level.
    """

    find: F
    severity: Severity = Severity.ERROR
    languages: frozenset[str] | None = None
    version: int = 1
    is_on: bool = True

    @property
    def code(self) -> str:
        return self.find.__name__.replace("_", "-")

    @property
    def may_be_ignored(self) -> bool:
        """Whether a question may be excused from it, and a bank weigh it otherwise."""
        return self.severity is Severity.WARNING

    def suits(self, language: str) -> bool:
        """Whether it has a use for books in a language such as ``de-CH``."""
        return self.languages is None or language.partition("-")[0].lower() in self.languages


@dataclass(frozen=True, slots=True)
class Check(Rule[Find]):
    """A rule for one question; one that ``reads_text`` needs a copy of the book.

    Its parameter's type says for which kinds of question it is: ``Subject[Choice | Multiple]``, or all of them.
    """

    reads_text: bool = False

    @property
    def kinds(self) -> frozenset[type[Question]]:
        """The kinds of question that it is for."""
        (kinds,) = get_args(get_type_hints(self.find)["subject"]) or (Question,)
        return frozenset(kind.record for kind in KINDS.values() if issubclass(kind.record, kinds))


@dataclass(frozen=True, slots=True)
class BankCheck(Rule[FindInBank]):
    """A rule for a whole bank, told at the questions concerned."""

    severity: Severity = Severity.WARNING
