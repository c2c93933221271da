"""Save and load the results of questions in the user's cache folder, keyed by all that a result depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any, TypeAlias

from quizgen.book.book_text import BookText
from quizgen.book.positions import chapter_span
from quizgen.checks.check import Reported
from quizgen.citations.outcome import Located, Near
from quizgen.model.diagnostics import Add, Enclose, Finding, Fix, Remove, Rename, Replace, Severity
from quizgen.project.bank import BankFile, LocatedQuestion
from quizgen.project.layout import Bank
from quizgen.verify.question import QuestionResult
from quizgen.workspace.store import Cache, digest, program

Row: TypeAlias = Any
"""A result as lists, strings and numbers, to be saved or passed between processes."""


def result_key(entry: LocatedQuestion) -> str:
    """A hash of a question's chapter, its YAML and that of its stimulus.

    With the same book and copy, the same key means the same result.
    """
    chapter = "" if entry.chapter is None else entry.chapter
    shown = b"" if entry.stimulus is None else b"\0" + entry.stimulus.yaml_span.text
    return hashlib.sha256(chapter.encode() + b"\0" + entry.yaml_span.text + shown).hexdigest()


def load_results(cache: Cache, bank: Bank, text: BookText | None) -> dict[str, QuestionResult]:
    """The saved results of a bank's questions, by their keys."""
    results: dict[str, QuestionResult] = {}
    for file in bank.files:
        rows = cache.recall(_name(bank, file, text), _key(bank, text))
        if not isinstance(rows, dict):
            continue
        with suppress(LookupError, TypeError, ValueError, AttributeError):
            wanted = map(result_key, file.entries)
            results |= {key: from_row(rows[key], text) for key in wanted if key in rows}
    return results


def save_results(
    cache: Cache, bank: Bank, text: BookText | None, results: Mapping[str, QuestionResult], rows: Mapping[str, Row]
) -> None:
    """Queue for writing the results of each bank file that has at least one of the new ``rows`` (by `result_key`)."""
    for file in bank.files:
        keys = [result_key(entry) for entry in file.entries]
        if not rows.keys().isdisjoint(keys):
            saved = {key: rows[key] if key in rows else as_row(results[key]) for key in keys if key in results}
            cache.remember(_name(bank, file, text), _key(bank, text), saved)


def _name(bank: Bank, file: BankFile, text: BookText | None) -> str:
    """The cache entry's name: one per bank file and copy, so that newer results replace older ones."""
    return digest("questions", str(bank.folder.resolve()), file.path, text.copy.sha256 if text else "")


def _key(bank: Bank, text: BookText | None) -> str:
    # The suffix counts because the same bytes give another text if the file's name says that it is Markdown.
    copy = (text.copy.sha256, Path(text.copy.path).suffix) if text else ()
    return digest(program(), bank.book.sha256, *copy)


def as_row(result: QuestionResult) -> Row:
    reported = [
        (code, severity, each.route, each.message, each.hint, [_fix_row(fix) for fix in each.fixes])
        for code, severity, each in result.reported
    ]
    return [
        result.digest,
        _place_rows(result.located),
        reported,
        result.passage,
        _place_rows(result.shown),
        result.unchecked,
    ]


def _place_rows(located: Iterable[Located]) -> list[Row]:
    return [
        (each.chapter.chapter.key, *each.span, each.place, each.is_section, list(map(astuple, each.differences)))
        for each in located
    ]


def from_row(row: Row, text: BookText | None) -> QuestionResult:
    """The result of a row; raises ``LookupError``, ``TypeError`` or ``ValueError`` if it does not fit this text."""
    hashed, located, reported, passage, shown, unchecked = row
    places, shown_at = (tuple(_place(each, text) for each in rows) for rows in (located, shown))
    findings = tuple(map(_finding, reported))
    return QuestionResult(str(hashed), places, findings, str(passage), shown_at, str(unchecked))


def _place(row: Any, text: BookText | None) -> Located:
    key, first, last, place, is_section, differences = row
    if text is None:
        raise ValueError("a place without a copy")
    chapter = text.chapters[key]
    if not 0 <= first < last <= len(chapter.words):
        raise ValueError("a place outside of its chapter")
    near = tuple(Near(str(written), str(stands), int(line)) for written, stands, line in differences)
    return Located(chapter, chapter_span(first, last), str(place), bool(is_section), near)


def _finding(row: Any) -> Reported:
    code, severity, route, message, hint, fixes = row
    finding = Finding(tuple(route), str(message), str(hint), tuple(map(_fix, fixes)))
    return str(code), Severity(severity), finding


_CHANGES = {change.__name__: change for change in (Replace, Enclose, Rename, Remove, Add)}


def _fix_row(fix: Fix) -> Row:
    return fix.title, [(type(change).__name__, *astuple(change)) for change in fix.changes], fix.is_safe


def _fix(row: Row) -> Fix:
    title, changes, is_safe = row
    made = tuple(_CHANGES[name](tuple(route), *map(str, more)) for name, route, *more in changes)
    return Fix(str(title), made, bool(is_safe))
