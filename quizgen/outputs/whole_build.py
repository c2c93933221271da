"""The values for pages about a whole build: its books, with their coverage, and its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from quizgen.book.book_text import BookText
from quizgen.book.coverage import Coverage
from quizgen.book.objectives import ChapterObjectives
from quizgen.kinds.question import Question
from quizgen.model.book import Book
from quizgen.outputs.output import OutputFile


def _is_not_measured() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a question stands: the address of its file from the output folder, empty if none leads there, and its line.

    ``name`` is that of the file.
    """

    url: str
    name: str
    line: int


@dataclass(frozen=True)
class BookReport:
    """A book in a build.

    ``key`` is the name of its folder. ``counts`` has the number of live questions by chapter key, with None for those
    on the whole book. ``text`` is the reader's copy; None if there is no copy or the pages must not quote it.
    ``measure`` computes the book's coverage, or None if it is unknown; it is slow, so the rendering process calls it.
    ``objectives`` are the chapters that have objectives or core questions. ``sources`` has the places of questions, if
    the pages lead to them.
    """

    key: str
    book: Book
    questions: Mapping[str, Question] = field(default_factory=dict)
    counts: Mapping[str | None, int] = field(default_factory=dict)
    text: BookText | None = None
    measure: Callable[[], Coverage | None] = _is_not_measured
    objectives: tuple[ChapterObjectives, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    @cached_property
    def coverage(self) -> Coverage | None:
        return self.measure()


@dataclass(frozen=True, slots=True)
class Build:
    """All that one run builds: its books, and the files of its decks and worksheets.

    ``keys_apart`` are those of the files to which only the page in their own folder leads. ``is_of_sheets`` is true for
    sheets without a recipe, whose index lists earlier ones too. ``theme`` is the CSS that all its worksheets share,
    ``language`` the one that all of them ask for; empty if they differ.
    """

    books: tuple[BookReport, ...] = ()
    files: tuple[OutputFile, ...] = ()
    has_passages: bool = False
    theme: str = ""
    language: str = ""
    keys_apart: tuple[OutputFile, ...] = ()
    is_of_sheets: bool = False
