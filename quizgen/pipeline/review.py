"""A reader's sitting: claims are shown one by one, and what is said of them is written to ``reviewed.lock`` at once."""

from __future__ import annotations

import textwrap
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from random import Random
from typing import Literal

from quizgen.book.book_text import BookText
from quizgen.falsify.choose import FalseVersion
from quizgen.model.diagnostics import Diagnostic, counted
from quizgen.pipeline.ask_judge import Unscored, ask_judge
from quizgen.pipeline.plan_review import Claim, ClaimSource, Planting, is_readable, make_queue, order_by_scores
from quizgen.project.layout import REVIEWED_LOCK
from quizgen.project.locks import Reading, read_reviewed, write_reviewed
from quizgen.project.write import Artifact, alone, write_artifacts
from quizgen.reports.claim import claim_text, wrap_labelled
from quizgen.verify.drafts import diagnose_drafts
from quizgen.verify.reading import hash_reading
from quizgen.workspace.bank_workspace import BankWorkspace

_MAX_PASSAGE_LETTERS = 400

_MIN_JUDGED, _NEARLY_ALL = 5, 0.8
"""From so many questions on, a reader who refuses such a share of them is told that finding false ones says nothing."""


class Says(StrEnum):
    """What a reader says of a claim; ``narrow``: it seems right, but the passage does not have all of it."""

    YES = "yes"
    NO = "no"
    NARROW = "narrow"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a reader said and when: of a claim, or of the explanation of one that was accepted."""

    claim: Claim
    says: Says
    note: str
    at: str
    is_explanation: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A false version that was planted, and what the reader first said of it, before the explanation was shown."""

    claim: Claim
    false: FalseVersion
    says: Says
    note: str

    @property
    def is_missed(self) -> bool:
        """Whether the reader took it for true; of a wrong citation it is right to say that it does not have all."""
        is_citation = self.false.false_class.things == "citations"
        return self.says is Says.YES or (self.says is Says.NARROW and not is_citation)


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
    source = ClaimSource(queue, verified, text, Planting(wish.plant, wish.by, wish.chapters, chance))
    return Sitting(book, wish.by, source), verified.diagnostics, tuple(notes)


def _row(claim: Claim, text: BookText) -> Mapping[str, str]:
    passage = "\n\n".join(passage.text for passage in claim.passages(text))
    return {"id": claim.id, "passage": passage, "claim": claim_text(claim.question, claim.stimulus)}


