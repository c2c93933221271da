"""The values that outputs render: items, decks and worksheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from quizgen.kinds import kind_of, response_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import Fill, Response
from quizgen.model.book import Book, Chapter
from quizgen.model.citation import Passage
from quizgen.model.recipe import Scoring, SheetLayout
from quizgen.model.stimulus import Objective
from quizgen.project.images import Media


@dataclass(frozen=True, slots=True)
class ShownStimulus:
    """What a question and others of its chapter are about; ``key`` is a name that no other stimulus of the book has.

    It is a ``text`` in Markdown, or else the ``passages`` of the reader's copy at its ``places``; without passages only
    the places are known.
    """

    key: str
    title: str = ""
    text: str = ""
    places: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A question ready for an output: with its chapter (None: the whole book) and the places that it cites.

    ``passages`` come from the reader's copy; ``media`` are its images and those of its stimulus, by the names that
    texts use.
    """

    question: Question
    chapter: Chapter | None
    places: tuple[str, ...]
    passages: tuple[Passage, ...] = ()
    media: Mapping[str, Media] = field(default_factory=dict)
    stimulus: ShownStimulus | None = None
    objective: Objective | None = None

    @property
    def has_passages(self) -> bool:
        """Whether words of the book are shown with it."""
        return bool(self.passages) or (self.stimulus is not None and bool(self.stimulus.passages))


@dataclass(frozen=True, slots=True)
class Subdeck:
    """The full name of a deck in Anki, and its questions in the order of the book."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """The content of an Anki package; ``name`` is the recipe's, ``has_passages`` tells whether it quotes the book.

    ``words`` are those that the recipe changes, by their names.
    """

    name: str
    title: str
    book_key: str
    book: Book
    subdecks: tuple[Subdeck, ...]
    has_passages: bool
    words: tuple[tuple[str, str], ...] = ()

    @property
    def identity(self) -> str:
        """What its notes are told from those of other books by."""
        return self.book.identity or self.book_key

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for subdeck in self.subdecks for item in subdeck.items)

    @property
    def asked(self) -> tuple[Item, ...]:
        """Those that are not retired, which whoever imports the deck for the first time gets."""
        return tuple(item for item in self.items if not item.question.retired)


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
class Block:
    """Consecutive questions on a sheet: those of one stimulus, or some that have none."""

    stimulus: ShownStimulus | None
    entries: tuple[SheetItem, ...]

    @property
    def first(self) -> int:
        return self.entries[0].number

    @property
    def last(self) -> int:
        return self.entries[-1].number


@dataclass(frozen=True, slots=True)
class Theme:
    """What a recipe changes on its pages: some words, by their names, and CSS appended to that of the page.

    ``language`` is that of the words, if the recipe asks for another than the book's.
    """

    words: tuple[tuple[str, str], ...] = ()
    theme: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One version of a sheet. ``name`` is the file's stem; ``version`` is a letter, or empty if there is only one.

    A ``sitting`` after the first has other questions of the same make-up. ``versions`` has the letter of each version
    and the ids of its questions in the order printed, ``editions`` in the same order the questions themselves.
    ``key_folder`` is the folder below that of the sheet in which its key is written; empty for the same one.
    """

    name: str
    title: str
    version: str
    book: Book
    entries: tuple[SheetItem, ...]
    versions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    editions: tuple[tuple[SheetItem, ...], ...] = ()
    form: SheetLayout = field(default_factory=SheetLayout)
    look: Theme = field(default_factory=Theme)
    sitting: int = 1
    key_folder: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The questions, divided where a group of a stimulus begins or ends."""
        blocks = []
        for _, part in groupby(self.entries, key=lambda entry: entry.item.stimulus and entry.item.stimulus.key):
            entries = tuple(part)
            shown = [entry.item.stimulus for entry in entries if entry.item.stimulus is not None]
            # The book's words are shown with sound questions only, but once they are, with the whole group.
            blocks.append(Block(max(shown, key=lambda each: bool(each.passages), default=None), entries))
        return tuple(blocks)

    @property
    def chapter(self) -> Chapter | None:
        """The chapter of all its questions, if it is the same."""
        chapters = {entry.item.chapter.key if entry.item.chapter else None for entry in self.entries}
        return self.entries[0].item.chapter if len(chapters) == 1 else None

    @property
    def stem(self) -> str:
        """The name without the version."""
        return self.name.removesuffix(f"-{self.version.lower()}") if self.version else self.name

    @property
    def has_shared_key(self) -> bool:
        """Whether one key is made of all versions."""
        return len(self.editions) > 1 and self.form.key in ("full", "brief")

    @property
    def points(self) -> Decimal:
        return sum((entry.points for entry in self.entries), Decimal(0))
