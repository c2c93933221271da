"""A figure of the passage with another unit is told, and none that the passage or the prompt accounts for."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.checks.units import unit_not_in_passage, wrong_unit
from tests.checks.claims import make_book, make_claim, routes

BOOK = make_book(
    "en",
    "The mill was built in nineteen years, for 340 dollars a year, by 12 masons; each got $5 a week.",
    "It ground 16 to 25 per cent of the rye of the valley in 8 months. Its wheel was 20 feet high, in three parts.",
    "The fees were, in dollars: 7, 8 and 9. Nobody else in the valley had a mill at all.",
)
BUILT, GROUND, FEES = (
    "The mill was built … $5 a week",
    "It ground 16 to … in three parts",
    "The fees were, in … 7, 8 and 9",
)


def numeric(answer: str, unit: str, cite: str, **more: Any) -> dict[str, Any]:
    return {"kind": "numeric", "answer": answer, "unit": unit, "cite": cite, **more}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (numeric("19", "months", BUILT), "“19 months” is in the answer, and “nineteen years” in the passage"),
        (numeric("340", "roubles", BUILT), "“340 roubles” is in the answer, and “340 dollars” in the passage"),
        (numeric("5", "pounds", BUILT), "“5 pounds” is in the answer, and “$5” in the passage"),
        (numeric("20", "yards", GROUND), "“20 yards” is in the answer, and “20 feet” in the passage"),
        (
            {"kind": "short", "prompt": "How many weeks?", "answer": "8", "cite": GROUND},
            "“8 weeks” is in the answer, and “8 months” in the passage",
        ),
        (
            {"kind": "cloze", "text": "It was built in {{nineteen}} months.", "cite": BUILT},
            "“nineteen months” is in the answer, and “nineteen years” in the passage",
        ),
    ],
    ids=str,
)
def test_another_measure(fields: dict[str, Any], message: str) -> None:
    (finding,) = wrong_unit(make_claim(BOOK, **fields))
    assert finding.message == message
    assert "`derived`" in finding.hint


@pytest.mark.parametrize(
    "fields",
    [
        numeric("19", "years", BUILT),
        numeric("19", "", BUILT),
        numeric("5", "dollars", BUILT),
        numeric("12", "workers", BUILT),
        numeric("16", "per cent", GROUND),
        numeric("20", "ft", GROUND),
        numeric("8", "dollars", FEES),
        numeric("19", "months", BUILT, derived="it is so"),
        numeric("77", "months", BUILT),
        {"kind": "short", "answer": "in one go, for a pair of years", "cite": BUILT},
        {"kind": "short", "prompt": "How many weeks?", "answer": "the 12 masons", "cite": BUILT},
    ],
    ids=str,
)
def test_the_same_or_no_measure(fields: dict[str, Any]) -> None:
    assert routes(wrong_unit, make_claim(BOOK, **fields)) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (numeric("12", "carpenters", BUILT), [("answer",)]),
        (numeric("12", "mason", BUILT), []),
        (numeric("12", "carpenters", BUILT, prompt="How many carpenters and masons?"), []),
        ({"kind": "short", "answer": "three parts", "cite": GROUND}, []),
        ({"kind": "short", "answer": "three beams", "cite": GROUND}, []),
        ({"kind": "short", "answer": "3 beams", "cite": GROUND}, [("answer",)]),
        ({"kind": "term", "term": "mill", "definition": "what 12 carpenters built", "cite": BUILT}, []),
        (numeric("19", "months", BUILT), []),
    ],
    ids=str,
)
def test_another_thing_that_is_counted(fields: dict[str, Any], expected: list[Any]) -> None:
    assert routes(unit_not_in_passage, make_claim(BOOK, **fields)) == expected


COURTS = make_book(
    "en",
    "In that year the court took 1,500 children from the street, and fined 7,500 parents for it.",
    "Of the fines, 80 million pennies in all, 12 million went to the school, and 68 million pennies to the judges.",
)
FINED = "In that year the court … parents for it"
FINES = "Of the fines, 80 million … to the judges"


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        (numeric("1500", "parents", FINED, prompt="How many parents were fined?"), 1),
        (numeric("7500", "parents", FINED, prompt="How many parents were fined?"), 0),
        (numeric("1500", "children", FINED, prompt="How many children were taken?"), 0),
        ({"kind": "short", "prompt": "What did the school get?", "answer": "12 million pennies", "cite": FINES}, 0),
    ],
    ids=str,
)
def test_the_figure_of_other_things_in_the_same_sentence(fields: dict[str, Any], count: int) -> None:
    assert len(routes(unit_not_in_passage, make_claim(COURTS, **fields))) == count
