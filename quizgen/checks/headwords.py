"""A check that the terms of a bank are terms of its book."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.term import Term
from quizgen.model.diagnostics import Finding, Severity


def headword_not_in_book(subject: Subject[Term]) -> Iterator[Finding]:
    """A term stands in the book, where a reader comes upon it and looks it up.

    Its words stand in one paragraph of the book, whatever their endings and order. What stands in brackets, or beside
    a slash, is another form of it, of which one is enough. What it cannot see: a phrase of the book that is no term.

    Bad:
        kind: term
        term: "photometric luminance"
        definition: "what the sixteen panels of the lens throw"
    Good:
        kind: term
        term: "panels (of the lens)"
        definition: "the sixteen parts of the lens, each of which throws one beam"
    """
    if subject.text is None:
        return
    paragraphs = [stems for chapter in subject.text.weights.paragraphs.values() for stems in chapter]
    forms = [subject.stems(form) for form in _SEPARATORS.split(subject.question.term)]
    if not any(form and any(form <= stems for stems in paragraphs) for form in forms):
        message = f"“{subject.question.term}” stands nowhere in the book"
        yield Finding(("term",), message, "Take the word that the book uses; else it is no term of this book.")


_SEPARATORS = re.compile(r"[()/\[\],;]|\bor\b")

CHECKS = (Check(headword_not_in_book, Severity.WARNING, reads_text=True, is_on=False),)
