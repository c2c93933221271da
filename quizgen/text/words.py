"""A text → its normalised words: what counts as a word, and which words are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import filterfalse

from quizgen.text.scripts import (
    UNSPACED,
    count_unspaced,
    has_other_script,
    join_lines,
    marks,
    strip_points,
    without_unspaced,
)

MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""What may stand inside a word: combining accents, the soft hyphen, zero-width characters."""

# Letters and digits; an apostrophe between letters; a point or comma between digits.
_WORD = re.compile(rf"[^\W_]+(?:(?:[{MARKS}]+|['’ʼ](?=[^\W_])|(?<=\d)[.,](?=\d))[^\W_]*)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:(?:'(?=[a-z0-9])|(?<=[0-9])[.,](?=[0-9]))[a-z0-9]*)*")
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|'(?=[^\W_])|(?<=\d)[.,](?=\d))*")
_MARK = re.compile(f"[{MARKS}]")
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
    return _split_by_letters(text) if has_other_script(text) else _split(text)


def _split(text: str) -> tuple[str, ...]:
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


@cache
def _letter_word() -> re.Pattern[str]:
    """A letter of a script without blanks, or a word as ``_WORD`` has it; each with its marks, of whatever script."""
    inside, letter = f"{MARKS}{marks()}", rf"[^\W_{UNSPACED}]"
    return re.compile(
        rf"[{UNSPACED}][{inside}]*|{letter}+(?:(?:[{inside}]+|['’ʼ׳](?={letter})|(?<=\d)[.,](?=\d)){letter}*)*"
    )


@cache
def _any_mark() -> re.Pattern[str]:
    return re.compile(f"[{MARKS}{marks()}]")


@lru_cache(maxsize=200_000)
def _normalised_letters(written: str) -> tuple[str, ...]:
    """The normalised words of one that is written in any script, without points that may be left out."""
    if written.isascii():
        return (written.lower(),)
    spaced = _FRACTION.sub(r" \g<0>", written.replace("’", "'").replace("ʼ", "'").replace("׳", "'"))
    folded = unicodedata.normalize("NFKC", strip_points(_strip_marks(spaced))).casefold()
    return tuple(_letter_word().findall(strip_points(unicodedata.normalize("NFKC", folded))))


def _split_by_letters(text: str) -> tuple[str, ...]:
    if text.isascii():
        return _split(text)
    return tuple(word for written in _letter_word().findall(text) for word in _normalised_letters(written))


def _count_by_letters(text: str) -> float:
    """As ``count_words``; of a script without blanks, two letters are counted as a word."""
    if not has_other_script(text):
        return count_words(text)
    text, letters = _any_mark().sub("", text), count_unspaced(text)
    return count_words(without_unspaced(text)) + letters / 2 if letters else count_words(text)


def _split_lines(lines: Sequence[str], split: Callable[[str], tuple[str, ...]] = _split) -> Iterator[Sequence[str]]:
    """The words of each line; the ASCII ones are divided all at once."""
    plain = _spaced("\n".join([line if line.isascii() else "" for line in lines]).lower()).split("\n")
    for line, spaced in zip(lines, plain, strict=True):
        yield spaced.split() if line.isascii() else split(line)


def _place(line: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The bounds of the words of a line; words written as one (``3½``) share theirs."""
    if not line.isascii():
        yield from (found.span() for found in _WORD.finditer(line) for _ in _normalised(found[0]))
        return
    lowered, end = line.lower(), 0
    for word in words:
        start = lowered.find(word, end)  # the first match is the word: only signs are between words
        end = start + len(word)
        yield start, end


def _place_by_letters(line: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    if line.isascii():
        return _place(line, words)
    return (found.span() for found in _letter_word().finditer(line) for _ in _normalised_letters(found[0]))


def _cut(text: str, start: int, end: int) -> str:
    return text[start:end]


@dataclass(frozen=True, slots=True)
class WordRule:
    """What counts as a word; `choose_rule` says which rule a text needs.

    ``split`` has the normalised words of a text, ``split_lines`` those of each of many lines, which may be faster at
    once. ``place`` has the offsets in a line at which its words begin and end. A word in ASCII is normalised to small
    letters. ``count`` is how many words a reader would count, by which citations are measured. ``join`` has the text
    between two offsets, without line ends where they part no words. ``version`` is written into `verified.lock`:
    increment it when texts are divided differently, as stored word counts and positions are then void.
    """

    version: int
    split: Callable[[str], tuple[str, ...]]
    split_lines: Callable[[Sequence[str]], Iterator[Sequence[str]]]
    place: Callable[[str, Sequence[str]], Iterator[tuple[int, int]]]
    count: Callable[[str], float]
    join: Callable[[str, int, int], str]


SPACED_WORDS = WordRule(
    version=1, split=split_words, split_lines=_split_lines, place=_place, count=_count_by_letters, join=_cut
)
"""Letters and digits (Unicode NFKC, case and apostrophes normalised); blanks, hyphens and dashes separate words."""

LETTER_WORDS = WordRule(
    version=2,
    split=split_words,
    split_lines=lambda lines: _split_lines(lines, _split_by_letters),
    place=_place_by_letters,
    count=_count_by_letters,
    join=join_lines,
)
"""As ``SPACED_WORDS``, but each letter of a script without blanks is a word, and marks of any script belong to letters;
those that may be left out (Hebrew and Arabic points, tatweel) are."""

WORD_RULES = (SPACED_WORDS, LETTER_WORDS)


def choose_rule(lines: Iterable[str]) -> WordRule:
    """The rule for a copy, by the letters in it: no language has to be known, and in a mixed text each script has its
    own words.
    """
    return LETTER_WORDS if any(map(has_other_script, filterfalse(str.isascii, lines))) else SPACED_WORDS
