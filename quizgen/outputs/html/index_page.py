"""What was built → a page that links to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from quizgen.model.book import Book
from quizgen.outputs.html.templates import render_page
from quizgen.outputs.languages import choose_words
from quizgen.project.write import Artifact


@dataclass(frozen=True, slots=True)
class Listing:
    """Something that was built. ``path`` is below the output folder, without its ending if there are several.

    ``questions`` is how many are in it; ``version`` a letter, or empty.
    """

    title: str
    kind: Literal["deck", "worksheet", "key"]
    path: str
    questions: int = 0
    version: str = ""
    is_large: bool = False
    endings: tuple[str, ...] = ("",)

    @property
    def url(self) -> str:
        return quote(self.path + self.endings[0])

    @property
    def pdf(self) -> str:
        """The address of its PDF, if there is one."""
        return quote(f"{self.path}.pdf") if ".pdf" in self.endings else ""


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter of the index, without a heading the whole book; ``cited`` is a share of its words, if it is known."""

    heading: str
    questions: int
    cited: float | None


@dataclass(frozen=True, slots=True)
class BookLines:
    """A book of the index, with the path of its coverage page, if there is one."""

    book: Book
    chapters: tuple[ChapterLine, ...] = ()
    coverage: str = ""

    @property
    def coverage_url(self) -> str:
        return quote(self.coverage)


def render_index(
    books: Sequence[BookLines], listings: Sequence[Listing], has_passages: bool, theme: str = ""
) -> Artifact:
    """Decks first, then worksheets, each with its key: the listing whose path is the sheet's with ``-key``."""
    keys = {listing.path: listing for listing in listings if listing.kind == "key"}
    worksheets = [
        (listing, keys.pop(f"{listing.path}-key", None)) for listing in listings if listing.kind == "worksheet"
    ]
    languages = {each.book.language for each in books}
    language = languages.pop() if len(languages) == 1 else "en"
    page = render_page(
        "index.html",
        words=choose_words(language),
        styles=("page.css", "index.css"),
        theme=theme,
        language=language,
        books=books,
        decks=[listing for listing in listings if listing.kind == "deck"],
        worksheets=worksheets,
        keys=list(keys.values()),
        has_passages=has_passages,
    )
    return Artifact("index.html", page)
