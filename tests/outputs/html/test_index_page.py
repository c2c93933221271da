"""The page that links to what was built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from quizgen.book.coverage import Cited, PartSize, measure
from quizgen.book.positions import chapter_span
from quizgen.model.book import Book
from quizgen.outputs.html.outputs import INDEX_PAGE
from quizgen.outputs.output import Context, FormatOf, KeyOf, OutputFile, Row
from quizgen.outputs.whole_build import BookReport, Build
from quizgen.project.write import Artifact
from tests.samples import BOOK
from tests.sheets import opened

SHEET_A = OutputFile("midterm-a.html", Row("worksheets", "Midterm", 12, "A"))
KEY_A = OutputFile("midterm-a-key.html", KeyOf(SHEET_A.path))
SHEET_B = OutputFile("midterm-b.html", Row("worksheets", "Midterm", 12, "B"))
FILES = (
    OutputFile("The Keeper's Year #1.apkg", Row("decks", "The Keeper's Year", 52)),
    SHEET_A,
    SHEET_A.as_pdf,
    OutputFile("midterm-a.docx", FormatOf(SHEET_A.path, "Word")),
    KEY_A,
    KEY_A.as_pdf,
    SHEET_B,
    OutputFile("midterm-b-large.html", Row("worksheets", "Midterm", 12, "B", is_large=True)),
    OutputFile("midterm-b-key.html", KeyOf(SHEET_B.path)),
    OutputFile("unter/prüfung 50%?.html", Row("worksheets", "Prüfung 50 %?", 3)),
    OutputFile("unlisted.txt"),
)
INTRO, LAMP = BOOK.chapters
COVERAGE = measure(
    [PartSize(INTRO, None, 100), *(PartSize(LAMP, section, 500) for section in LAMP.sections)],
    [Cited("a", "intro", chapter_span(0, 50)), Cited("b", "1", chapter_span(0, 253))],
)
REPORT = BookReport("keeper", BOOK, counts={"intro": 4, "1": 48, None: 2}, measure=lambda: COVERAGE)
BUILD = Build((REPORT,), FILES, has_passages=True)


def render_index(build: Build) -> Artifact:
    (page,) = INDEX_PAGE.render(build, Context())
    return page


def test_links_are_grouped_and_quoted(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_index(BUILD), tmp_path) as shown:
        links = [link.get_attribute("href") for link in shown.page.get_by_role("link").all()]
        assert links == [
            "The%20Keeper%27s%20Year%20%231.apkg",
            "midterm-a.html",
            "midterm-a.pdf",
            "midterm-a.docx",
            "midterm-a-key.html",
            "midterm-a-key.pdf",
            "midterm-b.html",
            "midterm-b-key.html",
            "midterm-b-large.html",
            "unter/pr%C3%BCfung%2050%25%3F.html",
            "coverage.html",
        ]
        headings = ["The Keeper’s Year", "Anki decks", "Worksheets", "Chapters"]
        expect(shown.page.get_by_role("heading")).to_have_text(headings)
        expect(shown.page.locator("li").nth(1)).to_have_text("Midterm 12 questions, Version A PDF Word key PDF")
        expect(shown.page.locator("li").nth(3)).to_have_text("Midterm 12 questions, Version B, large print")
        for name in (
            "Answer key: Midterm, 12 questions, Version B",
            "PDF: Answer key: Midterm, 12 questions, Version A",
            "Word: Midterm, 12 questions, Version A",
        ):
            expect(shown.page.get_by_role("link", name=name, exact=True)).to_be_visible()
        rows = [row.inner_text().split("\t") for row in shown.page.locator("tbody tr").all()]
        assert rows == [["To the Reader", "4", "50%"], ["1. The Lamp", "48", "25%"], ["The whole book", "2", ""]]


def sheet_of(name: str, title: str, chapter: str = "", **more: Any) -> OutputFile:
    return OutputFile(name, Row("worksheets", title, 3, book=BOOK.title, chapter=chapter, **more))


def test_sheets_stand_below_their_chapter_in_the_order_of_the_book(browser: Browser, tmp_path: Path) -> None:
    files = (
        sheet_of("midterm.html", "Midterm"),
        sheet_of("1.html", "1. The Lamp", "1. The Lamp"),
        sheet_of("intro.html", "To the Reader", "To the Reader"),
        sheet_of("entry-1.html", "Entry quiz: 1. The Lamp", "1. The Lamp", version="A"),
    )
    with opened(browser, render_index(replace(BUILD, files=files)), tmp_path) as shown:
        expect(shown.page.locator("h3")).to_have_text(["To the Reader", "1. The Lamp", "Several chapters"])
        links = [link.get_attribute("href") for link in shown.page.locator("li a").all()]
        assert links == ["intro.html", "1.html", "entry-1.html", "midterm.html"]
        expect(shown.page.locator("li a")).to_have_text(["Worksheet", "Worksheet", "Entry quiz", "Midterm"])
        for name in ("Worksheet: To the Reader", "Entry quiz: 1. The Lamp"):
            expect(shown.page.get_by_role("link", name=name, exact=True)).to_be_visible()


def test_sheets_of_one_chapter_need_no_heading() -> None:
    files = (sheet_of("a.html", "Entry quiz", "1. The Lamp"), sheet_of("b.html", "1. The Lamp", "1. The Lamp"))
    text = render_index(replace(BUILD, files=files)).content.decode()
    assert "<h3>" not in text
    assert '<a href="b.html">1. The Lamp</a>' in text


def test_the_largest_deck_is_first_and_each_says_for_whom_it_is(browser: Browser, tmp_path: Path) -> None:
    def deck(title: str, questions: int, chapters: tuple[str, ...], kinds: tuple[str, ...]) -> OutputFile:
        row = Row("decks", title, questions, book=BOOK.title, chapters=chapters, kinds=kinds)
        return OutputFile(f"{title}.apkg", row)

    both = ("To the Reader", "1. The Lamp")
    files = (
        deck("Easy", 9, both, ("choice", "term")),
        deck("Lamp", 8, both[1:], ("choice", "term")),
        deck("Terms", 7, both, ("term",)),
        deck("All", 52, both, ("choice", "term")),
    )
    with opened(browser, render_index(replace(BUILD, files=files)), tmp_path) as shown:
        expect(shown.page.locator("li a")).to_have_text(["All", "Easy", "Lamp", "Terms"])
        expect(shown.page.locator(".about")).to_have_text(
            [
                "For everyone who reads the book: begin with this one.",
                "Some of its questions by themselves.",
                "A part of it: 1. The Lamp.",
                "A part of it: Terms.",
            ]
        )


def test_it_speaks_the_language_of_its_books() -> None:
    german = replace(REPORT, book=Book.model_validate({**BOOK.model_dump(), "language": "de"}))
    text = render_index(replace(BUILD, books=(german,))).content.decode()
    assert '<html lang="de">' in text
    assert "Arbeitsblätter" in text
    assert '<td class="count">25\u00a0%</td>' in text
    assert "Arbeitsblätter" not in render_index(replace(BUILD, books=(german, REPORT))).content.decode()


def test_words_in_english_around_another_language_are_marked_as_english() -> None:
    polish = replace(REPORT, book=Book.model_validate({**BOOK.model_dump(), "language": "pl"}))
    text = render_index(replace(BUILD, books=(polish,))).content.decode()
    assert '<html lang="en">' in text
    assert '<h1 lang="pl">' in text
    assert "Worksheets" in text


def test_it_speaks_the_language_that_all_sheets_ask_for() -> None:
    text = render_index(replace(BUILD, language="de")).content.decode()
    assert '<html lang="de">' in text
    assert '<h1 lang="en">' in text
    assert "Arbeitsblätter" in text


@pytest.mark.parametrize(("has_passages", "says"), [(True, "your own use"), (False, "no passages")])
def test_it_says_whether_the_book_is_in_it(has_passages: bool, says: str) -> None:
    text = render_index(replace(BUILD, has_passages=has_passages)).content.decode()
    assert says in text
    assert BOOK.author in text


def test_a_build_of_nothing_says_so() -> None:
    assert "Nothing was built." in render_index(Build((REPORT,))).content.decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(browser: Browser, tmp_path: Path, scheme: str) -> None:
    size = {"width": 320, "height": 640}
    chapters = [{**chapter, "title": "A Rather Long Title of a Chapter"} for chapter in BOOK.model_dump()["chapters"]]
    book = Book.model_validate({**BOOK.model_dump(), "chapters": chapters})
    build = replace(BUILD, books=(replace(REPORT, book=book),))
    with opened(browser, render_index(build), tmp_path, viewport=size, color_scheme=scheme) as shown:
        assert shown.page.evaluate("document.documentElement.scrollWidth") == 320
        lines = shown.page.locator(".count:not(:empty)").evaluate_all(
            "cells => cells.map(cell => { const range = document.createRange(); range.selectNodeContents(cell);"
            " return range.getClientRects().length })"
        )
        assert lines
        assert set(lines) == {1}, "no figure and no head is broken within itself"
