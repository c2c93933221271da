"""The characters of a printed page and their boxes → its lines, in reading order."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from quizgen.copies.formats.extract import SET_IN
from quizgen.copies.formats.page_marks import MIN_INITIAL_HEIGHT, is_slug, join_initials, leave_out_line_numbers
from quizgen.copies.formats.page_piece import Piece

_MIN_COLUMN_GAP = 0.9
"""The gap between words of a line, in type heights, from which they may belong to different columns."""
_MAX_SHARE_ACROSS = 0.1
"""The share of a page's lines that may cross the gutter between columns: headings, running headers, figures."""
_MIN_COLUMN_LINES = 5
_MIN_INDENT = 0.8
_MAX_INDENT = 5.0
"""The least and greatest indent of a paragraph's first line, in type heights."""
_MIN_BLANK_LEADING = 1.35
"""A distance between lines of this many times the usual one becomes a blank line."""
_MIN_RAISE = 0.2
_NOTE_MARK = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?\"'”’»)\]]))\d{1,3}[.,;:]?\Z")
_MAYBE_NOTE = frozenset("0123456789.,;:")
UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
"""A character that a font prints without saying which letter it is."""
_LINE_END_HYPHENS = str.maketrans({"\ufffe": "-", "\u00ad": "-"})


# --- words and where they stand ---------------------------------------------------------------

_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
"""PDFium writes a hyphen at a line's end as U+FFFE, and no line end behind it."""


def find_pieces(textpage: Any, raw: Any) -> Iterator[Piece]:
    """A page's text in the order of the file, split at line ends and wide gaps between words.

    If a page has both upright and sideways text, only the more frequent kind is kept.
    """
    written = _letters(textpage, raw)
    boxes = _Boxes(textpage, raw)
    sideways: list[Piece] = []
    upright: list[Piece] = []
    for line in _LINE.finditer(written):
        is_sideways = abs(raw.FPDFText_GetCharAngle(textpage, line.start()) % 3.14159) > 0.2
        (sideways if is_sideways else upright).extend(_pieces_of_line(line, boxes))
    yield from upright if len(upright) >= len(sideways) else sideways


def _pieces_of_line(line: re.Match[str], boxes: _Boxes) -> Iterator[Piece]:
    """A line's text, split at wide gaps between words."""
    words: list[str] = []
    left = right = bottom = top = 0.0
    for word in _WORD.finditer(line.string, line.start(), line.end()):
        text = word.group()
        if text[-1] in _MAYBE_NOTE:
            text = _without_note_mark(word, boxes)
        x, y, _, high = boxes[word.start()]
        _, low, end, _ = boxes[word.end() - 1]
        if len(text) > 1 and text.isdecimal() and abs(low - y) > high - y > 0:
            yield from _stacked(word, boxes)  # numbers of lines, read as one from the top down
            continue
        is_initial = len(words) == 1 and len(words[0]) == 1 and top - bottom > MIN_INITIAL_HEIGHT * (high - y)
        if words and (is_initial or abs(x - right) > _MIN_COLUMN_GAP * max(top - bottom, high - y)):
            yield Piece(" ".join(words).translate(_LINE_END_HYPHENS), left, right, bottom, top)
            words.clear()
        if not words:
            left, bottom, top = x, y, high
        words.append(text)
        right, bottom, top = end, min(bottom, y, low), max(top, high)
    if words:
        yield Piece(" ".join(words).translate(_LINE_END_HYPHENS), left, right, bottom, top)


def _stacked(word: re.Match[str], boxes: _Boxes) -> Iterator[Piece]:
    """The parts of a number whose digits do not stand at one height, each of which is a piece."""
    start = word.start()
    for at in range(word.start() + 1, word.end() + 1):
        (left, bottom, _, top), before = boxes[start], boxes[at - 1]
        if at == word.end() or abs(boxes[at][1] - bottom) > (top - bottom) / 2:
            yield Piece(word.string[start:at].translate(_LINE_END_HYPHENS), left, before[2], bottom, top)
            start = at


def _letters(textpage: Any, raw: Any) -> str:
    """The page's text, with exactly one character for each index of PDFium's."""
    count = raw.FPDFText_CountChars(textpage)
    written: str = textpage.get_text_range() if count > 0 else ""
    if len(written) == count:
        return written
    codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd" for code in codes)


class _Boxes:
    """The boxes of characters by index: left, bottom, right, top; with the height of the font."""

    def __init__(self, textpage: Any, raw: Any) -> None:
        self._textpage = textpage
        self._get = raw.FPDFText_GetLooseCharBox
        self._box = raw.FS_RECTF()
        self._pointer = ctypes.byref(self._box)

    def __getitem__(self, index: int) -> tuple[float, float, float, float]:
        if not self._get(self._textpage, index, self._pointer):
            return 0.0, 0.0, 0.0, 0.0
        box = self._box
        return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)


