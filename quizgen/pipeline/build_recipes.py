"""Check → assemble → render → write: decks, worksheets, keys and an index; and releases of decks."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from quizgen.assembly.quiz import Deck, Worksheet
from quizgen.book.coverage import PAGE, Coverage
from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic, Location, counted, has_errors
from quizgen.outputs.anki.release import Changes, build_times
from quizgen.pipeline.measure_coverage import coverage_page, measure_examined
from quizgen.pipeline.parallel import map_parallel
from quizgen.pipeline.plan_build import Plan, make_plan, names_of
from quizgen.pipeline.verify_bank import VerifiedBank
from quizgen.project.layout import RECIPES, RELEASED_LOCK, Bank
from quizgen.project.request import Request
from quizgen.project.write import Artifact
from quizgen.verify.verdict import Support
from quizgen.workspace.output_folder import find_wrong_folder, replace_own

if TYPE_CHECKING:
    from quizgen.outputs.anki.notes import Note
    from quizgen.outputs.html.index_page import BookLines
    from quizgen.outputs.pdf import Paper


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built: the files written below ``out`` and the decks and sheets among them, or nothing and why.

    ``left_out`` are ids that ``--keep-going`` passed over.
    """

    out: Path
    diagnostics: tuple[Diagnostic, ...]
    is_built: bool = False
    decks: tuple[Deck, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    examined: tuple[VerifiedBank, ...] = ()
    left_out: tuple[str, ...] = ()
    changes: tuple[tuple[str, Changes], ...] = ()


def build(
    request: Request,
    recipes: Sequence[str],
    out: Path,
    built: int,
    *,
    public: bool = False,
    keep_going: bool = False,
    paper: Paper | None = None,
) -> BuildResult:
    """Check, then write decks, worksheets, keys and an index; with an error in what is selected, write nothing.

    ``recipes`` are names or paths, none meaning all; ``built`` is the build's time in seconds. With a ``paper`` there
    are PDFs too. What an earlier build left in ``out`` and this one does not make is removed, unless recipes are named.
    """
    if fault := find_wrong_folder(request.root, out):
        return BuildResult(out, (fault,))
    plan = make_plan(request, recipes, public=public, keep_going=keep_going)
    if has_errors(plan.diagnostics):
        return stopped(out, plan)
    sheets = render_sheets(plan, paper)
    if sheets is None:
        return stopped(out, plan)
    decks: list[_Render] = [partial(_render_deck, deck, bank, built) for deck, bank in plan.decks]
    about_books: _Render = partial(_render_about_books, plan, paper, public=public)
    # What one recipe makes is added to what others made; but a public folder must hold nothing from before.
    is_whole = public or not recipes
    questions = sum(len(deck.items) for deck, _ in plan.decks)
    with map_parallel([*decks, about_books, *sheets], questions) as results:
        # Files are written as they are made: of a large bank, together they are most of the memory.
        made = chain.from_iterable(each for _, each in results)
        return _built(out, plan, replace_own(out, made, "build", is_whole=is_whole))


def _never_released(plan: Plan, out: Path) -> Iterator[Diagnostic]:
    """Files that stand where decks of a book belong of which nothing was ever released."""
    for deck, bank in plan.decks:
        file = out / f"{deck.name}.apkg"
        if not bank.released.lines and os.path.lexists(file):
            message = f"this is no deck that was released: `{bank.name}/{RELEASED_LOCK}` knows of none"
            hint = f"Move it elsewhere. If it was released, take {RELEASED_LOCK} from version control again."
            yield Diagnostic("file-taken", message, Location(f"{RECIPES}/{file.name}"), hint)


_Render: TypeAlias = Callable[[], Sequence[Artifact]]


def _render_deck(deck: Deck, bank: Bank, built: int) -> Sequence[Artifact]:
    from quizgen.outputs.anki.notes import render_notes  # genanki takes 0.1 s to import: only where it is needed
    from quizgen.outputs.anki.package import write_package

    notes: Iterable[Note] = render_notes(deck)
    times: dict[str, int] = {}
    if bank.released.lines:
        # A deck whose notes are all as released depends on no clock: what it is dated by has to be rendered first.
        notes = tuple(notes)
        times = build_times(notes, bank.released, built)
    return [write_package(deck, notes, times, max(times.values(), default=built))]


def render_sheets(plan: Plan, paper: Paper | None) -> Sequence[_Render] | None:
    """Sheets, keys, and their PDFs if they are wanted; nothing, with a diagnostic, if PDFs cannot be had."""
    sheets = [partial(_render_sheet, sheet) for sheet in plan.worksheets]
    if paper is None:
        return sheets
    from quizgen.outputs.pdf import print_pages

    pages = [page for render in sheets for page in render()]
    prints, findings = print_pages(pages, paper)
    plan.diagnostics += (Diagnostic(code, each.message, Location("--pdf"), each.hint) for code, each in findings)
    return None if findings else [lambda: [*pages, *prints]]


def _render_sheet(sheet: Worksheet) -> Sequence[Artifact]:
    from quizgen.outputs.html.key_page import render_key
    from quizgen.outputs.html.worksheet import render_worksheet

    pages = [render_worksheet(sheet)]
    if sheet.form.large_print:
        pages.append(render_worksheet(sheet, is_large=True))
    if sheet.form.key == "file":
        pages.append(render_key(sheet))
    return pages


def render_build_index(plan: Plan, books: Sequence[BookLines], paper: Paper | None) -> Artifact:
    from quizgen.outputs.html.index_page import Listing, render_index

    endings = (".html",) if paper is None else (".html", ".pdf")
    listings = [Listing(deck.title, "deck", f"{deck.name}.apkg", len(deck.items)) for deck, _ in plan.decks]
    for sheet in plan.worksheets:
        listings += (
            Listing(
                sheet.title,
                "key" if name.endswith("-key") else "worksheet",
                name,
                len(sheet.entries),
                sheet.version,
                is_large=name != sheet.name,
                endings=endings,
            )
            for name in names_of(sheet)
        )
    themes = {sheet.look.theme for sheet in plan.worksheets}
    theme = themes.pop() if len(themes) == 1 else ""
    return render_index(books, listings, plan.has_passages, theme)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A book, with its coverage if that is known, and the path of the page of it."""

    examined: VerifiedBank
    book: Book
    coverage: Coverage | None
    path: str


def _measure_books(plan: Plan) -> Iterator[_Measured]:
    for examined in plan.examined.values():
        if (book := examined.bank.book.record) is not None:
            path = PAGE if len(plan.examined) == 1 else f"{examined.bank.key}-{PAGE}"
            yield _Measured(examined, book, measure_examined(examined, book), path)


def _lines(measured: _Measured) -> BookLines:
    """What the index says of a book."""
    from quizgen.outputs.html.index_page import BookLines, ChapterLine

    book, coverage = measured.book, measured.coverage
    cited = {each.chapter.key: each.measure.share for each in coverage.chapters} if coverage else {}
    counts = Counter(v.entry.chapter for v in measured.examined.verdicts if v.entry.question.is_live)
    chapters = [ChapterLine(c.heading, counts[c.key], cited.get(c.key)) for c in book.chapters if counts[c.key]]
    if counts[None]:
        chapters.append(ChapterLine("", counts[None], None))
    return BookLines(book, tuple(chapters), measured.path if coverage else "")


def _render_about_books(plan: Plan, paper: Paper | None, *, public: bool) -> Sequence[Artifact]:
    """The coverage of each book, and the index, which tells of it."""
    measured = list(_measure_books(plan))
    pages = [
        replace(coverage_page(each.examined, each.book, each.coverage, public=public), path=each.path)
        for each in measured
        if each.coverage
    ]
    return [*pages, render_build_index(plan, [_lines(each) for each in measured], paper)]


def describe(result: BuildResult, *, public: bool) -> Iterator[str]:
    """What was made, and what it was verified by, a line each."""
    questions = len({item.question.id for deck in result.decks for item in deck.items})
    made = []
    if result.decks:
        made.append(f"{counted(len(result.decks), 'Anki deck')} ({counted(questions, 'question')})")
    if result.worksheets:
        with_key = [sheet for sheet in result.worksheets if sheet.form.key != "none"]
        keys = "" if not with_key else " with its key" if len(result.worksheets) == 1 else " with their keys"
        made.append(f"{counted(len(result.worksheets), 'worksheet')}{keys}")
    yield f"Made {' and '.join(made) or 'an index page'}: open {result.out / 'index.html'}"
    yield from (_verified(examined, public=public) for examined in result.examined)
    if result.left_out:
        yield f"Left out because of errors: {', '.join(result.left_out)}"


def _verified(examined: VerifiedBank, *, public: bool) -> str:
    bank = examined.bank
    total = len(examined.verdicts)
    if examined.text is not None:
        sound = examined.count(Support.COPY)
        count = f"All {total} questions were" if sound == total else f"{sound} of {total} questions were"
        passages = "its passages are left out" if public else "its passages are for your own use"
        return f"{count} verified against the copy {examined.text.copy.path}; {passages}."
    by_lock = counted(examined.count(Support.LOCK), "question")
    return (
        f"{by_lock} verified by the lock, without passages. "
        f"For passages add your copy of the book: quizgen source add FILE --book {bank.key}"
    )


def stopped(out: Path, plan: Plan) -> BuildResult:
    return BuildResult(out, tuple(plan.diagnostics), examined=tuple(plan.examined.values()))


def _built(out: Path, plan: Plan, faults: Sequence[Diagnostic]) -> BuildResult:
    """What came of it; ``faults`` are those of writing."""
    return BuildResult(
        out,
        (*plan.diagnostics, *faults),
        not has_errors(faults),
        tuple(deck for deck, _ in plan.decks),
        tuple(plan.worksheets),
        tuple(plan.examined.values()),
        tuple(plan.left_out),
    )
