"""The nouns of the field: books, questions of ten kinds, citations, passages, decks and quizzes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Markdown that a reader sees; never empty."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""Lower-case letters, digits and hyphens; a question keeps its id for good."""

Tag = Annotated[str, StringConstraints(pattern=r"^[^\s\"]+$", max_length=80)]
"""One word: Anki separates tags by spaces."""

Count = Annotated[int, Field(le=1_000_000)]
"""How many, or which one: more of anything there is not."""

Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language tag (BCP 47): ``en``, ``de-CH``."""


class Record(BaseModel):
    """An immutable value read from a file; a field it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


# --- the book ---------------------------------------------------------------------------------


class Section(Record):
    """A part of a chapter: from the words it opens with to where the next part opens."""

    title: Text
    opens: Text
    number: Count | None = Field(default=None, ge=1)
    closes: Text | None = None

    @property
    def label(self) -> str:
        return self.title if self.number is None else f"§{self.number}"


class Chapter(Record):
    """A chapter of the table of contents: with sections, or opening by itself."""

    key: Text
    title: Text
    opens: Text | None = None
    closes: Text | None = None
    sections: tuple[Section, ...] = ()

    @model_validator(mode="after")
    def _opens_once(self) -> Chapter:
        if not self.opens and not self.sections:
            raise PydanticCustomError("no_opens", "the chapter has no opening words")
        return self

    @property
    def is_numbered(self) -> bool:
        return self.key.isdigit()

    @property
    def label(self) -> str:
        """How places name it: ``ch. 1``, or a title up to its colon."""
        return f"ch. {self.key}" if self.is_numbered else self.title.partition(":")[0]

    @property
    def heading(self) -> str:
        return f"{self.key}. {self.title}" if self.is_numbered else self.title


class Level(StrEnum):
    """How much a check weighs in one bank."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


class Book(Record):
    """What ``book.yaml`` says: the title and the table of contents, in the book's order.

    ``aliases`` are other names of a name, ``verbatim`` is how many consecutive words of the book a question may have,
    ``checks`` gives checks of this bank another level than their own.
    """

    title: Text
    author: Text
    language: Language = "en"
    translator: Text | None = None
    year: int | None = Field(default=None, ge=-9999, le=9999)
    chapters: tuple[Chapter, ...] = Field(min_length=1)
    aliases: Mapping[str, tuple[Text, ...]] = Field(default_factory=dict)
    verbatim: int = Field(default=10, ge=3, le=50)
    checks: Mapping[str, Level] = Field(default_factory=dict)

    @cached_property
    def _by_key(self) -> dict[str, Chapter]:
        return {chapter.key: chapter for chapter in self.chapters}

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {key: position for position, key in enumerate(self._by_key)}

    def chapter(self, key: str | None) -> Chapter | None:
        return None if key is None else self._by_key.get(key)

    def position(self, key: str | None) -> int:
        """Where a chapter stands in the book's order; questions on the whole book come last."""
        return len(self._by_key) if key is None else self._positions.get(key, len(self._by_key))


# --- citations --------------------------------------------------------------------------------


class Citation(Record):
    """A place in the book: the first and last words of a passage, a phrase, or a whole section.

    ``chapter`` is the key of another chapter than the question's own. Exactly one of ``text`` and
    ``section`` (a section's number or title) is set.
    """

    text: Text | None = None
    section: Text | None = None
    chapter: Text | None = None

    @model_validator(mode="after")
    def _names_one_place(self) -> Citation:
        if (self.text is None) == (self.section is None):
            raise PydanticCustomError("one_place", "a citation has either `text` or `section`")
        return self


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of the reader's copy; ``cited`` are the words between the two anchors.

    Paragraphs are separated by an empty line.
    """

    place: str
    before: str
    cited: str
    after: str

    @property
    def text(self) -> str:
        return self.before + self.cited + self.after


# --- questions --------------------------------------------------------------------------------


class Bloom(StrEnum):
    """The levels of Bloom's taxonomy as revised by Anderson and Krathwohl (2001)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYZE = "analyze"
    EVALUATE = "evaluate"
    CREATE = "create"


