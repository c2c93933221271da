"""A PDF with a text layer → the lines of its pages, in the order in which they are read."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from quizgen.copies.formats.extract import (
    MAX_CHARACTERS,
    MAX_FILE_BYTES,
    MAX_PAGES,
    SET_IN,
    Extract,
    Fault,
    Unit,
    too_much_text,
)
from quizgen.project.read import open_file

_DAMAGED = "Open it in a reader for PDFs: if it is damaged there too, take it anew from where you have it."
_GAP = 0.9
"""Words of a line that are farther apart than this, in heights of the type, may belong to two columns."""
_MOST_ACROSS = 0.1
"""The share of a page's lines that may run across the gutter between its columns: headings, heads, figures."""
_FEWEST_LINES = 5
_INDENT = 0.8
_DEEPEST_INDENT = 5.0
"""A first line is set in by so many heights of the type, at least and at most."""
_MORE_LEADING = 1.35
"""From so many times the usual distance on, something stands between two lines: a blank line shows it."""
_RAISED = 0.2
_MAX_SHARE_UNKNOWN = 0.05
_NOTE_MARK = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?\"'”’»)\]]))\d{1,3}[.,;:]?\Z")
_MAYBE_NOTE = frozenset("0123456789.,;:")
_LINE_END_HYPHENS = str.maketrans({"\ufffe": "-", "\u00ad": "-"})
_UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words in a row, and the box around them in points; y grows upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def read_pdf(file: Path) -> Extract | Fault:
    """Read the text layer page by page; a form feed begins each page.

    The order is that of the page and not of the file: from the top down, the left column before the right one. Raised
    figures behind a word refer to notes and are left out, and so is text that runs sideways beside upright text.
    """
    with open_file(file, MAX_FILE_BYTES) as stream:
        return _read(stream)


def _read(stream: BinaryIO) -> Extract | Fault:
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(stream)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            hint = "Save a copy without its password from a reader for PDFs, and give that one."
            return Fault("copy-encrypted", "this PDF is locked with a password", hint)
        return Fault("copy-damaged", "this PDF is damaged, or cut off at its end", _DAMAGED)
    if count > MAX_PAGES:
        hint = "No book has as many. Is it a collection? Give the one book."
        return Fault("copy-too-large", f"this PDF has more than {MAX_PAGES:,} pages", hint)
    lines: list[str] = []
    letters = unknown = unread = 0
    for number in range(count):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            unread += 1
            continue
        pieces = tuple(_pieces(text, raw))
        text.close()
        page.close()
        letters += sum(len(piece.text) for piece in pieces)
        unknown += sum(len(_UNKNOWN.findall(piece.text)) for piece in pieces)
        if letters > MAX_CHARACTERS:
            return too_much_text()
        lines += _with_form_feed(_lines(pieces))
    return _judged(lines, letters, unknown, unread, count)


def _judged(lines: list[str], letters: int, unknown: int, unread: int, count: int) -> Extract | Fault:
    if unread == count:
        return Fault("copy-damaged", "none of the pages of this PDF can be read", _DAMAGED)
    if not letters:
        hint = "Its pages are pictures: let text recognition add one, with `ocrmypdf in.pdf out.pdf`."
        return Fault("copy-empty", "this PDF has no text layer", hint)
    if unknown > letters * _MAX_SHARE_UNKNOWN:
        hint = "Let a program for text recognition read its pages: `ocrmypdf --force-ocr in.pdf out.pdf`."
        return Fault("copy-not-text", "the fonts of this PDF do not say which letters they print", hint)
    doubt = None
    if unread:
        message = f"{unread} of the {count} pages of this PDF cannot be read"
        doubt = Fault("copy-damaged", message, _DAMAGED)
    return Extract(tuple(lines), Unit.PAGE, doubt=doubt)


def _with_form_feed(lines: Iterable[str]) -> list[str]:
    return ["\f" + line if number == 0 else line for number, line in enumerate(lines)] or ["\f"]


# --- words and where they stand ---------------------------------------------------------------

_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
"""PDFium writes a hyphen at a line's end as U+FFFE, and no line end behind it."""


def _pieces(textpage: Any, raw: Any) -> Iterator[_Piece]:
    """A page's text, parted at its line ends and where words are far apart, in the order of the file.

    Of text that runs upright and sideways, only what there is more of.
    """
    written = _letters(textpage, raw)
    boxes = _Boxes(textpage, raw)
    sideways: list[_Piece] = []
    upright: list[_Piece] = []
    for line in _LINE.finditer(written):
        is_sideways = abs(raw.FPDFText_GetCharAngle(textpage, line.start()) % 3.14159) > 0.2
        (sideways if is_sideways else upright).extend(_pieces_of_line(line, boxes))
    yield from upright if len(upright) >= len(sideways) else sideways


