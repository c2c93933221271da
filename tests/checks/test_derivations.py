"""Calculations of `derived` are right, and begin with figures of the passage; `derived` excuses what it explains."""

from __future__ import annotations

import pytest

from quizgen.book.book_text import BookText
from quizgen.checks.derivations import calculated_from_elsewhere, wrong_calculation
from quizgen.checks.grounding import figure_not_in_passage
from tests.checks.claims import make_claim, routes

YEAR = "In the year 1911 we … litres a night"  # 1,095 litres, three a night


@pytest.mark.parametrize(
    ("derived", "message"),
    [
        ("2 × 1,095 = 2,390", "“2 × 1,095 = 2,390” is not right: it comes to 2,190"),
        ("so (1,095 / 7 = 156), in weeks", None),
        ("1,095 / 7 = 156.5", "“1,095 / 7 = 156.5” is not right: it comes to 156.43"),
        ("3 − 1,095 = 1,092", "“3 − 1,095 = 1,092” is not right: it comes to −1,092"),
        ("1,095 / 0 = 3", "“1,095 / 0 = 3” is not right: it cannot be worked out"),
        ("1,095 is 3 a night", None),
        (" × ".join(["9 trillion"] * 22) + " = 3", "not right: it comes to 984,770,902,183,611,232,881"),
    ],
)
def test_what_a_calculation_comes_to(derived: str, message: str | None, lighthouse: BookText) -> None:
    claim = make_claim(lighthouse, kind="short", answer="litres", cite=YEAR, derived=derived)
    found = [finding.message for finding in wrong_calculation(claim)]
    assert len(found) == (message is not None)
    assert all(message in each for each in found if message)


@pytest.mark.parametrize(
    ("derived", "count"),
    [
        ("2 × 1,095 = 2,190", 1),
        ("3 × 1,095 = 3,285", 0),
        ("1,095 / 12 = 91.25", 0),
        ("1911 − 3 = 1908, and 1908 − 3 = 1905", 0),
        ("17 × 3 = 51", 1),
        ("17 × 18 = 306", 2),
        ("it follows from 17", 0),
    ],
)
def test_what_is_calculated_with(derived: str, count: int, lighthouse: BookText) -> None:
    claim = make_claim(lighthouse, kind="short", answer="litres", cite=YEAR, derived=derived)
    assert routes(calculated_from_elsewhere, claim) == [("derived",)] * count


@pytest.mark.parametrize(
    ("answer", "derived", "expected"),
    [
        ("3,285", "3 × 1,095 = 3,285", []),
        ("3,285", "3 × 1,095 = about 3,300", []),
        ("3,286", "3 × 1,095 = 3,285", [("answer",)]),
        ("3,285", "thrice as much", [("answer",)]),
        ("3,285", "thrice as much: 3,285", []),
        ("3,285 and 17", "3 × 1,095 = 3,285", [("answer",)]),
        ("0.3 per cent", "3 / 1,095 = 0.3 %", []),
        ("0.3 per cent", "3 / 1,095 × 100 = 0.27", []),
        ("30 per cent", "10 × 3 = 30", [("answer",)]),
    ],
)
def test_derived_excuses_the_figure_that_it_explains(
    answer: str, derived: str, expected: list[tuple[str]], lighthouse: BookText
) -> None:
    claim = make_claim(lighthouse, kind="short", answer=answer, cite=YEAR, derived=derived)
    assert routes(figure_not_in_passage, claim) == expected
