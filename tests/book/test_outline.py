"""The outline of a copy can be loaded as it is, and the copy has every part of it."""

from __future__ import annotations

import random
import re
import tempfile
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.book.book_text import BookText
from quizgen.book.heading import Rank
from quizgen.book.headings import guess_headings
from quizgen.book.marked_headings import find_marked
from quizgen.book.outline import Outline, propose_outline
from quizgen.book.structure import read_structure
from quizgen.copies.copy import Copy
from quizgen.copies.formats.extract import Entry, Metadata, Unit
from quizgen.model.book import Book
from quizgen.project.book_file import read_book
from quizgen.reports.outline import outline_as_yaml
from tests.projects import LIGHTHOUSE, Project

WORDS = sorted(set(re.findall(r"\b[a-z]{2,}\b", (LIGHTHOUSE / "library" / "lighthouse.txt").read_text())))


def prose(seed: str, width: int = 72) -> str:
    """Two paragraphs of some 60 words each, unlike those of any other seed."""
    chosen = random.Random(seed)
    sentences = [" ".join(chosen.sample(WORDS, 12)).capitalize() + "." for _ in range(10)]
    return "\n\n".join(textwrap.fill(" ".join(half), width) for half in (sentences[:5], sentences[5:]))


def filled(skeleton: str, width: int = 72) -> Copy:
    """A copy whose headings are the lines given; `...` stands for text."""
    pieces = skeleton.split("...")
    text = "".join(piece + prose(str(number), width) for number, piece in enumerate(pieces[:-1])) + pieces[-1]
    return Copy("copy.txt", "", tuple(text.split("\n")))


def loaded(outline: Outline, copy: Copy, folder: Path) -> tuple[Book, BookText]:
    file = folder / "book.yaml"
    file.write_text(outline_as_yaml(outline, copy, "abcdefghijkl"), encoding="utf-8")
    book = read_book(file, "book.yaml")
    assert book.diagnostics == ()
    assert book.record is not None
    text, findings = read_structure(copy, book.record)
    assert text is not None, findings
    assert not findings
    return book.record, text


def shape(book: Book) -> list[tuple[str, str, list[tuple[int | None, str]]]]:
    return [(c.key, c.title, [(s.number, s.title) for s in c.sections]) for c in book.chapters]


