"""The page that links to what was built."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from quizgen.model.book import Book
from quizgen.outputs.html.index_page import BookLines, ChapterLine, Listing, render_index
from tests.samples import BOOK
from tests.sheets import opened

LISTINGS = (
    Listing("Midterm", "worksheet", "midterm-a", 12, "A", endings=(".html", ".pdf")),
    Listing("Midterm", "key", "midterm-a-key", 12, "A", endings=(".html", ".pdf")),
    Listing("The Keeper's Year", "deck", "The Keeper's Year #1.apkg", 52),
    Listing("Midterm", "worksheet", "midterm-b", 12, "B", endings=(".html",)),
    Listing("Midterm", "worksheet", "midterm-b-large", 12, "B", is_large=True, endings=(".html",)),
    Listing("Midterm", "key", "midterm-b-key", 12, "B", endings=(".html",)),
    Listing("Prüfung 50 %?", "worksheet", "unter/prüfung 50%?", 3, endings=(".html",)),
    Listing("Alone", "key", "alone-key", 1, endings=(".html",)),
)
CHAPTERS = (ChapterLine("To the Reader", 4, 0.5), ChapterLine("1. The Lamp", 48, 0.253), ChapterLine("", 2, None))
BOOKS = (BookLines(BOOK, CHAPTERS, "coverage.html"),)


def test_links_are_grouped_and_quoted(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_index(BOOKS, LISTINGS, True), tmp_path) as shown:
        links = [link.get_attribute("href") for link in shown.page.get_by_role("link").all()]
        assert links == [
            "The%20Keeper%27s%20Year%20%231.apkg",
            "midterm-a.html",
            "midterm-a.pdf",
            "midterm-a-key.html",
            "midterm-a-key.pdf",
            "midterm-b.html",
            "midterm-b-key.html",
            "midterm-b-large.html",
            "unter/pr%C3%BCfung%2050%25%3F.html",
            "alone-key.html",
            "coverage.html",
        ]
        headings = ["The Keeper's Year", "Anki decks", "Worksheets", "Chapters"]
        expect(shown.page.get_by_role("heading")).to_have_text(headings)
        expect(shown.page.locator("li").nth(1)).to_have_text("Midterm 12 questions, Version A PDF key PDF")
        expect(shown.page.locator("li").nth(3)).to_have_text("Midterm 12 questions, Version B, large print")
        expect(shown.page.get_by_role("link", name="Answer key: Midterm, 12 questions, Version B")).to_be_visible()
        rows = [row.inner_text().split("\t") for row in shown.page.locator("tbody tr").all()]
        assert rows == [["To the Reader", "4", "50%"], ["1. The Lamp", "48", "25%"], ["The whole book", "2", ""]]


def test_it_speaks_the_language_of_its_books() -> None:
    german = Book.model_validate({**BOOK.model_dump(), "language": "de"})
    text = render_index([BookLines(german)], LISTINGS, True).content.decode()
    assert '<html lang="de">' in text
    assert "Arbeitsblätter" in text
    assert "Arbeitsblätter" not in render_index([BookLines(german), *BOOKS], LISTINGS, True).content.decode()


@pytest.mark.parametrize(("has_passages", "says"), [(True, "your own use"), (False, "no passages")])
def test_it_says_whether_the_book_is_in_it(has_passages: bool, says: str) -> None:
    text = render_index(BOOKS, LISTINGS, has_passages).content.decode()
    assert says in text
    assert BOOK.author in text


def test_a_build_of_nothing_says_so() -> None:
    assert "Nothing was built." in render_index(BOOKS, (), False).content.decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(browser: Browser, tmp_path: Path, scheme: str) -> None:
    size = {"width": 320, "height": 640}
    with opened(browser, render_index(BOOKS, LISTINGS, True), tmp_path, viewport=size, color_scheme=scheme) as shown:
        assert shown.page.evaluate("document.documentElement.scrollWidth") == 320
