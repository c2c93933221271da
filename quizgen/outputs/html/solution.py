"""A question as it was printed → its answer in letters, numbers or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.assembly.quiz import SheetItem, Worksheet
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.order import Order
from quizgen.kinds.short import Short
from quizgen.kinds.true_false import TrueFalse
from quizgen.outputs.html.templates import letter
from quizgen.outputs.languages import Words, choose_words
from quizgen.outputs.markup import plain, quantity

SEE_BELOW = "↓"
"""Stands in the strip for an answer that is too long for it."""


LONGEST_IN_STRIP = 28
"""How many characters an answer may have in the strip."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What is right on a question as it was printed.

    ``options`` are the indices of the right options of a choice or multiple. ``labels`` are what may stand
    at each item of an order (numbers) or at each left side of a match (letters): more than one only where
    texts are the same. ``brief`` is the answer in a few words, or ``SEE_BELOW``.
    """

    entry: SheetItem
    options: tuple[int, ...]
    labels: tuple[tuple[str, ...], ...]
    brief: str


def words_of(sheet: Worksheet) -> Words:
    return choose_words(sheet.book.language, sheet.look.words)


def marked(sheet: Worksheet, solutions: Sequence[Solution]) -> list[Solution]:
    """What is answered by a letter, and so stands on the answer sheet; nothing if there is none."""
    if not sheet.form.answer_sheet:
        return []
    return [each for each in solutions if isinstance(each.entry.item.question, Choice | Multiple | TrueFalse)]


def solve(entry: SheetItem, words: Words) -> Solution:
    """Everything but words is named by what is printed: letters, and numbers in the boxes from top to bottom."""
    question = entry.item.question
    options: tuple[int, ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()
    brief = SEE_BELOW
    match question:
        case Choice() | Multiple():
            right = (question.answer,) if isinstance(question, Choice) else question.answers
            options = tuple(index for index, option in enumerate(entry.options) if option in right)
            brief = ", ".join(map(letter, options))
        case TrueFalse():
            brief = words["true" if question.answer else "false"]
        case Short():
            brief = plain(question.answer)
        case Numeric():
            brief = quantity(question.answer, question.unit).striptags()
        case Cloze():
            brief = "; ".join(plain(deletion.words) for deletion in question.deletions)
        case Order():
            numbers = [str(index + 1) for index in range(len(question.items))]
            labels = tuple(_labels_of(item, question.items, numbers) for item in entry.options)
            brief = " ".join(choices[0] for choices in labels)
        case Match():
            letters = [letter(index) for index in range(len(entry.options))]
            labels = tuple(_labels_of(right, entry.options, letters) for _, right in question.pairs)
            brief = " ".join(choices[0] for choices in labels)
    return Solution(entry, options, labels, brief if len(brief) <= LONGEST_IN_STRIP else SEE_BELOW)


def _labels_of(text: str, texts: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(label for other, label in zip(texts, labels, strict=True) if other == text)
