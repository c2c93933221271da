"""A text and a book → runs of the book's words in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import cast

from quizgen.text.words import Words, split_ascii, split_words

_INSIDE = re.compile("['.,]")
_SEED = 4
"""Words: a stretch of so many is looked up, and only where it is known is more compared."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Every run of a book that is one word longer than ``limit``.

    ``seeds`` has the places in ``pieces`` of some stretches of ``length`` words, by the hash of the stretch: so many
    that each run has one in it.
    """

    limit: int
    pieces: Sequence[str]
    length: int
    seeds: Mapping[int, int | Sequence[int]]

    def may_stand_in(self, text: str) -> bool:
        """Whether a text has a seed of a run; without one there is none to find."""
        return not self.seeds.keys().isdisjoint(self._hashes(split_pieces(text)))

    def find(self, text: str) -> Iterator[str]:
        """The longest stretches of a text that are too long runs of the book."""
        pieces, size = split_pieces(text), self.limit + 1
        if len(pieces) < size:
            return
        firsts = set(self._firsts(pieces))
        free = 0
        for first in sorted(firsts):
            if first >= free:
                last = first
                while last + 1 in firsts:
                    last += 1
                free = last + size
                yield " ".join(pieces[first:free])

    def _firsts(self, pieces: Sequence[str]) -> Iterator[int]:
        """Where a run begins in the pieces of a text, of which every one has a seed in it."""
        size = self.limit + 1
        seeds = enumerate(map(self.seeds.get, self._hashes(pieces)))
        ends: dict[int, int] = {}  # how far both have been compared, by how far they are apart
        for at, found in [(at, found) for at, found in seeds if found is not None]:
            for place in (found,) if isinstance(found, int) else found:
                if ends.get(place - at, 0) <= at:
                    low, high = self._around(pieces, at, place)
                    ends[place - at] = high
                    yield from range(low, high - size + 1)

    def _around(self, pieces: Sequence[str], at: int, place: int) -> tuple[int, int]:
        """How far the pieces around one are those of the book around a place of it."""
        low = 0
        while low < min(at, place) and pieces[at - low - 1] == self.pieces[place - low - 1]:
            low += 1
        high = 0
        while high < min(len(pieces) - at, len(self.pieces) - place) and pieces[at + high] == self.pieces[place + high]:
            high += 1
        return at - low, at + high

    def _hashes(self, pieces: Sequence[str]) -> Iterator[int]:
        """Of each stretch that may be a seed."""
        return map(hash, zip(*(pieces[at:] for at in range(self.length)), strict=False))


def read_runs(words: Words, limit: int) -> Runs:
    """Prepare a book's words."""
    pieces = _in_pieces(words.words, words.vocabulary)
    length = min(_SEED, limit + 1)
    step = limit + 2 - length
    places = range(0, len(pieces) - length + 1, step)
    hashes = list(map(hash, zip(*(pieces[at::step] for at in range(length)), strict=False)))
    lasts = dict(zip(hashes, places, strict=False))
    others: defaultdict[int, list[int]] = defaultdict(list)
    for seed, place in zip(hashes, places, strict=False):
        if lasts[seed] != place:
            others[seed].append(place)
    seeds = cast("dict[int, int | Sequence[int]]", lasts)  # large: it is not copied
    seeds.update({seed: (*places, lasts[seed]) for seed, places in others.items()})
    return Runs(limit, pieces, length, seeds)


def split_pieces(text: str) -> Sequence[str]:
    """Normalised words; here an apostrophe, or a point between digits, ends a word, which counts more."""
    text = text.replace("…", " ")  # the only sign beyond ASCII of most citations
    if text.isascii():
        return split_ascii(text)
    words = split_words(text)
    return _in_pieces(words, words)


def _in_pieces(words: Sequence[str], vocabulary: Sequence[str]) -> Sequence[str]:
    divided = {word: _INSIDE.split(word) for word in vocabulary if not word.isalnum()}
    pieces: list[str] = []
    done = 0
    for place in compress(range(len(words)), map(divided.__contains__, words)):
        pieces += words[done:place]
        pieces += divided[words[place]]
        done = place + 1
    pieces += words[done:]
    return pieces
