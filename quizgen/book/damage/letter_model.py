"""The words of a text → how unlike them another word is, by the letters that follow one another in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import log2

_WEIGHT = 5.0
"""As many occurrences in a context weigh as much as what the next shorter context says (Witten and Bell)."""
_ALPHABET = 60


class Spelling:
    """The letters of a language, each after none, one or two others, counted once for each different word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()
        self._contexts: Counter[str] = Counter()
        for word in words:
            for context, letter in _steps(word):
                self._seen[context, letter] += 1
                self._contexts[context] += 1

    def surprise(self, word: str) -> float:
        """Bits a letter, as if the word itself had not been among those that were counted."""
        own = Counter(_steps(word))
        contexts = Counter(context for context, _ in _steps(word))
        bits, share = 0.0, 1 / _ALPHABET
        for context, letter in _steps(word):
            share = 1 / _ALPHABET if not context else share
            seen = max(self._seen[context, letter] - own[context, letter], 0)
            share = (seen + _WEIGHT * share) / (max(self._contexts[context] - contexts[context], 0) + _WEIGHT)
            if len(context) == 2:
                bits -= log2(share)
        return bits / (len(word) + 1)


def _steps(word: str) -> Iterator[tuple[str, str]]:
    """Each letter, and the word's end, after none, one and two letters."""
    padded = f"^^{word}$"
    for at in range(2, len(padded)):
        for length in (0, 1, 2):
            yield padded[at - length : at], padded[at]
