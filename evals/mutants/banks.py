"""A path → the banks there whose copy is at hand, and a sentence for each that has none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from evals.mutants.stock import Stock, find_adjectives, join_stocks, read_stock
from quizgen.book.book_text import BookText
from quizgen.model.book import Book
from quizgen.project.bank import LocatedQuestion
from quizgen.project.layout import BOOK_FILE, find_banks
from quizgen.project.request import pass_silently
from quizgen.workspace.bank_workspace import BankWorkspace
from quizgen.workspace.store import open_cache


@dataclass(frozen=True, eq=False)
class Bank:
    """A book, its text in the reader's copy, and the questions that could be read."""

    name: str
    book: Book
    text: BookText
    entries: tuple[LocatedQuestion, ...]

    @cached_property
    def by_chapter(self) -> Mapping[str | None, tuple[LocatedQuestion, ...]]:
        """The questions of each chapter; those on the whole book stand under None."""
        found: dict[str | None, list[LocatedQuestion]] = defaultdict(list)
        for entry in self.entries:
            found[entry.chapter].append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def stocks(self) -> Mapping[str, Stock]:
        """The figures, names and counted things of each chapter."""
        texts = {key: self.text.chapter_text(chapter) for key, chapter in self.text.chapters.items()}
        adjectives = find_adjectives("\n\n".join(texts.values()))
        return {key: read_stock(text, adjectives) for key, text in texts.items()}

    @cached_property
    def stock(self) -> Stock:
        """Those of the whole book."""
        return join_stocks(self.stocks.values())

    @property
    def is_english(self) -> bool:
        return self.book.language.partition("-")[0].lower() == "en"


@dataclass(frozen=True, slots=True)
class Absent:
    """A bank that cannot be measured, and why."""

    name: str
    reason: str


def find_folders(path: Path) -> tuple[Path, ...]:
    """The folders of banks that a path means: the one that it is, or those of the project that it is."""
    return (path,) if (path / BOOK_FILE).is_file() else find_banks(path)


def read_banks(path: Path) -> Iterator[Bank | Absent]:
    """The banks that a path means. Copies are found as `quizgen check` finds them, by the name of a bank's folder."""
    for folder in find_folders(path):
        folder = folder.resolve()
        workspace = BankWorkspace(folder, folder.name, None, pass_silently, open_cache())
        text, diagnostics = workspace.load_text()
        book = workspace.book.record
        if book is None:
            yield Absent(folder.name, f"{BOOK_FILE} cannot be read")
        elif text is None:
            told = next((each.message for each in diagnostics), "there is no copy of it in the library")
            yield Absent(folder.name, told)
        else:
            yield Bank(folder.name, book, text, tuple(workspace.bank.entries))
