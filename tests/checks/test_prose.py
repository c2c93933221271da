"""What stands in formulas and code is not held against the passage; a number alone is."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.checks.grounding import figure_not_in_passage
from tests.checks.claims import codes_of, make_book, make_claim

BOOK = make_book(
    "en",
    "On the coldest morning it showed minus five degrees, and a square of twelve centimetres covers 144 square "
    "centimetres. The first program printed the numbers from one to four, and its loop names a variable.",
    "When hydrogen burns in chlorine, one molecule of each gives two of hydrogen chloride, says the teacher.",
)
MORNING, SQUARE, LOOP, BURNT = (
    "On the coldest morning … minus five degrees",
    "a square of twelve … 144 square centimetres",
    "The first program printed … names a variable",
    "When hydrogen burns in … of hydrogen chloride",
)
READ = {"figure-not-in-passage", "figure-in-prompt", "wrong-unit", "unit-not-in-passage", "name-not-in-passage"} | {
    "explanation-figure-not-in-chapter",
    "name-not-in-chapter",
    "cites-elsewhere",
    "distractor-figure-in-passage",
}


def short(answer: str, cite: str, prompt: str = "What did the text say of it?", **more: Any) -> dict[str, Any]:
    return {"kind": "short", "prompt": prompt, "answer": answer, "cite": cite, "derived": "worked out", **more}


def found(fields: dict[str, Any]) -> list[str]:
    return [code for code, _ in codes_of(BOOK, **fields) if code in READ]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "short", "prompt": "What did it show on the coldest morning?", "answer": "$-5$", "cite": MORNING},
        {"kind": "numeric", "prompt": "How large is its area?", "answer": "144", "unit": "cm^2", "cite": SQUARE},
        {"kind": "numeric", "prompt": "How large is its area?", "answer": "144", "unit": "cm²", "cite": SQUARE},
        short("minus five", MORNING, "Solve $3x + 15 = 0$, as on the coldest morning."),
        short("the loop", LOOP, "What does `for n in range(1, 5):` begin?"),
        short("the numbers", LOOP, "What is printed?\n\n```python\nfor n in range(1, 5):\n    print(n * 17)\n```"),
        short("2 HCl", BURNT, "$\\ce{H2 + Cl2 ->}$"),
        short("two", BURNT, "How many molecules has H2 + Cl2 → HCl on its right?"),
        short("two", BURNT, "When hydrogen burns, what is the amount of H in it?"),
        short("144", SQUARE, "How large is its area?", explanation="It is $12 \\cdot 12 = 144$, and not `12 * 13`."),
    ],
    ids=str,
)
def test_formulas_and_code_raise_no_alarm(fields: dict[str, Any]) -> None:
    assert found(fields) == []


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"kind": "short", "answer": "$-6$", "cite": MORNING}, ["figure-not-in-passage"]),
        ({"kind": "short", "answer": "`145`", "cite": SQUARE}, ["figure-not-in-passage"]),
        (short("144", SQUARE, "How large is the square of $13$ centimetres?"), ["figure-in-prompt"]),
        (short("144", SQUARE, explanation="Twelve times $17$ is more."), ["explanation-figure-not-in-chapter"]),
        ({"kind": "numeric", "answer": "144", "unit": "m^2", "cite": SQUARE}, ["wrong-unit"]),
        ({"kind": "numeric", "answer": "144", "unit": "cm", "cite": SQUARE}, ["wrong-unit"]),
    ],
    ids=str,
)
def test_a_number_alone_is_read(fields: dict[str, Any], codes: list[str]) -> None:
    assert found(fields) == codes


def test_the_message_has_the_number_as_it_is_written() -> None:
    (finding,) = figure_not_in_passage(make_claim(BOOK, kind="short", answer="$1{,}500$", cite=SQUARE))
    assert finding.message == "“1,500” is in the answer, but not in the cited passage"
