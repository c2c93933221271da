"""Word files say what the pages say, in the same order; their lists, tables and pages are Word's own."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from quizgen.assembly.quiz import Worksheet
from quizgen.kinds import KINDS
from quizgen.model.recipe import SheetLayout
from quizgen.outputs import registry
from quizgen.outputs.docx.key import render_word_key
from quizgen.outputs.docx.worksheet import render_word_sheet
from quizgen.outputs.output import Context
from quizgen.project.images import Media
from tests.conftest import ROOT, missing
from tests.outputs.docx.words import read_page, read_word, words_in
from tests.projects import Project
from tests.samples import BOOK, item
from tests.sheets import all_kinds, make_sheet, render_key, render_worksheet

BOOKS = ROOT / "tests" / "books"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d4944415478da63fccfc0f01f0005050202"
    "5fc8f1d20000000049454e44ae426082"
)
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><path d="M0 0h9v9z"/></svg>'


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def sheet_of(sheet: Worksheet) -> Any:
    return opened(render_word_sheet(sheet, Context()))


def labels(document: Any) -> list[tuple[str, int]]:
    """The text and the level of each paragraph that Word numbers."""
    numbered = [each for each in document.element.body.iter(qn("w:p")) if each.pPr is not None]
    return [
        ("".join(text.text or "" for text in each.iter(qn("w:t"))), each.pPr.numPr.ilvl.val)
        for each in numbered
        if each.pPr.numPr is not None
    ]


@pytest.mark.parametrize("book", ["ferry", "island-post", "lighthouse", "school"])
def test_words_are_those_of_the_pages_in_the_same_order(book: str, tmp_path: Path) -> None:
    shutil.copytree(BOOKS / book, tmp_path / book)
    project = Project(tmp_path / book, library=tmp_path / book / "library")
    assert project.run("build", "--docx", "--out", "out").code == 0
    files = project.files("out")
    pages = [name for name in files if name.endswith(".html") and name not in ("index.html", "coverage.html")]
    assert pages
    assert {name for name in files if name.endswith(".docx")} == {name.replace(".html", ".docx") for name in pages}
    for name in pages:
        assert read_word(files[name.replace(".html", ".docx")]) == read_page(files[name]), name


def test_words_of_the_first_bank(tmp_path: Path) -> None:
    """All recipes of the first bank, from its lock: without a copy there are no passages."""
    for folder in ("questions", "decks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    project = Project(tmp_path, library=tmp_path / "library")
    assert project.run("build", "--docx", "--public", "--out", "out").code == 0
    files = project.files("out")
    papers = [name for name in files if name.endswith(".docx")]
    assert len(papers) > 30
    for name in papers:
        assert read_word(files[name]) == read_page(files[name.replace(".docx", ".html")]), name


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"answer_sheet": True, "word_bank": True, "duration": 45},
        {"instructions": 'Read "all" of it.\n\n- Write\n- *clearly*'},
        {"key": "end"},
        {"key": "brief"},
        {"language": "de"},
    ],
)
def test_words_of_every_kind_in_every_form(form: dict[str, Any]) -> None:
    sheet = all_kinds()
    layout = SheetLayout.model_validate(form)
    look = replace(sheet.look, language=layout.language or "")
    sheet = replace(sheet, form=layout, look=look, versions=(("B", ()),))
    assert read_word(render_word_sheet(sheet, Context())) == read_page(render_worksheet(sheet).content)
    assert read_word(render_word_key(sheet, Context())) == read_page(render_key(sheet).content)
    large = render_word_sheet(sheet, Context(), is_large=True)
    assert read_word(large) == read_page(render_worksheet(sheet, is_large=True).content)


MARKUP = item(
    "choice",
    prompt="![a slope](s.png) ![a curve](c.svg)\n\n**bold**, *in italics*, [a link](https://example.org), `c  d`?",
    answer="$$\\sum_{i=1}^n \\frac{a_i}{\\sqrt{b}}$$",
    distractors=["1. one\n2. two\n\n- three\n- four", "```\nif x:\n    y = 1\n```", "| a | b |\n|:-:|--:|\n| 1 | 2 |"],
)
MARKUP = replace(
    MARKUP, media={"s.png": Media("s.png", "image/png", PIXEL), "c.svg": Media("c.svg", "image/svg+xml", DRAWING)}
)


def test_markdown_is_what_word_has_for_it() -> None:
    sheet = make_sheet([MARKUP])
    content = render_word_sheet(sheet, Context())
    document = opened(content)
    assert read_word(content) == read_page(render_worksheet(sheet).content)
    runs = {run.text: run for paragraph in document.paragraphs for run in paragraph.runs}
    assert runs["bold"].bold
    assert runs["in italics"].italic
    assert runs["c  d"].font.name == "Consolas"
    (link,) = document.element.body.iter(qn("w:hyperlink"))
    assert document.part.rels[link.get(qn("r:id"))].target_ref == "https://example.org"
    assert [shape.get("descr") for shape in document.element.body.iter(qn("wp:docPr"))] == ["a slope", "a curve"]
    assert "word/media/c.svg" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["a", "b"], ["1", "2"]]
    assert any(paragraph.text == "if x:\n    y = 1" for paragraph in document.paragraphs)
    assert len(list(document.element.body.iter(qn("m:oMathPara")))) == 1


NO_SIZE = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000000000000008060000001f15c489")


@pytest.mark.parametrize(
    "media",
    [
        *(Media("a", "image/png", content) for content in (b"", NO_SIZE, PIXEL[:30])),
        *(Media("a", "image/jpeg", content) for content in (b"\xff\xd8\xff\xe0\0\x10JFIF", b"\xff\xd8\xff\xdbaaaaaa")),
        *(Media("a", kind, content) for kind, content in (("image/gif", b"GIF89a"), ("image/webp", b"RIFF0000WEBP"))),
        *(Media("a", "image/svg+xml", b"<svg " + each) for each in (b"", b'width="0"/>', b'viewBox="0 0 inf nan"/>')),
    ],
)
def test_a_damaged_picture_fails_nothing(media: Media) -> None:
    asked = replace(item("choice", prompt="![a slope](a) Look."), media={"a": media})
    assert "Look" in read_word(render_word_sheet(make_sheet([asked]), Context()))


def test_signs_that_no_xml_can_have_are_left_out() -> None:
    sheet = make_sheet([item("choice", prompt="*a*\x01b \ufffe `c\x02` $x\x03$ d\x0c")], title="Mid\x01term")
    assert read_word(render_word_sheet(sheet, Context()))[0] == "Midterm"
    assert read_word(render_word_key(sheet, Context()))


def test_numbers_and_letters_are_counted_by_word() -> None:
    document = sheet_of(all_kinds())
    numbered = labels(document)
    assert sum(level == 0 for _, level in numbered) == len(KINDS)
    first = numbered.index(next(each for each in numbered if each[1] == 0))
    assert [level for _, level in numbered[first : first + 5]] == [0, 1, 1, 1, 1]
    assert not any(re.match(r"\d+\.|[A-D]\b", text) for text, _ in numbered)
    (head,) = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    assert head.text == "Midterm"


def test_a_question_stays_on_its_page_and_lines_go_on() -> None:
    document = sheet_of(make_sheet([item("choice"), item("essay", difficulty="3")]))
    kept = [(each.style.name, bool(each.paragraph_format.keep_with_next)) for each in document.paragraphs[4:]]
    assert kept[:5] == [("Question", True), *[("Option", True)] * 3, ("Option", False)]
    essay = kept[5:]
    assert essay[0] == ("Question", True)
    assert [is_kept for _, is_kept in essay[1:]] == [True] * 3 + [False] * 13


def test_a_question_longer_than_a_page_begins_where_there_is_room() -> None:
    code = "\n".join(f"line_{number} = {number}" for number in range(90))
    document = sheet_of(make_sheet([item("short", prompt=f"Look:\n\n```\n{code}\n```\n\nWhat is it?")]))
    (asked,) = [each for each in document.paragraphs if each.style.name == "Question"]
    (printed,) = [each for each in document.paragraphs if each.style.name == "Code"]
    assert asked.paragraph_format.keep_with_next
    assert not printed.paragraph_format.keep_with_next
    assert not printed.paragraph_format.keep_together


def test_pages_are_counted_by_fields() -> None:
    section = sheet_of(all_kinds()).sections[0]
    assert "NUMPAGES" in section.footer._element.xml
    assert "Midterm, Version B" in section.header.paragraphs[0].text
    assert section.first_page_header.paragraphs[0].text == ""
    at_end = replace(all_kinds(), form=SheetLayout(key="end"))
    first, second = sheet_of(at_end).sections
    assert "PAGEREF sheet" in first.footer._element.xml
    assert "PAGEREF key" in second.footer._element.xml
    assert second.header.paragraphs[0].text == "Answer key: Midterm, Version B"


@pytest.mark.parametrize(("paper", "width"), [("a4", 210), ("letter", 216)])
def test_paper(project: Project, paper: str, width: int) -> None:
    assert project.run("sheet", "--count", "3", "--docx", "--paper", paper).code == 0
    section = Document(str(project.root / "build/sheet/sheet.docx")).sections[0]
    assert section.page_width is not None
    assert round(section.page_width.mm) == width
    index = project.read("build/sheet/index.html")
    assert 'href="sheet.docx"' in index
    assert 'href="sheet-key.docx"' in index


def test_a_recipe_asks_for_them(project: Project) -> None:
    project.write("decks/lighthouse.yaml", "book: lighthouse\nworksheets:\n  - {name: quiz, count: 3, docx: true}\n")
    assert project.run("build").code == 0
    assert {"quiz.docx", "quiz-key.docx"} <= set(project.files("build"))
    project.replace("decks/lighthouse.yaml", "docx: true", "docx: true, key: none")
    assert project.run("build").code == 0
    assert "quiz.docx" in project.files("build")
    assert "quiz-key.docx" not in project.files("build")


def test_without_the_library_there_is_a_way_out(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda name: None)
    for command in (("build", "--docx"), ("sheet", "--count", "3", "--docx")):
        done = project.run(*command)
        assert done.code == 1
        assert "--docx: error[no-library]" in done.err
        assert "pip install 'quizgen[docx]'" in done.err
    assert not (project.root / "build").exists()
    assert project.run("build").code == 0


def test_passages_are_in_no_public_key(project: Project) -> None:
    assert project.run("build", "--docx").code == 0
    assert "oil" in " ".join(read_word(project.files("build")["everything-key.docx"]))
    own = len(read_word(project.files("build")["everything-key.docx"]))
    assert project.run("build", "--docx", "--public", "--keys").code == 0
    assert len(read_word(project.files("build")["keys/everything-key.docx"])) < own


def test_bytes_are_the_same_at_any_time() -> None:
    context = Context(built=1767225600)
    content = render_word_sheet(make_sheet([MARKUP]), context)
    assert content == render_word_sheet(make_sheet([MARKUP]), context)
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(content)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = opened(content).core_properties
    assert (core.title, core.author, core.created.year) == ("Midterm, Version B", "", 2026)
    assert b"2013" not in zipfile.ZipFile(io.BytesIO(render_word_sheet(all_kinds(), Context()))).read(
        "docProps/core.xml"
    )


def test_a_book_from_right_to_left() -> None:
    asked = [
        item("choice", id="a", prompt="כמה שמן ב-C++?", answer="ארבעה", distractors=["שניים", "-5"]),
        item("match", id="b", prompt="התאם.", pairs=[["שמן", "oil"], ["מנורה", "lamp"]], distractors=["ים"]),
    ]
    sheet = replace(make_sheet(asked, title="מבחן"), book=BOOK.model_copy(update={"language": "he"}))
    content = render_word_sheet(sheet, Context())
    document = opened(content)
    assert read_word(content) == read_page(render_worksheet(sheet).content)
    assert document.styles["Normal"].element.pPr.find(qn("w:bidi")) is not None
    runs = {run.text: run for paragraph in document.paragraphs for run in paragraph.runs}
    assert runs["כמה שמן ב-"].font.rtl
    assert not runs["C++"].font.rtl
    assert document.tables[0].table_direction is not None
    (lang,) = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert lang.get(qn("w:bidi")) == "he-IL"


def test_words_of_the_sheet_and_of_the_book_have_their_languages() -> None:
    sheet = all_kinds()
    sheet = replace(sheet, look=replace(sheet.look, language="de"))
    document = sheet_of(sheet)
    (lang,) = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert lang.get(qn("w:val")) == "de-DE"
    said = {run.text: run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}") for each in document.paragraphs for run in each.runs}
    assert said["two litres"].get(qn("w:val")) == "en-US"
    assert said["Richtig oder falsch?"] is None


PROPERTIES = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "bidi"),
    *("spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
)
RUN = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "shd", "vertAlign", "rtl", "cs", "lang"]


@pytest.mark.parametrize("kind", ["sheet", "key"])
def test_properties_stand_in_the_order_of_the_standard(kind: str) -> None:
    """ISO/IEC 29500-1, 17.3.1.26 and 17.3.2.28: Word refuses a file in which they do not."""
    sheet = make_sheet([MARKUP, *(entry.item for entry in all_kinds().entries)])
    sheet = replace(sheet, book=BOOK.model_copy(update={"language": "he"}), form=SheetLayout(answer_sheet=True))
    sheet = replace(sheet, look=replace(sheet.look, language="de"))
    content = (render_word_sheet if kind == "sheet" else render_word_key)(sheet, Context())
    document = opened(content)
    roots = [document.element, document.styles.element, document.sections[0].footer._element]
    for root in roots:
        for tag, order in (("w:pPr", PROPERTIES), ("w:rPr", RUN)):
            for each in root.iter(qn(tag)):
                names = [child.tag.rpartition("}")[2] for child in each if child.tag.startswith(qn("w:p")[:-1])]
                known = [order.index(name) for name in names if name in order]
                assert known == sorted(known), names


def test_libreoffice_reads_the_same_words(tmp_path: Path) -> None:
    office = shutil.which("soffice") or missing("LibreOffice", is_needed=False)
    content = render_word_sheet(replace(all_kinds(), form=SheetLayout(answer_sheet=True)), Context())
    (tmp_path / "sheet.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "sheet.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    assert words_in((tmp_path / "sheet.txt").read_text("utf-8-sig")) == read_word(content)
