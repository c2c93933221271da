"""The consecutive lines of a part → where its paragraphs begin.

A copy made from pages may have blank lines inside paragraphs in some regions, none between paragraphs at page breaks,
and correct ones elsewhere. So each boundary is judged by its surroundings: whether the line above ends a sentence,
whether the next word would have fitted on it, and whether blank lines are reliable in this region.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from quizgen.text.scripts import UNSPACED, width_of

_SENTENCE_END = (".", "!", "?", "…", ":", "。", "．", "！", "？", "：", "।", "॥", "؟", "۔", "።", "။", "។")
_CLOSING = "\"'”’»)]*」』）】》〉〕"
_OPENING = re.compile(r"^[\"'“‘«(\[]*(?=[^\W_])")
_FIRST_LETTER = re.compile(rf" ([「『（《〈【〔]*[{UNSPACED}][、。，．：；？！」』）】》〉〕]*)")
"""What stays together at a line's beginning in a script without blanks: a letter with its signs."""
_WINDOW_LINES = 30
"""The boundaries on each side that decide whether blank lines are reliable."""
_MAX_STRAY_SHARE = 0.15
"""If more of the nearby blank lines are evidently stray, the others are not trusted either."""
_FULL_WIDTH_QUANTILE = 0.95
_MIN_SAMPLE_LINES = 400
"""The lines sampled (at least, if there are as many) to choose between proportional and monospaced widths."""
_FULL_LINE_SHARE = 0.995
"""The share of the full width from which a line counts as full: the font's real widths are only approximated."""


class Gap(Enum):
    """What separates two consecutive lines of text in the copy."""

    NOTHING = "nothing"
    BLANK = "blank"
    PAGE = "page"
    SEPARATOR = "separator"
    JOINED = "joined"
    """Nothing, in a copy whose layout marks paragraphs: the lines belong to one paragraph."""


class Line(NamedTuple):
    """A line of text and the gap above it."""

    text: str
    gap: Gap


_MIN_INDENT_SHARE = 1 / 60
_MIN_BLANK_SHARE = 1 / 40
"""The share of lines that are indented, or follow a blank line, from which on a copy marks its paragraphs so."""


def gaps_of_pages(gaps: Mapping[int, Gap], set_in: frozenset[int]) -> dict[int, Gap]:
    """The gap above each line (by its index in the copy) as the layout of printed pages shows it.

    A line that is indented or follows extra space begins a paragraph. Any other line does not, if the copy marks its
    paragraphs; at the top of a page this holds only if it marks them by indents.
    """
    most = max(1, len(gaps))
    has_indents = len(set_in) / most >= _MIN_INDENT_SHARE
    is_marked = has_indents or sum(gap is Gap.BLANK for gap in gaps.values()) / most >= _MIN_BLANK_SHARE
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
        near = slice(max(1, at - _WINDOW_LINES), at + _WINDOW_LINES + 1)
        is_damaged = blank[at] and sum(stray[near]) > sum(blank[near]) * _MAX_STRAY_SHARE
        if region.starts_paragraph(at, is_damaged):
            starts.append(at)
    return tuple(starts)


class _Region:
    """Consecutive lines, with evidence on whether a paragraph begins at each."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._ends = [_ends_sentence(line.text) for line in lines]
        self._goes_on = [
            below.gap is Gap.NOTHING and not ends for below, ends in zip(lines, [True, *self._ends], strict=False)
        ]
        self._width, self._widths = _measure(lines, [at - 1 for at, goes_on in enumerate(self._goes_on) if goes_on])

    def goes_on(self, at: int) -> bool:
        """Whether a line directly continues an unfinished sentence, as most lines do."""
        return self._goes_on[at]

    def is_evidently_stray(self, at: int) -> bool:
        """Whether a blank line above a line would separate nothing: the line above is full and ends no sentence."""
        return at > 0 and not self._ends[at - 1] and not self._fits(at)

    def starts_paragraph(self, at: int, is_damaged: bool) -> bool:
        above, (below, gap) = self._lines[at - 1].text, self._lines[at]
        if gap in (Gap.SEPARATOR, Gap.JOINED):
            return gap is Gap.SEPARATOR
        if gap is Gap.BLANK and not is_damaged:
            return self._ends[at - 1] or (self._fits(at) and not _begins_lower_case(below))
        if not self._ends[at - 1]:
            return self._fits(at) and not _begins_lower_case(below)
        if gap is not Gap.NOTHING and above.rstrip().endswith(":") and below.lstrip()[:1] in '"“«':
            return True
        return self._fits(at)

    def _fits(self, at: int) -> bool:
        """Whether the first word of a line would have fitted on the line above."""
        words = self._lines[at].text.split(maxsplit=1)
        room = self._full_width(at - 1) * _FULL_LINE_SHARE - self._widths[at - 1]
        first = f" {words[0] if words else ''}"
        if (letter := _FIRST_LETTER.match(first)) is not None:
            first = letter[1]
        return self._width(first) < room

    def _full_width(self, at: int) -> float:
        """The width of a full line near a line: a high quantile, because a few lines overrun."""
        near = sorted(self._widths[max(0, at - _WINDOW_LINES) : at + _WINDOW_LINES + 1])
        return near[int((len(near) - 1) * _FULL_WIDTH_QUANTILE)]


def _ends_sentence(line: str) -> bool:
    return line.rstrip().rstrip(_CLOSING).endswith(_SENTENCE_END)


def _begins_lower_case(line: str) -> bool:
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
_OTHER_WIDTH = 500
_DASH_WIDTH = 1000
_WIDTH_UNIT = 4
"""The unit of widths, in thousandths of an em. In it each width fits a byte, so that a line is measured as bytes, in a
third of the time of looking up its characters."""


def _widths() -> bytes:
    """The width of each character of Windows-1252."""
    widths = [_OTHER_WIDTH // _WIDTH_UNIT] * 256
    widths[ord(" ") : ord("~") + 1] = [round(int(width) / _WIDTH_UNIT) for width in _TIMES.split()]
    widths[_DASH] = _DASH_WIDTH // _WIDTH_UNIT
    return bytes(widths)


_DASH = "—".encode("cp1252")[0]
_WIDTHS = _widths()


def _proportional(text: str) -> float:
    return float(sum(text.encode("ascii" if text.isascii() else "cp1252", "replace").translate(_WIDTHS)))


def _monospaced(text: str) -> float:
    return float(width_of(text))


def _measure(lines: Sequence[Line], going_on: Sequence[int]) -> tuple[Width, Sequence[float]]:
    """The measure (monospaced or proportional) in which full lines vary least, and the width of each line in it."""
    sample = [lines[at].text for at in going_on[:: len(going_on) // _MIN_SAMPLE_LINES + 1]]

    def spread(width: Width) -> float:
        """The ratio of the mean square to the square of the mean."""
        widths = list(map(width, sample))
        return len(widths) * sum(each * each for each in widths) / (sum(widths) ** 2 or 1.0)

    width = min((_monospaced, _proportional), key=spread) if len(sample) > 1 else _monospaced
    return width, [width(line.text) for line in lines]
