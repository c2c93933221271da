"""A book's text in one copy → its words with what is usual there: which words it has, how often, and in which pairs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TypeAlias

from quizgen.book.book_text import BookText, Span
from quizgen.book.damage.letter_model import Spelling

_ENOUGH_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the copy (the first, and the one behind the last) that look damaged, and what is wrong with them."""

    span: Span
    message: str


class Reading:
    """What the signs of damage go by: the copy's own habits stand for a dictionary."""

    def __init__(self, text: BookText) -> None:
        self.text = text
        self.words = text.flow.words.words
        self._bounds = tuple(text.flow.words.all_bounds())
        self.spans = sorted(part.span for part in text.parts)

    @property
    def positions(self) -> Iterator[int]:
        """The positions of the book's words in the copy; headings and page furniture are none."""
        return (at for first, last in self.spans for at in range(first, last))

    @property
    def neighbours(self) -> Iterator[int]:
        """The positions of words that nothing but white space parts from the next."""
        return (at for first, last in self.spans for at in range(first, last - 1) if self.between(at, at + 1).isspace())

    def written(self, at: int) -> str:
        """A word as the copy spells it."""
        return self.text.flow.text[slice(*self._bounds[at])]

    def between(self, before: int, behind: int) -> str:
        """What stands between two words."""
        return self.text.flow.text[self._bounds[before][1] : self._bounds[behind][0]]

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """The places of a pattern in the book's text, each with the position of the word that it begins in."""
        for first, last in self.spans:
            for found in pattern.finditer(self.text.flow.text, self._bounds[first][0], self._bounds[last - 1][1]):
                begun = bisect_right(self._bounds, found.start(), key=itemgetter(0))
                yield max(begun - 1, first), found

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the book has each word, without regard to case."""
        return Counter(self.words[at] for at in self.positions)

    @cached_property
    def spellings(self) -> Counter[str]:
        """How often the book has each word as it is spelled."""
        return Counter(self.written(at) for at in self.positions)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How often a word stands directly before another."""
        return Counter((self.words[at], self.words[at + 1]) for at in self.neighbours)

    @cached_property
    def stopped(self) -> Counter[str]:
        """How often a full stop stands directly behind each word."""
        last = len(self.words) - 1
        return Counter(self.words[at] for at in self.positions if at < last and self.between(at, at + 1)[:1] == ".")

    @cached_property
    def commonest(self) -> frozenset[str]:
        """The fifty words that the book has most often."""
        return frozenset(word for word, _ in self.counts.most_common(50))

    @cached_property
    def spelling(self) -> Spelling:
        return Spelling(word for word in self.counts if word.isalpha())

    @cached_property
    def surprising(self) -> float:
        """Bits a letter that only a tenth of the book's own words have: of garbled words more than half have more."""
        bits = sorted(self.spelling.surprise(word) for word in self.counts if word.isalpha())
        return bits[len(bits) * 9 // 10]

    @cached_property
    def rare(self) -> int:
        """What comes at most as often is no habit: once in 10,000 words."""
        return max(1, self.counts.total() // 10_000)

    @property
    def is_telling(self) -> bool:
        """Whether the book is long enough for what it never does to mean something."""
        return self.counts.total() >= _ENOUGH_WORDS


Find: TypeAlias = Callable[[Reading], Iterator[Mark]]
