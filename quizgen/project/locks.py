"""Read and write the locks: JSON Lines of questions that were verified, published, or read against their passages.

Version control merges these files line by line (``merge=union``), so a question may have several lines, and a file
several heads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from quizgen.model.diagnostics import Diagnostic, Location
from quizgen.project.published_decks import EarlierSubdeck, PublishedDeck, PublishedDecks, PublishedSubdeck, merged
from quizgen.project.read import NoFileError, TooLargeError, read_file, reason_of

MAX_BYTES = 256 * 1024 * 1024
"""Enough for a million questions, at some 200 bytes a line."""

MAX_MOD = 2**40
"""In seconds since 1970: low enough that what a release adds still fits into a database integer."""

CardNumber = Annotated[int, Field(ge=1, le=500)]
Words = Annotated[int, Field(ge=0, le=10**9)]
"""A number of words, or the index of one; a copy has at most 50 MB."""


@dataclass(frozen=True, slots=True)
class SectionSize:
    """A section's label and number of words."""

    label: str
    words: Words


@dataclass(frozen=True, slots=True)
class ChapterSize:
    """A chapter's key and number of words, and the sizes of its sections."""

    key: str
    words: Words
    sections: tuple[SectionSize, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of ``verified.lock``: the copy that the questions were verified against.

    ``words`` is the version of the rules by which words are counted, in the structure and in the spans of all lines.
    """

    copy_sha256: str
    structure: tuple[ChapterSize, ...]
    words: int = 1


@dataclass(frozen=True, slots=True)
class Verified:
    """A question that passed: the hash of what the checks read, their version, and the places of its passages.

    The line verifies the question even if it was written under older checks; their version says whether to check again.
    ``spans`` are for coverage without a copy: where its citations are in the copy that the head names, in order, as
    chapter, first word and the word after the last. ``shown`` are the places of what its stimulus cites.
    """

    id: str
    hash: str
    checks: int
    places: tuple[str, ...]
    spans: tuple[tuple[str, int, int], ...] = ()
    shown: tuple[str, ...] = ()

    def says_as(self, other: Verified) -> bool:
        """Whether two lines say the same about a question; spans are not compared, as they differ between copies."""
        return (self.id, self.hash, self.places, self.shown) == (other.id, other.hash, other.places, other.shown)


@dataclass(frozen=True, slots=True)
class Released:
    """A note as it was last published.

    ``mod`` is its modification time in seconds since 1970. ``numbers`` are the numbers of a cloze's deletions,
    ``words`` a hash of the text that each leaves out, and ``gone`` numbers that were published and later removed.
    ``first`` is when it was published first, in seconds; 0 if that was before locks said so. ``answer`` is a hash of
    what is right, for other kinds than a cloze, ``text`` one of the whole question, ``changed`` the time of
    the last release that changed the question, and ``changes`` what that was.
    """

    id: str
    kind: str
    hash: str
    mod: Annotated[int, Field(ge=0, lt=MAX_MOD)]
    numbers: tuple[CardNumber, ...] = ()
    words: tuple[str, ...] = ()
    gone: tuple[CardNumber, ...] = ()
    first: Annotated[int, Field(ge=0, lt=MAX_MOD)] = 0
    answer: str = ""
    text: str = ""
    changed: Annotated[int, Field(ge=0, lt=MAX_MOD)] = 0
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader said who held a question against its passage: whether the passage says the same, or why not.

    ``narrow``: it is right as far as the reader can tell, but the passage does not have all of it.
    ``hash`` is that of the question, ``passage`` that of the passages' words; ``by`` says who read, in free text, and
    ``at`` when (UTC, ISO 8601). ``planted`` is how many false versions the reader was shown in the same sitting, and
    ``missed`` how many of them the reader took for true.
    """

    id: str
    hash: str
    passage: str
    by: str
    says: Literal["yes", "no", "narrow"]
    at: str
    note: str = ""
    planted: Annotated[int, Field(ge=0)] = 0
    missed: Annotated[int, Field(ge=0)] = 0


@dataclass(frozen=True, slots=True)
class VerifiedLock:
    """``verified.lock``: its head, and the lines of each id."""

    head: Head | None = None
    lines: Mapping[str, tuple[Verified, ...]] = field(default_factory=dict)

    def match(self, question_id: str, digest: str) -> Verified | None:
        """The line that verifies a question as it is now; of several, the one written under the latest checks."""
        lines = (line for line in self.lines.get(question_id, ()) if line.hash == digest)
        return max(lines, key=lambda line: line.checks, default=None)

    def would_change(self, line: Verified) -> bool:
        """Whether the lock has no line that says the same as this one."""
        return not any(line.says_as(other) for other in self.lines.get(line.id, ()))

    def is_outdated(self, line: Verified, words: int) -> bool:
        """Whether the lock's equal line was written under older checks, or the lock counts words by another version."""
        others = [other.checks for other in self.lines.get(line.id, ()) if line.says_as(other)]
        return not self.counts_as(words) or max(others, default=0) < line.checks

    def counts_as(self, words: int) -> bool:
        """Whether the lock's spans are counted by this version of the rules for words."""
        return self.head is not None and self.head.words == words


@dataclass(frozen=True, slots=True)
class ReleasedLock:
    """``released.lock``: its lines, by question id, and the decks that were published."""

    lines: Mapping[str, Released] = field(default_factory=dict)
    decks: PublishedDecks = field(default_factory=PublishedDecks)


@dataclass(frozen=True, slots=True)
class ReviewedLock:
    """``reviewed.lock``: the readings of each id."""

    lines: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)

    def match(self, question_id: str, digest: str, passage: str | None) -> tuple[Reading, ...]:
        """The readings of a question as it is now, oldest first; ``passage`` is None where there is no copy.

        Of readings within one second, those that object come last: the last one decides.
        """
        lines = self.lines.get(question_id, ())
        found = [line for line in lines if line.hash == digest and passage in (None, line.passage)]
        return tuple(sorted(found, key=lambda line: (line.at, line.says != "yes", line.by)))


