"""A text and a book → runs of the book's words in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Runs:
    """Every run of a book that is one word longer than ``limit``."""

    limit: int
    runs: frozenset[tuple[str, ...]]

    def find(self, text: str) -> Iterator[str]:
        """The longest stretches of a text that are too long runs of the book."""
        pieces = split_pieces(text)
        size = self.limit + 1
        at = 0
        while at + size <= len(pieces):
            if tuple(pieces[at : at + size]) not in self.runs:
                at += 1
                continue
            end = at + size
            while end < len(pieces) and tuple(pieces[end - size + 1 : end + 1]) in self.runs:
                end += 1
            yield " ".join(pieces[at:end])
            at = end


def read_runs(text: str, limit: int) -> Runs:
    pieces = split_pieces(text)
    return Runs(limit, frozenset(zip(*(pieces[offset:] for offset in range(limit + 1)), strict=False)))


def split_pieces(text: str) -> list[str]:
    """Runs of letters and digits; here an apostrophe or a point ends a word, which counts more."""
    return _PIECE.findall(text.casefold())
