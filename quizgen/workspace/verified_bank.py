"""A bank with the verdict on each of its questions, and the diagnostics about its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quizgen.book.book_text import BookText
from quizgen.model.diagnostics import Diagnostic, Location, Severity
from quizgen.project.layout import RELEASED_LOCK, Bank
from quizgen.verify.guides import GuideVerdict
from quizgen.verify.published import find_missing
from quizgen.verify.verdict import Support, Verdict, questions_by_id


@dataclass(frozen=True, slots=True)
class VerifiedBank:
    """A bank, the book's text if there is a copy, and the verdict on each question.

    ``diagnostics`` are about the bank's files, its locks and the copy; ``hindrances`` are those that kept questions of
    any file from being checked. Diagnostics about a question or a guide are in its verdict.
    """

    bank: Bank
    text: BookText | None
    verdicts: tuple[Verdict, ...]
    diagnostics: tuple[Diagnostic, ...]
    hindrances: tuple[Diagnostic, ...] = ()
    guides: tuple[GuideVerdict, ...] = ()

    def count(self, support: Support) -> int:
        return sum(verdict.support is support for verdict in self.verdicts)


_ABOUT_PARTS = frozenset({"opens-not-found", "opens-ambiguous", "closes-not-found"})


def excuse_lost_parts(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics for a command that uses a copy as it is: that parts of the book are not found is a warning."""
    return tuple(
        replace(each, severity=Severity.WARNING) if each.code in _ABOUT_PARTS else each for each in diagnostics
    )


def find_released_missing(bank: Bank) -> Iterator[Diagnostic]:
    """Report questions that were published and are in no file any more."""
    if not all(file.is_whole for file in bank.files):
        return  # a file that cannot be read may contain the missing questions
    unread = {question_id for file in bank.files for question_id in file.unread}
    questions = questions_by_id(bank)
    drafts = {*questions, *(draft.id for draft in bank.drafts)}
    for question_id in find_missing(questions, bank.released):
        if question_id not in unread:
            what = "a draft now" if question_id in drafts else "no longer in the bank"
            message = f"`{question_id}` was published and is {what}"
            hint = (
                "Keep it, with `retired: true`: those who imported it are told. If it was renamed, give it its id back."
            )
            place = Location(f"{bank.name}/{RELEASED_LOCK}")
            yield Diagnostic("released-missing", message, place, hint, question=question_id)
