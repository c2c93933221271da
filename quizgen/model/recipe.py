"""The records of ``decks/<name>.yaml``: which questions go into which deck and which worksheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from quizgen.model.deck_name import explain_name, tidy_name
from quizgen.model.fields import Bloom, Count, Language, Record, Text, Texts, Truth, as_texts


class Selection(Record):
    """Which questions are meant: those that fit everything said here. What is empty says nothing.

    Questions that share a stimulus are chosen together or not at all, unless ``stimuli`` is ``part``.
    """

    chapters: Texts = ()
    sections: Texts = ()
    tags: Texts = ()
    kinds: Texts = ()
    difficulty: Annotated[tuple[Annotated[int, Field(ge=1, le=3)], ...], BeforeValidator(as_texts)] = ()
    bloom: Annotated[tuple[Bloom, ...], BeforeValidator(as_texts)] = ()
    objectives: Texts = ()
    core: Truth = False
    exclude: Texts = ()
    stimuli: Literal["whole", "part"] = "whole"


def _deck_name(name: str) -> str:
    tidy = tidy_name(name)
    if wrong := explain_name(tidy):
        raise PydanticCustomError("deck_name", wrong)
    return tidy


class AnkiRecipe(Selection):
    """A deck's name in Anki (``::`` separates subdecks) and what its subdecks are made by."""

    deck: Annotated[Text, AfterValidator(_deck_name)]
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


def _in_halves(points: Decimal) -> Decimal:
    if points % Decimal("0.5"):
        message = "`{points}` is no whole or half number: points are 0.5, 1, 1.5, …"
        raise PydanticCustomError("halves", message, {"points": f"{points:f}"})
    return points


Points = Annotated[Decimal, Field(ge=0, le=1_000_000, allow_inf_nan=False), AfterValidator(_in_halves)]
"""What a question is worth: a number of whole and half points."""

Scoring: TypeAlias = Literal["share", "all"]
"""How an answer that is partly right is scored: by its right parts, or not at all; `quizgen/assembly/scoring.py`."""

PARTLY_RIGHT = ("multiple", "match", "order")
"""The kinds whose answers may be partly right."""


def _as_scoring_of_kinds(value: Any) -> Any:
    """A single word holds for every kind that may be partly right."""
    if not isinstance(value, str):
        return value
    if value not in get_args(Scoring):
        raise PydanticCustomError("scoring", "`{value}` is none of the values", {"value": value})
    return dict.fromkeys(PARTLY_RIGHT, value)


def _as_key(value: Any) -> Any:
    """The earlier name of a full key is still read."""
    return "full" if value == "file" else value


class SheetLayout(Record):
    """What a sheet and its key look like, whatever is asked on them.

    ``language`` is that of the words around the questions, if not the book's. ``duration`` is in minutes;
    ``score_table`` is where the marker writes the points reached, part by part. ``columns`` are of the whole sheet,
    chosen by the length of its questions if not given. ``answers`` are inside the sheet's file, for the quiz on the
    screen, or not. The ``key`` is a file of its own for all versions, ``full`` or ``brief``, or stands at the end of
    each version. ``large_print`` makes a second file of each version, ``docx`` a Word file of each
    sheet and key.
    """

    language: Language | None = None
    instructions: Text | None = None
    duration: Annotated[int, Field(ge=1, le=1_440)] | None = None
    score_table: Truth = False
    columns: Annotated[int, Field(ge=1, le=2)] | None = None
    word_bank: Truth = False
    answer_sheet: Truth = False
    large_print: Truth = False
    docx: Truth = False
    answers: Literal["inside", "none"] = "inside"
    key: Annotated[Literal["full", "brief", "end", "none"], BeforeValidator(_as_key)] = "full"


class WorksheetRecipe(Selection, SheetLayout):
    """Which questions go onto a sheet, and how it is made.

    ``{chapter}`` in the name of one that is made per chapter is its key. ``mix``, ``points``, ``partial`` (how an
    answer is scored that is partly right) and ``space`` (lines to write on) have the names of kinds, or
    ``difficulty:3``, ``bloom:analyze``, ``tag:industry``, ``chapter:2``, ``objective:read-a-table``,
    ``id:truck-mileage``, or ``core``. One that is ``spread`` has core questions before others, and questions from all
    its chapters, sections or objectives in turn. Of ``alternates`` each has other questions of the same make-up, for a
    sitting of its own; ``versions`` have the same questions in another order.
    """

    name: Annotated[Text, AfterValidator(_file_stem)]
    title: Text | None = None
    per: Literal["chapter"] | None = None
    count: Count = Field(default=12, ge=1)
    mix: Mapping[str, Annotated[Count, Field(ge=0)]] = Field(default_factory=dict)
    spread: Truth = False
    include: Texts = ()
    points: Mapping[str, Points] = Field(default_factory=dict)
    partial: Annotated[Mapping[str, Scoring], BeforeValidator(_as_scoring_of_kinds)] = Field(default_factory=dict)
    space: Mapping[str, Annotated[int, Field(ge=0, le=60)]] = Field(default_factory=dict)
    versions: int = Field(default=1, ge=1, le=26)
    alternates: int = Field(default=1, ge=1, le=9)
    seed: str = ""

    @model_validator(mode="after")
    def _names_each_chapter(self) -> WorksheetRecipe:
        if (self.per is None) == ("{chapter}" in self.name):
            message = "`{chapter}` in the name and `per: chapter` go together"
            raise PydanticCustomError("chapter_name", message)
        return self


class Recipe(Record):
    """What is made of a book's questions.

    A study guide is made with ``guide: true``, and without that field where a chapter's file has a ``guide``.
    ``words`` change what is printed around them, by its name, and ``language`` is that of these words on all sheets
    that have none of their own; ``theme`` is a style sheet beside the recipe.
    """

    book: Text
    language: Language | None = None
    words: Mapping[str, Text] = Field(default_factory=dict)
    theme: Text | None = None
    guide: Truth | None = None
    anki: AnkiRecipe | None = None
    worksheets: tuple[WorksheetRecipe, ...] = ()
