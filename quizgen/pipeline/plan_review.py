"""A verified bank → the claims that a reader is shown: the most suspect first, false versions planted among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from quizgen.book.book_text import BookText
from quizgen.checks.subject import Subject, make_subject
from quizgen.citations.outcome import Located
from quizgen.citations.passages import read_surroundings
from quizgen.falsify.choose import FalseVersion, make_false_version
from quizgen.falsify.material import Material
from quizgen.kinds.question import Question
from quizgen.model.citation import Passage
from quizgen.model.stimulus import Stimulus
from quizgen.project.bank import stimulus_of
from quizgen.verify.suspicion import Suspicion, measure_suspicion
from quizgen.verify.verdict import Verdict
from quizgen.workspace.verified_bank import VerifiedBank

_MAX_TRIES = 20
"""After so many false versions, one that is not as suspect as the claim beside it is planted too."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A question as it is shown to a reader: as it is, or a false version of it that was planted.

    ``is_held_back``: the question waits for another sitting, so that the reader never sees it beside its false version.
    """

    verdict: Verdict
    false: FalseVersion | None = None
    is_held_back: bool = False

    @property
    def id(self) -> str:
        return self.verdict.entry.question.id

    @property
    def question(self) -> Question:
        return self.false.change.question if self.false else self.verdict.entry.question

    @property
    def stimulus(self) -> Stimulus | None:
        return stimulus_of(self.verdict.entry)

    def passages(self, text: BookText) -> tuple[Passage, ...]:
        return tuple(dict.fromkeys(self._subject(text).passages))

    def surroundings(self, text: BookText) -> tuple[Passage, ...]:
        """Each passage with the paragraphs around it."""
        located = (each for each in self._subject(text).outcomes if isinstance(each, Located))
        return tuple(dict.fromkeys(read_surroundings(text, each) for each in located))

    def suspicion(self, text: BookText) -> Suspicion:
        return measure_suspicion(self._subject(text), self.verdict.known)

    def _subject(self, text: BookText) -> Subject:
        return make_subject(self.question, self.verdict.entry.chapter, text, self.stimulus)


def is_readable(verdict: Verdict) -> bool:
    """Whether a question can be held against its passage: it is live, and all that it cites is found in the copy."""
    return verdict.entry.question.is_live and verdict.is_located and not verdict.known.unchecked


def make_queue(
    verified: VerifiedBank, text: BookText, chapters: Collection[str], by: str | None
) -> tuple[Verdict, ...]:
    """The questions that nobody has read as they are, or with ``by`` that this reader has not; most suspect first.

    Of equally suspect ones, the book's order decides. ``chapters`` are keys; none means all, and questions on the whole
    book.
    """
    book = text.book

    def key(verdict: Verdict) -> tuple[float, int, int]:
        weight = Claim(verdict).suspicion(text).weight
        return -weight, book.position(verdict.entry.chapter), verdict.known.located[0].span[0]

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


@dataclass(frozen=True, slots=True)
class Planting:
    """How false versions are planted: one in so many claims is one (0 for none); for whom, and where chance decides.

    ``chapters`` are the keys of those that the sitting is about; none means all. A claim of another chapter would be
    recognised as planted.
    """

    one_in: int
    by: str
    chapters: Collection[str]
    chance: Random


class ClaimSource:
    """The claims of a queue, some at a time; ``waiting`` are the questions that are still to be shown as they are."""

    def __init__(self, queue: Sequence[Verdict], verified: VerifiedBank, text: BookText, planting: Planting) -> None:
        self.waiting = list(queue)
        self._verified, self._text, self._planting = verified, text, planting
        self._used: set[str] = set()
        self._outside = self._mix(_outside(queue, verified, planting.chapters))

    def take(self) -> tuple[Claim, ...]:
        """The next claims, of which one is a false version if there are enough of them; none at the end."""
        planting = self._planting
        size = planting.one_in - 1 if planting.one_in else len(self.waiting)
        at = planting.chance.randint(0, min(size, len(self.waiting)))
        planted = self._plant(at) if planting.one_in and 2 * len(self.waiting) >= size else None
        shown = [Claim(verdict) for verdict in self.waiting[:size]]
        del self.waiting[:size]
        if planted is not None:
            shown.insert(min(at, len(shown)), planted)
        return tuple(shown)

    def _plant(self, at: int) -> Claim | None:
        """A false version that is as suspect as the claim beside it, if one is found.

        It is made of a question that is not to be shown, or else of one that is taken out of the queue.
        """
        is_suspect = self._is_suspect(Claim(self.waiting[max(0, min(at, len(self.waiting)) - 1)]))
        found: Claim | None = None
        for tries, claim in enumerate(self._false_versions()):
            if found is None or self._is_suspect(claim) == is_suspect:
                found = claim
            if self._is_suspect(found) == is_suspect or tries == _MAX_TRIES:
                break
        if found is not None:
            self._used.add(found.id)
            self.waiting = [verdict for verdict in self.waiting if verdict.entry.question.id != found.id]
        return found

    def _is_suspect(self, claim: Claim) -> bool:
        return bool(claim.suspicion(self._text).reasons)

    def _false_versions(self) -> Iterator[Claim]:
        queued = self.waiting if len(self.waiting) > 1 else []
        waiting = {verdict.entry.question.id for verdict in queued}
        for verdict in (*self._outside, *self._mix(queued)):
            if verdict.entry.question.id not in self._used and verdict.is_sound:
                false = make_false_version(verdict.entry, self._material, self._planting.chance)
                if false is not None:
                    yield Claim(verdict, false, is_held_back=verdict.entry.question.id in waiting)

    def _mix(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Questions in any order, those that this reader has not read first."""
        mixed = self._planting.chance.sample(verdicts, len(verdicts))
        return sorted(mixed, key=lambda each: any(line.by == self._planting.by for line in each.readings))

    @cached_property
    def _material(self) -> Material:
        bank = self._verified.bank
        return Material(bank.key, self._text, tuple(bank.entries))


def _outside(queue: Sequence[Verdict], verified: VerifiedBank, chapters: Collection[str]) -> tuple[Verdict, ...]:
    """The questions of some chapters that were read and found right, and are not in the queue."""
    queued = {verdict.entry.question.id for verdict in queue}
    return tuple(
        verdict
        for verdict in verified.verdicts
        if is_readable(verdict)
        and verdict.is_read
        and verdict.entry.question.id not in queued
        and (not chapters or verdict.entry.chapter in chapters)
    )
