"""The promised Python surface: open a project, check it, build it, find a passage.

What stands here keeps its names and its types from one minor version to the next; every other module may change. The
command line uses the same functions::

    from quizgen.api import check, find, open_project

    result = check("course")
    for diagnostic in result.diagnostics:
        print(diagnostic.location, diagnostic.code, diagnostic.message)
    for hit in find("course", "honest gate"):
        print(hit.place, hit.cite)

What is wrong with a file is a `Diagnostic` in the answer; `find`, which has no place for one, raises instead.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.model.diagnostics import Diagnostic, Location, Severity
from quizgen.pipeline.results import Built, CheckResult, FixResult
from quizgen.project.request import Request, Track, build_time, pass_silently

# The rest is imported where it is needed: what has nothing to do should be through before a library is loaded.
if TYPE_CHECKING:
    from quizgen.citations.search import Hit
    from quizgen.outputs.pdf import Paper
    from quizgen.workspace.workspace import Workspace

__all__ = [
    "Built",
    "CheckResult",
    "Diagnostic",
    "FixResult",
    "Location",
    "Severity",
    "build",
    "check",
    "find",
    "fix",
    "open_project",
]


def open_project(
    root: str | Path = ".", *, source: str | Path | None = None, track: Track = pass_silently
) -> Workspace:
    """A project's folder as a workspace, which holds it in memory and answers again after a change.

    ``source`` is a copy of the book for this workspace alone, ``track`` passes on questions as they are checked.
    Nothing is read before it is asked for.
    """
    from quizgen.workspace.workspace import Workspace

    return Workspace(_request(root, source, track))


def check(
    root: str | Path = ".",
    paths: Sequence[str | Path] = (),
    *,
    locked: bool = False,
    source: str | Path | None = None,
    track: Track = pass_silently,
) -> CheckResult:
    """Every check on every question, or on those in some files and folders.

    With a copy of the book ``verified.lock`` is brought up to date, or with ``locked`` compared. A run that would find
    the same as an earlier one gives what that one found.
    """
    from quizgen.pipeline import recheck

    return recheck.check(_request(root, source, track), tuple(map(Path, paths)), locked=locked)


def fix(
    root: str | Path = ".",
    paths: Sequence[str | Path] = (),
    *,
    source: str | Path | None = None,
    track: Track = pass_silently,
) -> FixResult:
    """Make the safe fixes of what `check` finds in all banks, or in some files and folders, and write these.

    A fix is safe if it changes neither what a question says or asks, nor its id. Other fixes stand in
    ``Diagnostic.fixes``, for a person to choose from.
    """
    from quizgen.pipeline import fix_banks

    return fix_banks.fix(_request(root, source, track), tuple(map(Path, paths)))


def build(
    root: str | Path = ".",
    recipes: Sequence[str] = (),
    *,
    out: str | Path = "build",
    public: bool = False,
    keep_going: bool = False,
    paper: Paper | None = None,
    source: str | Path | None = None,
    track: Track = pass_silently,
) -> Built:
    """Check, then write decks, worksheets, keys and an index page below ``out``; with an error, write nothing.

    ``recipes`` are names or paths, none meaning all. ``public`` leaves the book's passages out, ``keep_going`` the
    questions with errors. With a ``paper`` (``a4`` or ``letter``) there are PDFs too. The time of
    the build is ``SOURCE_DATE_EPOCH`` if it is set, else the clock's.
    """
    from quizgen.pipeline import rebuild

    built, faults = build_time(time.time())
    if faults:
        return Built(faults)
    request = _request(root, source, track)
    return rebuild.build(request, tuple(recipes), Path(out), built, public=public, keep_going=keep_going, paper=paper)


def find(
    root: str | Path,
    words: str,
    *,
    book: str | None = None,
    chapter: str | None = None,
    source: str | Path | None = None,
) -> tuple[Hit, ...]:
    """Where words stand in the copy of a book, in the book's order, each with a citation of the place.

    ``book`` is its folder below ``questions/``, needed where there are several; ``chapter`` is a key of `book.yaml`.
    Raises ``KeyError`` for a book or a chapter that there is not, and ``ValueError`` where no copy can be read.
    """
    from quizgen.citations.search import search

    books = open_project(root, source=source).books
    if book is None and len(books) != 1:
        raise KeyError(f"name one of the books: {', '.join(books) or 'there is none'}")
    opened = books[book if book is not None else next(iter(books))]
    text, faults = opened.load_text()
    if text is None:
        said = "; ".join(fault.message for fault in (*opened.book.diagnostics, *faults))
        raise ValueError(said or f"there is no copy of {opened.key}")
    chapters = text.chapters if chapter is None else {chapter: text.chapters[chapter]}
    return tuple(search(words, text, tuple(chapters.values())))


def _request(root: str | Path, source: str | Path | None, track: Track) -> Request:
    return Request(Path(root), None if source is None else Path(source), track)
