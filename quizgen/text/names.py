"""A text → its capitalised words, each marked if it may owe the capital to the beginning of a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from quizgen.text.tokens import Tokens

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:(?:['’](?=[^\W\d_])|\.(?=[^\W\d_]\.))[^\W_]*)*")
# The class comes first, so that the lookbehinds run only at candidates; a negated class compiles much faster.
_CAPITAL = re.compile(r"[^\x00-@\[-\x7f](?<=[A-Z]|[^\x00-\x7f\W\d_])(?<![^\W\d_].)")
_OPENING = re.compile(r"(?:^|[.!?…:;•\n]|\s[–—-]\s|—)[\s\"'“”‘’(\[*_{]*$")
_POINT_INSIDE = re.compile(r"\.(?=[^\W\d_]\.)")
_MIN_STEM_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word, ``text[start:end]``; ``opens``: it may owe its capital to the beginning of a sentence."""

    written: str
    start: int
    end: int
    opens: bool

    @property
    def folded(self) -> str:
        return fold(self.written)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Normalise a word: lower case, without possessive, plural and points."""
    lowered = word.casefold().replace("’", "'").replace(".", "")
    if "'" in lowered:
        lowered = re.sub(r"'s?$", "", lowered)
    if len(lowered) > _MIN_STEM_LETTERS and lowered.endswith("s") and not lowered.endswith(("ss", "us", "is")):
        return f"{lowered[:-3]}y" if lowered.endswith("ies") else lowered[:-1]
    return lowered


def unfold(folded: str) -> Iterator[str]:
    """The lower-case spellings that `fold` normalises to a word."""
    plurals = [f"{folded}s", f"{folded[:-1]}ies"] if folded.endswith("y") else [f"{folded}s"]
    yield from (spelling for word in (folded, *plurals) for spelling in (word, f"{word}'s") if fold(spelling) == folded)


@lru_cache(maxsize=4096)
def read_names(text: str) -> tuple[Name, ...]:
    """The capitalised words of a text, in its order."""
    return () if text.islower() else tuple(_names(text))


def _names(text: str) -> Iterator[Name]:
    for capital in _CAPITAL.finditer(text):
        found = word_at(text, capital.start())
        if found is not None and (name := as_name(found)) is not None:
            yield name


def as_name(word: re.Match[str]) -> Name | None:
    """A word of a text as a name, if it is capitalised."""
    written, start = word[0], word.start()
    if not written[0].isupper() or written in ("I", "A") or written.startswith(("I'", "I’")):
        return None
    opens = _OPENING.search(word.string, max(0, start - 12), start) is not None
    return Name(written, start, word.end(), opens or not start)


def word_at(text: str, start: int) -> re.Match[str] | None:
    """The word that begins at an offset; ``None`` if the offset is inside a word (``O’Brien``, ``U.S.``).

    The character before the offset must not be a letter.
    """
    before = text[start - 1 : start]
    if before and (before in "'’." or before.isdecimal()):
        opening = start
        while opening and not text[opening - 1].isspace():
            opening -= 1
        word = next(word for word in _WORD.finditer(text, opening) if word.end() > start)
        return word if word.start() == start else None
    return _WORD.match(text, start)


@lru_cache(maxsize=2048)
def fold_words(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(map(fold, _WORD.findall(text)))


def fold_tokens(tokens: Tokens[Any]) -> frozenset[str]:
    """The words of a text, folded, given its tokens: a word that occurs again is not folded again."""
    dotted = _dotted_words(tokens.text)
    counts = Counter(tokens.words)
    counts.subtract(chain.from_iterable(map(tokens.rule.split, dotted)))
    written = [word for word, count in counts.items() if count > 0]
    return frozenset(map(fold, chain(_WORD.findall("\n".join(written)), dotted)))


def _dotted_words(text: str) -> Sequence[str]:
    """The words with points inside (``U.S.``), which are several tokens."""
    found: dict[int, str] = {}
    for point in _POINT_INSIDE.finditer(text):
        at = point.start()
        opening = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
        word = next(word for word in _WORD.finditer(text, opening) if word.end() > at)
        if word.start() < at:
            found[word.start()] = word[0]
    return list(found.values())


def are_kin(one: str, other: str) -> bool:
    """Whether two folded words share a stem: Germany and German, Marx and Marxist."""
    short, long = sorted((one, other), key=len)
    if len(short) < _MIN_STEM_LETTERS:
        return one == other
    stem = max(_MIN_STEM_LETTERS, len(short) - 1)
    return short[:stem] == long[:stem]


def stands_in(name: str, words: frozenset[str], aliases: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a folded name, a word of its stem or one of its aliases is among folded words.

    ``aliases`` maps a name to other names of the same person or thing; of a name in several words, all must be there.
    """
    if _is_among(name, words):
        return True
    for written, others in aliases.items():
        group = [fold_words(each) for each in (written, *others)]
        is_meant = any(name in spelling for spelling in group)
        if is_meant and any(all(_is_among(word, words) for word in spelling) for spelling in group):
            return True
    return False


def _is_among(name: str, words: frozenset[str]) -> bool:
    head = name[:_MIN_STEM_LETTERS]
    return name in words or any(are_kin(name, word) for word in words if word.startswith(head))
