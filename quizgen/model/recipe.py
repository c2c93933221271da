"""The records of ``decks/<name>.yaml``: which questions go into which deck and which worksheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from quizgen.model.deck_name import explain_name, tidy_name
from quizgen.model.fields import Bloom, Count, Record, Text, Texts, Truth, as_texts


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


class SheetLayout(Record):
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


class WorksheetRecipe(Selection, SheetLayout):
    """Which questions go onto a sheet, and how it is made.

    ``{chapter}`` in the name of one that is made per chapter is its key. ``mix``, ``points``, ``partial`` (how an
    answer is scored that is partly right) and ``space`` (lines to write on) have the names of kinds, or
    ``difficulty:3``, ``bloom:analyze``, ``tag:industry``, ``chapter:2``, ``objective:read-a-table``,
    ``id:truck-mileage``, or ``core``.
    """

    name: Annotated[Text, AfterValidator(_file_stem)]
    title: Text | None = None
    per: Literal["chapter"] | None = None
    count: Count = Field(default=12, ge=1)
    mix: Mapping[str, Annotated[Count, Field(ge=0)]] = Field(default_factory=dict)
    include: Texts = ()
    points: Mapping[str, Points] = Field(default_factory=dict)
    partial: Annotated[Mapping[str, Scoring], BeforeValidator(_as_scoring_of_kinds)] = Field(default_factory=dict)
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
