"""A text → its tokens: the words in it, each with its place; names, figures and runs of words are read from them."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import accumulate, chain, compress, islice, takewhile
from typing import Any, Generic, cast

from typing_extensions import TypeVar

from quizgen.text.scripts import UNSPACED
from quizgen.text.words import MARKS, WordRule, choose_rule

Position = TypeVar("Position", bound=int, default=int)
"""The type of the words' positions: those in a copy and those in a chapter must not be mixed up."""


class Tokens(Generic[Position]):
    """The words of a text, as its `WordRule` divides and normalises them.

    The offsets of a word are looked up in its line on demand: few are needed, and storing those of every word of a
    book takes longer than dividing the text into words.
    """

    def __init__(
        self,
        text: str,
        words: tuple[str, ...],
        vocabulary: tuple[str, ...],
        lines: Sequence[int],
        firsts: Sequence[int],
        rule: WordRule,
    ) -> None:
        """``vocabulary`` has each word once, those of a longer text included. ``lines`` has the offset of each line (or
        stretch of a long line) and of the text's end; ``firsts`` has, for each of these, the first word from there on.
        """
        self.text, self.words, self.vocabulary, self.rule = text, words, vocabulary, rule
        self._lines, self._firsts = lines, firsts

    def __len__(self) -> int:
        return len(self.words)

    def line_around(self, word: Position) -> tuple[int, int]:
        """Offsets between which a word stands, on one line of the text."""
        line = bisect_right(self._firsts, word) - 1
        return self._lines[line], self._lines[line + 1]

    def bounds(self, word: Position) -> tuple[int, int]:
        """The offsets at which a word begins and ends."""
        line = bisect_right(self._firsts, word) - 1
        offset, form = self._lines[line], self.words[word]
        written = self.text[offset : self._lines[line + 1]]
        if written.isascii():  # most words occur once in their line: no need to go through the words before
            lowered = written.lower()
            start = lowered.find(form)
            if lowered.find(form, start + 1) < 0:
                return offset + start, offset + start + len(form)
        start, end = next(islice(self._bounds_in(line), word - self._firsts[line], None))
        return offset + start, offset + end

    def all_bounds(self) -> Iterator[tuple[int, int]]:
        """The offsets at which each word begins and ends."""
        for line, offset in enumerate(islice(self._lines, len(self._lines) - 1)):
            yield from ((offset + start, offset + end) for start, end in self._bounds_in(line))

    def extent(self, first: Position, last: Position) -> tuple[int, int]:
        """The offsets of the words from ``first`` up to, not including, ``last``."""
        return self.bounds(first)[0], self._end_before(last)

    def between(self, word: Position) -> tuple[int, int]:
        """The offsets of the gap before a word: where the previous word ends, and where this one begins."""
        return self._end_before(word), self.bounds(word)[0]

    def _end_before(self, word: Position) -> int:
        return self.bounds(cast("Position", word - 1))[1]

    def first_from(self, offset: int) -> Position:
        """The first word that begins at or after an offset of the text."""
        line = bisect_right(self._lines, offset) - 1
        if line >= len(self._lines) - 1:
            return cast("Position", len(self.words))
        inside = offset - self._lines[line]
        before = sum(1 for _ in takewhile(lambda bounds: bounds[0] < inside, self._bounds_in(line))) if inside else 0
        return cast("Position", self._firsts[line] + before)

    def reflowed(self, paragraphs: Iterable[tuple[tuple[Position, Position], tuple[int, int]]]) -> Tokens[Any]:
        """The tokens of some paragraphs as running text: lines joined, and an empty line between paragraphs.

        Each paragraph is its words, the first and the one behind the last, and the offsets between which they stand.
        """
        pieces: list[str] = []
        words: list[str] = []
        lines, firsts = array("I"), array("I")
        length = 0
        for (first, last), (start, end) in paragraphs:
            written = self.text[start:end]
            running = " ".join(self.rule.join(self.text, start, end).split())
            inside = slice(bisect_right(self._lines, start), bisect_left(self._lines, end))
            if len(running) == len(written.strip()):  # all blanks are single: the lines keep their distances
                shift = length - start - (len(written) - len(written.lstrip()))
                close = length + len(running)
                opens = [length, *[min(max(length, line + shift), close) for line in self._lines[inside]]]
                counts = [0, *[word - first for word in self._firsts[inside]]]
            else:
                again = read_tokens(running, self.rule)
                opens, counts = [length + line for line in again._lines[:-1]], [*again._firsts[:-1]]
            lines.extend(opens)
            firsts.extend([len(words) + count for count in counts])
            pieces.append(running)
            words += self.words[first:last]
            length += len(running) + 2
        lines.append(max(length - 2, 0))
        firsts.append(len(words))
        return Tokens("\n\n".join(pieces), tuple(words), self.vocabulary, lines, firsts, self.rule)

    def _bounds_in(self, line: int) -> Iterator[tuple[int, int]]:
        """The bounds of the words of a line, relative to it."""
        written = self.text[self._lines[line] : self._lines[line + 1]]
        return self.rule.place(written, self.words[self._firsts[line] : self._firsts[line + 1]])


