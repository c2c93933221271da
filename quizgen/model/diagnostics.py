"""Diagnostics as values: the place in the input, what is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

Route: TypeAlias = tuple[str | int, ...]
"""The path from a document's root to a value in it: ``("distractors", 1, "text")``."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; lines and columns count from 1, and 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in one question: the route to the field, what is wrong, and a hint."""

    route: Route
    message: str
    hint: str = ""


CodedFinding: TypeAlias = tuple[str, Finding]
"""A code and a finding, from a function that reports several codes."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place in a file. ``question`` is the question's id, if it is about one."""

    code: str
    message: str
    location: Location
    hint: str = ""
    severity: Severity = Severity.ERROR
    question: str | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.is_error for diagnostic in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics without duplicates, sorted by place."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (d.location, d.code, d.message)))


def as_row(diagnostic: Diagnostic) -> tuple[object, ...]:
    """A diagnostic as JSON values; `from_row` is the inverse."""
    code, message, place = diagnostic.code, diagnostic.message, diagnostic.location
    where = (place.path, place.line, place.column)
    return code, message, where, diagnostic.hint, diagnostic.severity, diagnostic.question


def from_row(row: Any) -> Diagnostic:
    """The diagnostic of a row; raises ``TypeError`` or ``ValueError`` if the row is malformed."""
    code, message, (path, line, column), hint, severity, question = row
    return Diagnostic(code, message, Location(path, line, column), hint, Severity(severity), question)


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
