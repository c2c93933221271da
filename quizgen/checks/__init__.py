"""The rules a question is held to: each one generator in the module of its subject, and listed here."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks import citations, options, texts
from quizgen.checks.subject import Check, Subject
from quizgen.diagnostics import Finding, Severity

TEXT_CHECKS_VERSION = 1
"""Raised when a check that reads the book's text becomes stricter: every question has to be verified again."""

ALL_CHECKS: tuple[Check, ...] = (
    Check(citations.citation_malformed, reads_text=True),
    Check(citations.citation_not_found, reads_text=True),
    Check(citations.citation_ambiguous, reads_text=True),
    Check(citations.section_cited),
    Check(texts.verbatim, reads_text=True),
    Check(options.key_among_distractors),
    Check(options.duplicate_option),
    Check(options.ambiguous_match),
    Check(texts.cloze_without_deletion),
    Check(texts.cloze_numbering),
)


def run_checks(subject: Subject) -> Iterator[tuple[str, Severity, Finding]]:
    """What every check finds in one question, with its code; without a copy, those that read it are left out."""
    for check in ALL_CHECKS:
        if check.reads_text and subject.text is None:
            continue
        for finding in check.find(subject):
            yield check.code, check.severity, finding
