"""The lines of a copy → which of them belong to its pages and not to the book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizgen.copies.formats.extract import Unit

_SCHEMES = ("http", "ftp", "file")
_ADDRESS = re.compile(r"(?:https?|ftp|file)://\S+(?:\s*\(\d+ of \d+\))?(?:\s*\[[^\]]*\])?$")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—\[(]*\s*\d{1,4}\s*[-–—\])]*", re.IGNORECASE)
_ROMAN_NUMBER = re.compile(r"[-–—\[(]*\s*[ivxlc]{1,8}\s*[-–—\])]*", re.IGNORECASE)
_SEPARATOR = re.compile(r"[*·•~=_#\-–—\s]+")
_NUMBER = re.compile(r"\d+|\A[ivxlc]+\b|\b[ivxlc]+\Z")
_REPEATS = 3
"""How often a running header stands in a copy at least; two equal short lines are an accident."""
_LONGEST_HEADER = 70
_EDGE = 2
"""Lines at the top and at the foot of a page among which its head, its foot and its number stand."""


def is_separator(line: str) -> bool:
    """A line of ornaments (``* * *``) parts paragraphs; it is no text."""
    return not line[:1].isalnum() and _SEPARATOR.fullmatch(line) is not None and bool(line.strip())


def find_running_headers(lines: Sequence[str], unit: Unit = Unit.LINE) -> frozenset[int]:
    """The indices of page addresses, page numbers and running headers.

    A running header comes again, but for its numbers, at least three times; it stands among the first or last lines
    of its page where form feeds tell the pages apart, and in a text file also alone between blank lines.
    Among paragraphs, which no page has parted, what comes again is dialogue or a refrain.
    """
    furniture: set[int] = set()
    alone: dict[int, str] = {}
    stripped = ["", *map(str.strip, lines), ""]
    for index, (above, line, below) in enumerate(zip(stripped, stripped[1:], stripped[2:], strict=False)):
        if line.startswith(_SCHEMES) and _ADDRESS.match(line):
            furniture.add(index)
        elif line and (unit is Unit.PARAGRAPH or not (above or below)) and not is_separator(line):
            if _PAGE_NUMBER.fullmatch(line):
                furniture.add(index)
            elif unit is Unit.LINE and _may_be_header(line):
                alone[index] = _but_for_numbers(line)
    furniture.update(_repeated(alone))
    furniture.update(_find_at_edges(lines))
    return frozenset(furniture)


def _may_be_header(line: str) -> bool:
    return len(line) <= _LONGEST_HEADER and any(character.isalpha() for character in line)


def _but_for_numbers(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.casefold().split())).strip("# ")


def _repeated(headers: dict[int, str]) -> Iterator[int]:
    counts = Counter(headers.values())
    return (index for index, line in headers.items() if counts[line] >= _REPEATS)


def _find_at_edges(lines: Sequence[str]) -> Iterator[int]:
    """What is furniture at the top and the foot of pages, from the edge of the page inwards.

    Text never stands outside of a head or a foot, so that the first line that is none ends the search.
    """
    edges = [edge for page in _pages(lines) for edge in (page[:_EDGE], page[::-1][:_EDGE])]
    headers = {index: _but_for_numbers(lines[index].strip()) for edge in edges for index in edge}
    repeated = set(_repeated({index: text for index, text in headers.items() if _may_be_header(text)}))
    for edge in edges:
        for index in edge:
            line = lines[index].strip()
            is_number = _PAGE_NUMBER.fullmatch(line) or _ROMAN_NUMBER.fullmatch(line)
            if not is_number and index not in repeated:
                break
            yield index


def _pages(lines: Sequence[str]) -> Iterator[list[int]]:
    """The indices of each page's lines with text; nothing where no form feed tells that there are pages."""
    starts = [index for index, line in enumerate(lines) if "\f" in line[:1]]
    if not starts:
        return
    bounds = [0, *(start for start in starts if start > 0), len(lines)]
    for first, last in pairwise(bounds):
        yield [index for index in range(first, last) if lines[index].strip()]
