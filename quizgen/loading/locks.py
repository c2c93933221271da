"""``verified.lock`` and ``released.lock``: JSON Lines → what was verified and what was published, and back.

Both files merge line by line (``merge=union``), so that a question may have several lines, and a file several heads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict, Field, ValidationError

from quizgen.diagnostics import Diagnostic, Location
from quizgen.model import Record


class LockRecord(Record):
    """What a later version of quizgen adds to a lock is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SectionSize(LockRecord):
    """A section's label and number of words."""

    label: str
    words: int


class ChapterSize(LockRecord):
    """A chapter's key and number of words, and its sections'."""

    key: str
    words: int
    sections: tuple[SectionSize, ...] = ()


class Head(LockRecord):
    """What the first line says of the copy the questions were verified against."""

    copy_sha256: str
    structure: tuple[ChapterSize, ...]


class Verified(LockRecord):
    """A question that passed: the hash of what the checks read, their version, and the places of its passages.

    ``spans`` are what its citations stand for in the copy that the head names, in their order: chapter, first word and
    the one behind the last; for coverage without a copy.
    """

    id: str
    hash: str
    checks: int
    places: tuple[str, ...]
    spans: tuple[tuple[str, int, int], ...] = ()

    def vouches_as(self, other: Verified) -> bool:
        """Whether two lines say the same of a question; where exactly its words stand differs from copy to copy."""
        return (self.id, self.hash, self.checks, self.places) == (other.id, other.hash, other.checks, other.places)


class Released(LockRecord):
    """A note as it was last published.

    ``numbers`` are a cloze's, ``words`` a hash of what each leaves out, and ``gone`` numbers that were published once.
    """

    id: str
    kind: str
    hash: str
    mod: int = Field(ge=0)
    numbers: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    gone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class VerifiedLock:
    head: Head | None = None
    lines: Mapping[str, tuple[Verified, ...]] = field(default_factory=dict)

    def match(self, question_id: str, digest: str, checks: int) -> Verified | None:
        """The line that vouches for a question as it is now."""
        lines = self.lines.get(question_id, ())
        return next((line for line in lines if line.hash == digest and line.checks == checks), None)


@dataclass(frozen=True, slots=True)
class ReleasedLock:
    lines: Mapping[str, Released] = field(default_factory=dict)


def read_verified(file: Path, name: str) -> tuple[VerifiedLock, tuple[Diagnostic, ...]]:
    """Read ``verified.lock``; a missing one is empty."""
    rows, diagnostics = _rows(file, name)
    head: Head | None = None
    lines: dict[str, tuple[Verified, ...]] = {}
    for number, row in rows:
        if "structure" in row:
            found, fault = _record(Head, row, name, number)
            head = found or head
        else:
            line, fault = _record(Verified, row, name, number)
            if line is not None:
                lines[line.id] = (*lines.get(line.id, ()), line)
        diagnostics += fault
    return VerifiedLock(head, lines), tuple(diagnostics)


def read_released(file: Path, name: str) -> tuple[ReleasedLock, tuple[Diagnostic, ...]]:
    """Read ``released.lock``; of several lines for one id the latest ``mod`` counts, with all numbers that are gone."""
    rows, diagnostics = _rows(file, name)
    lines: dict[str, Released] = {}
    for number, row in rows:
        line, fault = _record(Released, row, name, number)
        diagnostics += fault
        if line is None:
            continue
        other = lines.get(line.id)
        if other is not None:
            latest = max(line, other, key=lambda each: each.mod)
            gone = set(line.gone) | set(other.gone) | set(line.numbers) | set(other.numbers)
            line = replace_gone(latest, gone - set(latest.numbers))
        lines[line.id] = line
    return ReleasedLock(lines), tuple(diagnostics)


def replace_gone(line: Released, gone: Iterable[int]) -> Released:
    return line.model_copy(update={"gone": tuple(sorted(gone))})


def write_verified(lock: VerifiedLock) -> bytes:
    """The file's content: the head, then a line a question, by id."""
    records: list[Record] = [lock.head] if lock.head else []
    records += [line for _, lines in sorted(lock.lines.items()) for line in lines]
    return _written(records)


def write_released(lock: ReleasedLock) -> bytes:
    return _written([line for _, line in sorted(lock.lines.items())])


def with_verified(lock: VerifiedLock, head: Head, lines: Iterable[Verified], known: Iterable[str]) -> VerifiedLock:
    """The lock with these lines in place of their ids' older ones, and no line of an id that is not known.

    A line that says the same as before stays, and with it the head, so that another copy of the book changes nothing.
    """
    kept = {question: lock.lines[question] for question in sorted(known) if question in lock.lines}
    for line in lines:
        if not any(line.vouches_as(other) for other in kept.get(line.id, ())):
            kept[line.id] = (line,)
    return lock if lock.head and kept == lock.lines else replace(lock, head=head, lines=kept)


def _rows(file: Path, name: str) -> tuple[list[tuple[int, dict[str, Any]]], list[Diagnostic]]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return [], []
    except OSError as error:
        message = f"this lock cannot be read: {(error.strerror or 'no reason given').lower()}"
        return [], [
            Diagnostic("bad-lock", message, Location(name), "Check that it is a file, and that you may read it.")
        ]
    except UnicodeDecodeError:
        hint = "Delete it and run `quizgen check` with a copy of the book; or take it from version control again."
        return [], [Diagnostic("bad-lock", "this lock cannot be read", Location(name), hint)]
    rows: list[tuple[int, dict[str, Any]]] = []
    diagnostics: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            row = json.loads(line) if line.strip() else {}
        except (json.JSONDecodeError, RecursionError):
            row = None
        if isinstance(row, dict):
            rows += [(number, row)] if row else []
        else:
            diagnostics.append(_bad_line(name, number))
    return rows, diagnostics


R = TypeVar("R", bound=Record)


def _record(record: type[R], row: dict[str, Any], name: str, number: int) -> tuple[R | None, tuple[Diagnostic, ...]]:
    try:
        return record.model_validate(row), ()
    except ValidationError:
        return None, (_bad_line(name, number),)


def _bad_line(name: str, number: int) -> Diagnostic:
    hint = "Locks are written by quizgen alone: remove the line (a merge's `<<<<<<<`?), then run `quizgen check`."
    return Diagnostic("bad-lock", "this line is not of this lock", Location(name, number, 1), hint)


def _written(records: Iterable[Record]) -> bytes:
    lines = (
        json.dumps(record.model_dump(mode="json"), ensure_ascii=False, separators=(", ", ": ")) for record in records
    )
    return "".join(f"{line}\n" for line in lines).encode()