CASES = {
    "chapters and sections, with a list of contents": (
        "THE CLOCK BOOK\n\nby A. Keeper\n\nContents\n\n1. Oil\n\n2. Glass\n\nThe End\n\n"
        "CHAPTER I\n\nTHE LAMP\n\n1. Oil\n\n...\n\n2. Glass\n\n...\n\nCHAPTER II.\n\nTHE CLOCK\n\n...\n",
        [("1", "The Lamp", [(1, "Oil"), (2, "Glass")]), ("2", "The Clock", [])],
    ),
    "a title behind the number of the chapter": (
        "Chapter One: The Lamp\n\n...\n\nChapter Two: The Clock of the House\n\n...\n",
        [("1", "The Lamp", []), ("2", "The Clock of the House", [])],
    ),
    "roman chapters, arabic sections": (
        "I. The Lamp\n\n1. Oil\n\n...\n\n2. Glass\n\n...\n\nII. The Clock\n\n1. Weight\n\n...\n\n2. Hours\n\n...\n",
        [("1", "The Lamp", [(1, "Oil"), (2, "Glass")]), ("2", "The Clock", [(1, "Weight"), (2, "Hours")])],
    ),
    "numbers alone": (
        "Preface\n\n...\n\n1.\n\n...\n\n2.\n\n...\n\nAppendix A: Tables\n\n...\n",
        [("preface", "Preface", []), ("1", "", []), ("2", "", []),
         ("appendix", "Appendix A: Tables", [])],
    ),
    "titles only": (
        "The Keeper's Book\n\nThe Lamp\n\n...\n\nThe Clock and\nthe Weight\n\n...\n\nIs It Late?\n\n...\n",
        [("1", "The Lamp", []), ("2", "The Clock and the Weight", []), ("3", "Is It Late?", [])],
    ),
    "an introduction of its own, and text before the first section": (
        "Introduction\n\n...\n\nChapter 1\nThe Lamp\n\n...\n\n...\n\n1. Oil\n\n...\n\nPostscript\n\n...\n",
        [("intro", "Introduction", []), ("1", "The Lamp", [(1, "Oil")]), ("postscript", "Postscript", [])],
    ),
    "Markdown": (
        "# The Keeper's Book\n\n## Preface\n\n...\n\n## 1. The Lamp\n\n### Oil\n\n...\n\n### Glass ###\n\n...\n\n"
        "## The Clock\n\n...\n",
        [("preface", "Preface", []), ("1", "The Lamp", [(None, "Oil"), (None, "Glass")]),
         ("the-clock", "The Clock", [])],
    ),
    "two parts that both begin with chapter 1": (
        "Chapter 1\n\n...\n\nChapter 2\n\n...\n\nChapter 1\n\n...\n",
        [("1", "", []), ("2", "", []), ("1-2", "TODO: the title", [])],
    ),
    "a title that is no plain YAML": (
        "Chapter 1\n\nNo: \"Oil\", or # 'Spirit'\n\n...\n\nChapter 2\n\nThe \"Clock\"\n\n...\n",
        [("1", "No: \"Oil\", or # 'Spirit'", []), ("2", 'The "Clock"', [])],
    ),
    "no headings": ("...\n", [("1", "TODO: the title", [])]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [72, 10_000], ids=["lines", "paragraphs"])
def test_an_outline_can_be_loaded_and_finds_every_part(case: str, width: int, tmp_path: Path) -> None:
    skeleton, expected = CASES[case]
    copy = filled(skeleton, width)
    outline = propose_outline(copy)
    assert outline is not None
    book, text = loaded(outline, copy, tmp_path)
    assert shape(book) == expected
    assert sum(part.words > 100 for part in text.parts) == len(text.parts)


LINES = [
    "Chapter 1", "CHAPTER II.", "Chapter Two: The “Lamp”", "1.", "2. Glass", "IV", "III. Oil", "Preface", "The [O]il",
    "# Oil", "## The Clock", "Oil, and", "glass:", "", "", "* * *", "- 12 -", "No", "'", "[The] “light” is—“lit” (so",
    *(prose(seed) for seed in "abc"),
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=25))
@settings(max_examples=150)
def test_whatever_the_lines_are_the_outline_can_be_loaded(lines: list[str]) -> None:
    copy = Copy("copy.txt", "", tuple("\n".join(lines).split("\n")))
    outline = propose_outline(copy)
    if outline is None:
        written = [line for line in lines if any(map(str.isalnum, line)) and line != "- 12 -"]
        assert all(lines.count(line) >= 3 for line in written)  # what stands so often is a running header
        return
    with tempfile.TemporaryDirectory() as folder:
        loaded(outline, copy, Path(folder))


MARKED = [
    *LINES,
    "Part II",
    "1.1 Oil",
    "A.1 Tides",
    "Appendix B",
    "Contents",
    "第3章 油",
    "A Book",
    "\x07Bell\x85",
    "Index",
    "“”",
]


@given(st.lists(st.tuples(st.sampled_from(MARKED), st.integers(0, 7)), max_size=30), st.booleans(), st.booleans())
@settings(max_examples=150)
def test_whatever_is_marked_the_outline_can_be_loaded(
    marked: list[tuple[str, int]], has_contents: bool, is_page: bool
) -> None:
    lines = tuple(line.split("\n")[0] if is_page else line.replace("\n", " ") for line, _ in marked)
    headings = {index: level for index, (_, level) in enumerate(marked) if level}
    contents = tuple(Entry(index, level, lines[index] or "Title") for index, level in headings.items())
    unit = Unit.PAGE if is_page else Unit.PARAGRAPH
    copy = Copy("copy", "", lines, unit, headings, (), Metadata("A Book"), contents if has_contents else ())
    outline = propose_outline(copy)
    if outline is not None:
        with tempfile.TemporaryDirectory() as folder:
            loaded(outline, copy, Path(folder))


def notes_of(outline: Outline) -> str:
    parts = [part for chapter in outline.chapters for part in (chapter.part, *chapter.sections)]
    notes = [*outline.notes, *(note for part in parts for note in part.notes)]
    return "\n".join(note.text for note in notes)


