"""Rendered notes and ``released.lock`` → the ``mod`` of each note in a build, and the lock of the next release.

Anki updates a note only if its ``mod`` (time of modification) is greater than that of the reader's note, which may
be the time when the reader marked it. So an unchanged note keeps the ``mod`` of its release in all later builds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from quizgen.kinds.question import Question
from quizgen.project.locks import Released, ReleasedLock, replace_gone
from quizgen.verify.published import hashed_deletions

STEP = 4
"""Least difference (seconds) of ``mod`` between two releases; builds between them use +1 (passage) and +2 (changed)."""


class PublishableNote(Protocol):
    """The part of a note that a release needs; ``digest`` is its hash as published, without its passage."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def numbers(self) -> tuple[int, ...]: ...
    @property
    def has_passage(self) -> bool: ...


def build_times(notes: Iterable[PublishableNote], lock: ReleasedLock, built: int) -> dict[str, int]:
    """The ``mod`` of each note in seconds: as released, +1 with a passage; if new or changed, ``built``, or later."""
    times = {}
    for note in notes:
        line = lock.lines.get(note.id)
        if line is None:
            times[note.id] = built
        elif line.hash == note.digest:
            times[note.id] = line.mod + note.has_passage
        else:
            times[note.id] = max(built, line.mod + 2)
    return times


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids that a release adds, edits and retires."""

    added: tuple[str, ...]
    edited: tuple[str, ...]
    retired: tuple[str, ...]


def next_release(
    notes: Sequence[PublishableNote], questions: Mapping[str, Question], lock: ReleasedLock, now: int
) -> tuple[ReleasedLock, Changes]:
    """The lock after publishing these notes at ``now`` (seconds), and the changes."""
    lines = dict(lock.lines)
    added: list[str] = []
    edited: list[str] = []
    retired: list[str] = []
    for note in notes:
        before = lock.lines.get(note.id)
        if before is not None and before.hash == note.digest:
            continue
        mod = now if before is None else max(now, before.mod + STEP)
        gone = set(before.gone) | set(before.numbers) if before else set()
        words = hashed_deletions(questions[note.id])
        line = Released(id=note.id, kind=note.kind, hash=note.digest, mod=mod, numbers=note.numbers, words=words)
        lines[note.id] = replace_gone(line, gone - set(note.numbers))
        if before is None:
            added.append(note.id)
        elif questions[note.id].retired:
            retired.append(note.id)
        else:
            edited.append(note.id)
    return ReleasedLock(lines), Changes(tuple(added), tuple(edited), tuple(retired))
