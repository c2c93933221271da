"""A bank and a reader's copy, or the lock → what is known of each question."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from pathlib import Path

from quizgen.book.structure import BookText
from quizgen.checks import find_unwritten, find_wrong_levels
from quizgen.copies.library import find_copy
from quizgen.model.diagnostics import Diagnostic, Location
from quizgen.pipeline.parallel import map_parallel
from quizgen.pipeline.read_book_text import read_text
from quizgen.pipeline.verify_questions import verify_questions
from quizgen.project.bank import read_bank_file
from quizgen.project.book_file import read_book
from quizgen.project.layout import BANKS, BOOK_FILE, RELEASED_LOCK, Bank, find_banks, find_files, make_bank, read_bank
from quizgen.project.read import real_path
from quizgen.project.request import Request
from quizgen.verify.published import find_missing
from quizgen.verify.verdict import Support, Verdict, questions_by_id, verify

_BYTES = 500
"""A question in YAML, about."""


@dataclass(frozen=True, slots=True)
class VerifiedBank:
    """A bank, the copy's text if there is one, and what was found out about each question.

    ``hindrances`` are those of the diagnostics that tell why questions of any file could not be checked.
    """

    bank: Bank
    text: BookText | None
    verdicts: tuple[Verdict, ...]
    diagnostics: tuple[Diagnostic, ...]
    hindrances: tuple[Diagnostic, ...] = ()

    def count(self, support: Support) -> int:
        return sum(verdict.support is support for verdict in self.verdicts)


def find_folders(root: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """The folders of books; that there is none is an error."""
    if folders := find_banks(root):
        return folders, ()
    hint = (
        f"Run quizgen in the folder that has `{BANKS}/`, with a folder for each book in it; "
        "or begin a project: `quizgen init FOLDER`."
    )
    return (), (Diagnostic("no-banks", "there are no question banks here", Location(f"{BANKS}"), hint),)


def read_banks(root: Path) -> tuple[tuple[Bank, ...], tuple[Diagnostic, ...]]:
    folders, faults = find_folders(root)
    return tuple(read_bank(folder, f"{BANKS}/{folder.name}") for folder in folders), faults


def verify_folder(folder: Path, request: Request) -> VerifiedBank:
    """Read a bank, and hold every question of it against the copy, or where there is none against the lock."""
    name = f"{BANKS}/{folder.name}"
    book = read_book(folder / BOOK_FILE, f"{name}/{BOOK_FILE}")
    files = find_files(folder)
    tasks = [partial(read_bank_file, file, f"{name}/{file.name}", book.record) for file in files]
    with map_parallel(tasks, sum(map(_size, files)) // _BYTES) as results:
        copied = read_text(folder, book, request.source)  # by this process, while others read questions
        read = [file for _, file in sorted(results, key=itemgetter(0))]
    return _examine(make_bank(folder, name, book, read), copied, request)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0  # which is told of when it is read


def verify_bank(bank: Bank, request: Request) -> VerifiedBank:
    """Hold every question of a bank against the copy, or where there is none against the lock."""
    return _examine(bank, read_text(bank.folder, bank.book, request.source), request)


def _examine(bank: Bank, copied: tuple[BookText | None, tuple[Diagnostic, ...]], request: Request) -> VerifiedBank:
    book = bank.book.record
    # What was published is asked about every question: a lock that cannot be read hides what would break decks.
    released = tuple(each for each in bank.diagnostics if each.location.path == f"{bank.name}/{RELEASED_LOCK}")
    if book is None:
        return VerifiedBank(bank, None, (), bank.diagnostics, (*bank.book.diagnostics, *released))
    text, about_copy = copied
    findings = (*find_wrong_levels(book), *find_unwritten(book))
    own = (bank.book.diagnose(code, finding) for code, finding in findings)
    diagnostics = (*bank.diagnostics, *own, *about_copy, *_missing(bank))
    if text is None and (request.source or find_copy(bank.key, bank.folder)):
        # A copy that cannot be read says nothing about the questions; to ask the lock instead would hide that.
        return VerifiedBank(bank, None, (), diagnostics, (*about_copy, *released))
    verdicts = verify(bank, text, *verify_questions(bank, book, text, request.track))
    return VerifiedBank(bank, text, verdicts, diagnostics, released)


def _missing(bank: Bank) -> Iterator[Diagnostic]:
    if not all(file.is_whole for file in bank.files):
        return  # nobody knows which questions are in a file that cannot be read
    unread = {question_id for file in bank.files for question_id in file.unread}
    for question_id in find_missing(questions_by_id(bank), bank.released):
        if question_id not in unread:
            is_draft = question_id in questions_by_id(bank)
            message = f"`{question_id}` was published and is {'a draft now' if is_draft else 'no longer in the bank'}"
            hint = (
                "Keep it, with `retired: true`: those who imported it are told. If it was renamed, give it its id back."
            )
            place = Location(f"{bank.name}/{RELEASED_LOCK}")
            yield Diagnostic("released-missing", message, place, hint, question=question_id)


def source_of_several(request: Request, names: Sequence[str]) -> Diagnostic | None:
    """A copy named for one run is of one book."""
    if request.source is None or len(names) < 2:
        return None
    hint = f"Check or build one book at a time: {', '.join(names)}."
    return Diagnostic("source-of-several", "one copy cannot be of several books", Location(str(request.source)), hint)


def relative_name(path: Path, root: Path) -> str:
    """A path as messages name it: from the project's folder, through whatever links lead there, if it lies below it."""
    as_written = [Path(os.path.abspath(each)) for each in (path, root)]  # noqa: PTH100 (`resolve` follows links)
    for name, base in (as_written, (real_path(path), real_path(root))):
        if name.is_relative_to(base) and real_path(name) == real_path(path):
            return name.relative_to(base).as_posix()
    return path.as_posix()
