"""Measure what share of the book the questions of a bank cite, and write a page about it."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from quizgen.book.coverage import Coverage, cited_by, measure, measure_text, parts_of_head
from quizgen.book.objectives import ChapterObjectives, count_objectives
from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic, Location, Severity, has_errors
from quizgen.outputs.html.outputs import COVERAGE_PAGE
from quizgen.outputs.output import Context
from quizgen.outputs.whole_build import BookReport, Build, Source
from quizgen.project.layout import VERIFIED_LOCK
from quizgen.project.locks import VerifiedLock
from quizgen.text.words import WORD_RULES
from quizgen.verify.lock import spans_of
from quizgen.verify.verdict import Support, questions_by_id
from quizgen.workspace.bank_workspace import BankWorkspace
from quizgen.workspace.output_folder import find_wrong_folder, replace_own
from quizgen.workspace.verified_bank import VerifiedBank, excuse_lost_parts


def measure_coverage(
    book_workspace: BankWorkspace, out: Path, *, public: bool
) -> tuple[Coverage | None, tuple[Diagnostic, ...]]:
    """Measure what share of the book its questions cite, and write a page of it below ``out``.

    Without a copy, the spans in ``verified.lock`` are used.
    """
    if fault := find_wrong_folder(book_workspace.root, out):
        return None, (fault,)
    verified = book_workspace.verified()
    bank, book = verified.bank, verified.bank.book.record
    about = excuse_lost_parts(verified.diagnostics) if verified.text is not None else verified.diagnostics
    if book is None or has_errors(about):
        return None, about
    report = report_book(verified, book, book_workspace.root, out, public=public)
    coverage = report.coverage
    if coverage is None:
        hint = f"Add your copy, `quizgen source add FILE --book {bank.key}`, and run `quizgen check`."
        is_recounted = bank.verified.head is not None and not _is_counted(bank.verified)
        lacking = "counts words as another quizgen does" if is_recounted else "does not know this table of contents"
        message = f"there is no copy here, and the lock {lacking}"
        fault = Diagnostic("not-verified", message, Location(f"{bank.name}/{VERIFIED_LOCK}"), hint)
        return None, (*about, fault)
    diagnostics = list(about)
    if left_out := verified.count(Support.NONE):
        hint = "`quizgen check` says what is wrong with them."
        message = f"questions that did not pass, and do not count: {left_out}"
        diagnostics.append(Diagnostic("not-verified", message, Location(bank.name), hint, Severity.WARNING))
    diagnostics += replace_own(out, COVERAGE_PAGE.render(Build((report,)), Context()), "coverage")
    return coverage, tuple(diagnostics)


def report_book(verified: VerifiedBank, book: Book, root: Path, out: Path, *, public: bool) -> BookReport:
    """What the pages of a build below ``out`` show about a book; its coverage is measured on first use."""
    return BookReport(
        verified.bank.key,
        book,
        questions_by_id(verified.bank),
        Counter(verdict.entry.chapter for verdict in verified.verdicts if verdict.entry.question.is_live),
        None if public else verified.text,
        partial(_measure, verified, book),
        _objectives(verified, book),
        {}
        if public
        else {entry.question.id: _find_source(entry.place(()), root, out) for entry in verified.bank.entries},
    )


def _find_source(place: Location, root: Path, out: Path) -> Source:
    """A place in a file of the project, with the path to it from the output folder, where there is one."""
    file = Path(os.path.realpath(root / place.path))
    try:
        path = os.path.relpath(file, os.path.realpath(out)).replace(os.sep, "/")
    except ValueError:  # another drive of Windows
        path = ""
    return Source(f"{quote(path)}#L{place.line}" if path else "", file.name, place.line)


def _objectives(verified: VerifiedBank, book: Book) -> tuple[ChapterObjectives, ...]:
    asked = ((verdict.entry.chapter, verdict.entry.question) for verdict in verified.verdicts)
    return count_objectives(book, verified.bank.declared_objectives, asked)


def _measure(verified: VerifiedBank, book: Book) -> Coverage | None:
    """The coverage by verified questions.

    None if there is no copy and the lock was written with another table of contents or another way to count words.
    """
    counted = [verdict for verdict in verified.verdicts if verdict.support is not Support.NONE]
    cited = [each for verdict in counted for each in cited_by(verdict.entry.question, spans_of(verdict))]
    objectives = _objectives(verified, book)
    if verified.text is not None:
        return replace(measure_text(verified.text, cited), objectives=objectives)
    lock = verified.bank.verified
    parts = parts_of_head(lock.head, book) if lock.head and _is_counted(lock) else None
    return replace(measure(parts, cited), objectives=objectives) if parts is not None else None


def _is_counted(lock: VerifiedLock) -> bool:
    """Whether a lock counts words by a rule of today."""
    return any(lock.counts_as(rule.version) for rule in WORD_RULES)
