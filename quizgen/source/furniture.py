"""The lines of a copy → which of them belong to its pages and not to the book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_ADDRESS = re.compile(r"(?:https?|ftp|file)://\S+(?:\s*\(\d+ of \d+\))?(?:\s*\[[^\]]*\])?$")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—\[(]*\s*\d{1,4}\s*[-–—\])]*", re.IGNORECASE)
_SEPARATOR = re.compile(r"[*·•~=_#\-–—\s]+")
_DIGITS = re.compile(r"\d+")
_REPEATS = 3
"""How often a running header stands in a copy at least; two equal short lines are an accident."""
_LONGEST_HEADER = 70


def is_separator(line: str) -> bool:
    """A line of ornaments (``* * *``) parts paragraphs; it is no text."""
    return bool(line.strip()) and _SEPARATOR.fullmatch(line) is not None


def find_furniture(lines: Sequence[str]) -> frozenset[int]:
    """The indices of page addresses, page numbers and running headers.

    A running header stands alone between blank lines and comes again, but for its numbers, at least three times.
    """
    furniture: set[int] = set()
    alone: dict[int, str] = {}
    for index, raw in enumerate(lines):
        line = raw.strip()
        if not line or is_separator(line):
            continue
        if _ADDRESS.match(line):
            furniture.add(index)
        elif _is_alone(lines, index):
            if _PAGE_NUMBER.fullmatch(line):
                furniture.add(index)
            elif len(line) <= _LONGEST_HEADER and any(c.isalpha() for c in line):
                alone[index] = _DIGITS.sub("#", " ".join(line.casefold().split()))
    counts = Counter(alone.values())
    furniture.update(index for index, line in alone.items() if counts[line] >= _REPEATS)
    return frozenset(furniture)


def _is_alone(lines: Sequence[str], index: int) -> bool:
    before = index == 0 or not lines[index - 1].strip()
    after = index + 1 == len(lines) or not lines[index + 1].strip()
    return before and after
