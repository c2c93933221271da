"""Checks that options differ, and that only the right ones are right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH
from quizgen.checks.subject import Option, Subject, read_option
from quizgen.kinds.choice import Choice
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.order import Order
from quizgen.model.diagnostics import Finding, Fix, Mending, Remove
from quizgen.text.figures import read_figures


def key_among_distractors(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
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
    if _all_differ(subject.options):
        return
    right = {_compared(option) for option in subject.options if option.is_right}
    for option in subject.options:
        if not option.is_right and _compared(option) in right:
            message = f"the distractor “{option.text}” is the right answer"
            yield Finding(option.route, message, "Replace it by a view that is wrong.", _without(subject, option))


def duplicate_option(subject: Subject[Choice | Multiple | Order]) -> Iterator[Finding]:
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
    options = [option for option in subject.options if not option.is_right]
    if isinstance(question, Multiple):
        options += [option for option in subject.options if option.is_right]
    elif isinstance(question, Order):
        options = [read_option(text, route) for route, text in question.routed_items]
    for option in _repeated(options):
        message = f"“{option.text}” stands twice among the options"
        yield Finding(option.route, message, "Remove it, or say something else.", _without(subject, option))


def _without(subject: Subject, option: Option) -> tuple[Fix, ...]:
    """Remove a distractor, if enough are left."""
    question = subject.question
    is_enough = isinstance(question, (Choice, Multiple)) and len(question.distractors) > _FEWEST_DISTRACTORS
    return (Fix("Remove it", (Remove(option.route),)),) if is_enough and not option.is_right else ()


_FEWEST_DISTRACTORS = 2


def ambiguous_match(subject: Subject[Match]) -> Iterator[Finding]:
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
    lefts = [read_option(text, route) for route, text in question.side("left")]
    rights = [read_option(text, route) for route, text in question.side("right")]
    rights += [read_option(text, route) for route, text in question.spare_sides]
    for option in (*_repeated(lefts), *_repeated(rights)):
        message = f"“{option.text}” stands twice, so that two matchings are right"
        yield Finding(option.route, message, "Make the two differ.")


def _all_differ(options: Sequence[Option]) -> bool:
    """Fast path: whether the words of all options are distinct, as they nearly always are."""
    return len({option.normalised for option in options}) == len(options)


def _repeated(options: Sequence[Option]) -> Iterator[Option]:
    """The options that repeat an earlier one."""
    if _all_differ(options):
        return
    seen: set[object] = set()
    for option in options:
        said = _compared(option)
        if said in seen:
            yield option
        seen.add(said)


def _compared(option: Option) -> object:
    """The value by which options are compared: their words, or the whole text if it has none (``+``, ``−``)."""
    return option.normalised or option.text.strip()


_ASKED_NUMBER = re.compile(
    r"\b(?:which|what|name|choose|select|tick|mark|find|pick)\s+(?:the\s+)?"
    r"(two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)\b",
    re.IGNORECASE,
)


def asked_number(subject: Subject[Multiple]) -> Iterator[Finding]:
    """Where a prompt says how many options are right, so many are.

    Bad:
        kind: multiple
        prompt: "Which three tasks belong to the evening?"
        answers: ["filling the lamp", "winding the clock"]
        distractors: ["writing to the captain", "painting the door"]
    Good:
        kind: multiple
        prompt: "Which two tasks belong to the evening?"
        answers: ["filling the lamp", "winding the clock"]
        distractors: ["writing to the captain", "painting the door"]
    """
    found = _ASKED_NUMBER.search(subject.question.prompt)
    if found is None:
        return
    number, right = read_figures(found[1])[0].spoken, len(subject.question.answers)
    if number != right:
        message = f"the prompt asks for {found[1]}, and {right} of the options are right"
        yield Finding(("prompt",), message, "Correct the prompt, or the list of answers.")


CHECKS = (
    Check(key_among_distractors, mending=Mending.OFFERED),
    Check(duplicate_option, mending=Mending.OFFERED),
    Check(ambiguous_match),
    Check(asked_number, languages=ENGLISH),
)
