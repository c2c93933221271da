"""Checks that options differ, and that only the right ones are right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH
from quizgen.checks.subject import Option, Subject, read_option
from quizgen.kinds.choice import Choice
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.order import Order
from quizgen.kinds.response import Select
from quizgen.model.diagnostics import Finding, Fix, Mending, Remove, Route, Severity, in_quotes
from quizgen.text.figures import read_figures
from quizgen.text.option_references import refers_to_options
from quizgen.text.printed import find_nearly_equal, read_print

RoutedTexts: TypeAlias = list[tuple[Route, str]]
"""Texts with the routes to them."""


def key_among_distractors(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """A distractor that is the right answer makes the question unanswerable.

    Options are compared as they are printed: signs, capitals and code make a difference, and kinds of blanks none.

    Bad:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "sixteen", "twelve"]
    Good:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "ten", "twelve"]
    """
    if _all_differ(subject.options):
        return
    right = {read_print(option.text).exact for option in subject.options if option.is_right}
    for index, option in enumerate(subject.options, 1):
        if not option.is_right and read_print(option.text).exact in right:
            message = f"the distractor “{option.text}” is the right answer"
            hint = "Replace it by a wrong answer that somebody might give, or leave it out."
            if not subject.question.shuffle:
                place = index - sum(other.is_right for other in subject.options)
                answer = f"`{{text: {in_quotes(option.text)}, fixed: {place}}}`"
                hint = f"If this is the answer's place, leave it out here, and give the answer as {answer}."
            yield Finding(option.route, message, hint, _without(subject, option))


def duplicate_option(subject: Subject[Choice | Multiple | Order]) -> Iterator[Finding]:
    """Two options that look the same in print are one option.

    Bad:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "twelve", "twelve"]
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


_FEWEST_DISTRACTORS = 1


def nearly_equal_options(subject: Subject[Choice | Multiple | Order | Match]) -> Iterator[Finding]:
    """No two options differ only in a capital, a full stop, emphasis, a blank, or the kind of a dash or quotation mark.

    A reader takes them for one. Signs, operators, accents, units, code and formulas are told apart: `-5` and `5`, `C`
    and `C++`, `x = y` and `x == y` are two options. Where each option has one that is nearly equal, as in “Which is
    spelled right?”, the difference is what is asked for. It cannot see that two options say the same in other words.

    Bad:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "Sixteen.", "twelve"]
    Good:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "ten", "twelve"]
    """
    for texts in _texts_side_by_side(subject):
        for index, other in find_nearly_equal([text for _, text in texts]):
            (route, text), (_, earlier) = texts[index], texts[other]
            message = f"“{text}” and “{earlier}” look nearly the same"
            hint = "Say something else, or ignore this with a reason if the difference is the point."
            yield Finding(route, message, hint)


def _texts_side_by_side(subject: Subject) -> Iterator[RoutedTexts]:
    """The texts that a reader has to tell apart; those that words tell apart already are left out as a whole."""
    question = subject.question
    sides: Sequence[RoutedTexts] = [[(option.route, option.text) for option in subject.options]]
    if isinstance(question, Order):
        sides = [question.routed_items]
    elif isinstance(question, Match):
        sides = _sides_of(question)
    for side in sides:
        if not _all_differ([read_option(text, route) for route, text in side]):
            yield side


