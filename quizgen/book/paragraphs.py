"""Consecutive text lines of a part → where its paragraphs begin.

A copy made from pages has blank lines inside paragraphs in some regions, none between paragraphs at
page breaks, and clean ones elsewhere. So each boundary is judged by what surrounds it: whether the line above
ends a sentence, whether the next word would have fitted on it, and whether blank lines mean anything here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

_SENTENCE_END = (".", "!", "?", "…", ":")
_CLOSING = "\"'”’»)]*"
_OPENING = re.compile(r"^[\"'“‘«(\[]*(?=[^\W_])")
_WINDOW = 30
"""Boundaries on each side that tell what blank lines mean in a region."""
_STRAY_SHARE = 0.15
_LONGEST = 0.95
_SAMPLE = 400
"""Lines of a region by which the way of measuring is chosen, at least, if it has as many."""
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


class Line(NamedTuple):
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
    region = _Region(lines)
    blank = [line.gap is Gap.BLANK for line in lines]
    stray = [is_blank and region.is_evidently_stray(at) for at, is_blank in enumerate(blank)]
    starts = [0]
    for at in range(1, len(lines)):
        if region.goes_on(at):
            continue
        near = slice(max(1, at - _WINDOW), at + _WINDOW + 1)
        is_damaged = blank[at] and sum(stray[near]) > sum(blank[near]) * _STRAY_SHARE
        if region.starts_paragraph(at, is_damaged):
            starts.append(at)
    return tuple(starts)


class _Region:
    """Consecutive lines, and what is known of the boundary above each of them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._ends = [_ends_sentence(line.text) for line in lines]
        self._goes_on = [
            below.gap is Gap.NOTHING and not ends for below, ends in zip(lines, [True, *self._ends], strict=False)
        ]
        self._width, self._widths = _measure(lines, [at - 1 for at, goes_on in enumerate(self._goes_on) if goes_on])

    def goes_on(self, at: int) -> bool:
        """Whether nothing parts a line from the one above, in the middle of a sentence, as most are."""
        return self._goes_on[at]

    def is_evidently_stray(self, at: int) -> bool:
        """Whether a blank line above a line parts nothing."""
        return at > 0 and not self._ends[at - 1] and not self._fits(at)

    def starts_paragraph(self, at: int, is_damaged: bool) -> bool:
        above, (below, gap) = self._lines[at - 1].text, self._lines[at]
        if gap in (Gap.SEPARATOR, Gap.JOINED):
            return gap is Gap.SEPARATOR
        if gap is Gap.BLANK and not is_damaged:
            return self._ends[at - 1] or (self._fits(at) and not _begins_low(below))
        if not self._ends[at - 1]:
            return self._fits(at) and not _begins_low(below)
        if gap is not Gap.NOTHING and above.rstrip().endswith(":") and below.lstrip()[:1] in '"“«':
            return True
        return self._fits(at)

    def _fits(self, at: int) -> bool:
        """Whether the first word of a line would have had room above."""
        words = self._lines[at].text.split(maxsplit=1)
        room = self._most_near(at - 1) * _SLACK - self._widths[at - 1]
        return self._width(f" {words[0] if words else ''}") < room

    def _most_near(self, at: int) -> float:
        """The full width of a line around a line: that of the longest near it, but for a few that overrun."""
        near = sorted(self._widths[max(0, at - _WINDOW) : at + _WINDOW + 1])
        return near[int((len(near) - 1) * _LONGEST)]


def _ends_sentence(line: str) -> bool:
    return line.rstrip().rstrip(_CLOSING).endswith(_SENTENCE_END)


def _begins_low(line: str) -> bool:
    below = line.lstrip()
    opening = _OPENING.match(below)
    return opening is not None and below[opening.end()].islower()


Width = Callable[[str], float]

# Advance widths of Times Roman from the space to the tilde, in thousandths of an em (Adobe Font Metrics).
_TIMES = """
250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564 564
564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333
278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500
444 480 200 480 541
"""
_OF_OTHERS = 500
_OF_A_DASH = 1000
_UNITS = 4
"""Thousandths of an em that are told apart: so each width is a byte, and a line is measured as bytes, in a third of
the time that looking up its characters takes."""


def _widths() -> bytes:
    """The width of each character of Windows-1252."""
    widths = [_OF_OTHERS // _UNITS] * 256
    widths[ord(" ") : ord("~") + 1] = [round(int(width) / _UNITS) for width in _TIMES.split()]
    widths[_DASH] = _OF_A_DASH // _UNITS
    return bytes(widths)


_DASH = "—".encode("cp1252")[0]
_WIDTHS = _widths()


def _proportional(text: str) -> float:
    return float(sum(text.encode("ascii" if text.isascii() else "cp1252", "replace").translate(_WIDTHS)))


def _monospaced(text: str) -> float:
    return float(len(text))


def _measure(lines: Sequence[Line], going_on: Sequence[int]) -> tuple[Width, Sequence[float]]:
    """The way of measuring under which the lines that go on are the most alike, and how wide all lines are by it."""
    sample = [lines[at].text for at in going_on[:: len(going_on) // _SAMPLE + 1]]

    def spread(width: Width) -> float:
        """The mean square beside the square of the mean."""
        widths = list(map(width, sample))
        return len(widths) * sum(each * each for each in widths) / (sum(widths) ** 2 or 1.0)

    width = min((_monospaced, _proportional), key=spread) if len(sample) > 1 else _monospaced
    return width, [width(line.text) for line in lines]
