"""Checks of a whole bank: no imbalance of answers, kinds or levels lets a reader guess the answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import exp, lgamma, log, log1p

from quizgen.checks.check import BankCheck
from quizgen.checks.subject import Subject, Subjects
from quizgen.kinds.choice import Choice
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Finding
from quizgen.model.fields import Bloom

_SIGNIFICANCE = 0.01
"""Significance level: an imbalance that chance would produce less often than this is reported."""
_MIN_CHOICES = 12
_MIN_QUESTIONS_OF_CHAPTER = 12
_MIN_QUESTIONS_OF_BANK = 20
_MAX_SHARE = 0.8


def key_often_longest(bank: Subjects) -> Iterator[tuple[Subject, Finding]]:
    """The right answer is the longest option no more often than chance would have it.

    One long key tells nothing; if half of them are the longest, “choose the longest” beats not knowing (Haladyna,
    Downing & Rodriguez 2002, rule 24, over a bank). Tested on 12 choices or more: the probability of so many longest
    keys, each with the chance of one in its number of options, is under 1 per cent (binomial).

    Bad: of 20 choices with four options, 12 have a right answer longer than every distractor.
    Good: of 20 choices with four options, 6 have one.
    """
    choices = [(subject, subject.question) for subject in bank.live if isinstance(subject.question, Choice)]
    if len(choices) < _MIN_CHOICES:
        return
    longest = [subject for subject, question in choices if _is_key_longest(question)]
    chance = sum(1 / (1 + len(question.distractors)) for _, question in choices) / len(choices)
    if _at_least(len(longest), len(choices), chance) < _SIGNIFICANCE:
        expected = round(chance * len(choices))
        message = (
            f"the right answer is the longest option in {len(longest)} of {len(choices)} choices; by chance {expected}"
        )
        hint = "Shorten right answers, or lengthen a distractor, in some of them: this is the first."
        yield longest[0], Finding(("answer",), message, hint)


def _is_key_longest(question: Choice) -> bool:
    return max([len(distractor.text) for distractor in question.distractors]) < len(question.answer.text)


def _at_least(count: int, trials: int, chance: float) -> float:
    """The probability of ``count`` or more successes (binomial)."""

    def probability(successes: int) -> float:
        ways = lgamma(trials + 1) - lgamma(successes + 1) - lgamma(trials - successes + 1)
        return exp(ways + successes * log(chance) + (trials - successes) * log1p(-chance))

    return sum(map(probability, range(count, trials + 1)))


def true_or_false_mostly(bank: Subjects) -> Iterator[tuple[Subject, Finding]]:
    """About as many statements are true as false.

    Writers find true ones easier, and readers in doubt say “true”. Reported where the probability of so uneven a
    number, with even chances, is under 1 per cent (binomial, both sides): from 8 statements on, if all are alike.

    Bad: of 14 statements, 13 are true.
    Good: of 14 statements, 8 are true.
    """
    statements = [subject for subject in bank.live if isinstance(subject.question, TrueFalse)]
    for answer in (True, False):
        alike = [
            subject
            for subject in statements
            if isinstance(subject.question, TrueFalse) and subject.question.answer is answer
        ]
        if alike and 2 * _at_least(len(alike), len(statements), 0.5) < _SIGNIFICANCE:
            message = f"{len(alike)} of {len(statements)} statements are {str(answer).lower()}"
            hint = f"Turn some of them into statements that are {str(not answer).lower()}: this is the first."
            yield alike[0], Finding(("answer",), message, hint)


def one_kind_mostly(bank: Subjects) -> Iterator[tuple[Subject, Finding]]:
    """No kind of question makes up more than four fifths of a bank of 20 or more.

    Kinds test different things: a choice recognises, a short answer recalls, an order or a match relates (Haladyna,
    Downing & Rodriguez 2002, rule 9: use several formats).

    Bad: 22 of 24 questions are of the kind `choice`.
    Good: 12 of 24 are, and the others of five kinds.
    """
    live = bank.live
    kinds = Counter(subject.question.kind for subject in live)
    for kind, count in kinds.items():
        if len(live) >= _MIN_QUESTIONS_OF_BANK and count > _MAX_SHARE * len(live):
            first = next(subject for subject in live if subject.question.kind == kind)
            message = f"{count} of {len(live)} questions are of the kind `{kind}`"
            yield first, Finding(("kind",), message, "Ask some of them as another kind.")


def mostly_recall(bank: Subjects) -> Iterator[tuple[Subject, Finding]]:
    """In a chapter of 12 questions or more, at least a third ask for more than to remember.

    Questions of recall are the easiest to write and the first to be forgotten (Haladyna, Downing & Rodriguez 2002,
    rule 3: higher-level learning).

    Bad: of 15 questions of a chapter, 12 have `bloom: remember`.
    Good: of 15, 8 have; 4 ask to understand, 2 to apply and 1 to analyze.
    """
    chapters: defaultdict[str | None, list[Subject]] = defaultdict(list)
    for subject in bank.live:
        chapters[subject.chapter].append(subject)
    for chapter, questions in chapters.items():
        recall = [subject for subject in questions if subject.question.bloom is Bloom.REMEMBER]
        if len(questions) >= _MIN_QUESTIONS_OF_CHAPTER and 3 * (len(questions) - len(recall)) < len(questions):
            where = "on the whole book" if chapter is None else f"of chapter {chapter}"
            message = f"{len(recall)} of {len(questions)} questions {where} ask to remember only"
            hint = "Ask some of them so that the reader has to explain, apply or compare: this is the first."
            yield recall[0], Finding(("bloom",), message, hint)


def one_difficulty_mostly(bank: Subjects) -> Iterator[tuple[Subject, Finding]]:
    """No level of difficulty makes up more than four fifths of a bank of 20 questions or more.

    A bank of one level cannot tell readers apart, and worksheets cannot be mixed from it.

    Bad: 19 of 22 questions have `difficulty: 2`.
    Good: of 22, 6 have 1, 12 have 2 and 4 have 3.
    """
    live = bank.live
    levels = Counter(subject.question.difficulty for subject in live)
    for level, count in levels.items():
        if len(live) >= _MIN_QUESTIONS_OF_BANK and count > _MAX_SHARE * len(live):
            first = next(subject for subject in live if subject.question.difficulty == level)
            message = f"{count} of {len(live)} questions have difficulty {level}"
            yield (
                first,
                Finding(("difficulty",), message, "Judge them anew: some will be easier or harder than others."),
            )


CHECKS = (
    BankCheck(key_often_longest),
    BankCheck(true_or_false_mostly),
    BankCheck(one_kind_mostly),
    BankCheck(mostly_recall),
    BankCheck(one_difficulty_mostly),
)