def read_verified(file: Path, name: str) -> tuple[VerifiedLock, tuple[Diagnostic, ...]]:
    """Read ``verified.lock``; a missing one is empty.

    Of several heads the last one counts; but none does if they count words by different versions, since it is unknown
    which lines belong to which head.
    """
    rows, diagnostics = _rows(file, name)
    heads: list[Head] = []
    lines: dict[str, tuple[Verified, ...]] = {}
    for number, row in rows:
        if (line := _read(Verified, row)) is not None:
            lines[line.id] = (*lines.get(line.id, ()), line)
        elif (found := _read(Head, row)) is not None:
            heads.append(found)
        else:
            diagnostics.append(_bad_line(name, number))
    head = heads[-1] if len({head.words for head in heads}) == 1 else None
    return VerifiedLock(head, lines), tuple(diagnostics)


def read_released(file: Path, name: str) -> tuple[ReleasedLock, tuple[Diagnostic, ...]]:
    """Read ``released.lock``; of several lines for one id the latest ``mod`` counts, with the numbers gone in any.

    The earliest ``first`` counts, and that of a line from before locks said so is the earliest.
    """
    rows, diagnostics = _rows(file, name)
    lines: dict[str, Released] = {}
    decks: list[PublishedDeck | PublishedSubdeck] = []
    for number, row in rows:
        line = _read(Released, row)
        deck = _read_deck(line, row)
        if deck is not None:
            decks.append(deck)
            continue
        if line is None:
            diagnostics.append(_bad_line(name, number))
            continue
        other = lines.get(line.id)
        if other is not None:
            latest = replace(max(line, other, key=lambda each: each.mod), first=min(line.first, other.first))
            gone = set(line.gone) | set(other.gone) | set(line.numbers) | set(other.numbers)
            line = replace_gone(latest, gone - set(latest.numbers))
        lines[line.id] = line
    return ReleasedLock(lines, merged(decks)), tuple(diagnostics)


def read_reviewed(file: Path, name: str) -> tuple[ReviewedLock, tuple[Diagnostic, ...]]:
    """Read ``reviewed.lock``; a missing one is empty."""
    readings, diagnostics = _records(Reading, file, name)
    lines: dict[str, tuple[Reading, ...]] = {}
    for line in readings:
        lines[line.id] = (*lines.get(line.id, ()), line)
    return ReviewedLock(lines), diagnostics


def replace_gone(line: Released, gone: Iterable[int]) -> Released:
    return replace(line, gone=tuple(sorted(gone)))


def write_verified(lock: VerifiedLock) -> bytes:
    """The file's content: the head, then the lines of the questions, sorted by id."""
    records: list[Head | Verified] = [lock.head] if lock.head else []
    records += [line for _, lines in sorted(lock.lines.items()) for line in lines]
    return _written(records)


def write_released(lock: ReleasedLock) -> bytes:
    """The file's content: the lines of the decks, then those of the questions, sorted by id."""
    question = min(lock.lines, default="")
    rows = [
        {"id": question, "kind": line.kind, "hash": "", "mod": 0, **_fields(line)}
        for _, line in sorted(lock.decks.lines.items())
    ]
    decks = "".join(f"{_JSON.encode(row)}\n" for row in rows).encode()
    return decks + _written([line for _, line in sorted(lock.lines.items())])


