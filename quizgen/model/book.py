"""The records of ``book.yaml``: the title and the table of contents."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from quizgen.model.fields import Count, Language, Record, Text
from quizgen.model.report_link import ReportLink


class Section(Record):
    """A part of a chapter: from the words it opens with to where the next part opens; it has a title or a number."""

    title: Text = ""
    opens: Text
    number: Count | None = Field(default=None, ge=1)
    closes: Text | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Section:
        if not self.title and self.number is None:
            raise PydanticCustomError("no_title", "the section has neither a title nor a number")
        return self

    @property
    def label(self) -> str:
        return self.title if self.number is None else f"§{self.number}"


class Chapter(Record):
    """A chapter of the table of contents: with sections, or opening by itself. One with a number needs no title."""

    key: Text
    title: Text = ""
    opens: Text | None = None
    closes: Text | None = None
    sections: tuple[Section, ...] = ()

    @model_validator(mode="after")
    def _opens_once(self) -> Chapter:
        if not self.opens and not self.sections:
            raise PydanticCustomError("no_opens", "the chapter has no opening words")
        if not self.title and not self.is_numbered:
            raise PydanticCustomError("no_title", "the chapter has neither a title nor a number as its key")
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
        if not self.title:
            return self.key
        return f"{self.key}. {self.title}" if self.is_numbered else self.title


class Level(StrEnum):
    """How much a check weighs in one bank."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


class Book(Record):
    """What ``book.yaml`` says: the title and the table of contents, in the book's order.

    ``identity`` tells the book from every other in Anki; without one the name of its folder does (`model/identity.py`).
    ``aliases`` are other names of a name, ``verbatim`` is how many consecutive words of the book a question may have,
    ``attribute`` is whose views the book holds, by the name that explanations give,
    ``checks`` gives checks of this bank another level than their own, ``report`` is where mistakes are reported.
    """

    title: Text
    author: Text
    language: Language = "en"
    translator: Text | None = None
    year: int | None = Field(default=None, ge=-9999, le=9999)
    identity: Annotated[str, StringConstraints(pattern=r"^[^\s/\"]+$", max_length=80)] | None = None
    chapters: tuple[Chapter, ...] = Field(min_length=1)
    aliases: Mapping[str, tuple[Text, ...]] = Field(default_factory=dict)
    verbatim: int = Field(default=10, ge=3, le=50)
    attribute: Text | None = None
    checks: Mapping[str, Level] = Field(default_factory=dict)
    report: ReportLink | None = None

    @cached_property
    def _by_key(self) -> dict[str, Chapter]:
        return {chapter.key: chapter for chapter in self.chapters}

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {key: position for position, key in enumerate(self._by_key)}

    def chapter(self, key: str | None) -> Chapter | None:
        return None if key is None else self._by_key.get(key)

    def position(self, key: str | None) -> int:
        """The position of a chapter in the book; ``None`` (the whole book) and unknown keys come last."""
        return len(self._by_key) if key is None else self._positions.get(key, len(self._by_key))
