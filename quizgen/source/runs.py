"""A text and a book → runs of the book's words in the text."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_PIECE = re.compile(r"[^\W_]+")
_ASCII_PIECE = re.compile("[a-z0-9]+")
_SEED = 4
"""Words: a stretch of so many is looked up, and only where it is known is more compared."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Every run of a book that is one word longer than ``limit``.

    ``seeds`` has the places in ``pieces`` of some stretches of ``length`` words, so many that each run has one in it.
    """

    limit: int
    pieces: Sequence[str]
    length: int
    seeds: Mapping[tuple[str, ...], Sequence[int]]

    def may_stand_in(self, text: str) -> bool:
        """Whether a text has a seed of a run; without one there is none to find."""
        return self._has_seed(split_pieces(text))

    def _has_seed(self, pieces: list[str]) -> bool:
        stretches = zip(*(pieces[at:] for at in range(self.length)), strict=False)
        return not self.seeds.keys().isdisjoint(stretches)

    def find(self, text: str) -> Iterator[str]:
        """The longest stretches of a text that are too long runs of the book."""
        pieces, size, at = split_pieces(text), self.limit + 1, 0
        if len(pieces) < size or not self._has_seed(pieces):
            return
        while at + size <= len(pieces):
            if not self._has(pieces[at : at + size]):
                at += 1
                continue
            end = at + size
            while end < len(pieces) and self._has(pieces[end - size + 1 : end + 1]):
                end += 1
            yield " ".join(pieces[at:end])
            at = end

    def _has(self, run: list[str]) -> bool:
        for shift in range(len(run) - self.length + 1):
            for place in self.seeds.get(tuple(run[shift : shift + self.length]), ()):
                first = place - shift
                if first >= 0 and self.pieces[first : first + len(run)] == run:
                    return True
        return False


def read_runs(text: str, limit: int) -> Runs:
    pieces = list(map(sys.intern, split_pieces(text)))  # a book says its words again and again
    length = min(_SEED, limit + 1)
    seeds: dict[tuple[str, ...], tuple[int, ...]] = {}
    for place in range(0, len(pieces) - length + 1, limit + 2 - length):
        seed = tuple(pieces[place : place + length])
        seeds[seed] = (*seeds.get(seed, ()), place)
    return Runs(limit, pieces, length, seeds)


def split_pieces(text: str) -> list[str]:
    """Runs of letters and digits; here an apostrophe or a point ends a word, which counts more."""
    folded = text.casefold()
    return (_ASCII_PIECE if folded.isascii() else _PIECE).findall(folded)
