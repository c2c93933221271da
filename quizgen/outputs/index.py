"""What was built → a page that links to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from quizgen.model import Artifact, Book
from quizgen.outputs.templates import render_page


@dataclass(frozen=True, slots=True)
class Listing:
    """A file that was built. ``path`` is below the output folder; ``detail`` says how much is in it."""

    title: str
    kind: Literal["deck", "worksheet", "key"]
    path: str
    detail: str

    @property
    def url(self) -> str:
        return quote(self.path)


def render_index(books: Sequence[Book], listings: Sequence[Listing], has_passages: bool) -> Artifact:
    """Decks first, then worksheets, each with its key: the listing whose path is the sheet's with ``-key``."""
    keys = {listing.path: listing for listing in listings if listing.kind == "key"}
    worksheets = [
        (listing, keys.pop(listing.path.removesuffix(".html") + "-key.html", None))
        for listing in listings
        if listing.kind == "worksheet"
    ]
    page = render_page(
        "index.html",
        styles=("page.css", "index.css"),
        books=books,
        decks=[listing for listing in listings if listing.kind == "deck"],
        worksheets=worksheets,
        keys=list(keys.values()),
        has_passages=has_passages,
    )
    return Artifact("index.html", page)
