"""What becomes of a citation: one place, none, several, nothing to look for, or nowhere to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from quizgen.book.book_text import ChapterText
from quizgen.book.positions import ChapterSpan


@dataclass(frozen=True, slots=True)
class Near:
    """A place that an absent anchor resembles: what was written, and what the copy has there."""

    written: str
    stands: str
    line: int


@dataclass(frozen=True, slots=True)
class Located:
    """The passage: words ``span`` of a chapter; a citation of a whole section has no words of its own.

    ``differences`` are the anchors that this copy has in other words; nearly always there are none.
    """

    chapter: ChapterText
    span: ChapterSpan
    place: str
    is_section: bool = False
    differences: tuple[Near, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What is cited, normalised."""
        return self.chapter.words[slice(*self.span)]


@dataclass(frozen=True, slots=True)
class NotFound:
    """No place: ``reason`` says which part is missing, ``elsewhere`` is a place in another chapter that has it all.

    ``hint`` is a way out that follows from the reason, if there is one.
    """

    reason: str
    near: Near | None = None
    elsewhere: str | None = None
    elsewhere_key: str | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several places: their lines in the copy, and for each a citation that has only that one."""

    lines: tuple[int, ...]
    longer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Malformed:
    """A citation that cannot be looked for: too short, too long, two ellipses, no such section."""

    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A citation that cannot be held against this copy, as it is unknown where the part is that may have its words."""

    reason: str


Outcome: TypeAlias = Located | NotFound | Ambiguous | Malformed | Unchecked
