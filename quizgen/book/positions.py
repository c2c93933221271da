"""Positions of words: in a whole copy, and in one chapter's words in a row; mypy refuses one in place of the other."""

from __future__ import annotations

from typing import NewType, TypeAlias

CopyPosition = NewType("CopyPosition", int)
"""Counts all words of a copy that are no page furniture, headings and lists of contents included."""

ChapterPosition = NewType("ChapterPosition", int)
"""Counts the words of a chapter's parts alone; `verified.lock` has these."""

CopySpan: TypeAlias = tuple[CopyPosition, CopyPosition]
"""The first word, and the one behind the last."""

ChapterSpan: TypeAlias = tuple[ChapterPosition, ChapterPosition]
"""The first word, and the one behind the last."""


def copy_span(first: int, last: int) -> CopySpan:
    return CopyPosition(first), CopyPosition(last)


def chapter_span(first: int, last: int) -> ChapterSpan:
    return ChapterPosition(first), ChapterPosition(last)
