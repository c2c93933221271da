"""A table of contents and a reader's copy → the book's text, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quizgen.book.book_text import BookText
from quizgen.book.openings import list_openings
from quizgen.book.structure import read_structure
from quizgen.copies.copy import Copy, read_copy
from quizgen.copies.library import find_copies, find_copy
from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic, Location, Severity, counted
from quizgen.project.book_file import Loaded


def read_book_copy(folder: Path, source: Path | None) -> tuple[Copy | None, tuple[Diagnostic, ...]]:
    """The copy named by ``source``, else the one in the library, else None without a diagnostic."""
    file = source or find_copy(folder.name, folder)
    if file is None:
        return None, ()
    copy, diagnostics = read_copy(file)
    if source is None:
        diagnostics = (*diagnostics, *_several_copies(folder, file.parent))
    return copy, diagnostics


def read_text(copy: Copy, loaded: Loaded[Book]) -> tuple[BookText | None, tuple[Diagnostic, ...]]:
    """The book's text in a copy; None if most of the openings are not in it. One that is not costs its own part."""
    book = loaded.record
    if book is None:
        return None, ()
    text, findings = read_structure(copy, book)
    openings = sum(1 for _ in list_openings(book))
    absent = sum(code == "opens-not-found" for code, _ in findings)
    if absent > openings / 2:
        share = "its opening is not in it" if openings == 1 else "none of its openings is in it"
        if absent < openings:
            share = f"{absent} of its {counted(openings, 'opening')} are not in it"
        message = f"this is no copy of “{book.title}”: {share}"
        hint = f"Is it the right file, with the whole text? The openings are in {loaded.path}."
        return None, (Diagnostic("another-book", message, Location(copy.path), hint),)
    told = (loaded.diagnose(code, finding) for code, finding in findings)
    return text, tuple(replace(each, severity=_severity(each)) for each in told)


def _severity(diagnostic: Diagnostic) -> Severity:
    return Severity.WARNING if diagnostic.code == "opens-differs" else diagnostic.severity


def _several_copies(bank: Path, folder: Path) -> Iterator[Diagnostic]:
    used, *others = find_copies(bank.name, folder) or (None,)
    if used is not None and others:
        names = " and ".join(each.name for each in others)
        message = f"there are several copies of this book: {used.name} is used, and {names} not"
        hint = "Keep the one that is meant, and remove the others."
        if folder != bank:
            hint = "Remove the others, or add the one you want anew: `quizgen source add` moves all others aside."
        yield Diagnostic("several-copies", message, Location(str(used)), hint, Severity.WARNING)