def read_tokens(text: str, rule: WordRule | None = None) -> Tokens:
    """Divide a text into words, by the rule that its letters ask for if none is given."""
    rule = rule or choose_rule((text,))
    lines = list(chain.from_iterable(map(_stretches, text.split("\n"))))
    words: list[str] = []
    firsts = array("I")
    vocabulary: dict[str, str] = {}
    share = vocabulary.setdefault  # keep one string per word: a book repeats its words
    for found in rule.split_lines(lines):
        firsts.append(len(words))
        words += map(share, found, found)
    firsts.append(len(words))
    offsets = array("I", accumulate((len(line) + 1 for line in lines), initial=0))
    offsets[-1] = len(text)
    return Tokens(text, tuple(words), tuple(vocabulary), offsets, firsts, rule)


_MAX_LINE_LETTERS = 400
_MIN_STRETCH_LETTERS = 200
_APART = re.compile(rf"[^\w'’ʼ׳.,{MARKS}{UNSPACED}]")


def _stretches(line: str) -> Iterable[str]:
    """A line, or the stretches of a long one, separated by one character that belongs to no word.

    Words are looked up in their stretch, because some copies have a whole chapter on one line.
    """
    if len(line) <= _MAX_LINE_LETTERS:
        return (line,)
    stretches, start = [], 0
    for apart in _APART.finditer(line, _MIN_STRETCH_LETTERS):
        if apart.start() >= start + _MIN_STRETCH_LETTERS and unicodedata.category(apart[0])[0] != "M":
            stretches.append(line[start : apart.start()])
            start = apart.end()
    return [*stretches, line[start:]]


class Index(Generic[Position]):
    """A sequence of words, searchable for runs of words; with ``wanted``, only for runs that contain one of those."""

    def __init__(self, words: Sequence[str], wanted: Container[str] | None = None) -> None:
        self.words = tuple(words)
        self._wanted = wanted

    @cached_property
    def places(self) -> Mapping[str, Sequence[Position]]:
        """The positions of each word."""
        places: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        if self._wanted is None:
            for place, word in enumerate(self.words):
                places[word].append(place)
        else:
            for place in compress(range(len(self.words)), map(self._wanted.__contains__, self.words)):
                places[self.words[place]].append(place)
        places.default_factory = None
        return cast("Mapping[str, Sequence[Position]]", places)

    def find(self, run: Sequence[str]) -> Iterator[Position]:
        """Every position at which the run begins; matches may overlap."""
        places = self.places
        known = run if self._wanted is None else list(filter(self._wanted.__contains__, run))
        sizes = [len(places[word]) if word in places else 0 for word in known]
        if not sizes or not all(sizes):
            return
        word = known[sizes.index(min(sizes))]
        rarest, wanted, size = run.index(word), tuple(run), len(run)
        for place in places[word]:
            first = place - rarest
            if first >= 0 and self.words[first : first + size] == wanted:
                yield cast("Position", first)
