"""A text and the words of a book → the runs of words that the text shares with the book."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, cast

from quizgen.text.tokens import Tokens
from quizgen.text.words import WordRule, split_ascii

_INSIDE = re.compile("['.,]")
_SEED_WORDS = 4
"""The length of the stretches that are looked up; only around a known one are more words compared."""


@dataclass(frozen=True, slots=True)
class Runs:
    """An index of a book, to find runs of its words that are longer than ``limit``.

    ``seeds`` maps the hashes of some stretches of ``length`` words to their places in ``pieces``; so close that
    every run of ``limit + 1`` words contains one.
    """

    limit: int
    pieces: Sequence[str]
    length: int
    seeds: Mapping[int, int | Sequence[int]]
    rule: WordRule

    def may_stand_in(self, text: str) -> bool:
        """Whether a text may contain a run: without a seed it cannot."""
        return not self.seeds.keys().isdisjoint(self._hashes(split_pieces(text, self.rule)))

    def find(self, text: str) -> Iterator[str]:
        """The stretches of a text that are runs of more than ``limit`` words of the book."""
        pieces, size = split_pieces(text, self.rule), self.limit + 1
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
        """The positions in a text's pieces at which a run begins; every run contains a seed."""
        size = self.limit + 1
        seeds = enumerate(map(self.seeds.get, self._hashes(pieces)))
        ends: dict[int, int] = {}  # the end of what has been compared, by offset between book and text
        for at, found in [(at, found) for at, found in seeds if found is not None]:
            for place in (found,) if isinstance(found, int) else found:
                if ends.get(place - at, 0) <= at:
                    low, high = self._around(pieces, at, place)
                    ends[place - at] = high
                    yield from range(low, high - size + 1)

    def _around(self, pieces: Sequence[str], at: int, place: int) -> tuple[int, int]:
        """The extent, around a piece of a text, that equals the book around a place."""
        low = 0
        while low < min(at, place) and pieces[at - low - 1] == self.pieces[place - low - 1]:
            low += 1
        high = 0
        while high < min(len(pieces) - at, len(self.pieces) - place) and pieces[at + high] == self.pieces[place + high]:
            high += 1
        return at - low, at + high

    def _hashes(self, pieces: Sequence[str]) -> Iterator[int]:
        """The hash of each stretch of seed length."""
        return map(hash, zip(*(pieces[at:] for at in range(self.length)), strict=False))


def read_runs(tokens: Tokens[Any], limit: int) -> Runs:
    """Index a book's words for runs longer than ``limit``."""
    pieces = _in_pieces(tokens.words, tokens.vocabulary)
    length = min(_SEED_WORDS, limit + 1)
    step = limit + 2 - length
    places = range(0, len(pieces) - length + 1, step)
    hashes = list(map(hash, zip(*(pieces[at::step] for at in range(length)), strict=False)))
    lasts = dict(zip(hashes, places, strict=False))
    others: defaultdict[int, list[int]] = defaultdict(list)
    for seed, place in zip(hashes, places, strict=False):
        if lasts[seed] != place:
            others[seed].append(place)
    seeds = cast("dict[int, int | Sequence[int]]", lasts)  # not copied, because it is large
    seeds.update({seed: (*places, lasts[seed]) for seed, places in others.items()})
    return Runs(limit, pieces, length, seeds, tokens.rule)


def split_pieces(text: str, rule: WordRule) -> Sequence[str]:
    """Normalised words, divided also at apostrophes and at points and commas between digits."""
    text = text.replace("…", " ")  # in most citations the only character beyond ASCII
    if text.isascii():
        return split_ascii(text)
    words = rule.split(text)
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
