"""Checks of statements that are true or false."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.printed import read_print
from quizgen.text.words import split_words


def false_without_instead(subject: Subject[TrueFalse]) -> Iterator[Finding]:
    """A false statement has `instead`: the true one, in words other than its own.

    No passage can be held against a falsehood; what is true instead is held against it like any other answer. The card
    and the key print it, so that the false statement is not what stays in mind.

    Bad:
        kind: true-false
        prompt: "The lens has twelve panels."
        answer: false
    Good:
        kind: true-false
        prompt: "The lens has twelve panels."
        answer: false
        instead: "The lens has sixteen panels."
    """
    question = subject.question
    if question.answer:
        return
    if question.instead is None:
        hint = 'Write the true statement, in the form of the prompt: `instead: "…"`.'
        yield Finding(("answer",), "this statement is false, and nothing says what is true instead", hint)
    elif _says_the_same(question.instead, question.prompt):
        message = "`instead` repeats the statement, which is false"
        yield Finding(("instead",), message, "Write what is true in its place.")


def _says_the_same(one: str, other: str) -> bool:
    return split_words(one) == split_words(other) and read_print(one).signs == read_print(other).signs


CHECKS = (Check(false_without_instead, Severity.WARNING),)
