"""A text → the figures in it (numbers, shares, ranks, decades), of one value however they are spelt."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, pairwise, zip_longest
from typing import Any

from quizgen.text.figure import PER_CENT, Amount, Evidence, Figure, Kind, Reading
from quizgen.text.figure_reader import FigureReader, is_round
from quizgen.text.han_figures import read_han_figures
from quizgen.text.number_words import may_have_figures
from quizgen.text.tokens import Tokens, read_tokens
from quizgen.text.words import LETTER_WORDS

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[^\W\d_a-z]|[\"'“‘(\[])")


_RANGE = re.compile(r"\s*(?:[-‐‑–]|\b(?:to|or|and)\b|[-‐‑–]\s+(?:to|or|and)\b)\s*", re.IGNORECASE)


_HANGING = re.compile(r"\s*[-‐‑–](?![^\W_])")


@lru_cache(maxsize=4096)
def read_figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in its order."""
    return figures_among(read_tokens(text)) if may_have_figures(text) else ()


def figures_among(tokens: Tokens[Any]) -> tuple[Figure, ...]:
    """Every figure of a text, in its order, given its tokens."""
    text = tokens.text
    figures = [each for each in FigureReader(tokens).read() if not _is_exponent(text, each.start)]
    if tokens.rule is LETTER_WORDS:
        figures = _with_han(figures, tuple(read_han_figures(text)))
    if not figures:
        return ()
    for index, (before, figure) in enumerate(pairwise(figures), 1):
        if (year := _abbreviated(text, before, figure)) is not None:
            figures[index] = replace(figure, readings=frozenset({(Kind.NUMBER, year)}), spoken=year)
    bounds = [found.end() for found in _SENTENCE_END.finditer(text)]
    sentences = groupby(figures, key=lambda figure: bisect_right(bounds, figure.start))
    return tuple(figure for _, sentence in sentences for figure in _with_loans(text, tuple(sentence)))


def _with_han(figures: Sequence[Figure], in_han: Sequence[Figure]) -> list[Figure]:
    """The figures of a text in the order of their places, those in Han numerals in place of their parts (3 of 3万)."""
    taken = {offset for figure in in_han for offset in range(figure.start, figure.end)}
    return sorted(
        [*in_han, *(figure for figure in figures if figure.start not in taken)], key=lambda figure: figure.start
    )


_BEFORE_EXPONENT = re.compile(r"\^\{?[-+−]?\Z|\d\s?[kcdm]?m\Z")


def _is_exponent(text: str, start: int) -> bool:
    """Whether a figure is a power: the 2 of ``cm^2``, of ``x^{-2}``, of ``5 km2``."""
    return _BEFORE_EXPONENT.search(text[max(0, start - 5) : start]) is not None


@lru_cache(maxsize=4096)
def read_evidence(text: str) -> Evidence:
    """What a text's figures bear out; see ``agree``."""
    return evidence_of(read_figures(text))


def evidence_of(figures: Sequence[Figure]) -> Evidence:
    readings = {reading for figure in figures for reading in figure.readings}
    years = {figure.spoken for figure in figures if 1000 <= figure.spoken < 2100}
    readings |= {(Kind.DECADE, year % 100 - year % 10) for year in years}
    return Evidence(frozenset(readings), frozenset((Kind.NUMBER, figure.spoken) for figure in figures))


def is_small_word(figure: Figure, text: str) -> bool:
    """Whether a figure is spelled out in words, at most ten and no per cent: it may count what a passage lists."""
    is_in_words = not any(map(str.isdigit, text[figure.start : figure.end]))
    return is_in_words and figure.unit != PER_CENT and all(value <= 10 for _, value in figure.readings)


_GROUPING_POINT = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


def with_english_signs(text: str) -> str:
    """A text whose numbers have points between their groups and a decimal comma, with these as English has them."""
    return _DECIMAL_COMMA.sub(".", _GROUPING_POINT.sub("", text))


def _abbreviated(text: str, before: Figure, figure: Figure) -> Amount | None:
    """The 1928 of 1923-28."""
    digits = figure.end - figure.start
    is_one = before.end - before.start == 4 and digits <= 2 and before.spoken >= 1000 and text[figure.start].isdigit()
    if not is_one or not re.fullmatch(r"\s*[-‐‑–/]\s*", text[before.end : figure.start]):
        return None
    year = before.spoken - before.spoken % 10**digits + figure.spoken
    return year if year > before.spoken else None


def _with_loans(text: str, sentence: tuple[Figure, ...]) -> Iterator[Figure]:
    """The figures of a sentence; one without a unit is per cent or millions in ``16 to 25 million``, else it may be."""
    scales = {reading for figure in sentence for reading in _scales(figure)}
    thousands = {(Kind.NUMBER, 1000)} if any(is_round(figure.spoken) for figure in sentence) else set()
    for figure, after in zip_longest(sentence, sentence[1:]):
        value = figure.spoken
        if not figure.is_bare or value >= 1000 or (Kind.NUMBER, value) not in figure.readings:
            yield figure
            continue
        lent = scales | thousands if _HANGING.match(text, figure.end) else scales  # 60- to 80-, or even 100,000
        own = figure.readings
        if after is not None and _RANGE.fullmatch(text, figure.end, after.start) and (end := set(_scales(after))):
            own, lent = frozenset(), end
        yield replace(figure, readings=own | {(kind, value * scale) for kind, scale in lent})


def _scales(figure: Figure) -> Iterator[Reading]:
    """What a figure multiplies its spoken number by: a hundredth, or from a thousand on."""
    for kind, value in figure.readings if figure.spoken else ():
        if value is figure.spoken:
            continue
        scale = Fraction(value, figure.spoken)
        if scale == Fraction(1, 100) or scale >= 1000:
            yield kind, scale
