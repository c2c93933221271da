"""A sequence of words and a run to find in it approximately → the places that resemble the run, best first."""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeAlias

from quizgen.text.tokens import Index

Extent: TypeAlias = tuple[int, int]
"""Positions of words: the first, and the one after the last."""

MOST_PLACES = 24
"""The limit of near places that are searched for: a run that resembles more of them means none in particular."""

_SELDOM = 500
"""Words per candidate place from which on searching around each candidate is faster than searching all words."""


@dataclass(frozen=True, slots=True, order=True)
class Resemblance:
    """Words from ``first`` up to, not including, ``last`` that differ from a run by ``edits`` letters or spaces."""

    edits: int
    first: int
    last: int

    def overlaps(self, other: Resemblance) -> bool:
        return self.first < other.last and other.first < self.last


Place: TypeAlias = tuple[Resemblance, ...]
"""Where each of several runs stands."""


def count_edits(place: Place) -> int:
    return sum(each.edits for each in place)


class NearIndex:
    """A sequence of words that can be searched approximately for a run of words."""

    def __init__(self, index: Index[Any]) -> None:
        self._index, self.words = index, index.words

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self.words)} "

    @cached_property
    def _letters(self) -> Sequence[int]:
        """The number of letters before each word, and before the end."""
        return array("I", accumulate(map(len, self.words), initial=0))

    def _offset(self, word: int) -> int:
        """The offset of a word in the joined text, which has a space before each word."""
        return self._letters[word] + word + 1

    def _words_before(self, offset: int) -> int:
        """The number of words that begin before an offset of the joined text."""
        return bisect_left(range(len(self.words) + 1), offset, key=self._offset)

    def find(self, run: Sequence[str], most: int, first: int = 0, last: int | None = None) -> list[Resemblance]:
        """Places that do not overlap, with at most ``most`` edits, among the words from ``first`` to ``last``.

        All exact places are among them, and up to ``MOST_PLACES`` others.
        """
        first, last = max(first, 0), len(self.words) if last is None else min(last, len(self.words))
        if not run or first >= last:
            return []
        exact = list(self._exact(run, first, last))
        found = list(exact)
        if most > 0:
            bounds = [first, *(bound for each in exact for bound in (each.first, each.last)), last]
            gaps = list(zip(bounds[::2], bounds[1::2], strict=True))
            for place in self._near(" ".join(run), most, self._stretches(run, most, gaps)):
                if not any(place.overlaps(other) for other in found):
                    found.append(place)
        return sorted(found)

    def _exact(self, run: Sequence[str], first: int, last: int) -> Iterator[Resemblance]:
        free = first
        for at in self._index.find(run):
            if free <= at <= last - len(run):
                free = at + len(run)
                yield Resemblance(0, at, free)

    def _stretches(self, run: Sequence[str], most: int, gaps: Sequence[Extent]) -> Iterator[Extent]:
        """The parts of ``gaps`` that contain every place of a run with at most ``most`` edits.

        One edit spoils at most two words, by removing the space between them. So of any ``2 * most + 1`` words of the
        run at least one is intact, at most ``most`` words away from its place in the run.
        """
        spoilt = 2 * most
        places = [self._index.places.get(word, ()) for word in run]
        rarest = sorted(range(len(run)), key=lambda at: len(places[at]))[: spoilt + 1]
        if len(run) <= spoilt or _SELDOM * sum(len(places[at]) for at in rarest) > len(self.words):
            yield from gaps
            return
        stretches: list[Extent] = []
        for first in sorted({place - at for at in rarest for place in places[at]}):
            low, high = first - most, first + len(run) + most
            if stretches and low <= stretches[-1][1]:
                low, _ = stretches.pop()
            stretches.append((low, high))
        for low, high in gaps:
            yield from ((max(low, first), min(high, last)) for first, last in stretches)

    def _near(self, needle: str, most: int, stretches: Iterable[Extent]) -> Iterator[Resemblance]:
        """The best place of each stretch, then recursively the best ones on either side of it."""
        from rapidfuzz.fuzz import partial_ratio_alignment  # 50 ms to import, and needed for poor copies only

        size = len(needle)
        cutoff = max(1.0, 100 * (1 - (most + 0.5) / size))
        heap: list[tuple[float, int, int, int, int]] = []

        def look(start: int, end: int) -> None:
            if end - start < max(1, size - most):
                return
            stretch = self._joined[start:end].ljust(size)  # rapidfuzz would search a shorter one in the needle
            if (found := partial_ratio_alignment(needle, stretch, score_cutoff=cutoff)) is not None:
                left, right = start + found.dest_start, min(start + found.dest_end, end)
                if left < right:
                    heapq.heappush(heap, (-found.score, left, right, start, end))

        for low, high in stretches:
            if low < high:
                look(self._offset(low), self._offset(high) - 1)
        for _ in range(MOST_PLACES):
            if not heap:
                return
            _, left, right, start, end = heapq.heappop(heap)
            place = self._whole_words(needle, left, right)
            if place.edits <= most:
                yield place
            look(start, left)
            look(right, end)

    def _whole_words(self, needle: str, left: int, right: int) -> Resemblance:
        """The whole words around a stretch of letters that are nearest to the needle."""
        from rapidfuzz.distance import Levenshtein

        opening = self._words_before(left + 1) - 1
        closing = self._words_before(right)
        candidates = (
            (Levenshtein.distance(needle, self._joined[self._offset(low) : self._offset(high) - 1]), low, high)
            for low in range(max(0, opening - 1), opening + 3)
            for high in range(max(low + 1, closing - 2), min(closing + 2, len(self.words)) + 1)
        )
        letters = len(needle) - needle.count(" ")

        def far(candidate: tuple[int, int, int]) -> tuple[int, int, int]:
            """Among equal edits, prefer the more similar number of letters: spaces are lost more easily."""
            edits, low, high = candidate
            return edits, abs(sum(map(len, self.words[low:high])) - letters), low

        return Resemblance(*min(candidates, key=far))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A run of words to search for, and the number of letters or spaces that may differ."""

    run: tuple[str, ...]
    room: int


def find_one(
    index: NearIndex, wanted: Sequence[Wanted], limit: int, first: int = 0, last: int | None = None
) -> Place | None:
    """The one unrivalled place of a run, or of two runs in this order within ``limit`` words.

    All other places must differ in more than twice as many letters. The search tries few edits first, so that near
    places are found fast.
    """
    most = sum(each.room for each in wanted)
    bound = 0
    while bound < most:
        bound = min(3 * bound + 1, most)
        places = _places(index, wanted, limit, bound, (first, last))
        if places:
            anywhere = [Wanted(each.run, len(" ".join(each.run))) for each in wanted]
            rivals = _places(index, anywhere, limit, 2 * count_edits(places[0]) + 1, (first, last))
            return None if any(_is_rival(place, places[0]) for place in rivals) else places[0]
    return None


def _places(
    index: NearIndex, wanted: Sequence[Wanted], limit: int, most: int, within: tuple[int, int | None]
) -> list[Place]:
    """Every place with at most ``most`` edits, the nearest first.

    Of two runs one has at most half of the edits; the other is then searched for within ``limit`` words of it.
    """
    start, end = wanted[0], wanted[-1]
    if len(wanted) == 1:
        return [(found,) for found in index.find(start.run, min(most, start.room), *within)]
    places: set[Place] = set()
    for first in index.find(start.run, min(most // 2, start.room), *within):
        room = min(most - first.edits, end.room)
        places.update((first, last) for last in index.find(end.run, room, first.last, first.first + limit))
    for last in index.find(end.run, min(most // 2, end.room), *within):
        room = min(most - last.edits, start.room)
        places.update((first, last) for first in index.find(start.run, room, last.last - limit, last.first))
    in_order = (each for each in places if each[0].last <= each[1].first and each[1].last - each[0].first <= limit)
    return sorted(in_order, key=lambda place: (count_edits(place), place))


def _is_rival(place: Place, best: Place) -> bool:
    """Whether a place matches, where it does not overlap the best one, with nearly as few edits."""
    elsewhere = [(one.edits, other.edits) for one, other in zip(place, best, strict=True) if not one.overlaps(other)]
    edits, fewest = sum(one for one, _ in elsewhere), sum(other for _, other in elsewhere)
    return bool(elsewhere) and edits <= (2 * fewest + 1 if fewest else 0)
