"""A text → its words as they are compared, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import accumulate, chain, repeat

# Marks inside a word: combining accents, the soft hyphen, zero-width characters.
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
# Letters and digits; an apostrophe between letters; a point or comma between digits.
_WORD = re.compile(rf"[^\W_]+(?:(?:[{_MARKS}]+|['’ʼ](?=[^\W_])|(?<=\d)[.,](?=\d))[^\W_]*)*")
_SPLIT = re.compile(f"({_WORD.pattern})")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:(?:'(?=[a-z0-9])|(?<=[0-9])[.,](?=[0-9]))[a-z0-9]*)*")
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|'(?=[^\W_])|(?<=\d)[.,](?=\d))*")
_MARK = re.compile(f"[{_MARKS}]")
_FRACTION = re.compile("[¼-¾⅐-⅞]")
_HYPHENS = frozenset("-‐‑")


@lru_cache(maxsize=200_000)
def _normalised(written: str) -> tuple[str, ...]:
    """The words that one written word is compared as: more than one for ``3½`` alone."""
    if written.isascii():
        return (written.lower(),)
    spaced = _FRACTION.sub(r" \g<0>", written.replace("’", "'").replace("ʼ", "'"))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _strip_marks(spaced)).casefold())
    return tuple(_PLAIN.findall(folded))


def _strip_marks(text: str) -> str:
    """Without invisible characters; accents are composed with their letter first."""
    return _MARK.sub("", unicodedata.normalize("NFC", text))


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_AS_LETTERS = str.maketrans(_LIGATURES | _INVISIBLE)


def in_letters(line: str) -> str:
    """A line without ligatures and what cannot be seen; a soft hyphen at its end divides a word, and stays."""
    if line.isascii():
        return line
    end = "\u00ad" if line.rstrip().endswith("\u00ad") else ""
    return line.translate(_AS_LETTERS).rstrip() + end


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, normalised (Unicode NFKC, case, apostrophes); hyphens and dashes separate words.

    ``starts[i]`` and ``ends[i]`` are the offsets of word ``i`` in the text it was made from.
    """

    words: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.words)


def read_words(text: str) -> Words:
    pieces = _SPLIT.split(text)  # what is between words, and words, in turns
    bounds = array("I", accumulate(map(len, pieces)))
    written, starts, ends = pieces[1::2], bounds[:-1:2], bounds[1::2]
    spellings = {word: _normalised(word) for word in set(written)}  # a book says its words again and again
    if any(len(words) != 1 for words in spellings.values()):
        counts = [len(spellings[word]) for word in written]
        starts, ends = (array("I", _repeated(bound, counts)) for bound in (starts, ends))
        return Words(tuple(chain.from_iterable(map(spellings.__getitem__, written))), starts, ends)
    single = {word: words[0] for word, words in spellings.items()}
    return Words(tuple(map(single.__getitem__, written)), starts, ends)


def _repeated(values: Iterable[int], counts: Iterable[int]) -> Iterator[int]:
    return chain.from_iterable(map(repeat, values, counts))


def split_words(text: str) -> tuple[str, ...]:
    """The normalised words of a text, without their places."""
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text.lower()))
    return tuple(word for written in _WORD.findall(text) for word in _normalised(written))


def count_words(text: str) -> int:
    """How many words a reader would count: ``five-year`` is one."""
    if _HYPHENS.isdisjoint(text):
        return len(_WORD.findall(text))
    count, last = 0, -2
    for found in _WORD.finditer(text):
        count += not (found.start() == last + 1 and text[last] in _HYPHENS)
        last = found.end()
    return count


class Index:
    """A sequence of words that can be searched for a run of words; with ``wanted`` only for runs of these."""

    def __init__(self, words: Sequence[str], wanted: Container[str] | None = None) -> None:
        self.words = tuple(words)
        self._wanted = wanted

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        places: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        wanted = self._wanted
        words = enumerate(self.words)
        for place, word in words if wanted is None else (each for each in words if each[1] in wanted):
            places[word].append(place)
        return places

    def find(self, run: Sequence[str]) -> Iterator[int]:
        """Every position at which the run of words begins, overlapping ones too."""
        if not run:
            return
        places = [self._places.get(word, ()) for word in run]
        rarest = min(range(len(run)), key=lambda index: len(places[index]))
        wanted, size = tuple(run), len(run)
        for place in places[rarest]:
            first = place - rarest
            if first >= 0 and self.words[first : first + size] == wanted:
                yield first
