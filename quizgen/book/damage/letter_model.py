"""The words of a text → how unusual the spelling of another word is among them, by a trigram model of letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import log2

_BACKOFF_WEIGHT = 5.0
"""The weight of the next shorter context in smoothing, in occurrences of the longer one (after Witten and Bell)."""
_ALPHABET_SIZE = 60


class Spelling:
    """Counts of each letter after the zero, one and two letters before it; each different word counts once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()
        self._contexts: Counter[str] = Counter()
        for word in words:
            for context, letter in _steps(word):
                self._seen[context, letter] += 1
                self._contexts[context] += 1

    def surprise(self, word: str) -> float:
        """The bits per letter of a word, with the word itself left out of the counts."""
        own = Counter(_steps(word))
        contexts = Counter(context for context, _ in _steps(word))
        bits, share = 0.0, 1 / _ALPHABET_SIZE
        for context, letter in _steps(word):
            share = 1 / _ALPHABET_SIZE if not context else share
            seen = max(self._seen[context, letter] - own[context, letter], 0)
            share = (seen + _BACKOFF_WEIGHT * share) / (
                max(self._contexts[context] - contexts[context], 0) + _BACKOFF_WEIGHT
            )
            if len(context) == 2:
                bits -= log2(share)
        return bits / (len(word) + 1)


def _steps(word: str) -> Iterator[tuple[str, str]]:
    """Each letter and the end of the word, each with the zero, one and two letters before it as context."""
    padded = f"^^{word}$"
    for at in range(2, len(padded)):
        for length in (0, 1, 2):
            yield padded[at - length : at], padded[at]
