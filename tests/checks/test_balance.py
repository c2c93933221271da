"""The habits of a bank's writer are reported once, where they begin, and only where chance does not explain them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from typing import Any

import pytest

from evals.item_writing import make_question
from quizgen.checks import balance
from quizgen.checks.subject import Subject, Subjects
from quizgen.model.diagnostics import Finding

Rule = Callable[[Subjects], Iterator[tuple[Subject, Finding]]]


def bank(count: int, chapter: str | None = "1", **fields: Any) -> list[Subject]:
    shape: dict[str, Any] = {"kind": "short", "prompt": "What?", "answer": "oil", **fields}
    return [Subject(make_question(shape, f"q-{number}"), chapter) for number in range(count)]


def choices(longest: int, others: int, distractors: int = 3) -> list[Subject]:
    """Choices whose key is the longest option, behind others whose key is not."""
    short: dict[str, Any] = {
        "kind": "choice",
        "distractors": [f"a longer one {number}" for number in range(distractors)],
    }
    return bank(others, answer="oil", **short) + bank(longest, answer="the longest of all options", **short)


def told(rule: Rule, questions: Sequence[Subject]) -> list[tuple[int, Finding]]:
    index = {id(subject): number for number, subject in enumerate(questions)}
    return [(index[id(subject)], finding) for subject, finding in rule(Subjects(questions))]


# The exact tails of the binomial: 8 of 12 at 1/4 has 0.3 %, 7 of 12 has 1.4 %.
@pytest.mark.parametrize(
    ("longest", "others", "distractors", "flagged"),
    [(8, 4, 3, True), (7, 5, 3, False), (11, 0, 3, False), (12, 0, 3, True), (8, 4, 2, False), (30, 90, 3, False)],
)
def test_long_keys(longest: int, others: int, distractors: int, flagged: bool) -> None:
    found = told(balance.key_often_longest, choices(longest, others, distractors))
    assert bool(found) is flagged
    if flagged:
        ((at, finding),) = found
        assert at == others, "the first one concerned"
        assert finding.route == ("answer",)
        assert f"{longest} of {longest + others} choices" in finding.message


def test_a_tie_is_not_the_longest() -> None:
    tied = bank(20, kind="choice", answer="equal", distractors=["equal", "b"])
    assert not told(balance.key_often_longest, tied)


def test_a_large_bank_is_counted_without_overflow() -> None:
    assert not told(balance.key_often_longest, choices(500, 1500))
    assert told(balance.key_often_longest, choices(600, 1400))


# 13 of 14 has 0.2 % (both sides), 12 of 14 has 1.3 %.
@pytest.mark.parametrize(
    ("true", "false", "flagged"),
    [(8, 0, True), (7, 0, False), (0, 8, True), (13, 1, True), (12, 2, False), (1, 13, True), (10, 10, False)],
)
def test_true_and_false(true: int, false: int, flagged: bool) -> None:
    questions = bank(true, kind="true-false", answer="true") + bank(false, kind="true-false", answer="false")
    found = told(balance.true_or_false_mostly, questions)
    assert bool(found) is flagged
    if flagged:
        ((at, finding),) = found
        assert at == (0 if true > false else true)
        assert ("are true" in finding.message) is (true > false)


def test_kinds() -> None:
    one = bank(20, kind="short")
    assert told(balance.one_kind_mostly, one)[0][1].route == ("kind",)
    assert not told(balance.one_kind_mostly, one[:19])
    others = bank(5, kind="true-false", answer="true")
    assert not told(balance.one_kind_mostly, others + one), "four fifths are not more than four fifths"
    ((at, finding),) = told(balance.one_kind_mostly, others + one + bank(1))
    assert at == 5
    assert "21 of 26 questions are of the kind `short`" in finding.message


def test_difficulty() -> None:
    level = cycle(["1", "2", "3"])
    spread = [subject for each in islice(level, 30) for subject in bank(1, difficulty=each)]
    assert not told(balance.one_difficulty_mostly, spread)
    ((at, finding),) = told(balance.one_difficulty_mostly, spread[:3] + bank(20, difficulty="2"))
    assert at == 1
    assert finding.route == ("difficulty",)
    assert not told(balance.one_difficulty_mostly, bank(19, difficulty="2"))


def test_bloom_by_chapter() -> None:
    recall, more = bank(9, "2", bloom="remember"), bank(3, "2", bloom="apply")
    good = bank(8, "1", bloom="remember") + bank(4, "1", bloom="understand")
    ((at, finding),) = told(balance.mostly_recall, good + more + recall)
    assert at == len(good) + 3
    assert finding.route == ("bloom",)
    assert "9 of 12 questions of chapter 2" in finding.message
    assert not told(balance.mostly_recall, good)
    assert not told(balance.mostly_recall, recall + more[:2]), "eleven are too few to tell"
    ((_, finding),) = told(balance.mostly_recall, bank(12, None, bloom="remember"))
    assert "on the whole book" in finding.message


@pytest.mark.parametrize(
    "rule",
    [
        balance.key_often_longest,
        balance.true_or_false_mostly,
        balance.one_kind_mostly,
        balance.mostly_recall,
        balance.one_difficulty_mostly,
    ],
)
def test_drafts_and_retired_questions_do_not_count(rule: Rule) -> None:
    assert not told(rule, [])
    kind: dict[str, Any] = {"kind": "true-false", "answer": "true"}
    if rule is balance.key_often_longest:
        kind = {"kind": "choice", "answer": "a long one", "distractors": ["b", "c"]}
    assert told(rule, bank(30, **kind))
    for field in ("draft", "retired"):
        assert not told(rule, bank(30, **kind, **{field: "true"}))
