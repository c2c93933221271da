"""Pairs and items that the passage has in another order are told."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from quizgen.book.book_text import BookText
from quizgen.checks.arrangement import items_stand_otherwise, pairs_fit_otherwise
from quizgen.checks.options import asked_number
from tests.checks.claims import make_claim, routes

PANEL = "A scratched panel is … farther off than he is"
EVENING = {"chapter": "2", "text": "So the order of the evening … wind the clock"}


@pytest.mark.parametrize(
    ("pairs", "more", "count"),
    [
        ([["a crack", "throws the beam aside"], ["a scratch", "spreads the beam thin"]], {}, 0),
        ([["a crack", "spreads the beam thin"], ["a scratch", "throws the beam aside"]], {}, 1),
        ([["a crack", "spreads the beam thin"], ["a scratch", "throws the beam aside"]], {"derived": "irony"}, 0),
        ([["zymurgy", "xylem"], ["quartz", "vortex"]], {}, 0),
        ([["+", "−"], ["a scratch", "spreads the beam thin"]], {}, 0),
    ],
)
def test_pairs(pairs: list[list[str]], more: dict[str, str], count: int, lighthouse: BookText) -> None:
    claim = make_claim(lighthouse, kind="match", pairs=pairs, cite=PANEL, **more)
    assert len(routes(pairs_fit_otherwise, claim)) == count


ITEMS = ("fill the lamp", "trim the wick", "wind the clock")


@pytest.mark.parametrize("items", list(permutations(ITEMS)), ids=" ".join)
def test_only_one_order_is_that_of_the_passage(items: tuple[str, ...], lighthouse: BookText) -> None:
    claim = make_claim(lighthouse, kind="order", items=list(items), cite=EVENING)
    assert bool(routes(items_stand_otherwise, claim)) == (items != ITEMS)


@pytest.mark.parametrize("items", [["zymurgy", "xylem", "quartz"], ["wind the clock", "xylem", "the clock"]], ids=str)
def test_items_that_stand_nowhere_have_no_order(items: list[Any], lighthouse: BookText) -> None:
    assert routes(items_stand_otherwise, make_claim(lighthouse, kind="order", items=items, cite=EVENING)) == []


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("Which two tasks belong to the evening?", 0),
        ("Which three tasks belong to the evening?", 1),
        ("Choose the 2 right ones.", 0),
        ("Choose 3.", 1),
        ("Which tasks belong to the three evenings?", 0),
        ("What happened in 1904?", 0),
    ],
)
def test_the_number_that_is_asked_for(prompt: str, count: int, lighthouse: BookText) -> None:
    claim = make_claim(lighthouse, kind="multiple", prompt=prompt, answers=["filling the lamp", "winding the clock"],
                       distractors=["writing", "painting"], cite=EVENING)  # fmt: skip
    assert routes(asked_number, claim) == [("prompt",)] * count
