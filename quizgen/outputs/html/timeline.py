"""Dated events → a line of years in SVG, on which each stands at its time; it is broken where little happens."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from markupsafe import Markup, escape

from quizgen.text.years import Span

WIDE, NARROW = 640, 300
"""The widths of the two drawings, for paper and for a phone, in units of about a quarter of a millimetre."""

_RADIUS = 8.5
_ROW = 19.0
_EDGE = 14.0
"""From the end of a part of the line to its first year."""

_BREAK = 22.0
_LABEL = 44.0
"""The least distance of two years that are written below the line."""

_CROWDED, _LONG_GAP, _SHORTEST_GAP = 2, 0.3, 3
"""Where dots stand so many rows above each other, gaps of so much of all the time are left out, and of so many years:
else what crowds could not be told apart."""

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000)


Years: TypeAlias = tuple[int, int]
"""The first and the last year of a part of the line."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the line without a break: its first and last year, and where the first one stands."""

    first: float
    last: float
    left: float


@dataclass(frozen=True, slots=True)
class _Line:
    parts: tuple[_Part, ...]
    scale: float
    """Units a year."""

    def place(self, year: float) -> float:
        part = next((part for part in self.parts if year <= part.last), self.parts[-1])
        return part.left + (year - part.first) * self.scale


def divide_time(spans: Sequence[Span]) -> tuple[Years, ...]:
    """The first and the last year of each part of the line; it is one, unless what happened crowds on it.

    Then the line leaves out years in which nothing happens. ``spans`` are in the order of time.
    """
    whole = _in_whole_years(spans[0].start, max(span.end for span in spans))
    line = _lay_out([whole], WIDE)
    if max(_stack([line.place(span.start) for span in spans])) < _CROWDED:
        return (whole,)
    parts = [(spans[0].start, spans[0].end)]
    for span in spans[1:]:
        first, last = parts[-1]
        if span.start - last > max(_LONG_GAP * (whole[1] - whole[0]), _SHORTEST_GAP):
            parts.append((span.start, span.end))
        else:
            parts[-1] = first, max(last, span.end)
    return tuple(_in_whole_years(*part) for part in parts)


def _in_whole_years(first: float, last: float) -> Years:
    return math.floor(first), math.ceil(last)


def draw_timeline(
    spans: Sequence[Span],
    parts: Sequence[Years],
    width: int,
    say_year: Callable[[int], str],
    *,
    right_to_left: bool = False,
) -> Markup:
    """The line with a numbered dot for each event; ``parts`` are those into which it is divided.

    Whoever sees no drawing reads the list of events: this says nothing more, and is hidden from screen readers. Colours
    stand in attributes, which style sheets overrule: WeasyPrint knows no others in a drawing.
    """
    line = _lay_out(parts, width)
    places = [line.place(span.start) for span in spans]
    rows = _stack(places)
    top = _RADIUS + 1
    axis = top + _ROW * max(rows) + _RADIUS + 7
    height = axis + 20

    def turn(x: float) -> str:
        return f"{width - x if right_to_left else x:.1f}".removesuffix(".0")

    pieces = [*_draw_axis(line, axis, turn, say_year)]
    for span, x in zip(spans, places, strict=True):
        if (until := line.place(span.end)) > x + 0.5:
            pieces.append(f'<path d="M{turn(x)} {axis:g}H{turn(until)}" class="during" stroke-width="5"/>')
    for x, row in zip(places, rows, strict=True):
        pieces.append(f'<path d="M{turn(x)} {axis - row * _ROW - 7:g}V{axis:g}" stroke-width=".8"/>')
    for number, (x, row) in enumerate(zip(places, rows, strict=True), 1):
        y = axis - 7 - _RADIUS - row * _ROW
        pieces.append(f'<circle cx="{turn(x)}" cy="{y:g}" r="{_RADIUS:g}" fill="#fff" stroke-width="1"/>')
        pieces.append(_write(turn(x), y + 3.6, str(number)))
    kind = "wide" if width == WIDE else "narrow"
    opening = (
        f'<svg class="line {kind}" viewBox="0 0 {width} {height:g}" fill="none" stroke="currentColor" '
        'font-size="10.5" text-anchor="middle" aria-hidden="true" focusable="false">'
    )
    return Markup(opening + "".join(pieces) + "</svg>")  # noqa: S704 (numbers, and years that are escaped)


def _lay_out(divided: Sequence[Years], width: int) -> _Line:
    years = sum(last - first for first, last in divided)
    room = width - 2 * _EDGE * len(divided) - _BREAK * (len(divided) - 1)
    scale = room / years if years else 0
    parts, left = [], _EDGE if years else width / 2
    for first, last in divided:
        parts.append(_Part(first, last, left))
        left += (last - first) * scale + 2 * _EDGE + _BREAK
    return _Line(tuple(parts), scale)


def _stack(places: Sequence[float]) -> list[int]:
    """The row of each dot above the line: the lowest in which it covers no other."""
    rows: list[int] = []
    ends: list[float] = []
    for x in places:
        row = next((row for row, end in enumerate(ends) if x - end >= 2 * _RADIUS + 1.5), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return rows


def _draw_axis(line: _Line, axis: float, turn: Callable[[float], str], say_year: Callable[[int], str]) -> Iterator[str]:
    step = next((each for each in _STEPS if each * line.scale >= _LABEL), _STEPS[-1])
    for part in line.parts:
        right = line.place(part.last)
        yield f'<path d="M{turn(part.left - _EDGE)} {axis:g}H{turn(right + _EDGE)}" stroke-width="1.2"/>'
        all_years = range(int(part.first), int(part.last) + 1)
        for year in [year for year in all_years if year % step == 0] or [all_years[0]]:
            x = line.place(year) if line.scale else part.left
            yield f'<path d="M{turn(x)} {axis:g}v4" stroke-width="1"/>'
            if year:  # there was no year 0
                yield _write(turn(x), axis + 15, say_year(year))
        if line.scale >= 5:
            small = [f"M{turn(line.place(year))} {axis:g}v2.5" for year in all_years]
            yield f'<path d="{"".join(small)}" stroke-width=".6"/>'
    for part, other in pairwise(line.parts):
        left, right = line.place(part.last) + _EDGE, other.left - _EDGE
        yield f'<path d="M{turn(left)} {axis:g}H{turn(right)}" stroke-width="1.2" stroke-dasharray="1.5 3"/>'
        for x in (left, right):
            yield f'<path d="M{turn(x - 2)} {axis + 5:g}L{turn(x + 2)} {axis - 5:g}" stroke-width="1"/>'


def _write(x: str, y: float, text: str) -> str:
    return f'<text x="{x}" y="{y:g}" fill="currentColor" stroke="none">{escape(text)}</text>'
