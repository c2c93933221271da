"""Is there one right answer among options that differ?"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.subject import Subject
from quizgen.diagnostics import Finding, Route
from quizgen.model import Choice, Match, Multiple, Order
from quizgen.source.words import split_words


def key_among_distractors(subject: Subject) -> Iterator[Finding]:
    """A distractor that is the right answer makes the question unanswerable.

    Bad:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "Sixteen", "twelve"]
    Good:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "ten", "twelve"]
    """
    question = subject.question
    if isinstance(question, Choice):
        answers: tuple[str, ...] = (question.answer,)
    elif isinstance(question, Multiple):
        answers = question.answers
    else:
        return
    right = {_compared(answer) for answer in answers}
    for index, distractor in enumerate(question.distractors):
        if _compared(distractor.text) in right:
            message = f"the distractor “{distractor.text}” is the right answer"
            yield Finding(("distractors", index), message, "Replace it by a view that is wrong.")


def duplicate_option(subject: Subject) -> Iterator[Finding]:
    """Two options that say the same are one option.

    Case and punctuation do not make a difference.

    Bad:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "twelve", "Twelve."]
    Good:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "ten", "twelve"]
    """
    question = subject.question
    options: list[tuple[Route, str]] = []
    if isinstance(question, (Choice, Multiple)):
        options = [(("distractors", index), option.text) for index, option in enumerate(question.distractors)]
    if isinstance(question, Multiple):
        options += [(("answers", index), answer) for index, answer in enumerate(question.answers)]
    elif isinstance(question, Order):
        options = [(("items", index), item) for index, item in enumerate(question.items)]
    seen: set[object] = set()
    for route, text in options:
        if _compared(text) in seen:
            yield Finding(route, f"“{text}” stands twice among the options", "Remove it, or say something else.")
        seen.add(_compared(text))


def ambiguous_match(subject: Subject) -> Iterator[Finding]:
    """In a matching question every side stands once: else several matchings are right.

    Bad:
        kind: match
        prompt: "Match each to its number."
        pairs: [["panels", "sixteen"], ["flashes", "sixteen"]]
    Good:
        kind: match
        prompt: "Match each to its number."
        pairs: [["panels", "sixteen"], ["seconds of a turn", "eight"]]
    """
    question = subject.question
    if not isinstance(question, Match):
        return
    lefts = [(("pairs", index, 0), pair[0]) for index, pair in enumerate(question.pairs)]
    rights: list[tuple[Route, str]] = [(("pairs", index, 1), pair[1]) for index, pair in enumerate(question.pairs)]
    rights += [(("distractors", index), text) for index, text in enumerate(question.distractors)]
    for side in (lefts, rights):
        seen: set[object] = set()
        for route, text in side:
            if _compared(text) in seen:
                yield Finding(route, f"“{text}” stands twice, so that two matchings are right", "Make the two differ.")
            seen.add(_compared(text))


def _compared(text: str) -> object:
    """What two options are compared by: their words, or all of a text that has none (``+``, ``−``)."""
    return split_words(text) or text.strip()
