"""A reader's sitting: claims are shown one by one, and what is said of them is written to ``reviewed.lock`` at once."""

from __future__ import annotations

import textwrap
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from random import Random

from quizgen.book.book_text import BookText
from quizgen.model.diagnostics import Diagnostic, counted
from quizgen.pipeline.ask_judge import Unscored, ask_judge
from quizgen.pipeline.plan_review import Claim, is_readable, make_queue, order_by_scores, plant_false_versions
from quizgen.project.layout import REVIEWED_LOCK
from quizgen.project.locks import Reading, read_reviewed, write_reviewed
from quizgen.project.write import Artifact, alone, write_artifacts
from quizgen.reports.claim import claim_text
from quizgen.verify.reading import hash_reading
from quizgen.workspace.bank_workspace import BankWorkspace

_MAX_PASSAGE_LETTERS = 400


class Says(StrEnum):
    """What a reader says of a claim."""

    YES = "yes"
    NO = "no"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim that was shown, and what the reader said of it and when."""

    claim: Claim
    says: Says
    note: str
    at: str

    @property
    def is_planted(self) -> bool:
        """Whether it was a false version that the reader judged."""
        return self.claim.false is not None and self.says is not Says.SKIP

    @property
    def is_missed(self) -> bool:
        """Whether the reader took a false version for true."""
        return self.is_planted and self.says is Says.YES


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asks for: ``chapters`` are keys (none means all), ``judge`` is a command that orders the queue.

    ``again``: also what others have read. One in ``plant`` claims is a false version; 0 for none.
    """

    by: str
    chapters: tuple[str, ...] = ()
    plant: int = 10
    again: bool = False
    judge: str | None = None


def open_sitting(
    book: BankWorkspace, text: BookText, wish: Wish, chance: Random
) -> tuple[Sitting, tuple[Diagnostic, ...], tuple[str, ...]]:
    """The sitting; the diagnostics about the bank's files and locks; and notes to the reader before it begins."""
    verified = book.verified()
    queue = make_queue(verified, text, wish.chapters, wish.by if wish.again else None)
    notes = []
    wanted = (each for each in verified.verdicts if not wish.chapters or each.entry.chapter in wish.chapters)
    if lost := sum(each.entry.question.is_live and not is_readable(each) for each in wanted):
        notes.append(f"{counted(lost, 'question')} left out: what is cited is not found. `quizgen check` says why.")
    if wish.judge is not None and queue:
        claims = map(Claim, queue)
        scores = ask_judge(wish.judge, [_row(claim, text) for claim in claims])
        if isinstance(scores, Unscored):
            notes.append(f"The judge is not heard: {scores.reason}. The queue keeps its own order.")
        else:
            queue = order_by_scores(queue, scores)
    claims_shown = plant_false_versions(queue, verified, text, wish.plant, chance)
    return Sitting(book, wish.by, claims_shown), verified.diagnostics, tuple(notes)


def _row(claim: Claim, text: BookText) -> Mapping[str, str]:
    passage = "\n\n".join(passage.text for passage in claim.passages(text))
    return {"id": claim.id, "passage": passage, "claim": claim_text(claim.question)}


