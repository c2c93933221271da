"""A text and a book → runs of the book's words in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_RUN = 10
"""More consecutive words of the book than these are a copy of it."""

_PIECE = re.compile(r"[^\W_]+")

Runs = frozenset[tuple[str, ...]]
"""Every run of a book that is one word too long."""


def read_runs(text: str) -> Runs:
    """The runs of one word more than the limit; here an apostrophe or a point ends a word, which counts more."""
    pieces = _PIECE.findall(text.casefold())
    return frozenset(zip(*(pieces[offset:] for offset in range(LONGEST_RUN + 1)), strict=False))


def find_runs(text: str, runs: Runs) -> Iterator[str]:
    """The longest stretches of a text that are too long runs of the book."""
    pieces = _PIECE.findall(text.casefold())
    size = LONGEST_RUN + 1
    at = 0
    while at + size <= len(pieces):
        if tuple(pieces[at : at + size]) not in runs:
            at += 1
            continue
        end = at + size
        while end < len(pieces) and tuple(pieces[end - size + 1 : end + 1]) in runs:
            end += 1
        yield " ".join(pieces[at:end])
        at = end
