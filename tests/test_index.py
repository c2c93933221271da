"""The page that links to what was built."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from quizgen.outputs.index import Listing, render_index
from tests.samples import BOOK
from tests.sheets import opened

LISTINGS = (
    Listing("Midterm", "worksheet", "midterm-a.html", "12 questions, version A"),
    Listing("Midterm", "key", "midterm-a-key.html", "version A"),
    Listing("The Keeper's Year", "deck", "The Keeper's Year #1.apkg", "52 cards"),
    Listing("Midterm", "worksheet", "midterm-b.html", "12 questions, version B"),
    Listing("Midterm", "key", "midterm-b-key.html", "version B"),
    Listing("Prüfung 50 %?", "worksheet", "unter/prüfung 50%?.html", "3 questions"),
    Listing("A key alone", "key", "alone-key.html", "1 question"),
)


def test_links_are_grouped_and_quoted(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_index([BOOK], LISTINGS, True), tmp_path) as shown:
        links = [link.get_attribute("href") for link in shown.page.get_by_role("link").all()]
        assert links == [
            "The%20Keeper%27s%20Year%20%231.apkg",
            "midterm-a.html",
            "midterm-a-key.html",
            "midterm-b.html",
            "midterm-b-key.html",
            "unter/pr%C3%BCfung%2050%25%3F.html",
            "alone-key.html",
        ]
        expect(shown.page.get_by_role("heading")).to_have_text(["The Keeper's Year", "Anki decks", "Worksheets"])
        expect(shown.page.locator("li").nth(1)).to_have_text("Midterm 12 questions, version A key")
        expect(shown.page.get_by_role("link", name="Answer key: Midterm, version B")).to_be_visible()
        expect(shown.page.get_by_text("52 cards")).to_be_visible()


@pytest.mark.parametrize(("has_passages", "says"), [(True, "your own use"), (False, "no passages")])
def test_it_says_whether_the_book_is_in_it(has_passages: bool, says: str) -> None:
    text = render_index([BOOK], LISTINGS, has_passages).content.decode()
    assert says in text
    assert BOOK.author in text


def test_a_build_of_nothing_says_so() -> None:
    assert "Nothing was built." in render_index([BOOK], (), False).content.decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(browser: Browser, tmp_path: Path, scheme: str) -> None:
    size = {"width": 320, "height": 640}
    with opened(browser, render_index([BOOK], LISTINGS, True), tmp_path, viewport=size, color_scheme=scheme) as shown:
        assert shown.page.evaluate("document.documentElement.scrollWidth") == 320
