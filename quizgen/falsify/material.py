"""A bank, and its book's text in the reader's copy → what false versions of its questions are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from quizgen.book.book_text import BookText
from quizgen.falsify.stock import Stock, Use, find_adjectives, find_uses, join_stocks, read_stock
from quizgen.model.book import Book
from quizgen.model.language import primary_tag
from quizgen.project.bank import LocatedQuestion


@dataclass(frozen=True, eq=False)
class Material:
    """A book's text in the reader's copy, and the questions on it that could be read."""

    name: str
    text: BookText
    entries: tuple[LocatedQuestion, ...]

    @property
    def book(self) -> Book:
        return self.text.book

    @cached_property
    def by_chapter(self) -> Mapping[str | None, tuple[LocatedQuestion, ...]]:
        """The questions of each chapter; those on the whole book stand under None."""
        found: dict[str | None, list[LocatedQuestion]] = defaultdict(list)
        for entry in self.entries:
            found[entry.chapter].append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """The running text of each chapter."""
        return {
            key: "\n\n".join(map(self.text.paragraph_text, chapter.paragraphs))
            for key, chapter in self.text.chapters.items()
        }

    @cached_property
    def stocks(self) -> Mapping[str, Stock]:
        """The figures, names and counted things of each chapter."""
        adjectives = find_adjectives("\n\n".join(self._texts.values()))
        return {key: read_stock(text, adjectives) for key, text in self._texts.items()}

    @cached_property
    def uses(self) -> Mapping[str, Use]:
        """What the names of the book stand for."""
        return find_uses("\n\n".join(self._texts.values()))

    @cached_property
    def stock(self) -> Stock:
        """Those of the whole book."""
        return join_stocks(self.stocks.values())

    @property
    def is_english(self) -> bool:
        return primary_tag(self.book.language) == "en"
