"""The promised Python surface: begin or open a project, check it, build it, find a passage.

What ``__all__`` names keeps its name, its parameters and the fields named here from one minor version to the next;
every other module may change. The command line is these functions with arguments, printing and exit codes, and a few
commands besides that nobody else is promised, such as ``quizgen review``::

    from quizgen.api import check, find, open_book

    result = check("course")
    for diagnostic in result.diagnostics:
        print(diagnostic.location, diagnostic.code, diagnostic.message)
    for hit in find(open_book("course"), "honest gate"):
        print(hit.place, hit.cite)

What is wrong with a file is a `Diagnostic` in the answer; where an answer has no place for one, a function raises.
Of an opened project are promised `books`, `faults`, `change`, `read_again`, `diagnostics` and `settle`; of an opened
book, that the functions here take it. A copy's structure is promised as what ``quizgen source show --format json``
prints, and not as Python objects.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.model.diagnostics import Diagnostic, Location, Severity
from quizgen.pipeline.runs import (
    BuildRequest,
    Built,
    CheckRequest,
    CheckResult,
    FixResult,
    build_run,
    check_run,
)
from quizgen.project.request import RECIPES, Request, Track, build_time, pass_silently
from quizgen.workspace.replay import replay

# The rest is imported where it is needed: a run with nothing to do should end before a library is loaded.
if TYPE_CHECKING:
    from quizgen.book.book_text import BookText
    from quizgen.book.coverage import Coverage
    from quizgen.citations.search import Hit
    from quizgen.model.recipe import WorksheetRecipe
    from quizgen.outputs.pdf import Paper
    from quizgen.pipeline.add_copy import AddedCopy
    from quizgen.pipeline.append_question import AppendedQuestion
    from quizgen.pipeline.diagnose_copy import CopyDiagnosis
    from quizgen.workspace.bank_workspace import BankWorkspace
    from quizgen.workspace.workspace import Workspace

__all__ = [
    "Built",
    "CheckResult",
    "Diagnostic",
    "FixResult",
    "Location",
    "Severity",
    "add_copy",
    "append_question",
    "build",
    "build_sheet",
    "check",
    "diagnose_copy",
    "find",
    "fix",
    "init_project",
    "measure_coverage",
    "open_book",
    "open_project",
    "release",
]

# --- a project's folder -------------------------------------------------------------------------


def init_project(folder: str | Path) -> tuple[Diagnostic, ...]:
    """Write a small project into a new or empty folder; with an error, nothing is written."""
    from quizgen.pipeline import init_project as step

    return step.init_project(Path(folder))


def check(
    root: str | Path = ".",
    paths: Sequence[str | Path] = (),
    *,
    locked: bool = False,
    source: str | Path | None = None,
    track: Track = pass_silently,
) -> CheckResult:
    """Every check on every question, or on those in some files and folders.

    With a copy of the book ``verified.lock`` is brought up to date, or with ``locked`` compared. ``source`` is a copy
    for this run alone; ``track`` passes on questions as they are checked. A run that would find the same as the last
    one returns what that one found. Of the result are promised ``diagnostics``, and how many ``questions`` there are:
    ``verified`` by the copy, ``from_lock`` and ``not_verified``.
    """

    def compute() -> CheckResult:
        from quizgen.pipeline.check_banks import check_banks

        return check_banks(request)

    request = CheckRequest(_request(root, source, track), tuple(map(Path, paths)), locked)
    return replay(check_run(request), compute)


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
    docx: Paper | None = None,
    always_update: bool = False,
    keys: bool = False,
    source: str | Path | None = None,
    track: Track = pass_silently,
) -> Built:
    """Check, then write decks, worksheets, keys and an index page below ``out``; with an error, write nothing.

    ``recipes`` are names or paths; empty means all. ``keep_going`` leaves the questions with errors out. With a
    ``paper`` (``a4`` or ``letter``) PDFs are made too, with a ``docx`` Word files. ``public`` makes a students' site:
    without the book's passages and without keys, or with ``keys`` below a folder of their own; its PDFs are for both
    papers, in a zip file for each chapter. A note that did not change since the last build into ``out`` keeps its
    time, unless ``always_update`` is true. The time of the build is ``SOURCE_DATE_EPOCH`` if it is set, else the
    clock's. The result has ``diagnostics``, and what was made as lines of text in ``made``: none if nothing was built.
    """

    def compute() -> Built:
        from quizgen.pipeline.build_recipes import build_recipes, describe

        result = build_recipes(request)
        return Built(result.diagnostics, tuple(describe(result)))

    built, faults = build_time(time.time())
    if faults:
        return Built(faults)
    project = _request(root, source, track)
    request = BuildRequest(
        project,
        tuple(recipes),
        Path(out),
        built,
        public=public,
        keep_going=keep_going,
        paper=paper,
        docx=docx,
        always_update=always_update,
        keys="beside" if not public else "apart" if keys else "none",
    )
    return replay(build_run(request), compute)


def release(
    root: str | Path = ".",
    recipes: Sequence[str] = (),
    *,
    source: str | Path | None = None,
    rename_decks: bool = False,
    track: Track = pass_silently,
) -> Built:
    """Publish the decks: write them without passages into ``decks/``, and record them in ``released.lock``.

    The time of the release is that of a `build`; the lines in ``made`` say what was added, edited and retired. With
    ``rename_decks`` published decks get the names that recipes and ``book.yaml`` have for them now.
    """
    from quizgen.pipeline.release_decks import describe_release, release_decks

    built, faults = build_time(time.time())
    if faults:
        return Built(faults)
    project = _request(root, source, track)
    out = project.root / RECIPES
    request = BuildRequest(project, tuple(recipes), out, built, public=True, rename_decks=rename_decks)
    result = release_decks(request)
    return Built(result.diagnostics, tuple(describe_release(result)))


# --- a project, opened --------------------------------------------------------------------------


def open_project(
    root: str | Path = ".", *, source: str | Path | None = None, track: Track = pass_silently
) -> Workspace:
    """A project's folder as a workspace, which holds it in memory and answers again after a change.

    ``source`` is a copy of the book for this workspace alone, ``track`` passes on questions as they are checked.
    Nothing is read before it is asked for.
    """
    from quizgen.workspace.workspace import Workspace

    return Workspace(_request(root, source, track))


def open_book(
    root: str | Path = ".",
    key: str | None = None,
    *,
    source: str | Path | None = None,
    track: Track = pass_silently,
) -> BankWorkspace:
    """One book of a project. ``key`` is its folder below ``questions/``, needed where there are several.

    Raises ``KeyError`` if there is no such book, or if there are several and none is named.
    """
    books = open_project(root, source=source, track=track).books
    if key is None and len(books) != 1:
        raise KeyError(f"name one of the books: {', '.join(books) or 'there is none'}")
    return books[key if key is not None else next(iter(books))]


def find(book: BankWorkspace, words: str, *, chapter: str | None = None) -> tuple[Hit, ...]:
    """Where words, or a citation with an ellipsis, stand in the copy of a book, in the book's order.

    ``chapter`` is a key of ``book.yaml``. A hit has the key of its ``chapter``, its ``place`` as cards print it, its
    ``paragraph`` in the chapter and ``line`` in the copy (both from 1), the ``passage`` with its ``text``, and as
    ``cite`` a citation of the place, or None. Raises ``KeyError`` for an unknown chapter, and ``ValueError`` without a
    readable copy.
    """
    from quizgen.citations.search import search

    text = _read_text(book)
    chapters = text.chapters if chapter is None else {chapter: text.chapters[chapter]}
    return tuple(search(words, text, tuple(chapters.values())))


def measure_coverage(
    book: BankWorkspace, *, out: str | Path = "build", public: bool = False
) -> tuple[Coverage | None, tuple[Diagnostic, ...]]:
    """What share of a book its verified questions cite, and ``coverage.html`` below ``out``; or None and errors.

    ``public`` leaves the book's text out of the page. Without a copy ``verified.lock`` says what is cited. The coverage
    has a ``measure``, and so has each of its ``chapters``: ``words``, ``cited`` words, their ``share`` (0 to 1), and
    the number of ``questions``.
    """
    from quizgen.pipeline import measure_coverage as step

    return step.measure_coverage(book, Path(out), public=public)


def build_sheet(
    book: BankWorkspace,
    sheet: WorksheetRecipe,
    *,
    out: str | Path = "build/sheet",
    public: bool = False,
    paper: Paper | None = None,
    docx: Paper | None = None,
) -> Built:
    """Write one worksheet, its versions and its key below ``out``; with an error, write nothing.

    ``sheet`` (`quizgen.model.recipe.WorksheetRecipe`) has the fields of a worksheet in a recipe; the other parameters
    are those of `build`.
    """
    from quizgen.pipeline import build_sheet as step

    request = BuildRequest(Request(book.root, book.source), out=Path(out), public=public, paper=paper, docx=docx)
    result = step.build_sheet(book, sheet, request)
    return Built(result.diagnostics, tuple(step.describe_sheet(result)))


def append_question(book: BankWorkspace, chapter: str, kind: str = "choice") -> AppendedQuestion:
    """Append a draft of a question to the chapter's file; its ``place`` (``path:line``), ``id`` and ``diagnostics``.

    Raises ``KeyError`` if the book has no such chapter or quizgen no such kind.
    """
    from quizgen.kinds import KINDS
    from quizgen.pipeline import append_question as step

    record = book.bank.book.record
    if record is None or record.chapter(chapter) is None:
        raise KeyError(chapter)
    if kind not in KINDS:
        raise KeyError(kind)
    appended = step.append_question(book.bank, chapter, kind)
    book.read_again()
    return appended


def add_copy(book: BankWorkspace) -> AddedCopy:
    """Put the copy that a book was opened with, its ``source``, into the reader's library.

    The result has its new ``path``, the earlier copies that were ``moved`` aside as (old path, new path), and
    ``diagnostics``; with an error nothing is moved. Raises ``ValueError`` if the book was opened without a copy of its
    own, or if the copy is not one of the book.
    """
    from quizgen.pipeline import add_copy as step

    _read_text(book)
    if book.source is None:
        raise ValueError(f"{book.key} was opened without a `source`")
    return step.add_copy(book.source, book.folder, book.root)


def diagnose_copy(book: BankWorkspace) -> CopyDiagnosis:
    """What looks damaged in the copy of a book, and the questions whose passages contain it.

    Each ``damage`` has its ``kind``, ``line`` in the copy (from 1), ``place`` in the book, ``message`` and the words
    ``shown``; ``citing`` maps it to the ids of questions. Raises ``ValueError`` without a readable copy.
    """
    from quizgen.pipeline import diagnose_copy as step

    return step.diagnose_copy(book.bank, _read_text(book))


def _read_text(book: BankWorkspace) -> BookText:
    text, faults = book.load_text()
    if text is None:
        said = "; ".join(fault.message for fault in (*book.book.diagnostics, *faults))
        raise ValueError(said or f"there is no copy of {book.key}")
    return text


def _request(root: str | Path, source: str | Path | None, track: Track) -> Request:
    return Request(Path(root), None if source is None else Path(source), track)
