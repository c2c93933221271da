"""What is peculiar to scripts: which put no blanks between words, and which marks belong to a letter."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby

UNSPACED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u309b-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf"
    "\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3"
)
"""The letters of scripts without blanks between words, as ranges of a regular expression: Han with its radicals, kana,
bopomofo; Thai, Lao, Burmese, Khmer."""

_CLOSE = rf"{UNSPACED}\u3001-\u30ff\uff01-\uff60"
"""What needs no blank at a line's end: those letters, and the signs beside them."""
_OTHER = re.compile(
    "[\u0590-\u109f\u1700-\u1cff\u2e80-\u2fdf\u3005-\u3007\u3021-\u312f\u31a0-\u9fff\ua800-\uabff\uf900-\ufaff"
    "\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uff9f\U00010a00-\U00011fff\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_WITHOUT_BLANKS = re.compile(f"[{UNSPACED}]")
_WITHOUT_SENTENCE_ENDS = re.compile("[\u0e01-\u0edf]")
_PARTED = re.compile(f"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")
_LINE_END = re.compile(r"\n\s*")
_IS_CLOSE = re.compile(f"[{_CLOSE}]")
_MAY_BE_CLOSE = re.compile(f"[{_CLOSE}“”‘’…—]")
_POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670"
_POINTS += "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0730-\u074a\u08d3-\u08ff\ufe00-\ufe0f\ufe20-\ufe2f"
_POINT = re.compile(f"[{_POINTS}\U000e0100-\U000e01ef]")


def has_other_script(text: str) -> bool:
    """Whether a text has letters of a script whose letters bear marks, or that puts no blanks between words."""
    return not text.isascii() and _OTHER.search(text) is not None


def count_unspaced(text: str) -> int:
    """The number of letters that belong to scripts without blanks."""
    return 0 if text.isascii() else len(_WITHOUT_BLANKS.findall(text))


def has_no_sentence_ends(text: str) -> bool:
    """Whether a text is mainly in Thai or Lao."""
    return 2 * len(_WITHOUT_SENTENCE_ENDS.findall(text)) > count_unspaced(text)


def without_unspaced(text: str) -> str:
    """A text with a blank in place of each letter that belongs to a script without blanks."""
    return _WITHOUT_BLANKS.sub(" ", text)


def close_up(text: str) -> str:
    """A text without the blanks between letters of scripts that have none, as words in a row are shown."""
    return text if text.isascii() else _PARTED.sub("", text)


def strip_points(text: str) -> str:
    """Remove what Hebrew, Arabic and Syriac may leave out (points, signs of recitation), tatweel, variants' signs."""
    return _POINT.sub("", text)


def join_lines(text: str, start: int, end: int) -> str:
    """The text between two offsets, without the line ends between letters or signs of a script without blanks."""
    pieces, done = [], start
    for found in _LINE_END.finditer(text, start, end):
        above = found.start() - 1
        while above > 0 and text[above].isspace():
            above -= 1
        sides = [text[max(above, 0)], text[found.end() : found.end() + 1]]
        if all(map(_MAY_BE_CLOSE.match, sides)) and any(map(_IS_CLOSE.match, sides)):
            pieces.append(text[done : max(done, above + 1)])
            done = found.end()
    return "".join([*pieces, text[done:end]])


def width_of(text: str) -> int:
    """The columns that a text takes where all letters are of one width: those of Chinese and Japanese take two."""
    if text.isascii() or len(text.encode(errors="replace")) < _SHARE_OF_WIDE * len(text):
        return len(text)
    return len(text) + len(_IS_CLOSE.findall(text))


_SHARE_OF_WIDE = 1.2
"""Bytes per character; below, a text has so few letters of two columns that they do not matter."""


@cache
def marks() -> str:
    """Every combining mark, and those of half-width kana, as ranges of a regular expression."""
    ranges = []
    for is_mark, group in groupby(map(chr, _WITH_MARKS), key=lambda sign: unicodedata.category(sign)[0] == "M"):
        if is_mark:
            signs = [*group]
            ranges.append(f"{signs[0]}-{signs[-1]}")
    return f"{''.join(ranges)}\uff9e\uff9f"


_WITH_MARKS = (*range(0x300, 0x12000), *range(0xE0100, 0xE01F0))
