"""The text of a book in one copy → the places where it looks damaged: the list of all signs of damage."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizgen.book.book_text import BookText
from quizgen.book.damage import letters, passages, words
from quizgen.book.damage.word_statistics import Find, Mark, Reading
from quizgen.book.positions import CopySpan, copy_span


@dataclass(frozen=True, slots=True)
class Sign:
    """A kind of damage, named after its function and explained by the first paragraph of the function's docstring.

    A sign that is ``of_words`` is reported only where no earlier sign in the list covers the same words.
    """

    find: Find
    of_words: bool = True

    @property
    def kind(self) -> str:
        return self.find.__name__.replace("_", "-")

    @property
    def meaning(self) -> str:
        summary, _, _ = (inspect.getdoc(self.find) or "").partition("\n\n")
        return " ".join(summary.replace("``", "`").split())


SIGNS: tuple[Sign, ...] = (
    Sign(letters.garbled),
    Sign(letters.mojibake),
    Sign(letters.control_character),
    Sign(words.split_word),
    Sign(words.joined_words),
    Sign(words.doubled_word),
    Sign(letters.stray_letter),
    Sign(words.stray_stop),
    Sign(passages.breaks_off, of_words=False),
    Sign(passages.twice, of_words=False),
    Sign(passages.empty_section, of_words=False),
)

_SHOWN_WORDS = 8


@dataclass(frozen=True, slots=True)
class Damage:
    """A place of the copy that looks damaged: its line (from 1), its place in the book, and a few of its words."""

    kind: str
    line: int
    place: str
    message: str
    shown: str
    span: CopySpan


def find_damage(text: BookText) -> tuple[Damage, ...]:
    """Every place that shows a sign of damage: by kind, then in the order of the copy."""
    reading = Reading(text)
    explained: set[int] = set()
    found: list[Damage] = []
    for sign in SIGNS:
        marks = sorted(sign.find(reading), key=lambda mark: mark.span)
        if sign.of_words:
            marks = [mark for mark in marks if explained.isdisjoint(range(*mark.span))]
            explained.update(at for mark in marks for at in range(*mark.span))
        found += (_damage(sign.kind, mark, text) for mark in marks)
    return tuple(found)


def has_code(text: BookText) -> bool:
    """Whether the book has commands and programs: their words are nowhere taken for damage."""
    return Reading(text).has_code


def _damage(kind: str, mark: Mark, text: BookText) -> Damage:
    first = mark.span[0]
    part = next(part for part in text.parts if part.span[0] <= first < part.span[1])
    return Damage(kind, text.at(first)[0], part.place, mark.message, _shown(mark.span, part.span, text), mark.span)


def _shown(span: CopySpan, part: CopySpan, text: BookText) -> str:
    """The damaged words, filled up to eight with the words around them."""
    first, last = span
    more = max(0, _SHOWN_WORDS - (last - first))
    low = max(part[0], first - (more + 1) // 2)
    high = min(part[1], low + _SHOWN_WORDS)
    return text.written(*copy_span(low, high))


def find_citing(damage: Sequence[Damage], cited: Iterable[tuple[str, CopySpan]]) -> Mapping[Damage, tuple[str, ...]]:
    """The questions whose passages have damaged words; ``cited`` are question ids with word positions in the copy."""
    citing: dict[int, list[str]] = defaultdict(list)
    for question_id, (first, last) in cited:
        for at in range(first, last):
            citing[at].append(question_id)
    found = {each: sorted({id_ for at in range(*each.span) for id_ in citing.get(at, ())}) for each in damage}
    return {each: tuple(ids) for each, ids in found.items() if ids}
