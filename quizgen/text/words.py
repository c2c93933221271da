"""A text → its normalised words, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import accumulate, chain, compress, islice, takewhile

WORDS_VERSION = 1
"""Increment when texts are divided into words differently: stored word counts and positions are then void."""

# Marks inside a word: combining accents, the soft hyphen, zero-width characters.
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
# Letters and digits; an apostrophe between letters; a point or comma between digits.
_WORD = re.compile(rf"[^\W_]+(?:(?:[{_MARKS}]+|['’ʼ](?=[^\W_])|(?<=\d)[.,](?=\d))[^\W_]*)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:(?:'(?=[a-z0-9])|(?<=[0-9])[.,](?=[0-9]))[a-z0-9]*)*")
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|'(?=[^\W_])|(?<=\d)[.,](?=\d))*")
_MARK = re.compile(f"[{_MARKS}]")
_FRACTION = re.compile("[¼-¾⅐-⅞]")
_HYPHENS = frozenset("-‐‑")


@lru_cache(maxsize=200_000)
def _normalised(written: str) -> tuple[str, ...]:
    """The normalised words of one written word: a single one, except for words such as ``3½``."""
    if written.isascii():
        return (written.lower(),)
    spaced = _FRACTION.sub(r" \g<0>", written.replace("’", "'").replace("ʼ", "'"))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _strip_marks(spaced)).casefold())
    return tuple(_PLAIN.findall(folded))


def _strip_marks(text: str) -> str:
    """Remove invisible characters, after composing accents with their letters."""
    return _MARK.sub("", unicodedata.normalize("NFC", text))


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_AS_LETTERS = str.maketrans(_LIGATURES | _INVISIBLE)


def in_letters(line: str) -> str:
    """A line without ligatures and invisible characters; a soft hyphen at its end is kept, as it divides a word."""
    if line.isascii():
        return line
    end = "\u00ad" if line.rstrip().endswith("\u00ad") else ""
    return line.translate(_AS_LETTERS).rstrip() + end


class Words:
    """The words of a text, normalised (Unicode NFKC, case, apostrophes); hyphens and dashes separate words.

    The offsets of a word are looked up in its line on demand: few are needed, and storing those of every word of a
    book takes longer than dividing the text into words.
    """

    def __init__(
        self,
        text: str,
        words: tuple[str, ...],
        vocabulary: tuple[str, ...],
        lines: Sequence[int],
        firsts: Sequence[int],
    ) -> None:
        """``vocabulary`` has each word once. ``lines`` has the offset of each line (or stretch of a long line) and of
        the text's end; ``firsts`` has, for each of these, the first word at or after it.
        """
        self.words, self.vocabulary = words, vocabulary
        self._text, self._lines, self._firsts = text, lines, firsts

    def __len__(self) -> int:
        return len(self.words)

    def line_around(self, word: int) -> tuple[int, int]:
        """Offsets between which a word stands, on one line of the text."""
        line = bisect_right(self._firsts, word) - 1
        return self._lines[line], self._lines[line + 1]

    def bounds(self, word: int) -> tuple[int, int]:
        """The offsets at which a word begins and ends."""
        line = bisect_right(self._firsts, word) - 1
        offset, form = self._lines[line], self.words[word]
        written = self._text[offset : self._lines[line + 1]]
        if written.isascii():  # most words occur once in their line: no need to go through the words before
            lowered = written.lower()
            start = lowered.find(form)
            if lowered.find(form, start + 1) < 0:
                return offset + start, offset + start + len(form)
        start, end = next(islice(self._bounds_in(line), word - self._firsts[line], None))
        return offset + start, offset + end

    def all_bounds(self) -> Iterator[tuple[int, int]]:
        """The offsets at which each word begins and ends."""
        for line, offset in enumerate(islice(self._lines, len(self._lines) - 1)):
            yield from ((offset + start, offset + end) for start, end in self._bounds_in(line))

    def extent(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of the words from ``first`` up to, not including, ``last``."""
        return self.bounds(first)[0], self.bounds(last - 1)[1]

    def between(self, word: int) -> tuple[int, int]:
        """The offsets of the gap before a word: where the previous word ends, and where this one begins."""
        return self.bounds(word - 1)[1], self.bounds(word)[0]

    def first_from(self, offset: int) -> int:
        """The first word that begins at or after an offset of the text."""
        line = bisect_right(self._lines, offset) - 1
        if line >= len(self._lines) - 1:
            return len(self.words)
        inside = offset - self._lines[line]
        before = sum(1 for _ in takewhile(lambda bounds: bounds[0] < inside, self._bounds_in(line))) if inside else 0
        return self._firsts[line] + before

    def _bounds_in(self, line: int) -> Iterator[tuple[int, int]]:
        """The bounds of the words of a line, relative to it; words written as one (``3½``) share theirs."""
        written = self._text[self._lines[line] : self._lines[line + 1]]
        if not written.isascii():
            yield from (found.span() for found in _WORD.finditer(written) for _ in _normalised(found[0]))
            return
        lowered, end = written.lower(), 0
        for word in self.words[self._firsts[line] : self._firsts[line + 1]]:
            start = lowered.find(word, end)  # the first match is the word: only signs are between words
            end = start + len(word)
            yield start, end


