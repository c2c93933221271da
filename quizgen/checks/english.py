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


_QUOTED = re.compile(
    r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“|‘[^’]*’(?!\w)|(?<!\w)'(?!\d0s)(?:[^']|(?<=\w)'(?=\w))+'(?!\w)"
)


@lru_cache(maxsize=100)
def unquoted(text: str) -> str:
    """The text with each quotation replaced by a placeholder."""
    if text.isascii() and '"' not in text and "'" not in text:
        return text
    return _QUOTED.sub(" quoted ", text)


def show_quoted(text: str) -> str:
    """A part of an unquoted text for a message, with an ellipsis for each quotation."""
    return " … ".join(text.split(" quoted ")).replace("  ", " ")


_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])[\"”’)]*\s+(?=[\W_]*[^\W\d_])")


@lru_cache(maxsize=100)
def split_sentences(text: str) -> list[str]:
    """The sentences of a text, with each quotation replaced by a placeholder."""
    return _BETWEEN_SENTENCES.split(unquoted(text).strip())


def last_sentence(text: str) -> str:
    return split_sentences(text)[-1]


AUXILIARY = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|must|may|might"


def is_name(text: str) -> bool:
    """Whether all words are capitalised, apart from ``of``, ``the`` and, after a capital, other small ones."""
    small = _SMALL_IN_TITLES if text[:1].isupper() else _SMALL_IN_NAMES
    words = [word for word in re.findall(r"[^\W\d_][\w.'’-]*", text) if word not in small]
    return bool(words) and all(word[0].isupper() for word in words)


_SMALL_IN_NAMES = word_set("of the de and in von")
_SMALL_IN_TITLES = _SMALL_IN_NAMES | word_set("a an on to for with at by or la le du des")
