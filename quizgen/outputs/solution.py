"""A question as printed → its answer in letters, numbers or words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from markupsafe import Markup

from quizgen.assembly.quiz import SheetItem, Worksheet
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Select, Write
from quizgen.outputs.languages import Words, choose_words
from quizgen.outputs.markup import inline, plain_quantity, spoken

SEE_BELOW = "↓"
"""The sign in the strip of brief answers for one that is too long."""


LONGEST_IN_STRIP = 28
"""Maximum characters of an answer in the strip."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer of a question as printed.

    ``options`` are the indices of the right options of a choice or multiple. ``labels`` are the right labels of each
    item of an order (numbers) or each left side of a match (letters): more than one only where texts are the same.
    ``brief`` is the answer in a few words, or ``SEE_BELOW``.
    """

    entry: SheetItem
    options: tuple[int, ...]
    labels: tuple[tuple[str, ...], ...]
    brief: str


def letter(index: int) -> str:
    """A, B, … Z, AA, AB, …: the letter of the option at an index."""
    before, last = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def words_of(sheet: Worksheet) -> Words:
    """The words around the questions of a sheet: in the language that its recipe asks for, or else in the book's."""
    book_language = sheet.book.language
    if not sheet.look.language:
        return choose_words(book_language, sheet.look.words)
    return choose_words(sheet.look.language, sheet.look.words, book_language)


def marked(sheet: Worksheet, solutions: Sequence[Solution]) -> list[Solution]:
    """The questions on the answer sheet: those answered by a letter; empty if there is no answer sheet."""
    if not sheet.form.answer_sheet:
        return []
    return [each for each in solutions if isinstance(each.entry.response, Select | Judge)]


def solve(entry: SheetItem, words: Words) -> Solution:
    """Solve a question; options are named by printed letters, the order of items by the numbers in their boxes."""
    response = entry.response
    options: tuple[int, ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()
    match response:
        case Select():
            options = tuple(index for index, option in enumerate(entry.options) if option in response.right)
            brief = ", ".join(map(letter, options))
        case Judge():
            brief = words["true" if response.answer else "false"]
        case Write():
            brief = _brief(response.accepted[:1])
        case Calculate():
            brief = plain_quantity(words.numbers.exact(response.answer), response.unit, words.numbers.percent)
        case Fill():
            brief = _brief([deletion.words for deletion in response.deletions])
        case Arrange():
            numbers = [str(index + 1) for index in range(len(response.items))]
            labels = tuple(_labels_of(item, response.items, numbers) for item in entry.options)
            brief = " ".join(choices[0] for choices in labels)
        case Pair():
            letters = [letter(index) for index in range(len(entry.options))]
            labels = tuple(_labels_of(right, entry.options, letters) for _, right in response.pairs)
            brief = " ".join(choices[0] for choices in labels)
        case Recall():
            brief = _brief([response.term]) if response.is_named else SEE_BELOW
        case Compose():
            brief = SEE_BELOW
        case _:
            assert_never(response)
    is_short = isinstance(brief, Markup) or len(brief) <= LONGEST_IN_STRIP
    return Solution(entry, options, labels, brief if is_short else SEE_BELOW)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A question on another version of the sheet: its number there, and its answer in a few words."""

    version: str
    number: int
    brief: str


def solve_versions(sheet: Worksheet, words: Words) -> tuple[tuple[Solution, ...], ...]:
    """The solutions of each version for which one key is made, or else of this sheet alone."""
    editions = sheet.editions if sheet.has_shared_key else (sheet.entries,)
    return tuple(tuple(solve(entry, words) for entry in entries) for entries in editions)


def find_elsewhere(sheet: Worksheet, solved: Sequence[Sequence[Solution]]) -> dict[str, tuple[Elsewhere, ...]]:
    """Where the questions of the first version stand on the others, by their ids."""
    found: dict[str, tuple[Elsewhere, ...]] = {}
    for (version, _), solutions in zip(sheet.versions[1:], solved[1:], strict=True) if len(solved) > 1 else ():
        for each in solutions:
            there = Elsewhere(version, each.entry.number, each.brief)
            found[each.entry.item.question.id] = (*found.get(each.entry.item.question.id, ()), there)
    return found


def _brief(texts: Sequence[str]) -> str:
    """Texts in the strip: formulas set, since of a fraction without its markup both numbers would stand as one."""
    shown = "; ".join(map(spoken, texts))
    has_formula = len(shown) <= LONGEST_IN_STRIP and any("$" in text for text in texts)
    if not has_formula:
        return shown
    return Markup("; ").join(Markup(_WRAPPER.sub("", inline(text))) for text in texts)  # noqa: S704 (tags taken away)


_WRAPPER = re.compile(r"</?(?:span|div)\b[^>]*>")
"""What stands around a formula; the strip draws a frame around what stands in it."""


def _labels_of(text: str, texts: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(label for other, label in zip(texts, labels, strict=True) if other == text)
