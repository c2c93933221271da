"""The paragraphs of a book → how telling each word is, and how much of a text's words another text has."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from quizgen.text.words import WordRule

Stems: TypeAlias = frozenset[str]

_WIDESPREAD_SHARE = 0.05
_MIN_WIDESPREAD = 5
"""Of a stem that is widespread: the share and the number of the paragraphs that have it."""


class WordWeights:
    """Weighs words by how few paragraphs of the book have them (inverse document frequency, Sparck Jones 1972).

    Words such as ``the`` weigh next to nothing in any language, so that no list of them is needed. ``paragraphs`` maps
    each chapter's key to the words of its paragraphs.
    """

    def __init__(
        self, rule: WordRule, stem: Callable[[str], str], paragraphs: Mapping[str, Sequence[Sequence[str]]]
    ) -> None:
        self._split, self._stem = rule.split, stem
        self._words = paragraphs
        self._weights: dict[str, float] = {}

    def stems(self, text: str) -> Stems:
        """The stems of a text's words."""
        return frozenset(map(self._stem, self._split(text)))

    def stems_in_order(self, text: str) -> tuple[str, ...]:
        return tuple(map(self._stem, self._split(text)))

    @cached_property
    def paragraphs(self) -> Mapping[str, Sequence[Stems]]:
        """The stems of each paragraph, by the key of its chapter."""
        stem = self._stem
        return {key: [frozenset(map(stem, set(words))) for words in each] for key, each in self._words.items()}

    @cached_property
    def _counts(self) -> Counter[str]:
        """In how many paragraphs each stem stands."""
        counts: Counter[str] = Counter()
        for paragraphs in self.paragraphs.values():
            for stems in paragraphs:
                counts.update(stems)
        return counts

    @cached_property
    def _number_of_paragraphs(self) -> int:
        return sum(map(len, self.paragraphs.values()))

    def weight(self, stem: str) -> float:
        """From next to nothing, for one that every paragraph has, to ``highest``."""
        weight = self._weights.get(stem)
        if weight is None:
            weight = math.log((self._number_of_paragraphs + 2) / (self._counts[stem] + 1))
            self._weights[stem] = weight
        return weight

    def weigh_word(self, word: str) -> float:
        """The weight of a normalised word."""
        return self.weight(self._stem(word))

    def is_widespread(self, stem: str) -> bool:
        """Whether so many paragraphs have a stem that it tells little of any."""
        return self._counts[stem] >= self.widespread

    @cached_property
    def widespread(self) -> float:
        """In how many places of the book a stem, or a name of several words, is widespread."""
        return max(_MIN_WIDESPREAD, _WIDESPREAD_SHARE * self._number_of_paragraphs)

    @cached_property
    def highest(self) -> float:
        """The weight of a stem that no paragraph has."""
        return math.log(self._number_of_paragraphs + 2)

    def total(self, stems: Iterable[str]) -> float:
        """The weight of all, in whatever order they come."""
        return math.fsum(map(self.weight, stems))

    def share(self, claim: Stems, source: Stems) -> float:
        """How much of a claim's words a source has, by weight, from 0 to 1; a claim without words has all."""
        return self.total(claim & source) / self.total(claim) if claim else 1.0

    def best_paragraph(self, claim: Stems, chapters: Iterable[str]) -> tuple[float, str, int]:
        """The largest share of a claim that one paragraph has, the key of its chapter, and its number there from 0.

        ``chapters`` are keys; where no paragraph has a word of the claim, the share is 0.
        """
        total, best = self.total(claim), (0.0, "", 0)
        for key in chapters:
            found: defaultdict[int, float] = defaultdict(float)
            for stem in sorted(claim):  # sums depend on the order
                for number in self._places[key].get(stem, ()):
                    found[number] += self.weight(stem)
            for number in sorted(found):
                if found[number] / total > best[0]:
                    best = (found[number] / total, key, number)
        return best

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """In which paragraphs each stem stands, by the key of their chapter."""
        places: dict[str, defaultdict[str, list[int]]] = {}
        for key, paragraphs in self.paragraphs.items():
            places[key] = defaultdict(list)
            for number, stems in enumerate(paragraphs):
                for stem in stems:
                    places[key][stem].append(number)
        return places
