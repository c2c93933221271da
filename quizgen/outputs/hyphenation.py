"""The HTML of a text → the same with soft hyphens in its long words, where its language divides them.

Browsers have lists of their own for few languages, and Chromium on Linux for none: a word that is wider than its
column would be cut without a hyphen, and lines would end elsewhere on another machine.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

_MIN_LETTERS = 10
"""Shorter words stand on the next line as a whole: a text that is not justified gains nothing by dividing them."""

_MIN_LETTERS_IN_TABLE = 6
_MIN_LETTERS_OF_PART = 3

_SOFT_HYPHEN = "\u00ad"

# What is no text, or must stay as it is: code, formulas, tags; then words outside of addresses and of file names.
_PIECE = re.compile(
    r"<(?P<kept>code|math|pre|svg)\b.*?</(?P=kept)>|<(?P<end>/?)table\b[^>]*>|<[^>]*>|&[#\w]+;"
    r"|(?<![\w/.@:#?=&%+~])(?P<word>[^\W\d_]{6,})(?![\w/@:#=\u00ad]|\.\w)",
    re.DOTALL,
)


def hyphenate(html: str, language: str) -> str:
    """Put soft hyphens into words of many letters in HTML; none in a language (BCP 47) whose rules are not known."""
    if len(html) < _MIN_LETTERS or not _has_rules(language):
        return html
    least = _MIN_LETTERS

    def divided(found: re.Match[str]) -> str:
        nonlocal least
        word = found["word"]
        if word is None:
            if found["end"] is not None:
                least = _MIN_LETTERS if found["end"] else _MIN_LETTERS_IN_TABLE
            return found[0]
        return _divide(word, language) if len(word) >= least else word

    return _PIECE.sub(divided, html)


@cache
def _has_rules(language: str) -> bool:
    from pyphen import language_fallback

    return bool(language) and bool(language_fallback(language.replace("-", "_")))


@lru_cache(maxsize=20_000)
def _divide(word: str, language: str) -> str:
    divided: str = _rules(language).inserted(word, _SOFT_HYPHEN)
    return divided


@cache
def _rules(language: str) -> Pyphen:
    from pyphen import Pyphen, language_fallback

    name = language_fallback(language.replace("-", "_"))
    return Pyphen(lang=name, left=_MIN_LETTERS_OF_PART, right=_MIN_LETTERS_OF_PART)
