"""A table of contents and a reader's copy → the book's text, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.copies.copy import Copy, read_copy
from quizgen.copies.library import find_copies, find_copy
from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic, Location, Severity, counted
from quizgen.project.book_file import Loaded

_MAX_MISSING_OPENINGS = 4
"""If more openings are missing, the copy is taken for the wrong one, not the table of contents."""


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
    """The book's text in a copy; None if any of the chapters' and sections' openings is not found."""
    book = loaded.record
    if book is None:
        return None, ()
    text, findings = read_structure(copy, book)
    openings = sum(len(chapter.sections) or 1 for chapter in book.chapters)
    absent = sum(code == "opens-not-found" for code, _ in findings)
    if absent > openings / 2:
        message = f"this is no copy of “{book.title}”: {absent} of its {counted(openings, 'opening')} "
        message += "is not in it" if absent == 1 else "are not in it"
        hint = f"Is it the right file, with the whole text? The openings are in {loaded.path}."
        return None, (Diagnostic("another-book", message, Location(copy.path), hint),)
    if absent > _MAX_MISSING_OPENINGS:
        first = next(finding for code, finding in findings if code == "opens-not-found")
        message = f"{absent} of the {openings} openings of “{book.title}” are not in this copy; {first.message}"
        hint = "Is the copy complete, and of this edition? A missing page or a missing chapter does this."
        return None, (Diagnostic("another-book", message, Location(copy.path), hint),)
    told = (loaded.diagnose(code, finding) for code, finding in findings)
    return text, tuple(each if text is None else replace(each, severity=Severity.WARNING) for each in told)


def _several_copies(bank: Path, folder: Path) -> Iterator[Diagnostic]:
    used, *others = find_copies(bank.name, folder) or (None,)
    if used is not None and others:
        names = " and ".join(each.name for each in others)
        message = f"there are several copies of this book: {used.name} is used, and {names} not"
        hint = "Keep the one that is meant, and remove the others."
        if folder != bank:
            hint = "Remove the others, or add the one you want anew: `quizgen source add` moves all others aside."
        yield Diagnostic("several-copies", message, Location(str(used)), hint, Severity.WARNING)
