"""What several checks of English questions need: sets of words, sentences without quotations, names."""

from __future__ import annotations

import re
from functools import lru_cache

ENGLISH = frozenset({"en"})
"""The languages of a check that relies on English words."""


def word_set(text: str) -> frozenset[str]:
    """A set of words, written as one string."""
    return frozenset(text.split())


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=100)
def words_in(text: str) -> frozenset[str]:
    """The words of a text in lower case: a prefilter for the regexes, each of which needs certain words."""
    return frozenset(_WORD.findall(text.lower()))


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“|‘[^’]*’(?!\w)")


@lru_cache(maxsize=100)
def unquoted(text: str) -> str:
    """The text with each quotation replaced by a placeholder."""
    if text.isascii() and '"' not in text:
        return text
    return _QUOTED.sub(" quoted ", text)


_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])[\"”’)]*\s+(?=[\W_]*[^\W\d_])")


@lru_cache(maxsize=100)
def last_sentence(text: str) -> str:
    return _BETWEEN_SENTENCES.split(unquoted(text).strip())[-1]


AUXILIARY = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|must|may|might"


def is_name(text: str) -> bool:
    """Whether all words are capitalised, apart from ``of``, ``the`` and the like."""
    words = [
        word for word in re.findall(r"[^\W\d_][\w.'’-]*", text) if word not in ("of", "the", "de", "and", "in", "von")
    ]
    return bool(words) and all(word[0].isupper() for word in words)
