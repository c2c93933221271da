"""A whole build → its index page, which links to all its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from quizgen.book.coverage import Coverage
from quizgen.book.objectives import ChapterObjectives
from quizgen.model.book import Book
from quizgen.outputs.html.templates import render_page
from quizgen.outputs.languages import Words, choose_words
from quizgen.outputs.listing import write_files
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
    """A line of the list of decks or worksheets: a file, and its answer keys, if any.

    ``title`` is what it is called below its heading; ``about`` says for whom it is.
    """

    row: Row
    file: Linked
    keys: tuple[Linked, ...]
    title: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines below the heading of a chapter, or below none."""

    heading: str
    lines: tuple[Line, ...]


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
    files = [file for file in build.files if file.path not in {key.path for key in build.keys_apart}]
    tables = [_book_lines(report, coverage_paths.get(report.key, "")) for report in build.books]
    return _render(build, files, tables)


def render_index_of_keys(build: Build, folder: str) -> bytes:
    """Render the page of the keys that stand in a folder of their own, to which the other page does not lead."""
    rows = {file.path: file.listing for file in build.files if isinstance(file.listing, Row)}
    files = []
    for file in build.keys_apart:
        path, listing = file.path.removeprefix(f"{folder}/"), file.listing
        if isinstance(listing, KeyOf) and isinstance(row := rows.get(listing.of), Row):
            listing = replace(row, section="keys", version="" if listing.and_of else row.version)
        files.append(OutputFile(path, listing))
    return _render(build, files, ())


def _render(build: Build, files: Sequence[OutputFile], tables: Sequence[BookLines]) -> bytes:
    languages = {report.book.language for report in build.books}
    language = languages.pop() if len(languages) == 1 else "en"
    words = choose_words(build.language or language)
    return render_page(
        "index.html",
        words=words,
        language=language,
        styles=("page.css", "index.css"),
        theme=build.theme,
        books=[report.book for report in build.books],
        sections=_group_lines(files, [report.book for report in build.books], words),
        tables=tables,
        has_passages=build.has_passages,
        kept=write_files(files) if build.is_of_sheets else None,
    )


def _group_lines(files: Sequence[OutputFile], books: Sequence[Book], words: Words) -> dict[Section, tuple[Group, ...]]:
    """The lines of each section, by chapter, in the order of the book; the largest deck first."""
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
        if isinstance(row := file.listing, Row):
            line = Line(row, linked(file), tuple(map(linked, keys.get(file.path, ()))), row.title)
            sections.setdefault(row.section, []).append(line)
    return {section: tuple(_grouped(section, lines, books, words)) for section, lines in sections.items()}


def _grouped(section: Section, lines: Sequence[Line], books: Sequence[Book], words: Words) -> Iterator[Group]:
    order = [(book.title, chapter.heading) for book in books for chapter in book.chapters]
    if section == "decks":
        yield Group("", tuple(_say_for_whom(lines, words)))
        return
    by_chapter: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        by_chapter.setdefault((line.row.book, line.row.chapter), []).append(line)
    # Files of several chapters stand behind those of one; of the guide, they are what it begins with.
    several = -1 if section == "guides" else len(order)
    found = sorted(by_chapter, key=lambda each: order.index(each) if each in order else several)
    if section == "guides":
        yield from _guides(found, by_chapter, books, words)
        return
    if section in ("archives", "key_archives") or len(found) == 1:
        for line in (line for each in found for line in by_chapter[each]):
            yield Group("", (replace(line, title=line.title or words["several_chapters"]),))
        return
    for book, chapter in found:
        heading = chapter or words["several_chapters"]
        named = f"{book}: {heading}" if len(books) > 1 and book else heading
        yield Group(named, tuple(_below(line, words) for line in by_chapter[book, chapter]))


def _guides(
    found: Sequence[tuple[str, str]],
    by_chapter: Mapping[tuple[str, str], Sequence[Line]],
    books: Sequence[Book],
    words: Words,
) -> Iterator[Group]:
    """The guide of each book: its page of the whole book, and then the chapters."""
    for title in dict.fromkeys(book for book, _ in found):
        lines = [line for each in found if each[0] == title for line in by_chapter[each]]
        named = tuple(line if line.title else replace(line, title=_name_whole(line.row, words)) for line in lines)
        yield Group(title if len(books) > 1 else "", named)


def _name_whole(row: Row, words: Words) -> str:
    """What the page of the whole book is called, by what can be looked up there."""
    parts = {"term": words["guide_glossary"], "person": words["kind_person"], "date": words["guide_timeline"]}
    return ": ".join(filter(None, (words["whole_book"], ", ".join(parts[kind] for kind in row.kinds))))


def _below(line: Line, words: Words) -> Line:
    """A line below the heading of its chapter, which is not said again."""
    row = line.row
    title = words["worksheet"] if row.title == row.chapter else row.title.removesuffix(f": {row.chapter}")
    return replace(line, title=title) if row.chapter else line


def _say_for_whom(lines: Iterable[Line], words: Words) -> Iterator[Line]:
    """The decks, the largest one of each book first, with what each is for."""
    main: dict[str, Row] = {}
    for line in sorted(lines, key=lambda line: -line.row.questions):
        row = line.row
        if row.book not in main:
            main[row.book] = row
            yield replace(line, about=words["deck_for_all"])
            continue
        whole = main[row.book]
        parts = [", ".join(row.chapters)] if set(row.chapters) < set(whole.chapters) else []
        parts += [", ".join(words[f"kind_{kind}"] for kind in row.kinds)] if set(row.kinds) < set(whole.kinds) else []
        about = words["deck_for_part"].format(parts="; ".join(parts)) if parts else words["deck_for_some"]
        yield replace(line, about=about)


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
