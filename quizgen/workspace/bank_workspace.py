"""One book of a project, held in memory: its parsed files, its text in the copy, and the results of its questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from quizgen.book.book_text import BookText
from quizgen.checks.check import Reported
from quizgen.checks.levels import find_wrong_levels
from quizgen.checks.unwritten import find_unwritten
from quizgen.copies.copy import Copy
from quizgen.copies.library import find_copy
from quizgen.model.book import Book
from quizgen.model.diagnostics import Diagnostic, Severity, in_order
from quizgen.project.bank import BankFile, BankMemo, LocatedQuestion, parse_bank, unreadable_bank
from quizgen.project.book_file import Loaded, parse_book, unreadable_book
from quizgen.project.layout import (
    RELEASED_LOCK,
    VERIFIED_LOCK,
    Bank,
    Locks,
    find_files,
    has_questions,
    make_bank,
    read_locks,
)
from quizgen.project.request import BOOK_FILE, Track
from quizgen.project.yaml_text import FileText, missing_text, read_yaml_text
from quizgen.verify.deck_names import tell_kept_names
from quizgen.verify.drafts import diagnose_drafts
from quizgen.verify.guides import judge_guides
from quizgen.verify.lock import tell_older_rules, tell_unchecked
from quizgen.verify.objectives import diagnose_objectives
from quizgen.verify.published import find_changed_identity
from quizgen.verify.question import QuestionResult, compare_questions, make_verifier
from quizgen.verify.verdict import Support, Verdict, judge
from quizgen.workspace.book_text import read_book_copy, read_text
from quizgen.workspace.parallel import map_parallel
from quizgen.workspace.saved_results import Row, as_row, from_row, load_results, result_key, save_results
from quizgen.workspace.store import Cache
from quizgen.workspace.verified_bank import VerifiedBank, find_released_missing

_MAX_TASK = 250
_MIN_TASK = 50
"""Questions per task: a task ends after ``_MAX_TASK``, or at the end of a chapter if it has ``_MIN_TASK``.

Each task indexes the words of its chapters, so a chapter should be in few tasks.
"""

_DROP_INDEX_QUESTIONS = 1000
"""From this many questions on, a task drops its chapters' word indexes: of a large book, a sixth of all memory."""


