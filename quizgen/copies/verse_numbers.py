"""The lines of a text → the same without the numbers that count every fifth or tenth line at a margin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from quizgen.copies.formats.extract import Extract, Unit

_BEHIND = re.compile(r"(?<=\S)(?: {3,}|\t\s*)(\d{1,5})\s*$")
_BEFORE = re.compile(r"^\s{0,3}(\d{1,5})(?= {3,}\S|\t\s*\S)")
_STEPS = frozenset({4, 5, 10, 20})
_MIN_NUMBERS = 4
"""Fewer numbers in a row may be anything: so many in step with the lines between them count lines."""


def leave_out_verse_numbers(extract: Extract) -> Extract:
    """Replace the numbers of lines by blanks; a text without such numbers is left as it is."""
    if extract.unit is not Unit.LINE:
        return extract
    lines = list(extract.lines)
    stripped = list(map(str.strip, lines))
    for pattern, edge in ((_BEHIND, slice(-1, None)), (_BEFORE, slice(0, 1))):
        numbered = [at for at, line in enumerate(stripped) if line[edge].isdecimal()]
        found = [(at, int(number[1])) for at in numbered if (number := pattern.search(lines[at])) is not None]
        for at in _find_counted(found, stripped) if len(found) >= _MIN_NUMBERS else ():
            lines[at] = pattern.sub(lambda found: " " * len(found[0]), lines[at]).rstrip()
    return replace(extract, lines=tuple(lines))


def _find_counted(numbers: Sequence[tuple[int, int]], lines: Sequence[str]) -> Iterator[int]:
    """Of lines with numbers, those whose number counts the lines, in runs."""
    counts = list(accumulate(map(bool, lines)))
    run: list[int] = []
    for (above, low), (below, high) in pairwise([*numbers, (len(lines) - 1, -1)]):
        run = run or [above]
        step = high - low
        if step in _STEPS and abs(counts[below] - counts[above] - step) <= 1:
            run.append(below)
            continue
        if len(run) >= _MIN_NUMBERS:
            yield from run
        run = []
