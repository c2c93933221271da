"""Do options have letters or numbers of their own, or is one of these given as the answer?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.order import Order
from quizgen.model.diagnostics import Change, Finding, Fix, Mending, Remove, Replace, Route, in_quotes

_SIGN = r"(?P<{0}>[A-Za-z]|\d{{1,2}})"
_LABELLED = re.compile(
    rf"(?:\({_SIGN.format('a')}\)|\[{_SIGN.format('b')}\](?!\()|{_SIGN.format('c')}\))\s*(?P<text>\S.*)"
    rf"|{_SIGN.format('dotted')}\.\s+(?P<behind_dot>\S.*)|(?P<d>[A-Za-z]):\s+(?P<behind_colon>\S.*)",
    re.DOTALL,
)
_KEY = re.compile(
    r"(?P<word>(?:option|answer|choice|antwort|réponse|respuesta|opción)\s+)?"
    r"(?P<open>[(\[])?(?P<sign>[A-Za-z]|\d{1,2})(?P<close>[.)\]:])?",
    re.IGNORECASE,
)
_MOST_OPTIONS = 8


class Label(NamedTuple):
    """The letter or number that a text begins with, its place among these from 1, and the text behind it.

    ``is_dotted`` is a capital with a full stop, as an initial of a name has it.
    """

    written: str
    sort: str
    number: int
    text: str
    is_dotted: bool


def read_label(text: str) -> Label | None:
    found = _LABELLED.fullmatch(text)
    if found is None:
        return None
    sign = next(found[name] for name in ("a", "b", "c", "d", "dotted") if found[name])
    rest = next(found[name] for name in ("text", "behind_dot", "behind_colon") if found[name])
    written = text[: len(text) - len(rest)].strip()
    return Label(written, _sort(sign), _number(sign), rest.strip(), bool(found["dotted"]) and sign.isupper())


def _sort(sign: str) -> str:
    return "number" if sign.isdigit() else "capital" if sign.isupper() else "letter"


def _number(sign: str) -> int:
    return int(sign) if sign.isdigit() else ord(sign.lower()) - ord("a") + 1


def lettered_options(subject: Subject[Choice | Multiple | Order | Match]) -> Iterator[Finding]:
    """Options, items and pairs have no letters or numbers of their own, and the answer is a text, not a letter.

    They are shuffled, and get their letters on the sheet; an answer “B” would be printed as an option. Letters are
    told by their row, from A or 1 on, in which the right one's may be missing: initials such as “J. S. Bach” and
    answers such as “B” among “A” and “AB” are none.

    Bad:
        kind: choice
        prompt: "Who counts the barrels?"
        answer: B
        distractors: ["A. the keeper", "B. the captain", "C. the boatman"]
    Good:
        kind: choice
        prompt: "Who counts the barrels?"
        answer: "the captain"
        distractors: ["the keeper", "the boatman"]
    """
    question = subject.question
    if isinstance(question, Order):
        yield from _lettered_side(subject, "items", question.routed_items)
    elif isinstance(question, Match):
        for side in (question.side("left"), question.side("right") + question.spare_sides):
            yield from _lettered_side(subject, "pairs", side)
    else:
        yield from _lettered_choice(subject)


def _lettered_choice(subject: Subject) -> Iterator[Finding]:
    right = [option for option in subject.options if option.is_right]
    wrong = [option for option in subject.options if not option.is_right]
    keys = [key for option in right if (key := _KEY.fullmatch(option.text))]
    labels = _row([option.text for option in wrong]) or []
    if len(keys) == len(right):
        others = [option.text for option in wrong]
        if _point_to(keys, labels) if labels else _are_no_texts(keys, others):
            for option in right:
                message = f"the answer is a letter or number, “{option.text}”, and not the text of an option"
                signs = [key["sign"] for key in keys]
                yield Finding(option.route, message, _hint_of_key(subject, signs, labels), _fix_key(subject, signs))
            return
    own = [label for option in right if (label := read_label(option.text))]
    is_all_own = len(own) == len(right)
    if labels and is_all_own and _are_all(labels, own):
        lettered = [*right, *wrong]
    elif labels and not own and _are_wrong_ones(labels, len(right)):
        lettered = wrong
    elif is_all_own and _are_lettered(own) and not any(read_label(option.text) for option in wrong):
        lettered = right
    else:
        return
    is_referred_to = _refers_to_letters(subject)
    for option in lettered:
        yield _finding(option.route, option.text, is_referred_to=is_referred_to)


def _point_to(keys: Sequence[re.Match[str]], labels: Sequence[Label]) -> bool:
    """Whether the answers are letters, or numbers, of the row that the distractors have, with or without them."""
    is_number = labels[0].sort == "number"
    signs = [key["sign"] for key in keys]
    numbers = {*map(_number, signs), *(label.number for label in labels)}
    return _is_row(numbers) and all(sign.isdigit() is is_number for sign in signs)


def _are_no_texts(keys: Sequence[re.Match[str]], others: Sequence[str]) -> bool:
    """Whether the answers can only be meant as letters, and no distractor is like them: `Option B`, `(B)`, `b)`."""
    return not any(map(_KEY.fullmatch, others)) and all(
        _number(key["sign"]) <= _MOST_OPTIONS and (key["word"] or key["close"] in (")", "]")) for key in keys
    )


def _are_all(labels: Sequence[Label], own: Sequence[Label]) -> bool:
    """Whether distractors and answers have the letters of one row."""
    every = [*labels, *own]
    return (
        len({label.sort for label in every}) == 1
        and len({label.text for label in every}) > 1
        and _is_row({label.number for label in every})
        and len({label.number for label in every}) == len(every)
        and (_ascends(labels) or not labels[0].is_dotted)
    )


def _are_wrong_ones(labels: Sequence[Label], missing: int) -> bool:
    """Whether distractors have the letters of a row in which those of the answers are missing."""
    enough = 3 if labels[0].is_dotted else 2  # two may be initials
    return len(labels) >= enough and _ascends(labels) and labels[-1].number <= len(labels) + missing


def _are_lettered(labels: Sequence[Label]) -> bool:
    """Whether all begin with a letter in brackets, such as no name begins with."""
    return all(
        not label.written.endswith((".", ":")) and label.sort != "number" and label.number <= _MOST_OPTIONS
        for label in labels
    )


def _is_row(numbers: set[int]) -> bool:
    return numbers == {*range(1, len(numbers) + 1)}


def _lettered_side(subject: Subject, name: str, texts: Sequence[tuple[Route, str]]) -> Iterator[Finding]:
    labels = _row([text for _, text in texts])
    if labels is None or not _is_row({label.number for label in labels}):
        return
    if labels[0].is_dotted and (len(labels) < 3 or (name == "items" and not _ascends(labels))):
        return
    is_referred_to = _refers_to_letters(subject)
    for route, text in texts:
        yield _finding(route, text, is_referred_to=is_referred_to)


def _row(texts: Sequence[str]) -> list[Label] | None:
    """The labels of texts that all have one of one sort, no two the same; none of `1. Congress` and `2. Congress`."""
    labels = [label for text in texts if (label := read_label(text))]
    if not labels or len(labels) < len(texts):
        return None
    differ = len({label.number for label in labels}) == len(labels) and len({label.text for label in labels}) > 1
    return labels if differ and len({label.sort for label in labels}) == 1 else None


def _ascends(labels: Sequence[Label]) -> bool:
    numbers = [label.number for label in labels]
    return numbers == sorted(numbers)


def _finding(route: Route, text: str, *, is_referred_to: bool) -> Finding:
    label = read_label(text)
    written, rest = (label.written, label.text) if label else ("", text)
    message = f"“{written}” would be printed as part of the text, beside the letter or number that the sheet gives it"
    fix = Fix(f"Leave “{written}” out", (Replace(route, rest),), is_safe=not is_referred_to)
    return Finding(route, message, f"Leave it out: `{in_quotes(rest)}`.", (fix,))


_REFERENCE = re.compile(
    r"\b(?:option|answer|choice|item|number)s? \(?(?:[a-z]|\d{1,2})\b|\([a-z]\)|(?-i:\b[B-H]\b)", re.IGNORECASE
)


def _refers_to_letters(subject: Subject) -> bool:
    """Whether a prompt or an explanation may name options by their letters, which then say what is meant."""
    texts = [text for route, text in subject.texts if route[0] in ("prompt", "explanation") or route[-1] == "why"]
    return any(map(_REFERENCE.search, texts))


def _fix_key(subject: Subject, signs: Sequence[str]) -> tuple[Fix, ...]:
    """The texts of the distractors that the answers name become the answers, and the others lose their letters."""
    right = [option for option in subject.options if option.is_right]
    wrong = [
        (option, label) for option in subject.options if not option.is_right and (label := read_label(option.text))
    ]
    named = {label.number: (option, label) for option, label in wrong}
    keys = [_number(sign) for sign in signs]
    if not named.keys() >= set(keys) or len(wrong) - len(set(keys)) < _FEWEST_DISTRACTORS:
        return ()
    changes: list[Change] = [Replace(each.route, named[key][1].text) for each, key in zip(right, keys, strict=True)]
    changes += [Replace(option.route, label.text) for option, label in wrong if label.number not in keys]
    changes += [Remove(named[key][0].route) for key in keys]
    return (Fix("Write the text of the right option, and the others without letters", tuple(changes)),)


_FEWEST_DISTRACTORS = 1


def _hint_of_key(subject: Subject, signs: Sequence[str], labels: Sequence[Label]) -> str:
    keys = [_number(sign) for sign in signs]
    named = {label.number: label.text for label in labels}
    right = [in_quotes(named[key]) if key in named else "…" for key in keys]
    wrong = [in_quotes(label.text) for label in labels if label.number not in keys]
    is_one = isinstance(subject.question, Choice)
    answer = f"`answer: {right[0]}`" if is_one else f"`answers: [{', '.join(right)}]`"
    hint = f"Write the text of the right option: {answer}"
    return (
        f"{hint}; and the wrong ones alone, without letters: `distractors: [{', '.join(wrong)}]`."
        if wrong
        else f"{hint}."
    )


CHECKS = (Check(lettered_options, mending=Mending.SAFE),)
