"""A build as a whole, for the pages that are made of all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from quizgen.book.book_text import BookText
from quizgen.book.coverage import Coverage
from quizgen.kinds.question import Question
from quizgen.model.book import Book
from quizgen.outputs.output import OutputFile


def _is_not_measured() -> None:
    return None


@dataclass(frozen=True)
class BookReport:
    """A book that a build is made from.

    ``key`` is its folder's name. ``counts`` are the live questions of each chapter, by its key, those on the whole book
    by none. ``text`` is the reader's copy, none if there is none or the pages must not hold it. ``measure`` finds the
    book's coverage, none if that cannot be known; it takes long, and is called by the process that renders.
    """

    key: str
    book: Book
    questions: Mapping[str, Question] = field(default_factory=dict)
    counts: Mapping[str | None, int] = field(default_factory=dict)
    text: BookText | None = None
    measure: Callable[[], Coverage | None] = _is_not_measured

    @cached_property
    def coverage(self) -> Coverage | None:
        return self.measure()


@dataclass(frozen=True, slots=True)
class Build:
    """All that one run builds: its books, and the files that its decks and worksheets become.

    ``theme`` is CSS that all its worksheets share, empty if they have several.
    """

    books: tuple[BookReport, ...] = ()
    files: tuple[OutputFile, ...] = ()
    has_passages: bool = False
    theme: str = ""
