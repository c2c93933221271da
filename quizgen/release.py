"""Rendered notes and what was published before → each note's ``mod``, and what would break a reader's deck.

Anki takes an update of a note only if its ``mod`` is greater than the one a reader has, which may also
be the moment that reader marked it. So released notes carry the ``mod`` of their release, whatever clocks say later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from quizgen.diagnostics import CodedFinding, Finding
from quizgen.loading.locks import Released, ReleasedLock, replace_gone
from quizgen.model import Cloze, Question

STEP = 4
"""Between two releases of a note: room for a build's own (+2) and one with its passage (+1)."""


class RenderedNote(Protocol):
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


def build_times(notes: Iterable[RenderedNote], lock: ReleasedLock, built: int) -> dict[str, int]:
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
    notes: Sequence[RenderedNote], questions: Mapping[str, Question], lock: ReleasedLock, now: int
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
        words = _hashed_words(questions[note.id])
        line = Released(id=note.id, kind=note.kind, hash=note.digest, mod=mod, numbers=note.numbers, words=words)
        lines[note.id] = replace_gone(line, gone - set(note.numbers))
        if before is None:
            added.append(note.id)
        elif questions[note.id].retired:
            retired.append(note.id)
        else:
            edited.append(note.id)
    return ReleasedLock(lines), Changes(tuple(added), tuple(edited), tuple(retired))


def _hashed_words(question: Question) -> tuple[str, ...]:
    """By number, what a cloze leaves out."""
    if not isinstance(question, Cloze):
        return ()
    by_number = {
        number: [d.words for d in question.deletions if (d.number or 1) == number] for number in question.numbers
    }
    return tuple(hashlib.sha256("\0".join(words).encode()).hexdigest()[:12] for words in by_number.values())


def find_missing(questions: Mapping[str, Question], lock: ReleasedLock) -> Iterator[str]:
    """Published ids that no question has any more, or only a draft."""
    for question_id in lock.lines:
        question = questions.get(question_id)
        if question is None or question.draft:
            yield question_id


def find_breaks(question: Question, lock: ReleasedLock) -> Iterator[CodedFinding]:
    """What would break the deck of a reader who has the question: another kind, a cloze number that comes back."""
    line = lock.lines.get(question.id)
    if line is None:
        return
    if line.kind != question.kind:
        message = f"`{question.id}` was published as `{line.kind}` and is `{question.kind}` now"
        yield (
            "released-kind",
            Finding(("kind",), message, "Give the new question an id of its own, and retire the old one."),
        )
    elif isinstance(question, Cloze) and (back := set(question.numbers) & set(line.gone)):
        numbers = ", ".join(map(str, sorted(back)))
        hint = f"Use the next free number, {max((*line.gone, *line.numbers, *question.numbers)) + 1}."
        message = f"the number {numbers} belonged to a deletion that was removed; readers still have its card"
        yield "released-number", Finding(("text",), message, hint)
    elif isinstance(question, Cloze):
        published = dict(zip(line.words, line.numbers, strict=False))
        for number, words in zip(question.numbers, _hashed_words(question), strict=True):
            if published.get(words, number) != number:
                before = published[words]
                message = f"what has the number {number} now was published as {before}: readers learnt it as that card"
                yield "released-number", Finding(("text",), message, f"Give it its number back, {before}.")
