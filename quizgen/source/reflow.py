"""Consecutive text lines of a part → where its paragraphs begin.

A copy made from pages has blank lines inside paragraphs in some regions, none between paragraphs at
page breaks, and clean ones elsewhere. So each boundary is judged by what surrounds it: whether the line above
ends a sentence, whether the next word would have fitted on it, and whether blank lines mean anything here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain, pairwise, repeat

_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]*]*$")
_OPENING = re.compile(r"^[\"'“‘«(\[]*(?=[^\W_])")
_WINDOW = 30
"""Boundaries on each side that tell what blank lines mean in a region."""
_STRAY_SHARE = 0.15
_SLACK = 0.995
"""A line counts as full from this share of the measure on: the widths below are only near those of the font."""


class Gap(Enum):
    """What stands in the copy between two consecutive lines of text."""

    NOTHING = "nothing"
    BLANK = "blank"
    PAGE = "page"
    SEPARATOR = "separator"
    JOINED = "joined"
    """Nothing, on a page whose layout shows where paragraphs begin."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and the gap above it."""

    text: str
    gap: Gap


_FEWEST_INDENTS = 1 / 60
_FEWEST_BLANKS = 1 / 40
"""A copy of which so many lines are set in, or stand behind a blank line, marks its paragraphs in this way."""


def gaps_of_pages(gaps: Mapping[int, Gap], set_in: frozenset[int]) -> dict[int, Gap]:
    """What the layout of printed pages says above each line, by its index in the copy.

    A line that is set in or stands farther apart begins a paragraph. One that is neither does not, if the copy
    marks its paragraphs; at the top of a page, only indents can.
    """
    most = max(1, len(gaps))
    has_indents = len(set_in) / most >= _FEWEST_INDENTS
    is_marked = has_indents or sum(gap is Gap.BLANK for gap in gaps.values()) / most >= _FEWEST_BLANKS
    known = {Gap.BLANK: Gap.SEPARATOR}
    if is_marked:
        known[Gap.NOTHING] = Gap.JOINED
    if has_indents:
        known[Gap.PAGE] = Gap.JOINED
    return {line: Gap.SEPARATOR if line in set_in else known.get(gap, gap) for line, gap in gaps.items()}


def find_paragraphs(lines: Sequence[Line]) -> tuple[int, ...]:
    """The indices of the lines that begin a paragraph; the first line always does."""
    if not lines:
        return ()
    width = _choose_width(lines)
    widths = [width(line.text) for line in lines]
    full = _measures(widths)
    boundaries = [
        _Boundary(above, below, most * _SLACK - own, width)
        for (above, below), own, most in zip(pairwise(lines), widths, full, strict=False)
    ]
    stray = [boundary.is_evidently_stray for boundary in boundaries]
    blank = [boundary.gap is Gap.BLANK for boundary in boundaries]
    starts = [0]
    for at, boundary in enumerate(boundaries):
        near = slice(max(0, at - _WINDOW), at + _WINDOW + 1)
        is_damaged = blank[at] and sum(stray[near]) > sum(blank[near]) * _STRAY_SHARE
        if boundary.starts_paragraph(is_damaged):
            starts.append(at + 1)
    return tuple(starts)


class _Boundary:
    """Between a line of text and the next."""

    __slots__ = ("_room", "_width", "above", "below", "ends_sentence", "gap")

    def __init__(self, above: Line, below: Line, room: float, width: Width) -> None:
        self.above, self.below = above.text.rstrip(), below.text.lstrip()
        self.gap = below.gap
        self.ends_sentence = _SENTENCE_END.search(self.above) is not None
        self._room, self._width = room, width

    # Most lines go on from the one above, and of these nothing more need be known.
    @property
    def begins_low(self) -> bool:
        opening = _OPENING.match(self.below)
        return opening is not None and self.below[opening.end()].islower()

    @property
    def fits(self) -> bool:
        """Whether the first word below would have had room above."""
        first = self.below.split(maxsplit=1)[0] if self.below else ""
        return self._width(" " + first) < self._room

    @property
    def is_evidently_stray(self) -> bool:
        return self.gap is Gap.BLANK and not self.ends_sentence and not self.fits

    def starts_paragraph(self, is_damaged: bool) -> bool:
        if self.gap in (Gap.SEPARATOR, Gap.JOINED):
            return self.gap is Gap.SEPARATOR
        if self.gap is Gap.BLANK and not is_damaged:
            return self.ends_sentence or (self.fits and not self.begins_low)
        if not self.ends_sentence:
            return self.gap is not Gap.NOTHING and self.fits and not self.begins_low
        if self.gap is not Gap.NOTHING and self.above.endswith(":") and self.below[:1] in '"“«':
            return True
        return self.fits


Width = Callable[[str], float]

# Advance widths of Times Roman from the space to the tilde, in thousandths of an em (Adobe Font Metrics).
_TIMES = """
250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564 564
564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333
278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500
444 480 200 480 541
"""


class _Widths(dict[str, float]):
    def __missing__(self, character: str) -> float:
        return 500.0


_WIDTHS = _Widths({chr(code): float(width) for code, width in enumerate(_TIMES.split(), ord(" "))} | {"—": 1000.0})


def _proportional(text: str) -> float:
    return sum(map(_WIDTHS.__getitem__, text))


def _monospaced(text: str) -> float:
    return float(len(text))


def _choose_width(lines: Sequence[Line]) -> Width:
    """The way of measuring under which lines that go on are the most alike."""
    going_on = [
        above.text.strip()
        for above, below in pairwise(lines)
        if below.gap is Gap.NOTHING and not _SENTENCE_END.search(above.text.rstrip())
    ]
    if len(going_on) < 2:
        return _monospaced

    def spread(width: Width) -> float:
        """The mean square beside the square of the mean."""
        widths = [width(line) for line in going_on]
        return len(widths) * sum(each * each for each in widths) / (sum(widths) ** 2 or 1.0)

    return min((_monospaced, _proportional), key=spread)


def _measures(widths: Sequence[float]) -> list[float]:
    """The full width of a line around each line: that of the longest near it, but for a few that overrun."""
    measures = []
    near = sorted(widths[:_WINDOW])
    for index, after in enumerate(chain(widths[_WINDOW:], repeat(None, min(_WINDOW, len(widths))))):
        if after is not None:
            insort(near, after)
        if index > _WINDOW:
            del near[bisect_left(near, widths[index - _WINDOW - 1])]
        measures.append(near[int((len(near) - 1) * 0.95)])
    return measures
