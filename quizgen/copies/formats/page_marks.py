"""The pieces of a printed page → the same without numbers of lines, and with initials joined to their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quizgen.copies.formats.extract import ONE_LETTER_WORDS
from quizgen.copies.formats.page_piece import Piece

_NUMBER = re.compile(r"\d{1,4}")
_STEPS = frozenset({1, 2, 4, 5, 10})
_MIN_NUMBERS = {1: 8}
"""The least count of numbers on a page if every line has one: a table may number some of its rows."""
_MIN_STEPPED_NUMBERS = 3
_MIN_NUMBERED_SHARE = 0.6
"""The least share of a page's lines between the first number of a line and the last."""
_ALIGNED = 2.5
"""Numbers whose edges differ by less, in points, stand below each other."""
_INITIAL = re.compile(r"[\"'“‘«„]?[^\W\d_]")
MIN_INITIAL_HEIGHT = 1.6
"""The least height of an initial, in heights of the type beside it."""
_MAX_INITIAL_GAP = 1.5
_WORD_GAP = 0.25
"""The gap behind an initial, in type heights, that parts it from the next word."""
_WORD = re.compile(r"[^\W\d_]+")
_SLUG = re.compile(
    r"\S+\.(?:indd|indb|qxd|qxp|pmd|fm|dvi|ps|pdf|tex|docx?)\b.{0,20}\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b.{0,20}",
    re.IGNORECASE,
)


def is_slug(line: str) -> bool:
    """Whether a line is what a program prints beside a page: the name of its file, and when it was made."""
    return _SLUG.fullmatch(line.strip()) is not None


# --- the numbers of lines ---------------------------------------------------------------------


def leave_out_line_numbers(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without a column of numbers that counts the lines, as proofs, laws and verse have it at a margin."""
    numbers = [piece for piece in pieces if _NUMBER.fullmatch(piece.text)]
    if len(numbers) < _MIN_STEPPED_NUMBERS:
        return pieces
    text = [piece for piece in pieces if not _NUMBER.fullmatch(piece.text)]
    heights = sorted({round(piece.middle, 1) for piece in text}, reverse=True)
    for column in _columns(numbers):
        left, right = min(piece.left for piece in column), max(piece.right for piece in column)
        is_at_margin = all(piece.right <= left or piece.left >= right for piece in text)
        if is_at_margin and _counts_lines(column, heights):
            return [piece for piece in pieces if piece not in column]
    return pieces


def _columns(numbers: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The numbers whose left or right edges are below each other, from the top down."""
    for edge in ("left", "right"):
        column: list[Piece] = []
        for piece in sorted(numbers, key=lambda each: float(getattr(each, edge))):
            if column and getattr(piece, edge) - getattr(column[-1], edge) > _ALIGNED:
                yield sorted(column, key=lambda each: -each.middle)
                column = []
            column.append(piece)
        yield sorted(column, key=lambda each: -each.middle)


def _counts_lines(column: Sequence[Piece], heights: Sequence[float]) -> bool:
    steps = {int(below.text) - int(above.text) for above, below in pairwise(column)}
    step = min(steps, default=0)
    if len(steps) != 1 or step not in _STEPS or len(column) < _MIN_NUMBERS.get(step, _MIN_STEPPED_NUMBERS):
        return False
    between = [sum(below.middle < height - 1 < above.middle for height in heights) for above, below in pairwise(column)]
    if any(abs(count - step) > max(1, step // 4) for count in between):
        return False
    inside = sum(column[-1].middle - 2 < height < column[0].middle + 2 for height in heights)
    return inside >= _MIN_NUMBERED_SHARE * len(heights)


# --- initials ---------------------------------------------------------------------------------


def join_initials(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces with each large initial put before the first of the lines beside it."""
    initials = [piece for piece in pieces if _INITIAL.fullmatch(piece.text)]
    words = (
        Counter(word for piece in pieces for word in _WORD.findall(piece.text.casefold())) if initials else Counter()
    )
    joined = list(pieces)
    for initial in initials:
        beside = [
            piece
            for piece in joined
            if initial.height >= MIN_INITIAL_HEIGHT * piece.height
            and -piece.height / 2 <= piece.left - initial.right <= _MAX_INITIAL_GAP * piece.height
            and initial.bottom - piece.height / 2 <= piece.middle <= initial.top
        ]
        if len(beside) < 2 or not beside[0].text[:1].isalpha():
            continue  # an initial stands beside two lines at least; a large letter before one is a title's
        first = max(beside, key=lambda piece: piece.middle)
        text = f"{initial.text}{' ' if _is_word(initial, first, words) else ''}{first.text}"
        joined[joined.index(first)] = replace(first, text=text, left=initial.left)
        joined.remove(initial)
    return joined


def _is_word(initial: Piece, first: Piece, words: Counter[str]) -> bool:
    """Whether an initial is a word by itself, as ``A`` is, given the words of the page.

    Only if the page has neither the joined word nor the rest alone, the gap between them decides.
    """
    letter = initial.text[-1]
    rest = _WORD.match(first.text.casefold())
    if letter.upper() not in ONE_LETTER_WORDS or rest is None:
        return False
    is_joined, is_alone = letter.casefold() + rest[0] in words, words[rest[0]] > 1  # once it stands here
    if is_joined != is_alone:
        return is_alone
    if len(rest[0]) == 1 and rest[0].upper() not in ONE_LETTER_WORDS:
        return False
    return first.left - initial.right > _WORD_GAP * first.height
