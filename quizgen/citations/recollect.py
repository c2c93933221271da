"""Half-remembered words → the places that they may mean, the likeliest first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import ChapterSpan, chapter_span
from quizgen.citations.passages import read_extent
from quizgen.text.stems import stemmer_for

_MOST_PLACES = 12
_MIN_SHARE = 0.55
"""How much of what is remembered, by weight, a place has to have."""

_MIN_WORDS = 2
_COMMON_SHARE, _COMMON_SHARE_OF_FEW, _MIN_COMMON = 1 / 400, 1 / 100, 20
"""The share of the book's words from which one leads to no place, but counts at one; in a small book it is larger, up
to so many places. A misspelt word always leads.
"""

_FEWEST_COMMON = 4
"""Fewer words, all of them common, lead nowhere."""

_BY_STEM, _MISSPELT, _FURTHER = 0.9, 0.8, 0.2
"""What a word of the same stem counts, one that is spelt most alike, and how much less for each letter further."""

_WEIGHT_OF_ORDER = 0.3
"""How much of a place's score the order of its words is."""

_DISTANCE = 0.012
"""What each word between two shared ones takes from a place."""

_WORTH_OF_AN_END = 0.6
"""What a place is worth that has only the first words of a citation, or only the last."""

_NEARLY_ALL = 0.85
"""How much of a place's words one of its sentences has to have for the others to be left out."""

_MOST_COMPARED = 40

Variants: TypeAlias = Mapping[str, float]
"""The book's words that a remembered one may be, and how much each counts, up to 1."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """A place that resembles what is remembered: from its first shared word to its last; ``score`` is at most 1."""

    score: float
    chapter: ChapterText
    span: ChapterSpan


@dataclass(frozen=True, slots=True)
class _Memory:
    """A run of remembered words, with the variants and the weight of each."""

    run: tuple[str, ...]
    variants: tuple[Variants, ...]
    weights: tuple[float, ...]

    @property
    def reach(self) -> int:
        """The most words among which those of one place stand."""
        return min(60, max(14, 2 * len(self.run) + 4))


def recollect(ends: Sequence[str], text: BookText, chapters: Sequence[ChapterText], limit: int) -> list[Recollection]:
    """The places of a phrase, or of first and last words within ``limit`` words, the likeliest first.

    A place has most of the words by weight, in whatever order: as they are, with another ending or misspelt, but no
    synonyms. Rare words weigh more.
    """
    memories = [memory for end in ends if (memory := _remember(end, text)) is not None]
    if not memories:
        return []
    found = [_places_of(memory, chapters, text) for memory in memories]
    if len(found) == 2 and (pairs := _pairs(found[0], found[1], limit)):
        return _best(pairs)
    if len(ends) > 1:
        return _best([replace(each, score=_WORTH_OF_AN_END * each.score) for places in found for each in places])
    return [_narrow(place, memories[0], text) for place in _best(found[0])]


def _remember(words: str, text: BookText) -> _Memory | None:
    run = tuple(dict.fromkeys(text.rule.split(words)))
    total = math.log(sum(text.counts.values()) + 1)
    variants = tuple([_variants(word, text) for word in run])
    weights = []
    for each in variants:
        count = sum(text.counts[word] for word in each)
        weights.append(max(0.0, 1 - math.log(count + 1) / total) ** 2 if each else 0.0)
    known = [weight for weight in weights if weight]
    if len(known) < max(1, min(_MIN_WORDS, len(run))):
        return None
    # A word that the book does not have counts against a place, but less than one that stands elsewhere.
    lost = sum(known) / len(known) / 2
    return _Memory(run, variants, tuple([weight or lost for weight in weights]))


def _variants(word: str, text: BookText) -> Variants:
    same_stem = dict.fromkeys(text.words_by_stem.get(stemmer_for(text.book.language)(word), ()), _BY_STEM)
    if word in text.counts:
        return {**same_stem, word: 1.0}
    return same_stem or dict(_spelt_alike(word, text.counts))


def _spelt_alike(word: str, vocabulary: Iterable[str]) -> Iterator[tuple[str, float]]:
    """The words that differ in as few letters as a misspelling of this length may, the nearest counting most."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract  # 50 ms to import, for messages only

    room = len(word) // 4 + (len(word) >= 4)
    if any(map(str.isdigit, word)) or len(word) < 4:
        return
    near = extract(word, list(vocabulary), scorer=OSA.distance, score_cutoff=room, limit=None)
    fewest = min((distance for _, distance, _ in near), default=0)
    for other, distance, _ in near:
        yield other, _MISSPELT - _FURTHER * (distance - fewest)


def _places_of(memory: _Memory, chapters: Sequence[ChapterText], text: BookText) -> list[Recollection]:
    """Places of one run of words that have enough of them; they may overlap."""
    total = sum(memory.weights)
    words = sum(text.counts.values())
    most = max(_COMMON_SHARE * words, min(_MIN_COMMON, _COMMON_SHARE_OF_FEW * words))
    is_leading = [
        word not in text.counts or sum(text.counts[other] for other in variants) <= most
        for word, variants in zip(memory.run, memory.variants, strict=True)
    ]
    if not any(is_leading):
        if len(memory.run) < _FEWEST_COMMON:
            return []
        is_leading = [True] * len(memory.run)
    rough: list[tuple[float, int, ChapterText, ChapterSpan]] = []
    for number, chapter in enumerate(chapters):
        for share, span in _windows(memory, is_leading, chapter):
            if share >= (_MIN_SHARE - 0.25) * total:
                rough.append((share / total, -number, chapter, span))
    rough.sort(key=lambda each: (-each[0], -each[1], each[3]))
    compared = [_compare(memory, total, chapter, span) for _, _, chapter, span in rough[:_MOST_COMPARED]]
    return [place for place in compared if place is not None]


