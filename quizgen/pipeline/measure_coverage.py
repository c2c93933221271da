"""What share of the book the questions of a bank cite, as figures and as a page."""

from __future__ import annotations

from pathlib import Path

from quizgen.book.coverage import Coverage, cited_by, measure, measure_text, parts_of_head
from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic, Location, Severity, has_errors
from quizgen.pipeline.verify_bank import VerifiedBank, verify_bank
from quizgen.project.layout import VERIFIED_LOCK, Bank
from quizgen.project.request import Request
from quizgen.project.write import Artifact
from quizgen.verify.lock import spans_of
from quizgen.verify.verdict import Support, questions_by_id
from quizgen.workspace.output_folder import find_wrong_folder, replace_own


def measure_bank_coverage(
    request: Request, bank: Bank, out: Path, *, public: bool
) -> tuple[Coverage | None, tuple[Diagnostic, ...]]:
    """What share of the book its questions cite, and a page of it below ``out``; by the lock where there is no copy."""
    if fault := find_wrong_folder(request.root, out):
        return None, (fault,)
    examined = verify_bank(bank, request)
    book = bank.book.record
    if book is None or has_errors(examined.diagnostics):
        return None, examined.diagnostics
    coverage = measure_examined(examined, book)
    if coverage is None:
        hint = f"Add your copy, `quizgen source add FILE --book {bank.key}`, and run `quizgen check`."
        message = "there is no copy here, and the lock does not know this table of contents"
        fault = Diagnostic("not-verified", message, Location(f"{bank.name}/{VERIFIED_LOCK}"), hint)
        return None, (*examined.diagnostics, fault)
    diagnostics = list(examined.diagnostics)
    if left_out := examined.count(Support.NONE):
        hint = "`quizgen check` says what is wrong with them."
        message = f"questions that are not verified, and do not count: {left_out}"
        diagnostics.append(Diagnostic("not-verified", message, Location(bank.name), hint, Severity.WARNING))
    diagnostics += replace_own(out, [coverage_page(examined, book, coverage, public=public)], "coverage")
    return coverage, tuple(diagnostics)


def measure_examined(examined: VerifiedBank, book: Book) -> Coverage | None:
    """The coverage of what is verified; none without a copy, if the lock has another table of contents."""
    counted = [verdict for verdict in examined.verdicts if verdict.support is not Support.NONE]
    cited = [each for verdict in counted for each in cited_by(verdict.entry.question, spans_of(verdict))]
    if examined.text is not None:
        return measure_text(examined.text, cited)
    head = examined.bank.verified.head
    parts = parts_of_head(head, book) if head else None
    return measure(parts, cited) if parts is not None else None


def coverage_page(examined: VerifiedBank, book: Book, coverage: Coverage, *, public: bool) -> Artifact:
    """The page of what was measured, with the copy's text unless it is public."""
    from quizgen.outputs.html.coverage_page import render_coverage

    return render_coverage(book, coverage, None if public else examined.text, questions_by_id(examined.bank))
