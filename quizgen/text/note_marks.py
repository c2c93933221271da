"""Tokens → the same without the marks of notes that are glued to words, as in ``the abbey[13]``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from quizgen.text.tokens import Index, Position, Tokens

_MARK = re.compile(r"(?<=[^\s\[({])(?:\[\d{1,3}\]|\{\d{1,3}\}|\[[A-Z*†‡]\])")
_RAISED = re.compile(r"(?<=[^\W\d_]{3})[¹²³⁰⁴-⁹]{1,3}(?!\w)")
_MIN_ASCENDING = 0.9
"""The least share of marks that have a higher number than the one before: those of a program's lists go up and down."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Words without note marks, searchable; ``positions`` are those that they have among all words."""

    index: Index[int]
    positions: Sequence[int]


def strip_note_marks(text: str) -> str:
    """A text without the marks of notes."""
    return _RAISED.sub("", _MARK.sub("", text))


def leave_out_note_marks(tokens: Tokens[Position]) -> Unmarked | None:
    """The words without note marks; none if the text has no marks, or what looks like them does not count up."""
    text = tokens.text
    marks = list(_MARK.finditer(text))
    numbers = [int(mark[0][1:-1]) for mark in marks if mark[0][1:-1].isdecimal()]
    ascending = sum(below > above or below == 1 for above, below in pairwise(numbers))
    if ascending < (len(numbers) - 1) * _MIN_ASCENDING:
        marks = []
    raised = list(_RAISED.finditer(text))
    if not marks and not raised:
        return None
    left_out = {tokens.first_from(mark.start()) for mark in marks if mark[0][1].isalnum()}
    words = list(tokens.words)
    for mark in raised:
        at = tokens.first_from(mark.start()) - 1
        words[at] = "".join(tokens.rule.split(_RAISED.sub("", text[slice(*tokens.bounds(cast("Position", at)))])))
    positions = [at for at in range(len(words)) if at not in left_out]
    return Unmarked(Index([words[at] for at in positions]), positions)
