"""A book's folder and a reader's copy → the book's text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quizgen.book.structure import BookText, read_structure
from quizgen.copies.copy import read_copy
from quizgen.copies.library import find_copies, find_copy
from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic, Location, Severity
from quizgen.project.book_file import Loaded

_MANY_OPENINGS = 5
"""From as many missing openings on, it is the copy that is wrong and not the table of contents."""


def read_text(
    folder: Path, loaded: Loaded[Book], source: Path | None
) -> tuple[BookText | None, tuple[Diagnostic, ...]]:
    """The book's text from the copy named, else from the library; without any there is no text, and nothing wrong."""
    file = source or find_copy(folder.name, folder)
    book = loaded.record
    if file is None or book is None:
        return None, ()
    copy, diagnostics = read_copy(file)
    if source is None:
        diagnostics = (*diagnostics, *_several_copies(folder, file.parent))
    if copy is None:
        return None, diagnostics
    text, findings = read_structure(copy, book)
    openings = sum(len(chapter.sections) or 1 for chapter in book.chapters)
    absent = sum(code == "opens-not-found" for code, _ in findings)
    if absent > openings / 2:
        message = f"this is no copy of “{book.title}”: {absent} of its {openings} openings are not in it"
        hint = f"Is it the right file, with the whole text? The openings are in {loaded.path}."
        return None, (Diagnostic("another-book", message, Location(str(file)), hint),)
    if absent >= _MANY_OPENINGS:
        first = next(finding for code, finding in findings if code == "opens-not-found")
        message = f"{absent} of the {openings} openings of “{book.title}” are not in this copy; {first.message}"
        hint = "Is the copy complete, and of this edition? A missing page or a missing chapter does this."
        return None, (Diagnostic("another-book", message, Location(str(file)), hint),)
    told = (loaded.diagnose(code, finding) for code, finding in findings)
    found = (each if text is None else replace(each, severity=Severity.WARNING) for each in told)
    return text, (*diagnostics, *found)


def _several_copies(bank: Path, folder: Path) -> Iterator[Diagnostic]:
    used, *others = find_copies(bank.name, folder) or (None,)
    if used is not None and others:
        names = " and ".join(each.name for each in others)
        message = f"there are several copies of this book: {used.name} is used, and {names} not"
        hint = "Keep the one that is meant, and remove the others."
        if folder != bank:
            hint = "Remove the others, or add the one you want anew: `quizgen source add` moves all others aside."
        yield Diagnostic("several-copies", message, Location(str(used)), hint, Severity.WARNING)
