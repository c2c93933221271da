"""Does a bank repeat or contradict itself, or does one question answer another?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.checks.similarity import SAME_ANSWER, are_alike, overlap, tells
from quizgen.checks.subject import Pair, Subject, Subjects
from quizgen.kinds.choice import Choice
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.short import Short
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Finding


def near_duplicate(bank: Sequence[Subject]) -> Iterator[tuple[Subject, Finding]]:
    """Two questions that ask the same and answer the same are one question.

    Prompts and answers are compared, not prompts alone: two cards on one table are no duplicates.

    Bad:
        - {kind: short, prompt: "How many panels of glass has the great lens?", answer: "sixteen panels"}
        - {kind: short, prompt: "The great lens has how many panels of glass?", answer: "sixteen panels"}
    Good:
        - {kind: short, prompt: "How many panels of glass has the great lens?", answer: "sixteen panels"}
        - {kind: short, prompt: "How long does the great lens take for a turn?", answer: "eight seconds"}
    """
    for first, subject in _pairs(bank):
        one, other = first.profile, subject.profile
        if are_alike(one, other) and overlap(one.answered, other.answered) >= SAME_ANSWER:
            message = f"this asks the same as `{one.question.id}`, with the same answer"
            yield subject, Finding(("id",), message, "Retire one of the two, or ask for something else.")


def contradiction(bank: Sequence[Subject]) -> Iterator[tuple[Subject, Finding]]:
    """Two questions that ask nearly the same and answer it differently cannot both be right.

    Prompts that differ in a name or a figure ask for different things.

    Bad:
        - {kind: short, prompt: "How many panels of glass has the great lens?", answer: "sixteen"}
        - {kind: short, prompt: "The great lens has how many panels of glass?", answer: "eighteen"}
    Good:
        - {kind: short, prompt: "How many litres did the lamp burn in 1911?", answer: "1,095"}
        - {kind: short, prompt: "How many litres did the lamp burn in 1912?", answer: "1,100"}
    """
    for first, subject in _pairs(bank):
        one, other = first.profile, subject.profile
        questions = one.question, other.question
        if questions[0].kind != questions[1].kind or not isinstance(questions[0], Choice | Short | Numeric | TrueFalse):
            continue
        if are_alike(one, other) and one.particulars == other.particulars and not one.answered & other.answered:
            message = f"`{questions[0].id}` asks nearly the same, and its answer is another: “{one.answer}”"
            yield subject, Finding(("answer",), message, "Mend the wrong one, or make the prompts differ.")


def gives_away(bank: Sequence[Subject]) -> Iterator[tuple[Subject, Finding]]:
    """A prompt that contains the answer to another question on the same matter gives it away.

    Cueing by another item: Haladyna, Downing & Rodriguez 2002, rule 4.

    Bad:
        - {kind: short, prompt: "Which light, eleven miles off, has a slower pace?", answer: "the light at Grey Head"}
        - {kind: short, prompt: "How many miles off is the light at Grey Head with its slower pace?", answer: "eleven"}
    Good:
        - {kind: short, prompt: "Which light, eleven miles off, has a slower pace?", answer: "the light at Grey Head"}
        - {kind: short, prompt: "What does a captain steer for who mistakes a pace?", answer: "rocks"}
    """
    for pair in _pairs(bank):
        for first, subject in (pair, pair[::-1]):
            asked = first.profile
            if tells(subject.profile, asked):
                message = f"this prompt contains the answer to `{asked.question.id}`: “{asked.answer}”"
                yield subject, Finding(("prompt",), message, "Ask without naming it, or retire one of the two.")


def _pairs(bank: Sequence[Subject]) -> tuple[Pair, ...]:
    """Pairs of live questions that have to do with each other; three checks ask one bank for them."""
    return (bank if isinstance(bank, Subjects) else Subjects(bank)).related
