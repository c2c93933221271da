"""A verified bank → the claims that a reader is shown: the most suspect first, false versions planted among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from quizgen.book.book_text import BookText
from quizgen.checks.subject import Subject, make_subject
from quizgen.falsify.choose import FalseVersion, make_false_version
from quizgen.falsify.material import Material
from quizgen.kinds.question import Question
from quizgen.model.citation import Passage
from quizgen.verify.suspicion import measure_suspicion
from quizgen.verify.verdict import Verdict
from quizgen.workspace.verified_bank import VerifiedBank

_MAX_APART = 8
"""Where the queue is long enough, so many other claims are shown between a question and its false version."""

_MAX_TRIES = 20


@dataclass(frozen=True, slots=True)
class Claim:
    """A question as it is shown to a reader: as it is, or a false version of it that was planted."""

    verdict: Verdict
    false: FalseVersion | None = None

    @property
    def id(self) -> str:
        return self.verdict.entry.question.id

    @property
    def question(self) -> Question:
        return self.false.change.question if self.false else self.verdict.entry.question

    def passages(self, text: BookText) -> tuple[Passage, ...]:
        return make_subject(self.question, self.verdict.entry.chapter, text).passages


def is_readable(verdict: Verdict) -> bool:
    """Whether a question can be held against its passage: it is live, and all that it cites is found in the copy."""
    return verdict.entry.question.is_live and verdict.is_located


def make_queue(
    verified: VerifiedBank, text: BookText, chapters: Collection[str], by: str | None
) -> tuple[Verdict, ...]:
    """The questions that nobody has read as they are, or with ``by`` that this reader has not; most suspect first.

    Of equally suspect ones, the book's order decides. ``chapters`` are keys; none means all, and questions on the whole
    book.
    """
    book = text.book

    def key(verdict: Verdict) -> tuple[float, int, int]:
        entry, known = verdict.entry, verdict.known
        subject: Subject = make_subject(entry.question, entry.chapter, text)
        return -measure_suspicion(subject, known), book.position(entry.chapter), known.located[0].span[0]

    unread = [
        verdict
        for verdict in verified.verdicts
        if is_readable(verdict)
        and (not chapters or verdict.entry.chapter in chapters)
        and not any(by in (None, reading.by) for reading in verdict.readings)
    ]
    return tuple(sorted(unread, key=key))


def order_by_scores(queue: Sequence[Verdict], scores: Mapping[str, float]) -> tuple[Verdict, ...]:
    """The queue with the lowest score first; the order of equal ones stays."""
    return tuple(sorted(queue, key=lambda verdict: scores[verdict.entry.question.id]))


def plant_false_versions(
    queue: Sequence[Verdict], verified: VerifiedBank, text: BookText, one_in: int, chance: Random
) -> tuple[Claim, ...]:
    """The claims of a queue, of which one in ``one_in`` is a false version of a question of the queue; 0 for none.

    Its question itself is shown too, earlier or later, with other claims in between: a reader who recognises it cannot
    tell which of the two was planted.
    """
    if not one_in:
        return tuple(map(Claim, queue))
    material = Material(verified.bank.key, text.book, text, tuple(verified.bank.entries))
    falsify = partial(make_false_version, material=material, chance=chance)
    claims: list[Claim] = []
    used: set[str] = set()
    block = one_in - 1
    for start in range(0, len(queue), block):
        end = min(start + block, len(queue))
        shown = list(map(Claim, queue[start:end]))
        if 2 * len(shown) >= block:
            at = chance.randint(0, len(shown))
            for verdict in _far_from(start + at, queue, chance):
                false = falsify(verdict.entry) if verdict.entry.question.id not in used else None
                if false is not None:
                    used.add(verdict.entry.question.id)
                    shown.insert(at, Claim(verdict, false))
                    break
        claims += shown
    return tuple(claims)


def _far_from(place: int, queue: Sequence[Verdict], chance: Random) -> Iterator[Verdict]:
    """Some questions of the queue with enough others between them and a place before ``queue[place]``, in any order."""
    apart = min(_MAX_APART, max(1, len(queue) // 4))
    far = [index for index in range(len(queue)) if index >= place + apart or index < place - apart]
    return (queue[index] for index in chance.sample(far, min(len(far), _MAX_TRIES)))
