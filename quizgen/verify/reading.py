"""A question and its passages → the hashes by which a line of ``reviewed.lock`` matches them, and what it reports."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from quizgen.kinds.question import Question
from quizgen.model.citation import Passage
from quizgen.model.diagnostics import CodedFinding, Finding
from quizgen.project.bank import LocatedQuestion, stimulus_of
from quizgen.project.locks import Reading, ReviewedLock
from quizgen.text.words import split_words

_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def hash_reading(entry: LocatedQuestion) -> str:
    """The SHA-256 of what a reader judges: the chapter, every text of the question and its stimulus, their citations.

    The explanation is one of these texts: it says once more why the answer is right. Fields that are not given do not
    count, so that a field which a later quizgen adds voids no line.
    """
    unread = set(Question.UNREAD_BY_TEXT_CHECKS)
    fields = entry.question.model_dump(mode="json", exclude=unread, exclude_defaults=True)
    return hashlib.sha256(_JSON.encode([entry.chapter, fields, *shown_of(entry)]).encode()).hexdigest()


def shown_of(entry: LocatedQuestion) -> Iterator[dict[str, Any]]:
    """What the stimulus of a question shows, as JSON values; its id may change. Nothing if the question has none."""
    if (stimulus := stimulus_of(entry)) is not None:
        yield stimulus.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)


def hash_passages(passages: Iterable[Passage]) -> str:
    """The SHA-256 of the normalised words of passages: those of another copy with the same words have the same."""
    words = "\n".join(" ".join(split_words(passage.text)) for passage in passages)
    return hashlib.sha256(words.encode()).hexdigest()


def find_readings(entry: LocatedQuestion, passage: str | None, lock: ReviewedLock) -> tuple[Reading, ...]:
    """The readings of a question that still count, oldest first; ``passage`` is None where there is no copy."""
    if entry.question.id not in lock.lines:
        return ()
    return lock.match(entry.question.id, hash_reading(entry), passage)


def find_refusal(readings: tuple[Reading, ...]) -> Iterator[CodedFinding]:
    """Report what the latest reader of a question objects to."""
    if not readings or (latest := readings[-1]).says == "yes":
        return
    what, way_out = _OBJECTIONS[latest.says]
    note = f": “{latest.note}”" if latest.note else ""
    message = f"a reader objects: {what} ({latest.by}{note})"
    hint = f"{way_out}, which voids the reading; or have it read by another: `quizgen review --again`."
    yield "read-and-refused", Finding(("id",), message, hint)


_OBJECTIONS = {
    "no": ("the passage does not say so", "Mend the question"),
    "narrow": ("it seems right, but the passage cited does not have all of it", "Cite all that the claim needs"),
}
