"""A whole build → its index page, which links to all its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from quizgen.book.coverage import Coverage
from quizgen.book.objectives import ChapterObjectives
from quizgen.model.book import Book
from quizgen.outputs.html.templates import render_page
from quizgen.outputs.languages import choose_words
from quizgen.outputs.output import FormatOf, KeyOf, OutputFile, Row, Section
from quizgen.outputs.whole_build import BookReport, Build


@dataclass(frozen=True, slots=True)
class Linked:
    """A file, and its other formats."""

    url: str
    formats: tuple[tuple[str, str], ...]
    """The name and the address of each format."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list of decks or worksheets: a file, and its answer keys, if any."""

    row: Row
    file: Linked
    keys: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter in the table, or, without a heading, the whole book; ``cited`` is the share of its words, if known."""

    heading: str
    questions: int
    cited: float | None


@dataclass(frozen=True, slots=True)
class BookLines:
    """A book's table of chapters, the address of its coverage page (empty if there is none), and its objectives."""

    book: Book
    chapters: tuple[ChapterLine, ...]
    coverage_url: str
    objectives: tuple[ChapterObjectives, ...]

    @property
    def title(self) -> str:
        return self.book.title


def render_index(build: Build, coverage_paths: Mapping[str, str]) -> bytes:
    """Render the page; ``coverage_paths`` are the paths of the coverage pages, by book key."""
    languages = {report.book.language for report in build.books}
    language = languages.pop() if len(languages) == 1 else "en"
    return render_page(
        "index.html",
        words=choose_words(build.language or language),
        language=language,
        styles=("page.css", "index.css"),
        theme=build.theme,
        books=[report.book for report in build.books],
        sections=_group_lines(build.files),
        tables=[_book_lines(report, coverage_paths.get(report.key, "")) for report in build.books],
        has_passages=build.has_passages,
    )


def _group_lines(files: Sequence[OutputFile]) -> dict[Section, list[Line]]:
    """The lines of each section, in the order of ``files``."""
    formats: dict[str, list[tuple[str, str]]] = {}
    keys: dict[str, list[OutputFile]] = {}
    for file in files:
        match file.listing:
            case FormatOf(of, name):
                formats.setdefault(of, []).append((name, file.url))
            case KeyOf(of, others):
                for path in (of, *others):
                    keys.setdefault(path, []).append(file)

    def linked(file: OutputFile) -> Linked:
        return Linked(file.url, tuple(formats.get(file.path, ())))

    sections: dict[Section, list[Line]] = {}
    for file in files:
        if isinstance(file.listing, Row):
            line = Line(file.listing, linked(file), tuple(map(linked, keys.get(file.path, ()))))
            sections.setdefault(file.listing.section, []).append(line)
    return sections


def _book_lines(report: BookReport, coverage_path: str) -> BookLines:
    chapters = tuple(_chapter_lines(report, report.coverage))
    return BookLines(report.book, chapters, quote(coverage_path), report.objectives)


def _chapter_lines(report: BookReport, coverage: Coverage | None) -> Iterator[ChapterLine]:
    cited = {each.chapter.key: each.measure.share for each in coverage.chapters} if coverage else {}
    for chapter in report.book.chapters:
        if questions := report.counts.get(chapter.key, 0):
            yield ChapterLine(chapter.heading, questions, cited.get(chapter.key))
    if questions := report.counts.get(None, 0):
        yield ChapterLine("", questions, None)
