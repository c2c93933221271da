"""A text or a question → about how high it is on paper, for what a style sheet has to know beforehand."""

from __future__ import annotations

import math
import re

from quizgen.assembly.quiz import SheetItem, ShownStimulus
from quizgen.kinds.response import Pair

_LINE_MM, _CODE_MM, _ROW_MM = 5.3, 4.9, 6.2
_CHARACTERS = 98
"""Of a line across the whole page."""

_FENCE = re.compile(r"\s*(?:```|~~~)")

SURELY_LONG_MM = 300
"""What is estimated higher is longer than a page (at most 260 mm). It begins where there is room, and may be parted."""

MAYBE_LONG_MM = 130
"""What is estimated lower is shorter than a page."""


def estimate_question(entry: SheetItem, columns: int) -> float:
    """About how many millimetres a question takes, without lines to write on."""
    texts = [entry.stem, *entry.options]
    if isinstance(entry.response, Pair):
        lefts = [estimate(left, columns * 2) for left, _ in entry.response.pairs]
        return estimate(entry.stem, columns) + max(sum(lefts), sum(estimate(text, columns * 2) for text in texts[1:]))
    return sum(estimate(text, columns) for text in texts)


def estimate_stimulus(stimulus: ShownStimulus, columns: int) -> float:
    """About how many millimetres a stimulus takes."""
    return sum(estimate(text, columns) for text in (stimulus.text, *(each.text for each in stimulus.passages)))


def estimate(text: str, columns: int) -> float:
    """About how many millimetres a text takes in one of so many columns."""
    width = _CHARACTERS / columns
    height, is_code = 0.0, False
    for line in text.split("\n"):
        if _FENCE.match(line):
            is_code = not is_code
        elif is_code:
            height += _CODE_MM * max(1, math.ceil(len(line) / width))
        elif line.lstrip().startswith("|"):
            height += _ROW_MM
        else:
            height += _LINE_MM * math.ceil(len(line) / width)
    return height
