"""What earlier runs found out about each question → what this one need not find out again, by the files of a bank."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any, TypeAlias

from quizgen.book.structure import BookText
from quizgen.checks import TEXT_CHECKS_VERSION, Reported
from quizgen.citations.locate import Located, Near
from quizgen.model.diagnostics import Finding, Severity
from quizgen.project.bank import BankFile
from quizgen.project.layout import Bank
from quizgen.verify.question import QuestionResult
from quizgen.workspace.store import Cache, digest, program

Row: TypeAlias = Any
"""What is known of a question, in lists, strings and numbers: it can be kept, and passed between processes."""


def recall(cache: Cache, bank: Bank, text: BookText | None) -> dict[str, QuestionResult]:
    """What is known of the questions, by their ids, in files that are as they were, with the same book and copy."""
    known: dict[str, QuestionResult] = {}
    for file in bank.files:
        kept = cache.recall(_name(bank, file, text), _key(bank, file, text))
        ids = {entry.question.id for entry in file.entries}  # not one that another file has taken
        with suppress(LookupError, TypeError, ValueError, AttributeError):
            known |= {name: from_row(row, text) for name, row in kept.items() if name in ids} if kept else {}
    return known


def remember(
    cache: Cache, bank: Bank, text: BookText | None, known: Mapping[str, QuestionResult], found: Mapping[str, Row]
) -> None:
    """Have kept what is known of each file in which something was ``found``."""
    for file in bank.files:
        ids = [entry.question.id for entry in file.entries]
        if not found.keys().isdisjoint(ids):
            rows = {each: found.get(each) or as_row(known[each]) for each in ids}
            cache.remember(_name(bank, file, text), _key(bank, file, text), rows)


def _name(bank: Bank, file: BankFile, text: BookText | None) -> str:
    """One for each file, with each copy: what is kept takes the place of what was."""
    return digest("questions", str(bank.folder.resolve()), file.path, text.copy.sha256 if text else "")


def _key(bank: Bank, file: BankFile, text: BookText | None) -> str:
    # The same bytes are another text where the file's name says that it is Markdown.
    copy = (text.copy.sha256, Path(text.copy.path).suffix) if text else ()
    return digest(program(), str(TEXT_CHECKS_VERSION), file.sha256, bank.book.sha256, *copy)


def as_row(known: QuestionResult) -> Row:
    located = [
        (each.chapter.chapter.key, *each.span, each.place, each.is_section, list(map(astuple, each.differences)))
        for each in known.located
    ]
    reported = [(code, severity, each.route, each.message, each.hint) for code, severity, each in known.reported]
    return [known.digest, located, reported]


def from_row(row: Row, text: BookText | None) -> QuestionResult:
    """What a row says; raises ``LookupError``, ``TypeError`` or ``ValueError`` if it is none of this text."""
    hashed, located, reported = row
    return QuestionResult(str(hashed), tuple(_place(each, text) for each in located), tuple(map(_finding, reported)))


def _place(row: Any, text: BookText | None) -> Located:
    key, first, last, place, is_section, differences = row
    if text is None:
        raise ValueError("a place without a copy")
    chapter = text.chapters[key]
    if not 0 <= first < last <= len(chapter.words):
        raise ValueError("a place outside of its chapter")
    near = tuple(Near(str(written), str(stands), int(line)) for written, stands, line in differences)
    return Located(chapter, (first, last), str(place), bool(is_section), near)


def _finding(row: Any) -> Reported:
    code, severity, route, message, hint = row
    return str(code), Severity(severity), Finding(tuple(route), str(message), str(hint))
