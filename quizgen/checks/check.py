"""What a check is: a generator of findings with its code, severity and documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, get_args, get_type_hints

from quizgen.checks.subject import Subject
from quizgen.kinds import KINDS, Question
from quizgen.model.diagnostics import Finding, Severity

Find: TypeAlias = Callable[[Subject[Any]], Iterator[Finding]]


FindInBank: TypeAlias = Callable[[Sequence[Subject]], Iterator[tuple[Subject, Finding]]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule for one question; its code is its function's name, its documentation the function's docstring.

    Its parameter's type says for which kinds of question it is: ``Subject[Choice | Multiple]``, or all of them. One
    that is not ``is_on`` runs only in a bank whose ``book.yaml`` gives it a level.
    """

    find: Find
    severity: Severity = Severity.ERROR
    reads_text: bool = False
    is_on: bool = True

    @property
    def code(self) -> str:
        return code_of(self.find)

    @property
    def kinds(self) -> frozenset[type[Question]]:
        """The kinds of question that it is for."""
        (kinds,) = get_args(get_type_hints(self.find)["subject"]) or (Question,)
        return frozenset(kind for kind in KINDS.values() if issubclass(kind, kinds))


@dataclass(frozen=True, slots=True)
class BankCheck:
    """A rule for a whole bank, told at the questions concerned."""

    find: FindInBank
    severity: Severity = Severity.WARNING
    is_on: bool = True

    @property
    def code(self) -> str:
        return code_of(self.find)


def code_of(find: Find | FindInBank) -> str:
    return find.__name__.replace("_", "-")
