"""A question → what it claims of its book, in labelled lines for a reader or in one text for a program."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import assert_never

from quizgen.kinds import kind_of, response_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Select, Write
from quizgen.model.citation import Passage

_MIN_BESIDE = 100
"""The width, in columns, from which claim and passage stand side by side; else the passage stands below."""

_GAP = " " * 3

WRONG = "Wrong"
"""The label of wrong options: the book has to say nothing of them."""


def claim_lines(question: Question) -> Iterator[tuple[str, str]]:
    """What is asked and what is said to be right, each text with its label; explanations are left out.

    Of a statement that is false, the explanation says what is true, and is part of the claim.
    """
    response = response_of(question)
    stem = kind_of(question).stem(question, "…")
    match response:
        case Select():
            yield "Question", stem
            yield from (("Answer", text) for text in response.right)
            yield from ((WRONG, option.text) for option in response.wrong)
        case Judge():
            yield "Statement", stem
            yield "Said to be", "true" if response.answer else "false"
            if not response.answer:
                yield "Instead", question.explanation
        case Write():
            yield "Question", stem
            yield "Answer", response.accepted[0]
            yield from (("Or", text) for text in response.accepted[1:])
        case Calculate():
            yield "Question", stem
            tolerance = f" (within {response.tolerance:f})" if response.tolerance else ""
            yield "Answer", f"{response.answer:f} {response.unit}".strip() + tolerance
        case Fill():
            yield "Text", _filled(response)
        case Arrange():
            yield "Question", stem
            yield from ((f"{number}.", text) for number, text in enumerate(response.items, 1))
        case Pair():
            yield "Question", stem
            yield from (("Pair", f"{left} — {right}") for left, right in response.pairs)
            yield from ((WRONG, text) for text in response.spare)
        case Recall():
            yield "Term", response.term
            yield "Definition", response.definition
        case Compose():
            yield "Question", stem
            yield from (("Point", text) for text in response.points)
        case _:
            assert_never(response)
    if question.derived:
        yield "Derived", question.derived


def claim_text(question: Question) -> str:
    """The claim for a program: its lines without the wrong options."""
    return "\n".join(f"{label}: {text}" for label, text in claim_lines(question) if label != WRONG)


def claim_beside_passages(question: Question, passages: Sequence[Passage], width: int) -> str:
    """Claim and passages as text for a terminal of so many columns; the passages with their places."""
    claim = [(f"{label}: ", text) for label, text in claim_lines(question)]
    said = [("", line) for each in passages for line in (f"{each.place}:", *each.text.split("\n\n"), "")][:-1]
    if width < _MIN_BESIDE:
        return "\n".join([*_wrapped(claim, width), "", *_wrapped(said, width)])
    left_width = (width - len(_GAP)) * 2 // 5
    left, right = _wrapped(claim, left_width), _wrapped(said, width - len(_GAP) - left_width)
    rows = zip_longest(left, right, fillvalue="")
    return "\n".join(f"{one:<{left_width}}{_GAP}{other}".rstrip() for one, other in rows)


def _wrapped(texts: Sequence[tuple[str, str]], width: int) -> list[str]:
    """The lines of labelled texts, without signs that could steer a terminal."""
    lines = []
    for label, text in texts:
        plain = "".join(letter if letter.isprintable() else " " for letter in f"{label}{text}")
        lines += textwrap.wrap(plain, width, subsequent_indent="  " if label else "") or [label]
    return lines


def _filled(response: Fill) -> str:
    """The text with the words of its gaps, in brackets."""
    pieces, end = [], 0
    for deletion in response.deletions:
        pieces += [response.text[end : deletion.start], f"[{deletion.words}]"]
        end = deletion.end
    return "".join([*pieces, response.text[end:]])
