"""The text of a book in one copy → statistics of its words: how often each word, spelling and pair occurs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TypeAlias

from quizgen.book.book_text import BookText
from quizgen.book.damage.letter_model import Spelling
from quizgen.book.positions import CopySpan

_MIN_BOOK_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of words in the copy (first, and after the last) that looks damaged, and what is wrong with it."""

    span: CopySpan
    message: str


class Reading:
    """The words of a copy and their statistics, which the signs of damage use in place of a dictionary."""

    def __init__(self, text: BookText) -> None:
        self.text = text
        self.words = text.flow.tokens.words
        self._bounds = tuple(text.flow.tokens.all_bounds())
        self.spans = sorted(part.span for part in text.parts)

    @property
    def positions(self) -> Iterator[int]:
        """The positions of the book's words in the copy, without headings and page furniture."""
        return (at for first, last in self.spans for at in range(first, last))

    @property
    def neighbours(self) -> Iterator[int]:
        """The positions of words that are separated from the next word by white space only."""
        return (at for first, last in self.spans for at in range(first, last - 1) if self.between(at, at + 1).isspace())

    def written(self, at: int) -> str:
        """A word as the copy spells it."""
        return self.text.flow.text[slice(*self._bounds[at])]

    def between(self, before: int, behind: int) -> str:
        """The text between two words."""
        return self.text.flow.text[self._bounds[before][1] : self._bounds[behind][0]]

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches of a pattern in the book's text, each with the position of the word that it begins in."""
        for first, last in self.spans:
            for found in pattern.finditer(self.text.flow.text, self._bounds[first][0], self._bounds[last - 1][1]):
                begun = bisect_right(self._bounds, found.start(), key=itemgetter(0))
                yield max(begun - 1, first), found

    @cached_property
    def spellings(self) -> Counter[str]:
        """How often each spelling of a word occurs in the book."""
        return Counter(self.written(at) for at in self.positions)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How often each pair of words occurs with only white space between."""
        return Counter((self.words[at], self.words[at + 1]) for at in self.neighbours)

    @cached_property
    def stopped(self) -> Counter[str]:
        """How often each word is directly followed by a full stop."""
        last = len(self.words) - 1
        return Counter(self.words[at] for at in self.positions if at < last and self.between(at, at + 1)[:1] == ".")

    @cached_property
    def commonest(self) -> frozenset[str]:
        """The fifty most frequent words of the book."""
        return frozenset(word for word, _ in self.text.counts.most_common(50))

    @cached_property
    def spelling(self) -> Spelling:
        return Spelling(word for word in self.text.counts if word.isalpha())

    @cached_property
    def surprising(self) -> float:
        """The bits per letter that only a tenth of the book's words exceed, but more than half of garbled words."""
        bits = sorted(self.spelling.surprise(word) for word in self.text.counts if word.isalpha())
        return bits[len(bits) * 9 // 10]

    @cached_property
    def rare(self) -> int:
        """The highest count that still makes a word rare: one in 10,000 words."""
        return max(1, self.text.counts.total() // 10_000)

    @property
    def is_telling(self) -> bool:
        """Whether the book is long enough for a word's absence or rarity to be evidence."""
        return self.text.counts.total() >= _MIN_BOOK_WORDS


Find: TypeAlias = Callable[[Reading], Iterator[Mark]]
