"""Rendered notes and ``released.lock`` → the ``mod`` of each note in a build, and the lock of the next release.

Anki updates a note only if its ``mod`` (time of modification) is greater than that of the reader's note. That may be
the time when the reader marked it, and before Anki 25.02 the time of the last import that updated it. An update also
replaces the reader's tags. So a note has the time of the release or build that changed it last; builds find the time
of an earlier one in the package that they replace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeAlias

from quizgen.kinds.question import Question
from quizgen.outputs.anki.earlier_package import EarlierNote
from quizgen.project.locks import Released, ReleasedLock, replace_gone
from quizgen.verify.published import hashed_answer, hashed_deletions

STEP = 4
"""Least difference (seconds) of ``mod`` between two releases; builds between them use +1 (passage) and +2 (changed)."""


class PublishableNote(Protocol):
    """The part of a note that a release needs; ``digest`` is its hash as published, without its passage.

    ``text_digest`` is a hash of the question alone.
    """

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def text_digest(self) -> str: ...
    @property
    def guid(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def numbers(self) -> tuple[int, ...]: ...
    @property
    def has_passage(self) -> bool: ...


def date_notes(
    notes: Iterable[PublishableNote],
    lock: ReleasedLock,
    earlier: Mapping[str, EarlierNote],
    built: int,
    *,
    always: bool = False,
) -> dict[str, int]:
    """The ``mod`` of each note in a build at ``built`` (seconds), by the notes in the package that it replaces.

    A note that is as it was released or built keeps its ``mod``, unless ``always`` is true. Every other one gets the
    time of the build, or a later one if a clock was ahead.
    """
    return {
        note.id: _date(note, lock.lines.get(note.id), earlier.get(note.guid), built, always=always) for note in notes
    }


def _date(note: PublishableNote, line: Released | None, before: EarlierNote | None, built: int, *, always: bool) -> int:
    is_published = line is not None and line.hash == note.digest
    least = line.mod + (note.has_passage if is_published else 2) if line is not None else 0
    if not always:
        if before is None and is_published and not note.has_passage:
            return least
        if before is not None and before.mod >= least and before.content == note.content:
            return before.mod
    return max(built, least, before.mod + 1 if before is not None else 0)


Change: TypeAlias = Literal["added", "answer", "text", "gap", "retired"]
"""What a release does to a question: it is new or asked again, its answer differs, something else in it does, a
deletion of a cloze was taken out, or it is no longer asked. A note of which only the place, the book or tags differ has
none of these."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids that a release adds, edits and retires; ``gone`` are the numbers of deletions that it takes out."""

    added: tuple[str, ...]
    edited: tuple[str, ...]
    retired: tuple[str, ...]
    gone: tuple[tuple[str, tuple[int, ...]], ...] = ()


def next_release(
    notes: Sequence[PublishableNote], questions: Mapping[str, Question], lock: ReleasedLock, now: int
) -> tuple[ReleasedLock, Changes]:
    """The lock after publishing these notes at ``now`` (seconds), and the changes."""
    lines = dict(lock.lines)
    added: list[str] = []
    edited: list[str] = []
    retired: list[str] = []
    gone: list[tuple[str, tuple[int, ...]]] = []
    for note in notes:
        question, before = questions[note.id], lock.lines.get(note.id)
        if before is not None and before.hash == note.digest:
            # A line from before locks kept these has them from now on.
            lines[note.id] = replace(before, answer=hashed_answer(question), text=note.text_digest)
            continue
        line = _publish(note, question, before, now)
        lines[note.id] = line
        if before is None:
            added.append(note.id)
        elif question.retired:
            retired.append(note.id)
        else:
            edited.append(note.id)
        if before is not None and (taken_out := tuple(sorted(set(line.gone) - set(before.gone)))):
            gone.append((note.id, taken_out))
    return replace(lock, lines=lines), Changes(tuple(added), tuple(edited), tuple(retired), tuple(gone))


def _publish(note: PublishableNote, question: Question, before: Released | None, now: int) -> Released:
    """The line of a note that is new or changed."""
    line = Released(
        id=note.id,
        kind=note.kind,
        hash=note.digest,
        mod=now if before is None else max(now, before.mod + STEP),
        numbers=note.numbers,
        words=hashed_deletions(question),
        first=now if before is None else before.first,
        answer=hashed_answer(question),
        text=note.text_digest,
    )
    gone = set(before.gone) | set(before.numbers) if before else set()
    line = replace_gone(line, gone - set(note.numbers))
    if changes := tuple(_changes(line, before, is_retired=question.retired)):
        return replace(line, changed=now, changes=changes)
    return replace(line, changed=before.changed, changes=before.changes) if before else line


def _changes(line: Released, before: Released | None, *, is_retired: bool) -> Iterator[Change]:
    if is_retired:
        yield "retired"
    elif before is None or "retired" in before.changes:
        yield "added"
    else:
        has_lost = set(line.gone) > set(before.gone)
        if has_lost:
            yield "gap"
        words, words_before = (dict(zip(each.numbers, each.words, strict=False)) for each in (line, before))
        is_other = any(words_before.get(number, each) != each for number, each in words.items())
        if is_other or before.answer not in ("", line.answer):
            yield "answer"
        elif not has_lost and (not before.text or before.text != line.text):
            yield "text"