def _without_note_mark(word: re.Match[str], boxes: _Boxes) -> str:
    text = word.group()
    mark = _NOTE_MARK.search(text)
    if mark is None or mark.start() == 0:
        return text
    before, digit = boxes[word.start() + mark.start() - 1], boxes[word.start() + mark.start()]
    is_raised = digit[1] - before[1] > _MIN_RAISE * (before[3] - before[1])
    return text[: mark.start()] + mark.group().lstrip("0123456789") if is_raised else text


def _merged(one: Piece, other: Piece) -> Piece:
    return Piece(
        f"{one.text} {other.text}",
        min(one.left, other.left),
        max(one.right, other.right),
        min(one.bottom, other.bottom),
        max(one.top, other.top),
    )


# --- the order of a page ----------------------------------------------------------------------


def arrange_lines(pieces: Sequence[Piece]) -> Iterator[str]:
    """The page's lines from the top down, column by column.

    As in a text file, a blank line stands for extra space, and spaces precede an indented line. Line numbers at a
    margin and printer's marks are left out.
    """
    for column in _columns(join_initials(leave_out_line_numbers(pieces))):
        rows = [row for row in _rows(column) if not is_slug(row.text)]
        if not rows:
            continue
        steps = sorted(above.middle - below.middle for above, below in pairwise(rows)) or [0.0]
        leading = steps[len(steps) // 4]  # where paragraphs have two lines, every other step is between paragraphs
        margin = _margin(rows)
        for number, row in enumerate(rows):
            if number and rows[number - 1].middle - row.middle > leading * _MIN_BLANK_LEADING:
                yield ""
            yield SET_IN + row.text if _is_set_in(rows, number, margin) else row.text


def _is_set_in(rows: Sequence[Piece], number: int, margin: float) -> bool:
    """Whether the indent of a line begins a paragraph; further lines of an indented block do not."""
    row = rows[number]
    least = _MIN_INDENT * row.height
    if not least <= row.left - margin <= _MAX_INDENT * row.height:
        return False
    above = rows[number - 1] if number else None
    below = rows[number + 1] if number + 1 < len(rows) else None
    begins_block = above is None or row.left - above.left >= least / 2
    return begins_block or (below is not None and row.left - below.left >= least / 2)


def _margin(rows: Sequence[Piece]) -> float:
    """Where most of the lines begin."""
    lefts = [round(row.left) for row in rows]
    return float(max(sorted(set(lefts)), key=lefts.count))


def _rows(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join pieces at one height into a line, from left to right; a drop cap goes before its first line."""
    ordered = sorted(pieces, key=lambda piece: -piece.middle)
    row: list[Piece] = []
    for piece in ordered:
        if row and abs(row[0].middle - piece.middle) > min(row[0].height, piece.height) / 2:
            yield _row(row)
            row = []
        row.append(piece)
    if row:
        yield _row(row)


def _row(pieces: list[Piece]) -> Piece:
    pieces.sort(key=lambda piece: piece.left)
    row = pieces[0]
    for piece in pieces[1:]:
        row = _merged(row, piece)
    return row


def _columns(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """The page in reading order; pieces that cross the gutter divide it into bands of two columns each."""
    gutter = _gutter(pieces)
    if gutter is None:
        yield pieces
        return
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: -each.middle):
        if piece.right <= gutter:
            left.append(piece)
        elif piece.left >= gutter:
            right.append(piece)
        else:
            yield left
            yield right
            yield [piece]
            left, right = [], []
    yield left
    yield right


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The middle of the gutter, if the page has two columns with lines side by side."""
    if len(pieces) < 2 * _MIN_COLUMN_LINES:
        return None
    first, last = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    best: tuple[int, float, float] | None = None
    edges = sorted(
        {round(piece.right, 1) for piece in pieces if 0.3 < (piece.right - first) / (last - first or 1) < 0.7}
    )
    for edge in edges:
        beyond = [piece.left for piece in pieces if piece.left >= edge]
        if not beyond:
            continue
        at = (edge + min(beyond)) / 2
        across = sum(piece.left < at < piece.right for piece in pieces)
        candidate = (across, -(min(beyond) - edge), at)
        best = candidate if best is None or candidate < best else best
    if best is None or best[0] > _MAX_SHARE_ACROSS * len(pieces):
        return None
    at = best[2]
    left = [piece for piece in pieces if piece.right <= at]
    right = [piece for piece in pieces if piece.left >= at]
    if min(len(left), len(right)) < _MIN_COLUMN_LINES:
        return None
    overlap = min(max(p.top for p in left), max(p.top for p in right)) - max(
        min(p.bottom for p in left), min(p.bottom for p in right)
    )
    height = max(piece.top for piece in pieces) - min(piece.bottom for piece in pieces)
    return at if overlap > height / 3 else None
