"""A question and its passages → how much speaks against it, by which the queue of a review is ordered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.checks import TEXT_CHECKS
from quizgen.checks.subject import Subject
from quizgen.verify.question import QuestionResult

_UNKNOWN = 0.5
"""The missing share of an answer that has no words of its own, as that a statement is false, or that is derived."""

_HARDLY = 0.2
"""The share of the answer's words in the passages below which a reader is told."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """How much speaks against a question, from 0 on, and what of it is worth telling a reader."""

    weight: float
    reasons: tuple[str, ...] = ()


def measure_suspicion(subject: Subject, result: QuestionResult) -> Suspicion:
    """One for each finding of a check that reads the text, excused or not; and the share of the answer that is missing.

    The share is that of the answer's words which do not stand in the passages, from 0 to 1, each word weighted by how
    few of the book's paragraphs have it.
    """
    findings = [(code, finding.message) for code, _, finding in result.reported if code in TEXT_CHECKS]
    answer = frozenset[str]().union(*(subject.stems(part.text) for part in subject.answer_parts))
    is_told = bool(answer) and not subject.question.derived
    share = subject.share_in_passage(answer) if is_told else _UNKNOWN
    reasons = list(dict.fromkeys(_tell(findings, subject)))
    if share < _HARDLY:
        reasons.append("hardly a word of the answer stands in the passage")
    return Suspicion(len(findings) + 1 - share, tuple(reasons))


def _tell(findings: list[tuple[str, str]], subject: Subject) -> Iterator[str]:
    ignored = subject.question.ignore
    for code, message in findings:
        yield f"`{code}` is excused: {ignored[code]}" if code in ignored else f"`{code}`: {message}"