class BankWorkspace:
    """The bank of one book; see `Workspace`. ``name`` is its folder as messages write it."""

    def __init__(self, folder: Path, name: str, source: Path | None, track: Track, cache: Cache) -> None:
        self.folder, self.name, self.source = folder, name, source
        self._track, self._cache = track, cache
        self._changed: dict[str, str | None] = {}
        self._texts: dict[str, FileText] = {}
        self._read_items = BankMemo()
        self._files: dict[str, tuple[FileText, Book | None, BankFile]] = {}
        self._loaded: tuple[FileText, Loaded[Book]] | None = None
        self._locks: Locks | None = None
        self._bank: Bank | None = None
        self._copy: tuple[Copy | None, tuple[Diagnostic, ...]] | None = None
        self._text: tuple[Loaded[Book], Copy, BookText | None, tuple[Diagnostic, ...]] | None = None
        self._results: dict[str, QuestionResult] = {}
        self._unsaved: dict[str, Row] = {}
        self._results_of: tuple[Book | None, BookText | None] | None = None
        self._compared: Mapping[str, tuple[Reported, ...]] = {}
        self._compared_of: tuple[Book | None, tuple[LocatedQuestion, ...]] = (None, ())

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.folder.parent.parent

    @property
    def key(self) -> str:
        return self.folder.name

    # --- changes ------------------------------------------------------------------------------

    def change(self, file: str, text: str | None) -> None:
        """Replace the text of a file of the folder, in memory only; None removes the file.

        Raises ``KeyError`` if it is neither the table of contents nor a file with questions.
        """
        if file != BOOK_FILE and not has_questions(file):
            raise KeyError(f"{self.name}/{file}")
        self._changed[file] = text
        self._texts.pop(file, None)
        self._bank = None

    def read_again(self) -> None:
        """Read the files and the copy from disk again on next use; texts set by `change` stay."""
        self._texts.clear()
        self._bank = self._locks = self._copy = None

    # --- files --------------------------------------------------------------------------------

    @property
    def book(self) -> Loaded[Book]:
        """The table of contents."""
        read = self._file_text(BOOK_FILE)
        if self._loaded is None or self._loaded[0] != read:
            name = f"{self.name}/{BOOK_FILE}"
            text, faults = read
            self._loaded = (read, unreadable_book(name, faults) if text is None else parse_book(text, name))
        return self._loaded[1]

    @property
    def bank(self) -> Bank:
        """The questions that could be read, with the locks."""
        if self._bank is None:
            self._locks = self._locks or read_locks(self.folder, self.name)
            files = [self._bank_file(name) for name in self._names()]
            self._bank = make_bank(self.folder, self.name, self.book, files, self._locks)
        return self._bank

    @property
    def files(self) -> Sequence[str]:
        """The names of the table of contents and of the files with questions."""
        return BOOK_FILE, *self._names()

    def text(self, file: str) -> str | None:
        """The text of a file; None if it cannot be read."""
        return self._file_text(file)[0]

    def _names(self) -> Sequence[str]:
        on_disk = {file.name for file in find_files(self.folder)}
        there = {name for name, text in self._changed.items() if text is not None and name != BOOK_FILE}
        gone = {name for name, text in self._changed.items() if text is None}
        return sorted((on_disk | there) - gone)

    def _file_text(self, file: str) -> FileText:
        if file not in self._texts:
            name = f"{self.name}/{file}"
            if file not in self._changed:
                self._texts[file] = read_yaml_text(self.folder / file, name)
            else:
                changed = self._changed[file]
                self._texts[file] = missing_text(file, name) if changed is None else (changed, ())
        return self._texts[file]

    def _bank_file(self, file: str) -> BankFile:
        read, book = self._file_text(file), self.book.record
        before = self._files.get(file)
        if before is None or before[0] != read or before[1] is not book:
            text, faults = read
            name = f"{self.name}/{file}"
            parsed = unreadable_bank(name, faults) if text is None else parse_bank(text, name, book, self._read_items)
            before = self._files[file] = (read, book, parsed)
        return before[2]

    # --- the book's text ----------------------------------------------------------------------

    @property
    def has_copy(self) -> bool:
        return self.source is not None or find_copy(self.folder.name, self.folder) is not None

    def load_text(self) -> tuple[BookText | None, tuple[Diagnostic, ...]]:
        """The book's text in the reader's copy, or None; and what is wrong with the copy or the chapters' openings."""
        if self.book.record is None:
            return None, ()
        if self._copy is None:
            self._copy = read_book_copy(self.folder, self.source)
        copy, faults = self._copy
        if copy is None:
            return None, faults
        if self._text is None or self._text[0] is not self.book or self._text[1] is not copy:
            self._text = (self.book, copy, *read_text(copy, self.book))
        return self._text[2], (*faults, *self._text[3])

    @property
    def can_verify(self) -> bool:
        """Whether questions can be verified: that needs a table of contents, and a readable copy or none at all.

        Verifying by the lock in place of an unreadable copy would hide what is wrong with the copy.
        """
        return self.book.record is not None and (self.load_text()[0] is not None or not self.has_copy)

    # --- answers ------------------------------------------------------------------------------

    def diagnostics(self, file: str) -> tuple[Diagnostic, ...]:
        """What is wrong in one file; comparing its questions with others is left to `settle`."""
        bank = self.bank
        path = f"{self.name}/{file}"
        found = [each for each in self._about_files() if each.location.path == path]
        found += (each for each in diagnose_drafts(bank, self.load_text()[0]) if each.location.path == path)
        if self.can_verify:
            guides = judge_guides(bank, self.load_text()[0])
            found += (told for each in guides if each.entry.path == path for told in each.diagnostics)
        entries = [entry for each in bank.files if each.path == path for entry in each.entries]
        for verdict in self._verdicts(entries):
            found += verdict.diagnostics
        return in_order(found)

    def settle(self) -> None:
        """Compare the questions with each other, drop the results of questions that are gone, and save the others."""
        if not self.can_verify:
            return
        entries = tuple(self.bank.entries)
        self._compare(entries)
        self._find_results(entries)
        keys = {result_key(entry) for entry in entries}
        self._results = {key: result for key, result in self._results.items() if key in keys}
        save_results(self._cache, self.bank, self.load_text()[0], self._results, self._unsaved)
        self._unsaved.clear()
        self._cache.keep()

    def verified(self) -> VerifiedBank:
        """The bank with the verdict on each question, after comparing all of them."""
        bank = self.bank
        text, about_copy = self.load_text()
        # `released.lock` concerns every question: unread, changes that break published decks go unnoticed.
        released = tuple(each for each in bank.diagnostics if each.location.path == f"{bank.name}/{RELEASED_LOCK}")
        if bank.book.record is None:
            return VerifiedBank(bank, None, (), bank.diagnostics, (*bank.book.diagnostics, *released))
        diagnostics = tuple(self._about_files())
        if not self.can_verify:
            return VerifiedBank(bank, None, (), diagnostics, (*about_copy, *released))
        self.settle()
        verdicts = tuple(self._verdicts(tuple(bank.entries)))
        older = sum(verdict.support is Support.LOCK and verdict.is_by_older_rules for verdict in verdicts)
        diagnostics += tuple(tell_older_rules(older, f"{bank.name}/{VERIFIED_LOCK}"))
        diagnostics += tuple(tell_unchecked(verdicts, bank.book.path))
        return VerifiedBank(bank, text, verdicts, diagnostics, released, judge_guides(bank, text))

    def _about_files(self) -> Iterator[Diagnostic]:
        """What is wrong with the files, the locks, the table of contents and the copy."""
        bank = self.bank
        yield from bank.diagnostics
        if (book := bank.book.record) is not None:
            for code, finding in (*find_wrong_levels(book), *find_unwritten(book)):
                yield bank.book.diagnose(code, finding)
            for code, finding in find_changed_identity(bank, book):
                yield bank.book.diagnose(code, finding)
            for code, finding in tell_kept_names(bank):
                yield replace(bank.book.diagnose(code, finding), severity=Severity.WARNING)
            yield from diagnose_objectives(bank, book)
            yield from self.load_text()[1]
            yield from find_released_missing(bank)

    def _verdicts(self, entries: Sequence[LocatedQuestion]) -> Iterator[Verdict]:
        """The verdicts on some questions, with findings from the last comparison of questions."""
        if not self.can_verify:
            return
        text, _ = self.load_text()
        results = self._find_results(entries)
        for entry in entries:
            result = results[result_key(entry)]
            reported = (*result.reported, *self._compared.get(entry.question.id, ()))
            yield judge(entry, result, reported, text, self.bank)

    def _compare(self, entries: tuple[LocatedQuestion, ...]) -> None:
        book = self.book.record
        if book is None or (self._compared_of[0] is book and self._compared_of[1] == entries):
            return
        found: dict[str, list[Reported]] = {}
        for question_id, reported in compare_questions(self.bank, book):
            found.setdefault(question_id, []).append(reported)
        self._compared = {question_id: tuple(each) for question_id, each in found.items()}
        self._compared_of = book, entries

    # --- results of questions -----------------------------------------------------------------

    def _find_results(self, entries: Sequence[LocatedQuestion]) -> Mapping[str, QuestionResult]:
        """The results of questions, by `result_key`: from this run, from the cache, or computed now."""
        text, _ = self.load_text()
        book = self.book.record
        assert book is not None
        if self._results_of is None or self._results_of[0] is not book or self._results_of[1] is not text:
            self._results, self._unsaved = load_results(self._cache, self.bank, text), {}
            self._results_of = book, text
        unknown = [entry for entry in entries if result_key(entry) not in self._results]
        if unknown:
            rows = dict(self._track(self._verify(unknown, book, text), len(unknown)))
            self._results |= {key: from_row(row, text) for key, row in rows.items()}
            self._unsaved |= rows
        return self._results

    def _verify(
        self, entries: Sequence[LocatedQuestion], book: Book, text: BookText | None
    ) -> Iterator[tuple[str, Row]]:
        """Verify questions without a result; many of them in parallel."""
        if text is not None:
            _ = text.runs  # computed before the fork, once for all processes
        verify = make_verifier(book, text)
        forgotten = text if len(entries) >= _DROP_INDEX_QUESTIONS else None
        tasks = [partial(_rows, part, verify, forgotten) for part in _parts(entries)]
        with map_parallel(tasks, len(entries)) as results:
            for rows in results:
                yield from rows


def _parts(entries: Sequence[LocatedQuestion]) -> Iterator[Sequence[LocatedQuestion]]:
    start = 0
    for end, entry in enumerate(entries):
        if end - start >= (_MAX_TASK if entry.chapter == entries[start].chapter else _MIN_TASK):
            yield entries[start:end]
            start = end
    if start < len(entries):
        yield entries[start:]


def _rows(
    entries: Sequence[LocatedQuestion], verify: Callable[[LocatedQuestion], QuestionResult], forgotten: BookText | None
) -> list[tuple[str, Row]]:
    """The results of some questions; the word indexes of their chapters in ``forgotten`` are dropped afterwards."""
    rows = [(result_key(entry), as_row(verify(entry))) for entry in entries]
    if forgotten is not None:
        for key in {entry.chapter for entry in entries if entry.chapter in forgotten.chapters}:
            forgotten.chapters[key].forget()
    return rows
