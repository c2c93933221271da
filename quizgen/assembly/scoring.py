"""What is right and wrong in an answer → the share of the question's points that it gets."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from quizgen.model.recipe import Scoring

_FEWEST_WRONG = 2
"""A single wrong option takes half of the points off, as each of two does, and not all of them."""


def score(scoring: Scoring, *, right: int, of: int, wrong: int = 0, others: int = 0) -> Fraction:
    """The share of its points that an answer gets, from 0 to 1.

    Of a ``multiple``, ``right`` counts the marks at the ``of`` right options, ``wrong`` those at the ``others``. Of a
    ``match`` and an ``order`` it counts the right pairs and the items in their right places; nothing is taken off for
    the rest, since each left side has to have some partner and each item some place.

    By ``share`` a right mark is worth 1/``of``, and a wrong one takes off 1/``others``, but no more than a half: the
    rule "false2" of R/exams (Grün & Zeileis, `exams_eval`), by which marking everything is worth nothing. By ``all``
    an answer is wholly right or worth nothing. The script of the quiz on the screen computes the same.
    """
    match scoring:
        case "share":
            return max(Fraction(0), Fraction(right, of) - Fraction(wrong, max(others, _FEWEST_WRONG)))
        case "all":
            return Fraction(right == of and not wrong)
        case _:
            assert_never(scoring)