class Distractor(Record):
    """A wrong option; ``why`` says which misunderstanding chooses it."""

    text: Text
    why: str = ""


def _as_records(value: Any) -> Any:
    """A text in a list stands for a record that has nothing else."""
    if not isinstance(value, (list, tuple)):
        return value
    return [{"text": each} if isinstance(each, str) else each for each in value]


def _as_citations(value: Any) -> Any:
    return _as_records(value if isinstance(value, (list, tuple)) else [value])


def _truth(value: Any) -> Any:
    if isinstance(value, str) and value not in ("true", "false"):
        raise PydanticCustomError("true_or_false", "this is `true` or `false`, not `{value}`", {"value": value})
    return value


Truth = Annotated[bool, BeforeValidator(_truth)]

MAX_DIGITS = 15
"""So many digits of a number come through a double of JavaScript, by which sheets and cards grade, as they are."""
MAX_PLACES = 100
"""So many digits before the point and behind it can be printed, and read again."""


def _in_reach(number: Decimal) -> Decimal:
    mantissa, _, power = f"{number:e}".partition("e")
    digits = mantissa.lstrip("-").replace(".", "")
    highest = int(power)
    lowest = highest - len(digits) + 1
    if len(digits.strip("0")) > MAX_DIGITS or lowest < -MAX_PLACES or highest >= MAX_PLACES:
        raise PydanticCustomError("many_digits", "this number has too many digits")
    return number


Number = Annotated[Decimal, Field(allow_inf_nan=False), AfterValidator(_in_reach)]
"""A number as it is written, of as many digits as every output can carry."""
Distractors = Annotated[tuple[Distractor, ...], BeforeValidator(_as_records), Field(min_length=2)]
Citations = Annotated[tuple[Citation, ...], BeforeValidator(_as_citations), Field(min_length=1)]


class BaseQuestion(Record):
    """What every kind of question has."""

    kind: str
    id: Id
    explanation: Text
    cite: Citations
    difficulty: int = Field(ge=1, le=3)
    bloom: Bloom
    tags: tuple[Tag, ...] = ()
    draft: Truth = False
    retired: Truth = False
    derived: Text | None = None
    ignore: Mapping[str, Text] = Field(default_factory=dict)

    UNREAD_BY_TEXT_CHECKS: ClassVar = frozenset({"tags", "difficulty", "bloom", "draft", "retired", "ignore"})

    @property
    def is_live(self) -> bool:
        return not self.draft and not self.retired


class Prompted(BaseQuestion):
    prompt: Text


class Choice(Prompted):
    """One right option among several."""

    kind: Literal["choice"]
    answer: Text
    distractors: Distractors


class Multiple(Prompted):
    """Several right options."""

    kind: Literal["multiple"]
    answers: tuple[Text, ...] = Field(min_length=1)
    distractors: Distractors


class TrueFalse(Prompted):
    """The prompt is a statement."""

    kind: Literal["true-false"]
    answer: Truth


class Short(Prompted):
    """An answer of a word or a few; ``also`` are the variants that count as right."""

    kind: Literal["short"]
    answer: Text
    also: tuple[Text, ...] = ()


class Numeric(Prompted):
    """An answer that is a number, right within ``tolerance`` (the same unit, both sides included)."""

    kind: Literal["numeric"]
    answer: Number
    tolerance: Annotated[Number, Field(ge=0)] = Decimal(0)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Deletion:
    """Words left out of a cloze: ``text[start:end]`` is the whole ``{{…}}``; no number means one card for all."""

    start: int
    end: int
    number: int | None
    words: str
    hint: str