def _pieces_of_line(line: re.Match[str], boxes: _Boxes) -> Iterator[_Piece]:
    """Words as far as they stand close together."""
    words: list[str] = []
    left = right = bottom = top = 0.0
    for word in _WORD.finditer(line.string, line.start(), line.end()):
        text = word.group()
        if text[-1] in _MAYBE_NOTE:
            text = _without_note_mark(word, boxes)
        x, y, _, high = boxes[word.start()]
        _, low, end, _ = boxes[word.end() - 1]
        if words and abs(x - right) > _GAP * max(top - bottom, high - y):
            yield _Piece(" ".join(words).translate(_LINE_END_HYPHENS), left, right, bottom, top)
            words.clear()
        if not words:
            left, bottom, top = x, y, high
        words.append(text)
        right, bottom, top = end, min(bottom, y, low), max(top, high)
    if words:
        yield _Piece(" ".join(words).translate(_LINE_END_HYPHENS), left, right, bottom, top)


def _letters(textpage: Any, raw: Any) -> str:
    """The page's characters, one for each index of PDFium's."""
    count = raw.FPDFText_CountChars(textpage)
    written: str = textpage.get_text_range() if count > 0 else ""
    if len(written) == count:
        return written
    codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd" for code in codes)


class _Boxes:
    """The box of a character by its index: left, bottom, right, top; as high as its font is."""

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
    is_raised = digit[1] - before[1] > _RAISED * (before[3] - before[1])
    return text[: mark.start()] + mark.group().lstrip("0123456789") if is_raised else text


def _merged(one: _Piece, other: _Piece) -> _Piece:
    return _Piece(
        f"{one.text} {other.text}",
        min(one.left, other.left),
        max(one.right, other.right),
        min(one.bottom, other.bottom),
        max(one.top, other.top),
    )


# --- the order of a page ----------------------------------------------------------------------


def _lines(pieces: Sequence[_Piece]) -> Iterator[str]:
    """The page's lines from the top down, column by column.

    As in a text file, a blank line stands where they are farther apart, and spaces before a line that is set in.
    """
    for column in _columns(pieces):
        rows = list(_rows(column))
        if not rows:
            continue
        steps = sorted(above.middle - below.middle for above, below in pairwise(rows)) or [0.0]
        leading = steps[len(steps) // 4]  # where paragraphs have two lines, every other step is between paragraphs
        margin = _margin(rows)
        for number, row in enumerate(rows):
            if number and rows[number - 1].middle - row.middle > leading * _MORE_LEADING:
                yield ""
            yield SET_IN + row.text if _is_set_in(rows, number, margin) else row.text


def _is_set_in(rows: Sequence[_Piece], number: int, margin: float) -> bool:
    """Whether a line is the first of a paragraph by its indent; the other lines of a block set in are not."""
    row = rows[number]
    least = _INDENT * row.height
    if not least <= row.left - margin <= _DEEPEST_INDENT * row.height:
        return False
    above = rows[number - 1] if number else None
    below = rows[number + 1] if number + 1 < len(rows) else None
    begins_block = above is None or row.left - above.left >= least / 2
    return begins_block or (below is not None and row.left - below.left >= least / 2)


def _margin(rows: Sequence[_Piece]) -> float:
    """Where most of the lines begin."""
    lefts = [round(row.left) for row in rows]
    return float(max(sorted(set(lefts)), key=lefts.count))


def _rows(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Pieces of one height as one line, from left to right; an initial of several lines goes before its first line."""
    ordered = sorted(pieces, key=lambda piece: -piece.middle)
    row: list[_Piece] = []
    for piece in ordered:
        if row and abs(row[0].middle - piece.middle) > min(row[0].height, piece.height) / 2:
            yield _row(row)
            row = []
        row.append(piece)
    if row:
        yield _row(row)


def _row(pieces: list[_Piece]) -> _Piece:
    pieces.sort(key=lambda piece: piece.left)
    row = pieces[0]
    for piece in pieces[1:]:
        row = _merged(row, piece)
    return row


def _columns(pieces: Sequence[_Piece]) -> Iterator[Sequence[_Piece]]:
    """The page in the order of reading: what runs across the gutter parts it into bands of two columns each."""
    gutter = _gutter(pieces)
    if gutter is None:
        yield pieces
        return
    left: list[_Piece] = []
    right: list[_Piece] = []
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


def _gutter(pieces: Sequence[_Piece]) -> float | None:
    """The middle of the gutter between two columns, if there are two: lines of both stand side by side."""
    if len(pieces) < 2 * _FEWEST_LINES:
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
    if best is None or best[0] > _MOST_ACROSS * len(pieces):
        return None
    at = best[2]
    left = [piece for piece in pieces if piece.right <= at]
    right = [piece for piece in pieces if piece.left >= at]
    if min(len(left), len(right)) < _FEWEST_LINES:
        return None
    overlap = min(max(p.top for p in left), max(p.top for p in right)) - max(
        min(p.bottom for p in left), min(p.bottom for p in right)
    )
    height = max(piece.top for piece in pieces) - min(piece.bottom for piece in pieces)
    return at if overlap > height / 3 else None