def _windows(memory: _Memory, is_leading: Sequence[bool], chapter: ChapterText) -> Iterator[tuple[float, ChapterSpan]]:
    """The weight of the leading words from each of their places on, as far as one place reaches."""
    places = chapter.index.places
    events = sorted(
        (place, at, factor)
        for at, variants in enumerate(memory.variants)
        if is_leading[at]
        for word, factor in variants.items()
        for place in places.get(word, ())
    )
    for first, (start, _, _) in enumerate(events):
        best: dict[int, float] = {}
        end = start
        for place, at, factor in events[first:]:
            if place - start >= memory.reach:
                break
            if factor > best.get(at, 0.0):
                best[at], end = factor, place
        yield sum(factor * memory.weights[at] for at, factor in best.items()), chapter_span(start, end + 1)


def _compare(memory: _Memory, total: float, chapter: ChapterText, span: ChapterSpan) -> Recollection | None:
    """A window with the common words around it; its score is the share of words, and how alike their order is."""
    from rapidfuzz.fuzz import partial_ratio

    first, last = span
    room = max(0, memory.reach - (last - first)) // 2
    low, high, middle = max(0, first - room), min(len(chapter.words), last + room), (first + last) / 2
    best: dict[int, tuple[float, int]] = {}
    for at, variants in enumerate(memory.variants):
        for place in range(low, high):
            factor = variants.get(chapter.words[place], 0.0)
            if factor and (
                at not in best or factor - _apart(place, middle) > best[at][0] - _apart(best[at][1], middle)
            ):
                best[at] = factor, place
    shared = _closest(sorted((place, factor * memory.weights[at] / total) for at, (factor, place) in best.items()))
    share = sum(weight for _, weight in shared)
    if share < _MIN_SHARE or len(shared) < min(_MIN_WORDS, len(memory.run)):
        return None
    start, end = shared[0][0], shared[-1][0] + 1
    order = partial_ratio(" ".join(memory.run), " ".join(chapter.words[start:end])) / 100
    score = (1 - _WEIGHT_OF_ORDER) * share + _WEIGHT_OF_ORDER * order
    return Recollection(score, chapter, chapter_span(start, end))


def _narrow(place: Recollection, memory: _Memory, text: BookText) -> Recollection:
    """A place in several sentences, narrowed to one of these if that has nearly all of its words."""
    sentences = list(_sentences(place, text))
    if len(sentences) < 2:
        return place
    words = place.chapter.words
    shares = [_share(memory, words[first:last]) for first, last in sentences]
    best = max(shares)
    if best < _NEARLY_ALL * _share(memory, words[slice(*place.span)]):
        return place
    return replace(place, span=sentences[shares.index(best)])


def _sentences(place: Recollection, text: BookText) -> Iterator[ChapterSpan]:
    """What of a place is in each of its sentences."""
    at: int
    at, end = place.span
    while at < end:
        _, after = read_extent(text, place.chapter, chapter_span(at, at + 1))
        yield chapter_span(at, min(after, end))
        at = after


def _share(memory: _Memory, words: Sequence[str]) -> float:
    """The weight of the remembered words that are among some of the book's."""
    among = {*words}
    factors = (max((factor for word, factor in each.items() if word in among), default=0.0) for each in memory.variants)
    return sum(factor * weight for factor, weight in zip(factors, memory.weights, strict=True))


def _apart(place: int, middle: float) -> float:
    return 2 * _DISTANCE * abs(place - middle)


def _closest(shared: Sequence[tuple[int, float]]) -> Sequence[tuple[int, float]]:
    """Those of the shared words, in their order, that stand together; one far away has to weigh much."""

    def worth(ends: tuple[int, int]) -> float:
        first, last = ends
        return sum(weight for _, weight in shared[first:last]) - _DISTANCE * (shared[last - 1][0] - shared[first][0])

    ends = [(first, last) for first in range(len(shared)) for last in range(first + 1, len(shared) + 1)]
    first, last = max(ends, key=worth)
    return shared[first:last]


def _pairs(starts: Sequence[Recollection], ends: Sequence[Recollection], limit: int) -> list[Recollection]:
    """First and last words that stand in this order within ``limit`` words."""
    return [
        Recollection((start.score + end.score) / 2, start.chapter, chapter_span(start.span[0], end.span[1]))
        for start in starts
        for end in ends
        if start.chapter is end.chapter and start.span[0] < end.span[0] and end.span[1] - start.span[0] <= limit
    ]


def _best(places: Sequence[Recollection]) -> list[Recollection]:
    """The likeliest places that do not overlap."""
    chosen: list[Recollection] = []
    for place in sorted(places, key=lambda each: -each.score):
        if len(chosen) == _MOST_PLACES:
            break
        if not any(place.chapter is other.chapter and _overlap(place.span, other.span) for other in chosen):
            chosen.append(place)
    return chosen


def _overlap(one: ChapterSpan, other: ChapterSpan) -> bool:
    return one[0] < other[1] and other[0] < one[1]