class Sitting:
    """One reader at one queue of claims. ``answered`` is what was said so far; ``left`` are the claims to come."""

    def __init__(self, book: BankWorkspace, by: str, claims: Iterable[Claim]) -> None:
        self.by = by
        self.answered: list[Answered] = []
        self.left = deque(claims)
        self._book = book
        self._latest: Mapping[str, Claim] | None = None
        self._written: frozenset[Reading] = frozenset()
        self._replaced: frozenset[Reading] = frozenset()

    @property
    def claim(self) -> Claim | None:
        """The claim to be shown now; None at the end."""
        return self.left[0] if self.left else None

    @property
    def total(self) -> int:
        return len(self.answered) + len(self.left)

    def answer(self, says: Says, note: str = "") -> tuple[Diagnostic, ...]:
        """Take an answer on the claim shown now, and write the lock; the result says why that could not be done."""
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self.answered.append(Answered(self.left.popleft(), says, note, at))
        return self.write()

    def undo(self) -> tuple[Diagnostic, ...] | None:
        """Take the last answer back, so that its claim is shown again; None if there is none."""
        while self.answered:
            before = self._renewed(self.answered.pop().claim)
            if before is not None:
                self.left.appendleft(before)
                return self.write()
        return None

    def drop(self) -> None:
        """Take the claim shown now out of the queue."""
        self.left.popleft()

    def read_again(self) -> tuple[Diagnostic, ...]:
        """Read the files again after an edit, and renew the claims to come.

        Questions that are gone or cannot be read any more, and false versions of changed ones, are left out. The result
        is what the checks say of the claim that was shown.
        """
        shown = self.left[0].id
        self._book.read_again()
        verified = self._book.verified()
        self._latest = {
            verdict.entry.question.id: Claim(verdict) for verdict in verified.verdicts if is_readable(verdict)
        }
        self.left = deque(claim for claim in map(self._renewed, self.left) if claim is not None)
        told = [each for verdict in verified.verdicts for each in verdict.diagnostics]
        return tuple(each for each in (*verified.diagnostics, *told) if each.question in (None, shown))

    def _renewed(self, claim: Claim) -> Claim | None:
        """The claim with its question as it is now; None if it cannot be shown any more."""
        if self._latest is None:
            return claim
        latest = self._latest.get(claim.id)
        if latest is None or claim.false is None:
            return latest
        is_same = latest.question == claim.verdict.entry.question
        return replace(claim, verdict=latest.verdict) if is_same else None

    def write(self) -> tuple[Diagnostic, ...]:
        """Write what was said so far, beside what others said, into ``reviewed.lock``.

        Each line has how many false versions were shown and missed until now. An earlier line of the same reader about
        the same question is replaced; if the answer is taken back, that line is there again.
        """
        folder, name = self._book.folder, f"{self._book.name}/{REVIEWED_LOCK}"
        planted = sum(each.is_planted for each in self.answered)
        missed = sum(each.is_missed for each in self.answered)
        told = frozenset(
            Reading(
                id=each.claim.id,
                hash=hash_reading(each.claim.verdict.entry),
                passage=each.claim.verdict.known.passage,
                by=self.by,
                says="yes" if each.says is Says.YES else "no",
                at=each.at,
                note=each.note,
                planted=planted,
                missed=missed,
            )
            for each in self.answered
            if each.says is not Says.SKIP and each.claim.false is None
        )
        with alone(folder):
            lock, faults = read_reviewed(folder / REVIEWED_LOCK, name)
            if faults:
                return faults  # to write it anew could lose lines
            there = frozenset(line for lines in lock.lines.values() for line in lines)
            before = there - self._written | self._replaced
            ids = {line.id for line in told}
            replaced = frozenset(line for line in before if line.by == self.by and line.id in ids)
            after = before - replaced | told
            if after != there:
                faults = write_artifacts(folder, [Artifact(REVIEWED_LOCK, write_reviewed(after))])
        if not faults:
            self._written, self._replaced = told, replaced
        return faults


def describe(sitting: Sitting, text: BookText) -> Iterator[str]:
    """Lines of text for the end of a sitting: how many were read, and which false versions were missed."""
    said = [each.says for each in sitting.answered if each.claim.false is None]
    judged = len(said) - said.count(Says.SKIP)
    skipped = sum(each.says is Says.SKIP for each in sitting.answered)
    yield (
        f"{counted(judged, 'question')} read: {said.count(Says.YES)} yes, {said.count(Says.NO)} no; "
        f"{skipped} skipped; {sum(claim.false is None for claim in sitting.left)} left."
    )
    planted = [each for each in sitting.answered if each.is_planted]
    missed = [each for each in planted if each.is_missed]
    if not planted:
        yield "No false version was planted among them: how much was noticed is not known."
        return
    yield f"{counted(len(planted), 'false version')} planted among them, {len(missed)} missed{':' if missed else '.'}"
    for each in missed:
        false = each.claim.false
        assert false is not None
        passage = " ".join(" ".join(found.text.split()) for found in Claim(each.claim.verdict).passages(text))
        yield f"  {each.claim.id} ({false.name})"
        yield f"    It has: {false.change.old}"
        yield f"    You were shown: {false.change.new}"
        yield f"    The passage: {textwrap.shorten(passage, _MAX_PASSAGE_LETTERS, placeholder=' …')}"
