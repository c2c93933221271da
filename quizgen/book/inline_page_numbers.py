"""The words of a copy → the page numbers and running titles that interrupt its sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from statistics import median

from quizgen.book.positions import CopyPosition, CopySpan, copy_span
from quizgen.text.tokens import Index

_MIN_PAGES = 20
"""The fewest ascending numbers at similar distances that are taken for page numbers; fewer may be anything."""
_PAGE_WORDS = (60, 900)
"""The fewest and the most words on a page."""
_MAX_MISSING_PAGES = 3
"""The largest step between numbers in the row: pages that open a chapter or were misread have no number."""
_MAX_PLACES = 50
"""The latest places of one number that are tried; a number with more places than this is no page number."""
_LENGTH_RATIO = (0.5, 1.6)
_MIN_REGULAR_SHARE = 0.8
"""The bounds of a page's length relative to the median, and the share of pages that must be within them."""
_MAX_FIRST_PAGES_MISSING = 100
"""The number of front pages that a copy may lack."""


def may_number_pages(vocabulary: Iterable[str]) -> frozenset[str]:
    """The words that are numbers of at most four digits."""
    return frozenset([word for word in vocabulary if len(word) <= 4 and word.isascii() and word.isdigit()])


def find_inline_page_numbers(index: Index[CopyPosition], titles: Iterable[tuple[str, ...]]) -> list[CopySpan]:
    """The extents, in words, of page numbers with the running titles beside them.

    ``index`` must have at least the words that may number pages; ``titles`` are the words of the book's title, of
    its author and of the titles of its parts.
    """
    words = index.words
    places = map(index.places.__getitem__, may_number_pages(index.places))
    numbers = _page_numbers(words, sorted(chain.from_iterable(places)))
    runs = sorted(set(titles), key=len, reverse=True) if numbers else []
    beside = [_title_beside(words, at, runs) for at in numbers]
    often = {run for run, count in Counter(run for run, _ in beside).items() if count > 1}  # one alone may be text
    extents = [extent if run in often else (at, at + 1) for at, (run, extent) in zip(numbers, beside, strict=True)]
    return [copy_span(first, last) for first, last in extents]


def _page_numbers(words: Sequence[str], numbers: Iterable[int]) -> list[int]:
    """The longest sequence of numbers that could be page numbers: the distances fit the differences between them."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    lengths: dict[int, int] = {}
    before: dict[int, int] = {}
    for at in numbers:
        number = int(words[at])
        lengths[at] = 1
        for other in _pages_before(at, number, places):
            if lengths[other] >= lengths[at]:
                lengths[at], before[at] = lengths[other] + 1, other
        places[number].append(at)
    last = max(lengths, key=lambda at: lengths[at], default=None)
    row: list[int] = []
    while last is not None:
        row.append(last)
        last = before.get(last)
    return _drop_irregular(row[::-1], words)


def _pages_before(at: int, number: int, places: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """The positions of slightly lower numbers whose distance fits the number of pages between."""
    low, high = _PAGE_WORDS
    for less in range(1, _MAX_MISSING_PAGES + 1):
        for other in places.get(number - less, ())[: -_MAX_PLACES - 1 : -1]:
            if at - other > high * less:
                break
            if at - other >= low * less:
                yield other


def _drop_irregular(row: Sequence[int], words: Sequence[str]) -> list[int]:
    """The row without numbers that are not a usual page's length from a neighbour; empty if too few are left."""
    if len(row) < _MIN_PAGES:
        return []
    sizes = [(after - at) / (int(words[after]) - int(words[at])) for at, after in pairwise(row)]
    usual = median(sizes)
    if int(words[row[0]]) > _MAX_FIRST_PAGES_MISSING + _LENGTH_RATIO[1] * row[0] / usual:
        return []  # years, in a chronicle
    is_like = [_LENGTH_RATIO[0] * usual <= size <= _LENGTH_RATIO[1] * usual for size in sizes]
    kept = [at for at, left, right in zip(row, [False, *is_like], [*is_like, False], strict=True) if left or right]
    return kept if len(kept) >= max(_MIN_PAGES, _MIN_REGULAR_SHARE * len(row)) else []


def _title_beside(
    words: Sequence[str], at: int, runs: Sequence[tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[int, int]]:
    """The longest title right after or before a page number, and the extent of both."""
    for run in runs:
        if tuple(words[at + 1 : at + 1 + len(run)]) == run:
            return run, (at, at + 1 + len(run))
        if tuple(words[max(0, at - len(run)) : at]) == run:
            return run, (at - len(run), at + 1)
    return (), (at, at + 1)
