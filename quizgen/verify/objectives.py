"""The objectives of a bank → what the checks of objectives find, each at its place in a chapter's file."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.book.objectives import count_objectives
from quizgen.checks import OBJECTIVE_CHECKS
from quizgen.checks.levels import severity_in
from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic
from quizgen.project.layout import Bank


def diagnose_objectives(bank: Bank, book: Book) -> Iterator[Diagnostic]:
    """Run the checks of objectives; nothing is said while a file cannot be read whole, since questions are missing."""
    checks = [(check, severity) for check in OBJECTIVE_CHECKS if (severity := severity_in(book, check)) is not None]
    if not checks or not all(file.is_whole and file.has_whole_head and not file.unread for file in bank.files):
        return
    places = {each.objective.id: each.place for file in reversed(bank.files) for each in reversed(file.objectives)}
    questions = ((entry.chapter, entry.question) for entry in bank.entries)
    for chapter in count_objectives(book, bank.declared_objectives, questions):
        for check, severity in checks:
            for objective, finding in check.find(chapter):
                yield Diagnostic(check.code, finding.message, places[objective.id], finding.hint, severity)
