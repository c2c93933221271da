"""The values that outputs render: items, decks and worksheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from quizgen.kinds import kind_of, response_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import Fill, Response
from quizgen.model.book import Book, Chapter
from quizgen.model.citation import Passage
from quizgen.model.recipe import Scoring, SheetLayout
from quizgen.project.images import Media


@dataclass(frozen=True, slots=True)
class Item:
    """A question ready for an output: with its chapter (None: the whole book) and the places that it cites.

    ``passages`` come from the reader's copy; ``media`` are its images, by the names that its texts use.
    """

    question: Question
    chapter: Chapter | None
    places: tuple[str, ...]
    passages: tuple[Passage, ...] = ()
    media: Mapping[str, Media] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subdeck:
    """The full name of a deck in Anki, and its questions in the order of the book."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """The content of an Anki package; ``name`` is the recipe's, ``has_passages`` tells whether it quotes the book."""

    name: str
    title: str
    book_key: str
    book: Book
    subdecks: tuple[Subdeck, ...]
    has_passages: bool

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for subdeck in self.subdecks for item in subdeck.items)


@dataclass(frozen=True, slots=True)
class SheetItem:
    """A question on one sheet: its number there and its shuffled texts.

    ``options`` are the texts offered, in the order printed: the options of a choice or multiple, the items of an
    order, the right-hand sides of a match; empty for the other kinds. ``points`` is 0 on a sheet without points.
    ``scoring`` is how an answer that is partly right is scored (`scoring.py`), of the kinds where there is one.
    ``space`` is the number of lines to write on, or None for the usual number of the kind.
    """

    number: int
    item: Item
    options: tuple[str, ...] = ()
    points: Decimal = Decimal(0)
    space: int | None = None
    scoring: Scoring = "share"

    @property
    def response(self) -> Response:
        return response_of(self.item.question)

    @property
    def stem(self) -> str:
        """What is asked; the text of a cloze keeps its braces."""
        question, response = self.item.question, self.response
        return response.text if isinstance(response, Fill) else kind_of(question).stem(question, "")


@dataclass(frozen=True, slots=True)
class Theme:
    """What a recipe changes on all its pages: some words, by their names, and CSS appended to that of the page."""

    words: tuple[tuple[str, str], ...] = ()
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One version of a sheet. ``name`` is the file's stem; ``version`` is a letter, or empty if there is only one.

    ``versions`` has the letter of each version and the ids of its questions in the order printed.
    """

    name: str
    title: str
    version: str
    book: Book
    entries: tuple[SheetItem, ...]
    versions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    form: SheetLayout = field(default_factory=SheetLayout)
    look: Theme = field(default_factory=Theme)

    @property
    def points(self) -> Decimal:
        return sum((entry.points for entry in self.entries), Decimal(0))
