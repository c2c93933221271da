"""The words of a copy → where page numbers and running titles stand among them, inside of sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from statistics import median

from quizgen.text.words import Index, split_words

_FEWEST_PAGES = 20
"""So many numbers in their order, at like distances, are those of pages; fewer may be anything."""
_PAGE_WORDS = (60, 900)
_MISSING = 3
"""A page that opens a chapter, or one that was misread, has no number: up to so many in a row."""
_MOST_PLACES = 50
"""So many places of one number are looked at: where there are more of them, they count no pages."""
_LIKE = (0.5, 1.6)
_REGULAR = 0.8
"""How long a page is, beside the usual one, and what share of them is as long at least."""
_FRONT_MATTER = 100
"""Pages that a copy may lack before its first one."""


def may_number_pages(vocabulary: Iterable[str]) -> frozenset[str]:
    """The words that are numbers of at most four digits."""
    return frozenset([word for word in vocabulary if len(word) <= 4 and word.isascii() and word.isdigit()])


def find_inline_page_numbers(index: Index, titles: Iterable[str]) -> list[tuple[int, int]]:
    """The extents, in words, of page numbers with the running titles beside them.

    ``index`` has at least the words that may number pages; ``titles`` are those of the book, its author and its parts.
    """
    words = index.words
    places = map(index.places.__getitem__, may_number_pages(index.places))
    numbers = _page_numbers(words, sorted(chain.from_iterable(places)))
    runs = sorted({split_words(title) for title in titles}, key=len, reverse=True) if numbers else []
    beside = [_title_beside(words, at, runs) for at in numbers]
    often = {run for run, count in Counter(run for run, _ in beside).items() if count > 1}  # once it may be text
    return [extent if run in often else (at, at + 1) for at, (run, extent) in zip(numbers, beside, strict=True)]


def _page_numbers(words: Sequence[str], numbers: Iterable[int]) -> list[int]:
    """The longest row of numbers that count the pages: each some more than the one before, and as many pages behind."""
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
    return _regular(row[::-1], words)


def _pages_before(at: int, number: int, places: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """Where a number that is a little lower stands at the distance of as many pages."""
    low, high = _PAGE_WORDS
    for less in range(1, _MISSING + 1):
        for other in places.get(number - less, ())[: -_MOST_PLACES - 1 : -1]:
            if at - other > high * less:
                break
            if at - other >= low * less:
                yield other


def _regular(row: Sequence[int], words: Sequence[str]) -> list[int]:
    """The row without the numbers that are not a page's length from the next on either side."""
    if len(row) < _FEWEST_PAGES:
        return []
    sizes = [(after - at) / (int(words[after]) - int(words[at])) for at, after in pairwise(row)]
    usual = median(sizes)
    if int(words[row[0]]) > _FRONT_MATTER + _LIKE[1] * row[0] / usual:
        return []  # years, in a chronicle
    is_like = [_LIKE[0] * usual <= size <= _LIKE[1] * usual for size in sizes]
    kept = [at for at, left, right in zip(row, [False, *is_like], [*is_like, False], strict=True) if left or right]
    return kept if len(kept) >= max(_FEWEST_PAGES, _REGULAR * len(row)) else []


def _title_beside(
    words: Sequence[str], at: int, runs: Sequence[tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[int, int]]:
    """The longest title behind or before a page number, and the extent of both."""
    for run in runs:
        if tuple(words[at + 1 : at + 1 + len(run)]) == run:
            return run, (at, at + 1 + len(run))
        if tuple(words[max(0, at - len(run)) : at]) == run:
            return run, (at - len(run), at + 1)
    return (), (at, at + 1)
