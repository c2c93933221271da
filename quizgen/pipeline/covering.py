"""What share of the book the questions of a bank cite, as figures and as a page."""

from __future__ import annotations

from pathlib import Path

from quizgen.coverage import Coverage, cited_by, measure, measure_text, parts_of_head
from quizgen.diagnostics import Diagnostic, Location, Severity, has_errors
from quizgen.loading.project import VERIFIED_LOCK, Bank
from quizgen.pipeline.examining import Request, examine
from quizgen.verify import Support, questions_by_id, spans_of
from quizgen.writing import write_artifacts


def cover(request: Request, bank: Bank, out: Path, *, public: bool) -> tuple[Coverage | None, tuple[Diagnostic, ...]]:
    """What share of the book its questions cite, and a page of it below ``out``; by the lock where there is no copy."""
    from quizgen.outputs.coverage_page import render_coverage

    examined = examine(bank, request)
    book = bank.book.record
    if book is None or has_errors(examined.diagnostics):
        return None, examined.diagnostics
    counted = [verdict for verdict in examined.verdicts if verdict.support is not Support.NONE]
    cited = [each for verdict in counted for each in cited_by(verdict.entry.question, spans_of(verdict))]
    diagnostics = list(examined.diagnostics)
    if left_out := len(examined.verdicts) - len(counted):
        hint = "`quizgen check` says what is wrong with them."
        message = f"{left_out} questions are not verified, and do not count"
        diagnostics.append(Diagnostic("not-verified", message, Location(bank.name), hint, Severity.WARNING))
    if examined.text is not None:
        coverage = measure_text(examined.text, cited)
    else:
        parts = parts_of_head(bank.verified.head, book) if bank.verified.head else None
        if parts is None:
            hint = f"Add your copy, `quizgen source add FILE --book {bank.key}`, and run `quizgen check`."
            message = "there is no copy here, and the lock does not know this table of contents"
            fault = Diagnostic("not-verified", message, Location(f"{bank.name}/{VERIFIED_LOCK}"), hint)
            return None, (*diagnostics, fault)
        coverage = measure(parts, cited)
    page = render_coverage(book, coverage, None if public else examined.text, questions_by_id(bank))
    diagnostics += write_artifacts(out, [page])
    return coverage, tuple(diagnostics)
