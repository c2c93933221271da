"""A question and its passages → how much speaks against it, by which the queue of a review is ordered."""

from __future__ import annotations

from math import log

from quizgen.checks import TEXT_CHECKS
from quizgen.checks.subject import Subject
from quizgen.text.names import are_kin, fold_words
from quizgen.verify.question import QuestionResult

_UNKNOWN = 0.5
"""The missing share of an answer that has no words of its own, such as that a statement is false."""


def measure_suspicion(subject: Subject, result: QuestionResult) -> float:
    """One for each finding of a check that reads the text, excused or not; and the share of the answer that is missing.

    The share is that of the answer's words which do not stand in the passages, from 0 to 1, each word weighted by how
    rare it is in the book (its inverse frequency, as Karen Spärck Jones proposed in 1972).
    """
    findings = sum(code in TEXT_CHECKS for code, _, _ in result.reported)
    return findings + _missing_share(subject)


def _missing_share(subject: Subject) -> float:
    text = subject.text
    if text is None:
        return _UNKNOWN
    said = fold_words(" ".join(passage.text for passage in subject.passages))
    answer = {word for part in subject.answer_parts for word in fold_words(part.text)}
    weights = {word: log(max(1, len(text.flow.tokens) / (text.counts[word] + 1))) for word in answer}
    missing = [word for word in answer if word not in said and not any(are_kin(word, each) for each in said)]
    whole = sum(weights.values())
    return sum(weights[word] for word in missing) / whole if whole else _UNKNOWN
