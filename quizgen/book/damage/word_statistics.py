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

_CODE = re.compile(
    r"[/\\@$#{}<>|~^`]|\w=[\w\"'$]|\w\+\w|[a-z][A-Z]|\w_\w|::|\w\(\w*\)|^[\"'“‘(\[]?-{1,2}\w|[^\W\d_]{2}\.[^\W\d_]{2}"
)
"""What a word of a command, a path or a program has, with all that is written with it without a blank."""

_PLAIN_CODE = re.compile(r"/\w+/|://|[^\W_]_[^\W_]|::|\w\(\d?\)|^-{1,2}[a-z]{2}")
_MIN_CODE_SHARE = 0.003
"""From this share of words on that are code beyond doubt, a book has programs in it, and what may be code is taken for
code. No novel has so many, however badly it was read.
"""

_MIN_CODE_SHARE_OF_LINE = 0.3


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
    def has_code(self) -> bool:
        """Whether the book has commands and programs."""
        chunks = self.text.flow.text.split()
        plain = sum(_CODE.search(chunk) is not None and _PLAIN_CODE.search(chunk) is not None for chunk in chunks)
        return plain > _MIN_CODE_SHARE * len(chunks)

    @cached_property
    def code(self) -> frozenset[int]:
        """The positions of words in commands, paths and programs: those with a sign of them, and lines with many."""
        return frozenset(at for at, _ in self._find_code()) if self.has_code else frozenset()

    @cached_property
    def _code_words(self) -> frozenset[str]:
        """The words that stand with a sign of code somewhere, the commonest of the book left out."""
        marked = {self.words[at] for at, is_marked in self._find_code() if is_marked} if self.has_code else set()
        return frozenset(marked - self.commonest)

    def is_code(self, at: int) -> bool:
        """Whether a word belongs to a command, a path or a program, or is a name from one."""
        return at in self.code or self.words[at] in self._code_words

    def _find_code(self) -> Iterator[tuple[int, bool]]:
        """The positions of the words of code, each with whether it is written with a sign of code."""
        text, at = self.text.flow.text, 0
        for start, end in _lines(text):
            chunks = [(chunk.end(), _CODE.search(chunk[0]) is not None) for chunk in _CHUNK.finditer(text, start, end)]
            is_line = sum(is_code for _, is_code in chunks) > _MIN_CODE_SHARE_OF_LINE * len(chunks)
            for last, is_code in chunks:
                while at < len(self._bounds) and self._bounds[at][0] < last:
                    if is_code or is_line:
                        yield at, is_code
                    at += 1

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


_CHUNK = re.compile(r"\S+")


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The offsets between which the lines of a text stand."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


Find: TypeAlias = Callable[[Reading], Iterator[Mark]]
