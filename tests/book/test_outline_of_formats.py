"""The outline of a copy whose format says what its headings are, who wrote it and in which language."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from quizgen.book.outline import Outline, Witness, propose_outline
from quizgen.copies.copy import Copy
from quizgen.copies.formats.extract import Extract, Metadata
from quizgen.copies.formats.html import read_html
from quizgen.copies.formats.markdown import read_markdown
from quizgen.copies.formats.plain_text import read_text
from tests.book.test_outline import loaded, prose
from tests.projects import Project


def copy_of(read: object) -> Copy:
    assert isinstance(read, Extract)
    return Copy("copy", "", read.lines, read.unit, dict(read.headings), (), read.metadata, read.contents)


def outline_of(copy: Copy) -> Outline:
    outline = propose_outline(copy)
    assert outline is not None
    return outline


def page(body: str, head: str = "") -> Outline:
    """The outline of a web page in which each `...` is a text of its own."""
    pieces = body.split("...")
    filled = "".join(f"{piece}<p>{prose(str(number))}</p>" for number, piece in enumerate(pieces[:-1])) + pieces[-1]
    return outline_of(copy_of(read_html(BytesIO(f"<html lang='en'><head>{head}</head><body>{filled}".encode()))))


def chapters(outline: Outline) -> list[tuple[str, str, list[tuple[int | None, str]]]]:
    return [
        (each.key, each.part.title, [(part.number, part.title) for part in each.sections]) for each in outline.chapters
    ]


def test_the_first_heading_is_no_title_where_the_page_has_one() -> None:
    head = "<title>The Keeper's Year</title><meta name='author' content='A. Keeper'>"
    outline = page("<h2>The Lamp</h2>...<h2>The Clock</h2>...", head)
    assert (outline.title, outline.author, outline.language) == ("The Keeper's Year", "A. Keeper", "en")
    assert chapters(outline) == [("1", "The Lamp", []), ("2", "The Clock", [])]
    assert outline.witness is Witness.MARKUP


def test_the_first_heading_is_the_title_if_no_other_has_its_level() -> None:
    outline = page("<h1>The Keeper's Year</h1><h2>The Lamp</h2>...<h2>The Clock</h2>...")
    assert outline.title == "The Keeper's Year"
    assert [title for _, title, _ in chapters(outline)] == ["The Lamp", "The Clock"]


def test_a_line_of_code_is_no_heading() -> None:
    outline = page(
        "<h1>Shells</h1><h2>Chapter 1: Files</h2>...<pre># ls</pre>...<h2>Chapter 2: Links</h2><pre># ln</pre>..."
    )
    assert chapters(outline) == [("1", "Files", []), ("2", "Links", [])]
    text = f"# The Book\n\n## The Lamp\n\n{prose('a')}\n\n```\n# oil\n```\n\n## The Clock\n\n{prose('b')}\n"
    for read in (read_markdown, read_text):
        assert [each[1] for each in chapters(outline_of(copy_of(read(BytesIO(text.encode())))))] == [
            "The Lamp",
            "The Clock",
        ]


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>{}</h2><h3>{}</h3>",
        "<h2>{}</h2><h2>{}</h2>",
        "<hgroup><h2>{}</h2><p>{}</p></hgroup>",
        "<h2>{}</h2><p class='title'>{}</p>",
        "<h2>Chapter {}. {}</h2>",
    ],
)
def test_a_title_below_the_number(heading: str) -> None:
    titles = ("Oil", "Glass", "The Lens")
    body = "".join(
        f"{heading.format(number, title)}..." for number, title in zip(("I", "II", "III"), titles, strict=True)
    )
    assert chapters(page(f"<h1>The Book</h1>{body}")) == [(str(n), title, []) for n, title in enumerate(titles, 1)]


def test_sections_are_below_their_chapters_whatever_their_level() -> None:
    outline = page(
        "<h1>1. The Lamp</h1><h1>1.1. Oil</h1>...<h2>1.1.1. Fish</h2>...<h1>1.2. Glass</h1>..."
        "<h1>2. The Clock</h1>...<h1>2.1. Weight</h1>...<h1>Appendix A. Tables</h1><h1>A.1. Tides</h1>..."
    )
    assert chapters(outline) == [
        ("1", "The Lamp", [(1, "Oil"), (2, "Glass")]),
        ("2", "The Clock", [(1, "Weight")]),
        ("appendix", "Appendix A. Tables", [(1, "Tides")]),
    ]


def test_parts_stand_above_chapters() -> None:
    outline = page(
        "<h1>The Book</h1><h2>Preface</h2>...<h2>Part One</h2><h3>I</h3>...<h3>II</h3>..."
        "<h2>Part Two</h2><h3>I</h3>...<h3>II</h3>...<h2>Index</h2>..."
    )
    assert [key for key, _, _ in chapters(outline)] == ["preface", "1", "2", "1-2", "2-2"]
    last = outline.chapters[-1].part
    assert last.closes is not None
    assert prose("4").replace("\n", " ").split()[-1].strip(".") in last.closes


def test_a_headline_between_two_numbers_and_a_title_page_are_no_chapters() -> None:
    numbered = "".join(f"<h2>Chapter {number}</h2>..." for number in range(1, 6))
    outline = page(f"<h1>A Novel</h1><h2>By</h2><h2>A. Keeper</h2>{numbered}<h2>Late News</h2>...<h2>Chapter 6</h2>...")
    assert [key for key, _, _ in chapters(outline)] == ["1", "2", "3", "4", "5", "6"]


def test_the_levels_of_an_outline_follow_the_text_and_not_their_number() -> None:
    """One heading that has nearly all of the text is a title of the book or of its body."""
    outline = page("<h1>Body</h1><h2>Oil</h2>...<h3>Fish</h3>...<h2>Glass</h2>...<h2>Clock</h2>...")
    assert [(title, len(sections)) for _, title, sections in chapters(outline)] == [
        ("Oil", 1),
        ("Glass", 0),
        ("Clock", 0),
    ]


def test_keys_in_scripts_without_ascii_do_not_take_numbers() -> None:
    outline = page(
        "<h1>Книга</h1><h2>Предисловие</h2>...<h2>Глава 1. Масло</h2>...<h2>Глава 2. Стекло</h2>...<h2>Слова</h2>..."
    )
    assert [key for key, _, _ in chapters(outline)] == ["предисловие", "1", "2", "слова"]


def test_front_matter_and_the_header_of_project_gutenberg() -> None:
    front = "---\ntitle: The Keeper's Year\nauthor: [A. Keeper]\nlang: de-CH\n---"
    text = f"{front}\n\n# Oil\n\n{prose('a')}\n\n# Glass\n\n{prose('b')}\n"
    outline = outline_of(copy_of(read_markdown(BytesIO(text.encode()))))
    assert (outline.title, outline.author, outline.language) == ("The Keeper's Year", "A. Keeper", "de-CH")
    fields = "Title: Oil\n       A Tale\n\nAuthor: A. Keeper\n\nTranslator: B. Wick\n\nLanguage: French"
    head = f"The Project Gutenberg EBook of Oil, by A. Keeper\n\n{fields}\n\n"
    read = read_text(BytesIO(f"{head}{prose('a')}".encode()))
    assert isinstance(read, Extract)
    assert read.metadata == Metadata("Oil", "A. Keeper", "fr", "B. Wick")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Öl ist in der Lampe, und die Lampe ist auf dem Turm; der Wärter ist nicht da. " * 9, "de"),
        ("La lampe est dans la tour, et le gardien n’est pas là: il est en mer avec les autres. " * 9, "fr"),
        ("Лампа стоит на башне, а смотритель вышел в море; мы ждём его с вечера. " * 9, "ru"),
        ("灯台の油は毎晩四リットル使われている。番人はそれを知っている。" * 9, "ja"),
        ("Oil lamp tower sea. " * 40, ""),
    ],
)
def test_a_language_is_guessed_only_if_it_is_sure(text: str, language: str) -> None:
    assert outline_of(copy_of(read_text(BytesIO(text.encode())))).language == language


GLUED = [
    'auto pair = make_pair("Tokyo", 9.00); auto other = make_pair("Oslo", 3.10);',
    "print(“a”,\"b\") and the 'c\\d' of {e}: [f] — «g»h",
    "\x07bell\x85 and \u200bother signs\u2028that no one sees, in a row of words",
    "_Italic_ words, *strong* ones and `code` in one line of the text that is here",
]


@pytest.mark.parametrize("line", GLUED)
def test_whatever_a_part_opens_with_is_found_again(line: str, tmp_path: Path) -> None:
    copy = Copy("copy.txt", "", ("Chapter 1", "", *prose("a").split("\n"), "", "Chapter 2", "", line, "", prose("b")))
    outline = outline_of(copy)
    assert [chapter.key for chapter in outline.chapters] == ["1", "2"]
    loaded(outline, copy, tmp_path)


COPIES = {
    "book.html": "<title>Oil</title><h1>1. A</h1><p>{a}</p><h1>2. “B”: c</h1><p>{b}</p>",
    "book.md": '# 1. A\n\n{a}\n\n## 1.1 B\n\n{b}\n\n# 2. C: "d"\n\n{c}\n',
    "book.txt": "OIL\n\nby A. Keeper\n\nCHAPTER I.\n\n{a}\n\nCHAPTER II.\n\n{b}\n\nINDEX.\n\n{c}\n",
}


@pytest.mark.parametrize("name", COPIES)
def test_what_is_proposed_goes_through_add_show_and_check(name: str, tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path / "library")
    project.write(name, COPIES[name].format(**{key: prose(key) for key in "abc"}))
    done = project.run("source", "outline", name, "--title", "Oil", "--author", "A. Keeper")
    assert done.code == 0, done.err
    assert "# The parts come from" in done.out
    (tmp_path / "questions" / "oil").mkdir(parents=True)
    project.write("questions/oil/book.yaml", done.out)
    for command in (["source", "add", name, "--book", "oil"], ["source", "show"]):
        ran = project.run(*command)
        assert (ran.code, ran.err) == (0, "")
    assert "book.yaml" not in project.run("check").err


def test_what_to_look_at_first_is_said(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path / "library")
    project.write("book.txt", f"Chapter 1\n\n{prose('a')}\n\nChapter 4\n\n{prose('b')}\n")
    done = project.run("source", "outline", "book.txt")
    assert "2 chapters, from guesses at the lines of the text. Look first at" in done.err
    assert "No heading of chapters 2 to 3 was found" in done.err