class Sitting:
    """One reader at one queue of claims.

    ``answered`` is what was said so far, of planted false versions too; ``judged`` are these by their ids.
    ``is_explaining``: the claim shown now was accepted, and its explanation is to be judged.
    """

    def __init__(self, book: BankWorkspace, by: str, source: ClaimSource) -> None:
        self.by = by
        self.answered: list[Answered] = []
        self.judged: dict[str, Judged] = {}
        self.held_back: set[str] = set()
        self.is_explaining = False
        self._left: deque[Claim] = deque()
        self._source = source
        self._book = book
        self._latest: Mapping[str, Claim] | None = None
        self._written: frozenset[Reading] = frozenset()
        self._replaced: frozenset[Reading] = frozenset()
        self._fill()

    @property
    def claim(self) -> Claim | None:
        """The claim to be shown now; None at the end."""
        return self._left[0] if self._left else None

    def count_left(self) -> int:
        """How many questions are still to be read, but for those that were held back."""
        own = sum(each.false is None or each.is_held_back for each in self._left if each.id not in self.held_back)
        return len(self._source.waiting) + own

    def answer(self, says: Says, note: str = "") -> tuple[Diagnostic, ...]:
        """Take an answer on the claim shown now, and write the lock; the result says why that could not be done.

        A yes to the claim itself is followed by its explanation, if it has one, and is kept when that was judged too.
        An explanation may say more than the passage: that it is cited too narrowly is no objection to it.
        """
        claim = self._left[0]
        if claim.false is not None and says is not Says.SKIP:
            self.judged.setdefault(claim.id, Judged(claim, claim.false, says, note))
        if says is Says.YES and claim.question.explanation and not self.is_explaining:
            self.is_explaining = True
            return ()
        if self.is_explaining and says is Says.NARROW:
            says = Says.YES
        if self.is_explaining and says is Says.NO:
            note = f"explanation: {note}" if note else "explanation"
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self.answered.append(Answered(claim, says, note, at, self.is_explaining))
        self.drop()
        return self.write()

    def undo(self) -> tuple[Diagnostic, ...] | None:
        """Take the last answer back, so that its claim is shown again; None if there is none."""
        if self.is_explaining:
            self.is_explaining = False
            return ()
        while self.answered:
            before = self._renewed(self.answered.pop().claim)
            if before is not None:
                self._left.appendleft(before)
                return self.write()
        return None

    def drop(self) -> None:
        """Take the claim shown now out of the queue."""
        claim = self._left.popleft()
        self.is_explaining = False
        if claim.is_held_back:
            self.held_back.add(claim.id)
        self._fill()

    def _fill(self) -> None:
        """Go on with the next claims of the queue where none is left."""
        while not self._left and (claims := self._source.take()):
            self._left.extend(claim for claim in map(self._renewed, claims) if claim is not None)

    def read_again(self) -> tuple[Diagnostic, ...]:
        """Read the files again after an edit, and renew the claims to come.

        Questions that are gone or cannot be read any more, and false versions of changed ones, are left out. The result
        is what the checks say of the claim that was shown.
        """
        shown = self._left[0].id
        self.is_explaining = False
        self._book.read_again()
        verified = self._book.verified()
        self._latest = {
            verdict.entry.question.id: Claim(verdict) for verdict in verified.verdicts if is_readable(verdict)
        }
        self._left = deque(claim for claim in map(self._renewed, self._left) if claim is not None)
        self._fill()
        told = [each for verdict in verified.verdicts for each in verdict.diagnostics]
        told += diagnose_drafts(verified.bank, verified.text)
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
        planted = len(self.judged)
        missed = sum(each.is_missed for each in self.judged.values())
        told = frozenset(
            Reading(
                id=each.claim.id,
                hash=hash_reading(each.claim.verdict.entry),
                passage=each.claim.verdict.known.passage,
                by=self.by,
                says=_WRITTEN[each.says],
                at=each.at,
                note=each.note,
                planted=planted,
                missed=missed,
            )
            for each in self.answered
            if each.says in _WRITTEN and each.claim.false is None
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


_WRITTEN: Mapping[Says, Literal["yes", "no", "narrow"]] = {Says.YES: "yes", Says.NO: "no", Says.NARROW: "narrow"}
"""How an answer stands in the lock; what is skipped does not."""


def describe(sitting: Sitting, text: BookText, width: int) -> Iterator[str]:
    """Lines of text for the end of a sitting: how many were read, and which false versions were found or missed."""
    said = Counter(each.says for each in sitting.answered if each.claim.false is None)
    wrong = sum(each.is_explanation and each.says is Says.NO for each in sitting.answered if each.claim.false is None)
    skipped = sum(each.says is Says.SKIP for each in sitting.answered)
    read = said.total() - said[Says.SKIP]
    explained = f"; {counted(wrong, 'explanation')} wrong" if wrong else ""
    line = (
        f"{counted(read, 'question')} judged: {said[Says.YES] + wrong} yes, {said[Says.NO] - wrong} no, "
        f"{said[Says.NARROW]} cited too narrowly{explained}; {skipped} skipped; {sitting.count_left()} left."
    )
    yield from _wrapped(line, width)
    if held_back := len(sitting.held_back):
        they_were = "1 question was" if held_back == 1 else f"{held_back} questions were"
        yield f"{they_were} held back, planted as false: review again for {'it' if held_back == 1 else 'them'}."
    judged = sitting.judged.values()
    if not judged:
        yield "No false version was planted among them: how much was noticed is not known."
        return
    yield from _wrapped(f"{counted(len(judged), 'false version')} planted among them. {_count_found(judged)}", width)
    found = len(judged) - sum(each.is_missed for each in judged)
    if found and read >= _MIN_JUDGED and said[Says.NO] - wrong + said[Says.NARROW] >= _NEARLY_ALL * read:
        warning = "Nearly every claim was refused, true ones too: that false ones are among them says nothing."
        yield from _wrapped(warning, width)
    for each in judged:
        yield f"  {each.claim.id} ({each.false.name}): {'missed' if each.is_missed else 'found'}"
        told = [("It has", each.false.change.old), ("You were shown", each.false.change.new)]
        if each.note:
            told.append(("Your note", each.note))
        if each.is_missed:
            words = " ".join(passage.text for passage in Claim(each.claim.verdict).passages(text))
            told.append(("The passage", textwrap.shorten(words, _MAX_PASSAGE_LETTERS, placeholder=" …")))
        yield from (f"    {line}" for line in wrap_labelled(told, width - 4))


def _wrapped(line: str, width: int) -> list[str]:
    return wrap_labelled([("", line)], width)


def _count_found(judged: Collection[Judged]) -> str:
    """``Found: 2 of 3 figures, 1 of 1 keys.``, by what was false."""
    every = Counter(each.false.false_class.things for each in judged)
    found = Counter(each.false.false_class.things for each in judged if not each.is_missed)
    return f"Found: {', '.join(f'{found[things]} of {count} {things}' for things, count in every.items())}."
