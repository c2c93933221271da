"""A question → what it claims of its book, in labelled lines for a reader or in one text for a program."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import assert_never

from quizgen.kinds import kind_of, response_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Interval, Judge, Pair, Recall, Select, Write
from quizgen.model.citation import Passage
from quizgen.model.scientific import as_written
from quizgen.model.stimulus import Stimulus
from quizgen.text.superscripts import write_number

_MIN_BESIDE = 100
"""The width, in columns, from which claim and passage stand side by side; else the passage stands below."""

_GAP = " " * 3

_LINES_AROUND = 4
"""Lines of the screen that the heading and the question to the reader take."""

_LEFT_OUT = "[…]"

_BEGIN, _END = ">> ", " <<"

WRONG = "Wrong"
"""The label of wrong options: the book has to say nothing of them."""


def claim_lines(question: Question, stimulus: Stimulus | None = None) -> Iterator[tuple[str, str]]:
    """What is asked and what is said to be right, each text with its label; explanations are left out.

    The question's stimulus stands above; if it is a passage, only its title does, and it is one of the passages.
    """
    shown = "\n".join(text for text in (stimulus.title, stimulus.text) if text) if stimulus is not None else ""
    for number, line in enumerate(filter(str.strip, shown.splitlines())):
        yield "" if number else "Stimulus", line
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
            if response.instead:
                yield "Instead", response.instead
        case Write():
            yield "Question", stem
            yield "Answer", response.accepted[0]
            if variants := response.accepted[1:]:
                yield "Or", "; ".join(variants)
        case Calculate():
            yield "Question", stem
            yield "Answer", f"{write_number(response.answer)} {response.unit}".strip() + _tolerance(response)
            if others := response.accepted[1:]:
                yield "Or", "; ".join(map(_interval, others))
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
            term, definition = (name.capitalize() for name in kind_of(question).fields)
            yield term, response.term
            yield definition, response.definition
        case Compose():
            yield "Question", stem
            yield from (("Point", text) for text in response.points)
        case _:
            assert_never(response)
    if question.derived:
        yield "Derived", question.derived


def claim_text(question: Question, stimulus: Stimulus | None = None) -> str:
    """The claim for a program: its lines without the wrong options."""
    lines = claim_lines(question, stimulus)
    return "\n".join(_labelled(label, text) for label, text in lines if label != WRONG)


def _labelled(label: str, text: str) -> str:
    return f"{_with_colon(label)} {text}" if label else text


def _with_colon(label: str) -> str:
    return label if label.endswith(".") else f"{label}:"


def claim_beside_passages(
    question: Question, passages: Sequence[Passage], width: int, height: int, stimulus: Stimulus | None = None
) -> str:
    """Claim and passages as text for a terminal of so many columns and lines; the passages with their places.

    Where the passages are longer than the screen, the claim stands below them once more.
    """
    claim = list(claim_lines(question, stimulus))
    said = [("", line) for line in _passage_lines(passages)]
    if width < _MIN_BESIDE:
        left = wrap_labelled(claim, width)
        lines = [*left, "", *wrap_labelled(said, width)]
    else:
        left_width = (width - len(_GAP)) * 2 // 5
        left = wrap_labelled(claim, left_width)
        right = wrap_labelled(said, width - len(_GAP) - left_width)
        rows = zip_longest(left, right, fillvalue="")
        lines = [f"{one:<{left_width}}{_GAP}{other}".rstrip() for one, other in rows]
    if len(lines) > height - _LINES_AROUND:
        lines += ["", *left]
    return "\n".join(lines)


def explanation_text(question: Question, width: int) -> str:
    return "\n".join(wrap_labelled([("Explanation", question.explanation)], width))


def surroundings_text(surroundings: Sequence[Passage], width: int) -> str:
    """Passages within the paragraphs around them, as text for a terminal; marks show where each begins and ends."""
    marked = [Passage(each.place, f"{each.before}{_BEGIN}", each.cited, f"{_END}{each.after}") for each in surroundings]
    return "\n".join(wrap_labelled([("", line) for line in _passage_lines(marked)], width))


def _passage_lines(passages: Sequence[Passage]) -> Iterator[str]:
    """The paragraphs of passages, with their places; several of one section are numbered, with a mark in between."""
    counts = Counter(each.place for each in passages)
    numbers: Counter[str] = Counter()
    last = ""
    for each in passages:
        numbers[each.place] += 1
        if last:
            yield from ("", _LEFT_OUT, "") if last == each.place else ("",)
        last = each.place
        of = f" ({numbers[last]} of {counts[last]})" if counts[last] > 1 else ""
        yield f"{last}{of}:"
        for index, paragraph in enumerate(each.text.split("\n\n")):
            yield from ("", paragraph) if index else (paragraph,)


def wrap_labelled(texts: Iterable[tuple[str, str]], width: int) -> list[str]:
    """The lines of texts with their labels, without signs that could steer a terminal; what goes on is indented."""
    lines = []
    for label, text in texts:
        plain = "".join(letter if letter.isprintable() else " " for letter in _labelled(label, text))
        lines += textwrap.wrap(plain, width, subsequent_indent="  " if label else "") or [""]
    return lines


def _tolerance(response: Calculate) -> str:
    within = response.accepted[0].high - response.answer
    return f" (within {write_number(as_written(within, response.answer))})" if within else ""


def _interval(interval: Interval) -> str:
    low, high = map(write_number, (interval.low, interval.high))
    return low if low == high else f"{low} to {high}"


def _filled(response: Fill) -> str:
    """The text with the words of its gaps, in brackets."""
    pieces, end = [], 0
    for deletion in response.deletions:
        pieces += [response.text[end : deletion.start], f"[{deletion.words}]"]
        end = deletion.end
    return "".join([*pieces, response.text[end:]])