# Words may hold math or code, and these may hold braces and colons.
_PIECE = r"(?:`[^`\n]+`|\$\$.+?\$\$|\$(?!\s)[^$\n]+(?<!\s)\$(?!\d)|(?!\{\{|::).)"
_DELETION = re.compile(rf"\{{\{{(?:(\d+)::)?({_PIECE}+?)(?:::((?:(?!\{{\{{|::).)*?))?\}}\}}(?!\}})", re.DOTALL)


def _card_number(digits: str | None) -> int | None:
    """The number of a deletion, if it has one; Python reads no number of thousands of digits, and Anki none of four."""
    return int(digits[:100]) if digits else None


class Cloze(BaseQuestion):
    """A text with deletions, ``{{words}}``, ``{{1::words}}`` or ``{{1::words::hint}}``."""

    kind: Literal["cloze"]
    text: Text

    @cached_property
    def deletions(self) -> tuple[Deletion, ...]:
        return tuple(
            Deletion(found.start(), found.end(), _card_number(found[1]), found[2], found[3] or "")
            for found in _DELETION.finditer(self.text)
        )

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its cards, as Anki counts them."""
        return tuple(sorted({deletion.number or 1 for deletion in self.deletions}))


class Order(Prompted):
    """Items to be put in order; they are written in the right one."""

    kind: Literal["order"]
    items: tuple[Text, ...] = Field(min_length=3)


class Match(Prompted):
    """Pairs to be found again; ``distractors`` are further right-hand sides."""

    kind: Literal["match"]
    pairs: tuple[tuple[Text, Text], ...] = Field(min_length=2)
    distractors: tuple[Text, ...] = ()


class Term(BaseQuestion):
    """A term and what the book means by it; cards both ways."""

    kind: Literal["term"]
    term: Text
    definition: Text


class Essay(Prompted):
    """A question for a longer text; ``points`` are what a good answer contains."""

    kind: Literal["essay"]
    explanation: str = ""
    points: tuple[Text, ...] = Field(min_length=1)


Question: TypeAlias = Choice | Multiple | TrueFalse | Short | Numeric | Cloze | Order | Match | Term | Essay

KINDS: Mapping[str, type[Question]] = {
    "choice": Choice,
    "multiple": Multiple,
    "true-false": TrueFalse,
    "short": Short,
    "numeric": Numeric,
    "cloze": Cloze,
    "order": Order,
    "match": Match,
    "term": Term,
    "essay": Essay,
}


# --- recipes ----------------------------------------------------------------------------------


def _as_texts(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_texts)]
"""A list of words, or one of them."""


class Selection(Record):
    """Which questions are meant: those that fit everything said here. What is empty says nothing."""

    chapters: Texts = ()
    sections: Texts = ()
    tags: Texts = ()
    kinds: Texts = ()
    difficulty: Annotated[tuple[Annotated[int, Field(ge=1, le=3)], ...], BeforeValidator(_as_texts)] = ()
    bloom: Annotated[tuple[Bloom, ...], BeforeValidator(_as_texts)] = ()
    exclude: Texts = ()


class AnkiRecipe(Selection):
    """A deck's name in Anki (``::`` separates subdecks) and what its subdecks are made by."""

    deck: Text
    by: Literal["chapter", "none"] = "chapter"
    essays: bool = False


_TAKEN_BY_WINDOWS = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
)


def _file_stem(name: str) -> str:
    if re.fullmatch(r"(?:[\w.-]|\{chapter\})+", name) is None or name.startswith("."):
        raise PydanticCustomError("file_name", "a worksheet's name is a file name: letters, digits, `-`, `_` and `.`")
    if name.partition(".")[0].upper() in _TAKEN_BY_WINDOWS:
        raise PydanticCustomError("file_name", "Windows cannot write a file of this name")
    return name


