"""Points as they are printed: what a question is worth in halves, what an answer gets with at most two decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import assert_never

from quizgen.assembly.quiz import SheetItem
from quizgen.assembly.scoring import score
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Select, Write
from quizgen.outputs.languages import Words
from quizgen.outputs.languages.language import Language

_HALF = Decimal("0.5")


def in_halves(points: Decimal, language: Language) -> str:
    """A number of halves: ``½``, ``1½``, ``12``."""
    whole, half = divmod(points, 1)
    written = language.exact(whole) if whole or not half else ""
    return f"{written}½" if half else written


def say_worth(points: Decimal, words: Words) -> str:
    """What a question is worth, in words: ``½ point``, ``1 point``, ``1½ points``."""
    if points == _HALF:
        return words["half_point"]
    if points == 1:
        return words["one_point"]
    if points == 1 + _HALF:
        return words["one_and_a_half_points"]
    return words["some_points"].format(count=in_halves(points, words.language))


def share_points(points: Decimal, count: int) -> tuple[Decimal, ...]:
    """The points of each of ``count`` parts in halves, as even as can be, the larger first; none if there are too few.

    For an essay of ten points with four things to be said: 2½ for each.
    """
    halves = int(points / _HALF)
    if halves < count:
        return ()
    each, left = divmod(halves, count)
    return tuple((each + (index < left)) * _HALF for index in range(count))


def say_score(points: Fraction, language: Language) -> str:
    """A part of a question's points: ``1.33``, ``0.5``, ``2``."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    return language.exact(rounded)


def say_scoring(entry: SheetItem, words: Words) -> str:
    """How a question is scored that may be partly right; empty for others, and for one that is worth nothing."""
    response = entry.response
    match response:
        case Select(is_multiple=True):
            said, of, others = words["scored_by_mark"], len(response.right), len(response.wrong)
        case Pair():
            said, of, others = words["scored_by_pair"], len(response.pairs), 0
        case Arrange():
            said, of, others = words["scored_by_place"], len(response.items), 0
        case Select() | Judge() | Write() | Calculate() | Fill() | Recall() | Compose():
            return ""
        case _:
            assert_never(response)
    if not entry.points:
        return ""
    if entry.scoring == "all":
        return words["scored_as_whole"]
    worth = Fraction(entry.points)
    plus = worth * score(entry.scoring, right=1, of=of, others=others)
    minus = worth * (1 - score(entry.scoring, right=of, of=of, wrong=1, others=others))
    return said.format(plus=f"+{say_score(plus, words.language)}", minus=f"−{say_score(minus, words.language)}")
