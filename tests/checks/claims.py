"""Small books and questions for tests of the checks that read the text, and what these find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.checks.run import run_checks
from quizgen.checks.subject import Subject, make_subject
from quizgen.copies.copy import Copy
from quizgen.model.book import Book, Chapter, Level
from quizgen.model.diagnostics import Finding, Route
from quizgen.project.bank import parse_bank

Find = Callable[[Subject[Any]], Iterator[Finding]]

COMMON = {
    "id": "example",
    "explanation": "So it is.",
    "difficulty": 1,
    "bloom": "remember",
    "objective": "know-the-lamp",
}


def make_book(language: str, *paragraphs: str, year: int = 1911) -> BookText:
    """A book of one chapter."""
    lines = [line for paragraph in paragraphs for line in (paragraph, "")]
    chapter = Chapter(key="1", title="One", opens=" ".join(paragraphs[0].split()[:6]))
    book = Book(title="T", author="A", year=year, language=language, chapters=(chapter,))
    text, findings = read_structure(Copy("copy.txt", "0" * 64, tuple(lines)), book)
    assert text is not None, findings
    return text


def make_claim(text: BookText, /, chapter: str | None = "1", **fields: Any) -> Subject[Any]:
    """A question, with a prompt that says nothing unless it is given one."""
    prompt = {} if fields["kind"] in ("cloze", "term", "person", "date") else {"prompt": "?"}
    written = yaml.safe_dump({"chapter": chapter, "questions": [prompt | COMMON | fields]}, allow_unicode=True)
    bank = parse_bank(written, "example", text.book)
    assert not bank.diagnostics, bank.diagnostics
    (entry,) = bank.entries
    return make_subject(entry.question, entry.chapter, text)


def routes(find: Find, claim: Subject[Any]) -> list[Route]:
    """Where a check finds something; each finding has a message and a way out."""
    assert claim.is_located
    findings = list(find(claim))
    assert all(finding.message and finding.hint for finding in findings)
    return [finding.route for finding in findings]


def codes_of(text: BookText, /, levels: Mapping[str, Level] | None = None, **fields: Any) -> list[tuple[str, str]]:
    """The codes and severities of all that the checks find in a question, whose citations are found."""
    claim = make_claim(text, **fields)
    assert claim.is_located, claim.outcomes
    (reported,) = run_checks([claim], text.book.model_copy(update={"checks": dict(levels or {})}))
    return [(code, severity.value) for code, severity, _ in reported]