def read_words(text: str) -> Words:
    lines = list(chain.from_iterable(map(_stretches, text.split("\n"))))
    plain = _spaced("\n".join(line if line.isascii() else "" for line in lines).lower()).split("\n")
    words: list[str] = []
    firsts = array("I")
    vocabulary: dict[str, str] = {}
    share = vocabulary.setdefault  # keep one string per word: a book repeats its words
    for line, spaced in zip(lines, plain, strict=True):
        firsts.append(len(words))
        found = spaced.split() if line.isascii() else split_words(line)
        words += map(share, found, found)
    firsts.append(len(words))
    offsets = array("I", accumulate((len(line) + 1 for line in lines), initial=0))
    offsets[-1] = len(text)
    return Words(text, tuple(words), tuple(vocabulary), offsets, firsts)


_MAX_LINE_LETTERS = 400
_MIN_STRETCH_LETTERS = 200
_APART = re.compile(rf"[^\w'’ʼ.,{_MARKS}]")


def _stretches(line: str) -> Iterable[str]:
    """A line, or the stretches of a long one, separated by one character that belongs to no word.

    Words are looked up in their stretch, because some copies have a whole chapter on one line.
    """
    if len(line) <= _MAX_LINE_LETTERS:
        return (line,)
    stretches, start = [], 0
    while (apart := _APART.search(line, start + _MIN_STRETCH_LETTERS)) is not None:
        stretches.append(line[start : apart.start()])
        start = apart.end()
    return [*stretches, line[start:]]


# Signs inside words (a point or comma between digits, an apostrophe between letters) are replaced by capitals while all
# other signs become spaces, and then restored: this takes half the time of a regular expression for words.
_ASIDE = {"P": ".", "C": ",", "A": "'"}
_INSIDE = (
    (re.compile(r"\.(?<=[0-9]\.)(?=[0-9])"), "P"),
    (re.compile(r",(?<=[0-9],)(?=[0-9])"), "C"),
    (re.compile(r"'(?<=[a-z0-9]')(?=[a-z0-9])"), "A"),
)
_SPACED = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "\n")}
_SPACED.update((ord(aside), sign) for aside, sign in _ASIDE.items())


def _spaced(text: str) -> str:
    """Replace all signs outside of words by spaces, except line ends; the text is lower-case ASCII."""
    for pattern, aside in _INSIDE:
        text = pattern.sub(aside, text)
    return text.translate(_SPACED)


def split_ascii(text: str) -> list[str]:
    """The runs of letters and digits of an ASCII text, in lower case; every sign separates words here."""
    return text.lower().translate(_SPACED).split()


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
    """A sequence of words, searchable for runs of words; with ``wanted``, only for runs that contain one of those."""

    def __init__(self, words: Sequence[str], wanted: Container[str] | None = None) -> None:
        self.words = tuple(words)
        self._wanted = wanted

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """The positions of each word."""
        places: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        if self._wanted is None:
            for place, word in enumerate(self.words):
                places[word].append(place)
        else:
            for place in compress(range(len(self.words)), map(self._wanted.__contains__, self.words)):
                places[self.words[place]].append(place)
        places.default_factory = None
        return places

    def find(self, run: Sequence[str]) -> Iterator[int]:
        """Every position at which the run begins; matches may overlap."""
        places = self.places
        known = run if self._wanted is None else list(filter(self._wanted.__contains__, run))
        sizes = [len(places[word]) if word in places else 0 for word in known]
        if not sizes or not all(sizes):
            return
        word = known[sizes.index(min(sizes))]
        rarest, wanted, size = run.index(word), tuple(run), len(run)
        for place in places[word]:
            first = place - rarest
            if first >= 0 and self.words[first : first + size] == wanted:
                yield first