def write_reviewed(readings: Iterable[Reading]) -> bytes:
    """The file's content: the readings, sorted by id and time."""
    ordered: list[Reading] = sorted(readings, key=lambda line: (line.id, line.at, line.by, line.says, line.hash))
    return _written(ordered)


def with_verified(
    lock: VerifiedLock, head: Head | None, lines: Iterable[Verified], known: Iterable[str]
) -> VerifiedLock:
    """The lock with these lines in place of older ones with their ids, and without lines of ids that are not ``known``.

    If an old line says the same and was written under the same or later checks, it stays; if no line changes, the head
    stays too, so that another copy of the book changes nothing. If the rules for counting words have changed, old lines
    that stay lose their spans, and a line without spans gives way to an equal one that has them. Without a ``head``,
    the old one stays: this copy lacks parts of the book.
    """
    head = head or lock.head
    words = head.words if head else 0
    kept = {question: lock.lines[question] for question in sorted(known) if question in lock.lines}
    if not lock.counts_as(words):
        kept = {question: tuple(replace(line, spans=()) for line in old) for question, old in kept.items()}
    for line in lines:
        has_spans = any(other.spans for other in kept.get(line.id, ()) if line.says_as(other))
        if lock.would_change(line) or lock.is_outdated(line, words) or (line.spans and not has_spans):
            kept[line.id] = (line,)
    return lock if lock.counts_as(words) and kept == lock.lines else replace(lock, head=head, lines=kept)


def _rows(file: Path, name: str) -> tuple[list[tuple[int, str]], list[Diagnostic]]:
    """The lines that are not blank, with their numbers (from 1)."""
    try:
        text = read_file(file, MAX_BYTES).decode("utf-8")
    except FileNotFoundError:
        return [], []
    except OSError as error:
        hint = "Check that it is a file, and that you may read it."
        if isinstance(error, NoFileError | TooLargeError):
            hint = "Take it from version control again: quizgen writes it as a file of one line a question."
        message = f"this lock cannot be read: {reason_of(error)}"
        return [], [Diagnostic("unreadable-file", message, Location(name), hint)]
    except UnicodeDecodeError:
        hint = "Take it from version control again. Only verified.lock may be deleted: `quizgen check` writes it anew."
        return [], [Diagnostic("bad-lock", "this lock cannot be read", Location(name), hint)]
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()], []


R = TypeVar("R")


def _records(record: type[R], file: Path, name: str) -> tuple[list[R], tuple[Diagnostic, ...]]:
    """The records of a lock whose lines are all of one type, and what is wrong with the others."""
    rows, diagnostics = _rows(file, name)
    records = []
    for number, row in rows:
        if (read := _read(record, row)) is not None:
            records.append(read)
        else:
            diagnostics.append(_bad_line(name, number))
    return records, tuple(diagnostics)


def _read(record: type[R], line: str) -> R | None:
    """The record on a line, or None; fields that a later version of quizgen added are ignored."""
    adapter: TypeAdapter[R] = _adapter(record)  # type: ignore[arg-type] # a class has a hash
    try:
        return adapter.validate_json(line)
    except ValidationError:
        return None


def _read_deck(line: Released | None, row: str) -> PublishedDeck | PublishedSubdeck | None:
    """The deck that a row tells of, which can be read as an outdated line of a question too."""
    if line is None or line.mod:
        return None
    earlier = _read(EarlierSubdeck, row)
    return _read(PublishedDeck, row) or _read(PublishedSubdeck, row) or (earlier.as_now() if earlier else None)


@cache
def _adapter(record: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(record)


def _bad_line(name: str, number: int) -> Diagnostic:
    hint = "Locks are written by quizgen alone: remove the line (a merge's `<<<<<<<`?), then run `quizgen check`."
    return Diagnostic("bad-lock", "this line is not of this lock", Location(name, number, 1), hint)


def _fields(record: Any) -> dict[str, Any]:
    fields = {name: getattr(record, name) for name in record.__slots__}
    if isinstance(record, Head) and record.words == 1:
        del fields["words"]  # locks written before version 2 have no such field
    if isinstance(record, Verified) and not record.shown:
        del fields["shown"]  # nor have most lines this one
    if isinstance(record, Released):
        for name in (
            "first",
            "answer",
            "text",
            "changes",
        ):  # nor those of notes that were published before there were these
            if not fields[name]:
                del fields[name]
    return fields


_JSON = json.JSONEncoder(ensure_ascii=False, default=_fields)


def _written(records: Iterable[Head | Verified | Released | Reading]) -> bytes:
    return "".join(f"{_JSON.encode(record)}\n" for record in records).encode()
