"""Rendered notes and what was published before → each note's ``mod``, and what would break a reader's deck.

Anki takes an update of a note only if its ``mod`` is greater than the one a reader has, which may also
be the moment that reader marked it. So released notes carry the ``mod`` of their release, whatever clocks say later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from quizgen.kinds.question import Question
from quizgen.project.locks import Released, ReleasedLock, replace_gone
from quizgen.verify.published import hashed_deletions

STEP = 4
"""Between two releases of a note: room for a build's own (+2) and one with its passage (+1)."""


class PublishableNote(Protocol):
    """What a release needs of a note; ``digest`` hashes it as published, without its passage."""

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
    """Each note's ``mod`` in a build (seconds): its release's, +1 with its passage; or ``built`` if it changed."""
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
    """The lock after publishing these notes at ``now`` (seconds), and what it changes."""
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
