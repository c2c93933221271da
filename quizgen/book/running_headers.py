"""The lines of a copy → its page furniture: running headers and footers, page numbers and page addresses."""

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
MIN_REPEATS = 3
"""A line must occur this often to be a running header; two equal short lines may be chance."""
_MAX_HEADER_LETTERS = 70
_EDGE_LINES = 2
"""The number of lines at the top and foot of a page that may be header, footer or page number."""


def is_separator(line: str) -> bool:
    """Whether a line consists of ornaments (``* * *``) that separate paragraphs."""
    return not line[:1].isalnum() and _SEPARATOR.fullmatch(line) is not None and bool(line.strip())


def find_running_headers(lines: Sequence[str], unit: Unit = Unit.LINE) -> frozenset[int]:
    """The indices of page addresses, page numbers and running headers.

    A running header occurs at least three times, ignoring its numbers. It is among the first or last lines of a page
    where form feeds separate pages; in a text file it may also be alone between blank lines. In a copy of paragraphs,
    which no page break interrupts, a repeated line is dialogue or a refrain.
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
    return len(line) <= _MAX_HEADER_LETTERS and any(character.isalpha() for character in line)


def _but_for_numbers(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.casefold().split())).strip("# ")


def _repeated(headers: dict[int, str]) -> Iterator[int]:
    counts = Counter(headers.values())
    return (index for index, line in headers.items() if counts[line] >= MIN_REPEATS)


def _find_at_edges(lines: Sequence[str]) -> Iterator[int]:
    """The furniture at the top and foot of pages, searched from the edge of each page inwards.

    Text is never outside a header or footer, so the first line of text ends the search.
    """
    edges = [edge for page in _pages(lines) for edge in (page[:_EDGE_LINES], page[::-1][:_EDGE_LINES])]
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
    """The indices of the non-blank lines of each page; nothing if the copy has no form feeds."""
    starts = [index for index, line in enumerate(lines) if "\f" in line[:1]]
    if not starts:
        return
    bounds = [0, *(start for start in starts if start > 0), len(lines)]
    for first, last in pairwise(bounds):
        yield [index for index in range(first, last) if lines[index].strip()]
