"""Diagnostics as values: the place in the input, what is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

Route: TypeAlias = tuple[str | int, ...]
"""The path from a document's root to a value in it: ``("distractors", 1, "text")``."""


class Severity(StrEnum):
    """How much a diagnostic weighs; a note only tells, and changes no exit code, also where warnings are errors."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Extent(NamedTuple):
    """Where a part of a text begins and where it ends: lines and columns count from 1, the end is the first behind."""

    line: int
    column: int
    end_line: int
    end_column: int

    def moved(self, lines: int) -> Extent:
        """The same, so many lines further down."""
        return self._replace(line=self.line + lines, end_line=self.end_line + lines)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; lines and columns count from 1, and 0 means the file as a whole.

    The end is the first place behind it; 0 where only the beginning is known.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Replace:
    """Write another text in place of a value."""

    route: Route
    text: str


@dataclass(frozen=True, slots=True)
class Enclose:
    """Put a value into a list, or into a mapping: YAML to be written on both sides of it."""

    route: Route
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the field that the route ends with another name."""

    route: Route
    name: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a field or an item of a list out; if nothing is left around it, that too."""

    route: Route


@dataclass(frozen=True, slots=True)
class Add:
    """Write a field behind the one that the route leads to, in the same mapping."""

    route: Route
    name: str
    text: str


Change: TypeAlias = Replace | Enclose | Rename | Remove | Add


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding, as changes of the question.

    A safe one leaves no doubt: it changes neither what a question says or asks, nor its id. `quizgen check --fix` makes
    these; all are offered to an editor.
    """

    title: str
    changes: tuple[Change, ...]
    is_safe: bool = False


class Mending(StrEnum):
    """The best fix that findings of one code may have."""

    SAFE = "safe"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in one question: the route to the field, what is wrong, a hint, and ways to mend it."""

    route: Route
    message: str
    hint: str = ""
    fixes: tuple[Fix, ...] = ()


CodedFinding: TypeAlias = tuple[str, Finding]
"""A code and a finding, from a function that reports several codes."""


class Edit(NamedTuple):
    """A part of a file's text, and what is to stand in its place."""

    extent: Extent
    text: str


@dataclass(frozen=True, slots=True)
class TextFix:
    """A `Fix` as edits of the file; they do not overlap."""

    title: str
    edits: tuple[Edit, ...]
    is_safe: bool = False

    def moved(self, lines: int) -> TextFix:
        """The same, so many lines further down."""
        return replace(self, edits=tuple(Edit(edit.extent.moved(lines), edit.text) for edit in self.edits))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place in a file. ``question`` is the question's id, if it is about one."""

    code: str
    message: str
    location: Location
    hint: str = ""
    severity: Severity = Severity.ERROR
    question: str | None = None
    fixes: tuple[TextFix, ...] = ()

    @property
    def safe_fix(self) -> TextFix | None:
        return next((fix for fix in self.fixes if fix.is_safe), None)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Fixed:
    """A diagnostic whose fix was made: its title, and the lines that went (``-``) and came (``+``)."""

    diagnostic: Diagnostic
    title: str
    lines: tuple[str, ...]


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.is_error for diagnostic in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics without duplicates, sorted by place."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=_order))


def _order(diagnostic: Diagnostic) -> tuple[str | int, ...]:
    place = diagnostic.location
    return place.path, place.line, place.column, diagnostic.code, diagnostic.message


def as_row(diagnostic: Diagnostic) -> tuple[object, ...]:
    """A diagnostic as JSON values; `from_row` is the inverse."""
    code, message, place = diagnostic.code, diagnostic.message, diagnostic.location
    where = (place.path, place.line, place.column, place.end_line, place.end_column)
    fixes = [(fix.title, fix.edits, fix.is_safe) for fix in diagnostic.fixes]
    return code, message, where, diagnostic.hint, diagnostic.severity, diagnostic.question, fixes


def from_row(row: Any) -> Diagnostic:
    """The diagnostic of a row; raises ``TypeError`` or ``ValueError`` if the row is malformed."""
    code, message, (path, line, column, end_line, end_column), hint, severity, question, fixes = row
    place = Location(path, line, column, end_line, end_column)
    return Diagnostic(code, message, place, hint, Severity(severity), question, tuple(map(_fix_from_row, fixes)))


def _fix_from_row(row: Any) -> TextFix:
    title, edits, is_safe = row
    return TextFix(title, tuple(Edit(Extent(*extent), text) for extent, text in edits), is_safe)


def counted(number: int, what: str) -> str:
    """``1 question``, ``2 questions``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def first_words(text: str) -> str:
    """The first six words of a text, by which a message names it."""
    words = text.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


def in_quotes(text: str) -> str:
    """A text as a quoted YAML scalar on one line."""
    line = " ".join(text.split())
    if '"' not in line and "\\" not in line:
        return f'"{line}"'
    return "'" + line.replace("'", "''") + "'"