def test_lost_headings_are_told() -> None:
    copy = filled(
        "Chapter 1\n\n1. Oil\n\n...\n\n3. Glass\n\n...\n\n1. Weight\n\n...\n\nChapter 4\n\nOil and light\n\nWeight\n\n"
        "It burned for years. It burned for more.\n\n1. Wick\n\n...\n"
    )
    outline = propose_outline(copy)
    assert outline is not None
    assert [(c.key, [s.number for s in c.sections]) for c in outline.chapters] == [
        ("1", [1, 3]),
        ("2", [1]),
        ("4", [1]),
    ]
    notes = notes_of(outline)
    assert "No heading of section 2 was found" in notes
    assert "Sections begin anew here, and no heading of a chapter stands above them" in notes
    assert "No heading of chapter 3 was found" in notes
    assert all(f"# {note}" in outline_as_yaml(outline, copy, "abcdefghijkl") for note in notes.split("\n"))


def test_text_that_stands_in_no_part_or_twice_is_told() -> None:
    copy = filled("...\n\nChapter 1\n\n...\n\nChapter 2\n\n...\n")
    outline = propose_outline(copy)
    assert outline is not None
    assert "The first 120 words of the copy, before this place" in notes_of(outline)
    twice = f"Chapter 1\n\n{prose('x')}\n\nChapter 2\n\n{prose('x')}\n\nChapter 3\n\n{prose('y')}\n"
    outline = propose_outline(Copy("copy.txt", "", tuple(twice.split("\n"))))
    assert outline is not None
    assert [chapter.key for chapter in outline.chapters] == ["3"]
    assert notes_of(outline).count("stands in the copy twice; it is left out") == 2


def test_an_opening_is_as_long_as_it_has_to_be() -> None:
    text = "Chapter 1\n\nThe keeper wound the clock at dusk. He slept, the oil burned, the captain saw the light.\n\n"
    again = text.replace("1", "2").replace("dusk", "midnight")
    outline = propose_outline(Copy("copy.txt", "", tuple((text + again).split("\n"))))
    assert outline is not None
    assert [chapter.part.opens for chapter in outline.chapters] == [
        "The keeper wound the clock at dusk",
        "The keeper wound the clock at midnight",
    ]


@pytest.mark.parametrize(
    "line", ["I order eight barrels", "In chapter 3", "74 per cent, and more", "1911.)", "Oil,", "a lamp"]
)
def test_what_looks_like_a_heading_and_is_none(line: str) -> None:
    """Short lines of a text: the last one of a paragraph, or one between two others."""
    headings = guess_headings(filled(f"Chapter 1\n\n...\n\n{line}\n...\n").lines)
    assert [heading.number for heading in headings] == [1]


def test_a_running_header_is_no_chapter() -> None:
    copy = filled("Chapter 1\n\n...\n\nChapter 2\n\n...\n\nChapter 2\n\n...\n\nChapter 2\n\n...\n\nChapter 3\n\n...\n")
    assert [heading.number for heading in guess_headings(copy.lines)] == [1, 3]


def test_headings_that_the_format_marks_are_the_only_ones() -> None:
    copy = filled("A Book\n\nThe Lamp\n\nOil\n\n...\n\nOf Glass\n\n...\n\nNo Heading\n\nThe Clock\n\n...\n", 10_000)
    levels = {"A Book": 1, "The Lamp": 2, "Oil": 3, "Of Glass": 3, "The Clock": 2}
    headings = find_marked(copy.lines, {copy.lines.index(title): level for title, level in levels.items()}, set())
    assert [(heading.rank, heading.title) for heading in headings] == [
        (Rank.CHAPTER, "The Lamp"),
        (Rank.SECTION, "Oil"),
        (Rank.SECTION, "Of Glass"),
        (Rank.CHAPTER, "The Clock"),
    ]


def test_the_lighthouse_s_own_table_of_contents_is_proposed(lighthouse: BookText, tmp_path: Path) -> None:
    outline = propose_outline(lighthouse.copy)
    assert outline is not None
    assert (outline.title, outline.author) == ("The Keeper's Year", "A. Keeper")
    _, text = loaded(outline, lighthouse.copy, tmp_path)
    assert [part.span for part in text.parts] == [part.span for part in lighthouse.parts]


