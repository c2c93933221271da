"""A bank → false versions of its questions, what `quizgen check` says of each, and its alarms about the true ones."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from quizgen.checks import BY_CODE, QUESTION_CHECKS, TEXT_CHECKS
from quizgen.checks.check import Reported
from quizgen.checks.ignores import apply_ignores
from quizgen.falsify.change import Change, Original, make_original
from quizgen.falsify.choose import choose_change
from quizgen.falsify.classes import CLASSES
from quizgen.falsify.material import Material
from quizgen.model.book import Book, Level
from quizgen.model.diagnostics import Route, Severity
from quizgen.project.bank import LocatedQuestion
from quizgen.verify.question import make_verifier


class Half(StrEnum):
    """Thresholds are chosen on one half of the chapters, and reported on the other."""

    TUNE = "tune"
    HELD = "held"


def half_of(chapter: str | None) -> Half:
    """The half of a chapter: `tune` if the SHA-256 of its key ("" for the whole book) begins with an even byte."""
    return Half.HELD if hashlib.sha256((chapter or "").encode()).digest()[0] % 2 else Half.TUNE


@dataclass(frozen=True, slots=True)
class Mutant:
    """A question made false in one way."""

    name: str
    entry: LocatedQuestion
    change: Change

    @property
    def half(self) -> Half:
        return half_of(self.entry.chapter)


def make_mutants(entry: LocatedQuestion, bank: Material, names: Collection[str] = tuple(CLASSES)) -> Iterator[Mutant]:
    """At most one false version of each class; what is chosen depends on the class and the question's id alone."""
    original = make_original(entry, bank)
    if original is None:
        return
    for name in names:
        change = _choose(name, original)
        if change is not None:
            yield Mutant(name, entry, change)


def _choose(name: str, original: Original) -> Change | None:
    seed = hashlib.sha256(f"{name} {original.question.id}".encode()).digest()
    return choose_change(name, original, Random(seed))


# --- what check says --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings that a user is shown, and those that the question's `ignore` hides.

    What is said about an `ignore` itself is in neither: that one is not needed any more tells nothing of the claim.
    """

    shown: tuple[Reported, ...]
    hidden: tuple[Reported, ...]


class Judge:
    """All checks of a single question, with a bank's levels; those that compare questions do not read the text."""

    def __init__(self, bank: Material, *, is_all_on: bool) -> None:
        self._verify = make_verifier(_with_all_on(bank.book) if is_all_on else bank.book, bank.text)

    def judge(self, entry: LocatedQuestion) -> Judgement:
        found = self._verify(entry).reported
        told = apply_ignores(entry.question, found, has_text=True)
        shown = tuple(each for each in told if each[0] in BY_CODE)
        return Judgement(shown, tuple(each for each in found if each not in shown))


def _with_all_on(book: Book) -> Book:
    """The book with every check on that is off by default."""
    optional = {check.code: Level.WARNING for check in QUESTION_CHECKS if not check.is_on}
    chosen = {code: level for code, level in book.checks.items() if level is not Level.OFF or code not in optional}
    return book.model_copy(update={"checks": {**optional, **chosen}})


class Outcome(StrEnum):
    """What becomes of a false question."""

    ERROR = "error"
    WARNING = "warning"
    UNNOTICED = "unnoticed"


@dataclass(frozen=True, slots=True)
class Judged:
    """A false question, what became of it, and the codes that are new in it.

    ``is_masked``: it is unnoticed, but would not be without the question's `ignore`.
    """

    mutant: Mutant
    outcome: Outcome
    codes: tuple[str, ...]
    is_masked: bool

    @property
    def is_by_text(self) -> bool:
        """Whether a check that reads the book's text noticed it, and not only one of wording, by chance."""
        return not TEXT_CHECKS.isdisjoint(self.codes)


def judge_mutant(mutant: Mutant, before: Judgement, judge: Judge) -> Judged:
    """A finding is new if the true question has none of its code at its route."""
    after = judge.judge(replace(mutant.entry, question=mutant.change.question))
    old = {_place(each) for each in before.shown}
    new = [each for each in after.shown if _place(each) not in old]
    severities = {severity for _, severity, _ in new}
    outcome = Outcome.UNNOTICED
    if severities:
        outcome = Outcome.ERROR if Severity.ERROR in severities else Outcome.WARNING
    told = {(code, finding.route, finding.message) for code, _, finding in before.hidden}
    is_masked = not new and any((code, finding.route, finding.message) not in told for code, _, finding in after.hidden)
    return Judged(mutant, outcome, tuple(sorted({code for code, _, _ in new})), is_masked)


def _place(reported: Reported) -> tuple[str, Route]:
    code, _, finding = reported
    return code, finding.route


def judge_mutants(
    bank: Material, entries: Sequence[LocatedQuestion], names: Collection[str], *, is_all_on: bool
) -> Iterator[Judged]:
    """The false versions of some questions of a bank, judged."""
    judge = Judge(bank, is_all_on=is_all_on)
    for entry in entries:
        mutants = list(make_mutants(entry, bank, names))
        if mutants:
            before = judge.judge(entry)
            yield from (judge_mutant(mutant, before, judge) for mutant in mutants)


# --- false alarms -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alarms:
    """On how many questions the checks that read the text report something, by code; ``questions`` on how many in all.

    Each count comes first as a user sees it, then as it is without the questions' `ignore`.
    """

    codes: Mapping[str, tuple[int, int]]
    questions: tuple[int, int]


def count_alarms(bank: Material, entries: Sequence[LocatedQuestion], *, is_all_on: bool) -> Alarms:
    judge = Judge(bank, is_all_on=is_all_on)
    seen: Counter[str] = Counter()
    raw: Counter[str] = Counter()
    questions = [0, 0]
    for entry in entries:
        judgement = judge.judge(entry)
        shown = {code for code, _, _ in judgement.shown} & TEXT_CHECKS
        every = shown | ({code for code, _, _ in judgement.hidden} & TEXT_CHECKS)
        seen.update(shown)
        raw.update(every)
        questions[0] += bool(shown)
        questions[1] += bool(every)
    return Alarms({code: (seen[code], raw[code]) for code in sorted(raw)}, (questions[0], questions[1]))
