"""A word → its stem, by the rules of a language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

import Stemmer

from quizgen.model.language import primary_tag


@cache
def stemmer_for(language: str) -> Callable[[str], str]:
    """Make a function that gives the stem of a normalised word; ``language`` is a tag such as ``de-CH``.

    The rules are Snowball's (https://snowballstem.org); a language that it does not know keeps its words whole. Of a
    word with an apostrophe the longest part counts: ``Lenin's`` and ``Lenin``, ``l'homme`` and ``homme`` are the same.
    """
    try:
        stem_word = Stemmer.Stemmer(primary_tag(language), 0).stemWord  # 0: ours is the only cache
    except KeyError:
        stem_word = _unchanged

    @lru_cache(maxsize=50_000)
    def stem(word: str) -> str:
        whole = max(word.split("'"), key=len) if "'" in word else word
        result: str = stem_word(whole)
        return result

    return stem


def _unchanged(word: str) -> str:
    return word