def test_the_outline_of_the_first_book(book_text: BookText, tmp_path: Path) -> None:
    """Its copy has lost the headings of two chapters and of one section."""
    outline = propose_outline(book_text.copy, "A Title", "An Author")
    assert outline is not None
    _, text = loaded(outline, book_text.copy, tmp_path)
    true = {part.span[0]: part.place for part in book_text.parts}
    found = {part.span[0] for part in text.parts}
    assert found <= set(true), "nothing is taken for a heading that is none"
    assert {place for start, place in true.items() if start not in found} == {"ch. 8 §4"}
    assert {chapter.key for chapter in outline.chapters} == set(book_text.chapters)
    assert "No heading of section 4 was found" in notes_of(outline)


@pytest.mark.parametrize("line", ["Chapter ı", "Chapter İ", "Chapter nıne", "CHAPTER ıv", "Part ſeven", "Book ٣"])
def test_a_number_that_a_scanner_misread_is_none(line: str) -> None:
    text = "The lamp was lit at dusk, and the keeper wound the clock that turned it all night."
    skeleton = f"{line}\n\n{text}\n\nChapter 2\n\n{text}\n"
    assert all(heading.number in (None, 2) for heading in guess_headings(skeleton.split("\n")))


# --- on the command line ----------------------------------------------------------------------


def test_a_newcomer_s_way_to_questions_on_a_book_of_their_own(tmp_path: Path) -> None:
    """Outline, book.yaml, source add, new, find, check: each message names the next step."""
    project = Project(tmp_path, tmp_path / "library")
    copy = filled("THE KEEPER\n\nby A. Keeper\n\nChapter 1\n\nThe Lamp\n\n...\n\nChapter 2\n\nThe Clock\n\n...\n")
    project.write("my book.txt", "\n".join(copy.lines))
    done = project.run("source", "outline", "my book.txt")
    assert done.code == 0
    assert "save it as questions/KEY/book.yaml" in done.err
    assert "quizgen source add 'my book.txt' --book KEY" in done.err
    for wrong in ("keeper", "kepeer"):
        missing = project.run("source", "add", "my book.txt", "--book", wrong)
        assert missing.code == 2
        assert f"there is no questions/{wrong}/book.yaml here" in missing.err
        assert "`quizgen source outline 'my book.txt'` proposes one" in missing.err
        (tmp_path / "questions" / "keeper").mkdir(parents=True, exist_ok=True)
        project.write("questions/keeper/book.yaml", done.out)
    added = project.run("source", "add", "my book.txt", "--book", "keeper")
    assert added.code == 0, added.err
    assert "The Keeper: 2 chapters, 240 words" in added.out
    assert "Now `quizgen new 1` begins a question, `quizgen find WORDS`" in added.out
    assert project.run("source", "show").code == 0
    assert project.run("new", "1", "--kind", "short").code == 0
    words = " ".join(copy.lines[copy.lines.index("The Lamp") + 2].split()[2:6])
    found = project.run("find", words)
    assert found.code == 0
    checked = project.run("check")
    assert checked.code == 1
    assert "error[citation-not-found]" in checked.err


def test_a_title_that_was_not_found_has_to_be_written(project: Project) -> None:
    project.replace("questions/lighthouse/book.yaml", "title: Oil", 'title: "TODO: the title"')
    project.replace("questions/lighthouse/book.yaml", "author: A. Keeper", 'author: "TODO: the author"')
    assert project.run("source", "show").code == 0
    done = project.run("check")
    assert done.code == 1
    assert "book.yaml:2:9: error[placeholder]: this is still to be written: “TODO: the author”" in done.err
    assert done.err.count("error[placeholder]") == 2


def test_a_copy_is_not_added_for_a_book_that_cannot_be_read(project: Project) -> None:
    project.write("questions/lighthouse/book.yaml", "title: The Keeper's Year\nchapters: []\n")
    done = project.run("source", "add", "library/lighthouse.txt", "--book", "lighthouse")
    assert done.code == 1
    assert "book.yaml:1:1: error[missing-field]: `author` is missing" in done.err


def test_outline_of_no_copy(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path)
    assert project.run("source", "outline", "none.txt").code == 2
    project.write("empty.txt", "\n\n")
    assert "error[copy-empty]" in project.run("source", "outline", "empty.txt").err
    project.write("signs.txt", "* * *\n")
    done = project.run("source", "outline", "signs.txt")
    assert done.code == 1
    assert "There are no words in signs.txt." in done.err
