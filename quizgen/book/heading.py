"""A heading of a book: its rank, its number and title, and where the text below it begins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """The level of a heading in the book; the text below an ``ASIDE`` (contents, index, colophon) is not the book's."""

    CHAPTER = 1
    SECTION = 2
    ASIDE = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in line ``line`` of the copy (from 1); the text below it begins in line ``text``.

    ``letter`` is that of an appendix.
    """

    rank: Rank
    number: int | None
    title: str
    line: int
    text: int
    letter: str = ""


_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}


def tidy_title(title: str) -> str:
    """A title without marks at its ends, and in title case if it is in capitals."""
    title = title.strip(" .:–—-")
    if not title.isupper() or any(sign.isalpha() and not sign.isupper() for sign in title):
        return title
    words = [word if word in _SMALL else _capitalised(word) for word in title.casefold().split()]
    return " ".join([_capitalised(words[0]), *words[1:]]) if words else title


def _capitalised(word: str) -> str:
    first = next((at for at, sign in enumerate(word) if sign.isalnum()), 0)
    return word[:first] + word[first:].capitalize()