def option_places(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Each place that an option is given by `fixed` is one among the options, and is given once.

    Places are counted from 1. `fixed: true` means the place where an option would stand unshuffled, which is the order
    in which they are written, the right ones before the distractors, after those with a number have taken theirs.

    Bad:
        kind: choice
        prompt: "How often is the lens cleaned?"
        answer: {text: "every day", fixed: 4}
        distractors: ["every week", "every month"]
    Good:
        kind: choice
        prompt: "How often is the lens cleaned?"
        answer: {text: "every day", fixed: 1}
        distractors: ["every week", "every month"]
    """
    if not isinstance(subject.response, Select):
        return
    options = subject.response.options
    taken: dict[int, str] = {}
    for option in options:
        if option.place > len(options):
            message = f"“{option.text}” has place {option.place}, and there are {len(options)} options"
            yield Finding(option.route, message, f"Write `fixed:` with a place from 1 to {len(options)}.")
        elif option.place and (other := taken.setdefault(option.place, option.text)) is not option.text:
            message = f"“{other}” and “{option.text}” both have place {option.place}"
            yield Finding(option.route, message, "Give each of them its own place, as `fixed: 3`.")


def answer_stands_first(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Where options are not shuffled, the right one is given its place.

    With `shuffle: false` they stand as they are written, the right ones before the distractors: the answer would
    always be A. `fixed: 3` makes it the third. An option such as “none of these” stands last by itself.

    Bad:
        kind: choice
        prompt: "How often is the lens cleaned?"
        answer: "every day"
        distractors: ["every hour", "every week"]
        shuffle: false
    Good:
        kind: choice
        prompt: "How often is the lens cleaned?"
        answer: {text: "every day", fixed: 2}
        distractors: ["every hour", "every week"]
        shuffle: false
    """
    if subject.question.shuffle or not isinstance(subject.response, Select):
        return
    right = [option for option in subject.response.options if option.is_right]
    if not any(option.place or refers_to_options(option.text) for option in right):
        field = "answer" if isinstance(subject.question, Choice) else "answers"
        text = in_quotes(right[0].text)
        hint = f"Say which place it has: `{{text: {text}, fixed: 2}}` (`fixed: 1`, if it is the first)."
        yield Finding((field,), "the options are not shuffled, and the right answer stands first", hint)


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
    for side in _sides_of(question):
        for option in _repeated([read_option(text, route) for route, text in side]):
            message = f"“{option.text}” stands twice, so that two matchings are right"
            yield Finding(option.route, message, "Make the two differ.")


def _sides_of(question: Match) -> tuple[RoutedTexts, RoutedTexts]:
    """The left and the right sides, with the spare ones."""
    return question.side("left"), question.side("right") + question.spare_sides


def _all_differ(options: Sequence[Option]) -> bool:
    """Fast path: whether the words of all options are distinct, as they nearly always are."""
    if any("&" in option.text or "](" in option.text for option in options):
        return False  # `&amp;` and the address of a link are words that do not show
    return len({option.normalised for option in options}) == len(options)


def _repeated(options: Sequence[Option]) -> Iterator[Option]:
    """The options that repeat an earlier one."""
    if _all_differ(options):
        return
    seen: set[object] = set()
    for option in options:
        looks = read_print(option.text).exact
        if looks in seen:
            yield option
        seen.add(looks)


_ASKED_NUMBER = re.compile(
    r"\b(?:which|what|name|choose|select|tick|mark|find|pick|identify|give)\s+(?:are\s+|were\s+)?(?:the\s+|any\s+)?"
    r"(two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)\b(?![-.,]\w)"
    r"|^\W*(two|three|four|five|six)\s+of\s+(?:these|the\s+following)\b",
    re.IGNORECASE,
)


def asked_number(subject: Subject[Multiple]) -> Iterator[Finding]:
    """Where a prompt says how many options are right, so many are.

    It is found in “which two …”, “select the three …” and “two of the following …”. What it cannot see: a
    number said in other words (“a pair of”).

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
    asked = [found[1] or found[2] for found in _ASKED_NUMBER.finditer(subject.question.prompt)]
    right = len(subject.question.answers)
    if asked and all(read_figures(each)[0].spoken != right for each in asked):
        message = f"the prompt asks for {asked[-1]}, and {right} of the options are right"
        yield Finding(("prompt",), message, "Correct the prompt, or the list of answers.")


CHECKS = (
    Check(key_among_distractors, mending=Mending.OFFERED),
    Check(duplicate_option, mending=Mending.OFFERED),
    Check(ambiguous_match),
    Check(nearly_equal_options, Severity.WARNING),
    Check(option_places),
    Check(answer_stands_first, Severity.WARNING),
    Check(asked_number, languages=ENGLISH),
)