class Form(Record):
    """What a sheet and its key look like, whatever is asked on them.

    ``columns`` are of the whole sheet, chosen by the length of its questions if not given. ``answers`` are inside
    the sheet's file, for the quiz on the screen, or not. The ``key`` is a file of its own, or stands at the sheet's
    end. ``large_print`` makes a second file of each version.
    """

    instructions: Text | None = None
    columns: Annotated[int, Field(ge=1, le=2)] | None = None
    word_bank: Truth = False
    answer_sheet: Truth = False
    large_print: Truth = False
    answers: Literal["inside", "none"] = "inside"
    key: Literal["file", "end", "none"] = "file"


class WorksheetRecipe(Selection, Form):
    """Which questions go onto a sheet, and how it is made.

    ``{chapter}`` in the name of one that is made per chapter is its key. ``mix``, ``points`` and ``space`` (lines to
    write on) have the names of kinds, or ``difficulty:3``, ``bloom:analyze``, ``tag:industry``, ``chapter:2``,
    ``id:truck-mileage``.
    """

    name: Annotated[Text, AfterValidator(_file_stem)]
    title: Text | None = None
    per: Literal["chapter"] | None = None
    count: Count = Field(default=12, ge=1)
    mix: Mapping[str, Annotated[Count, Field(ge=0)]] = Field(default_factory=dict)
    include: Texts = ()
    points: Mapping[str, Annotated[Count, Field(ge=0)]] = Field(default_factory=dict)
    space: Mapping[str, Annotated[int, Field(ge=0, le=60)]] = Field(default_factory=dict)
    versions: int = Field(default=1, ge=1, le=26)
    seed: str = ""

    @model_validator(mode="after")
    def _names_each_chapter(self) -> WorksheetRecipe:
        if (self.per is None) == ("{chapter}" in self.name):
            message = "`{chapter}` in the name and `per: chapter` go together"
            raise PydanticCustomError("chapter_name", message)
        return self


class Recipe(Record):
    """What is made of a book's questions.

    ``words`` change what is printed around them, by its name; ``theme`` is a style sheet beside the recipe.
    """

    book: Text
    words: Mapping[str, Text] = Field(default_factory=dict)
    theme: Text | None = None
    anki: AnkiRecipe | None = None
    worksheets: tuple[WorksheetRecipe, ...] = ()


# --- what the outputs are made of -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Media:
    """An image: the name it is packed under, which is made of its content, its MIME type, and the content."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """A question ready for an output: with its chapter (none: the whole book) and its places.

    ``passages`` come from the reader's copy; ``media`` are its images, by the names that its texts have for them.
    """

    question: Question
    chapter: Chapter | None
    places: tuple[str, ...]
    passages: tuple[Passage, ...] = ()
    media: Mapping[str, Media] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subdeck:
    """A deck's full name in Anki and its questions in the book's order."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """An Anki package to be: ``name`` is the recipe's, ``has_passages`` whether it holds the book's words."""

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
class Entry:
    """A question as it stands on one sheet: its number there and, by kind, what is shuffled.

    ``options`` are the texts offered, in the order printed: the options of a choice or multiple, the
    items of an order, the right-hand sides of a match; empty for the other kinds. No ``points`` are 0. ``space`` is
    how many lines there are to write on, none if as many as the kind needs.
    """

    number: int
    item: Item
    options: tuple[str, ...] = ()
    points: int = 0
    space: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a recipe changes on all its pages: words by their names, and CSS that comes after that of the pages."""

    words: tuple[tuple[str, str], ...] = ()
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One version of a sheet. ``name`` is the file's stem; ``version`` is a letter, or empty if there is only one.

    ``versions`` has each version's letter, and the ids of its questions in the order in which they are printed.
    """

    name: str
    title: str
    version: str
    book: Book
    entries: tuple[Entry, ...]
    versions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    form: Form = field(default_factory=Form)
    look: Look = field(default_factory=Look)

    @property
    def points(self) -> int:
        return sum(entry.points for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be written: its path below the output folder, and its bytes."""

    path: str
    content: bytes
