"""What an author is told who writes a number as one writes it elsewhere, and how it is mended."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.project.number_slips import explain_number

SURE, OFFERED = True, False
ANSWERS: list[tuple[str, dict[str, Any], str, str, list[tuple[str, bool]]]] = [
    ("0,5", {}, "has a decimal comma", "Write `0.5`;", [("0.5", SURE)]),
    ("-12,25", {}, "has a decimal comma", "Write `-12.25`;", [("-12.25", SURE)]),
    ("0,500", {}, "has a decimal comma", "Write `0.500`;", [("0.500", SURE)]),
    (",5", {}, "has a decimal comma", "Write `0.5`;", [("0.5", SURE)]),
    (
        "12,500",
        {},
        "may mean 12500 or 12.500",
        "Write `12500` or `12.500`:",
        [("12500", OFFERED), ("12.500", OFFERED)],
    ),
    ("1 000", {}, "has its digits in groups", "Write `1000`;", [("1000", SURE)]),
    ("1’000’000", {}, "has its digits in groups", "Write `1000000`;", [("1000000", SURE)]),
    ("1.000.000", {}, "has its digits in groups", "Write `1000000`;", [("1000000", SURE)]),
    ("1.234,5", {}, "has its digits in groups", "Write `1234.5`;", [("1234.5", SURE)]),
    ("1,234.5", {}, "has its digits in groups", "Write `1234.5`;", [("1234.5", SURE)]),
    ("−16", {}, "has a sign of typesetting", "Write `-16`.", [("-16", SURE)]),
    (
        "6.022 x 10^23",
        {},
        "is not how a power of ten is written here",
        "Write `6.022e23`.",
        [("6.022e23", SURE)],
    ),
    (
        "6,022·10²³",
        {},
        "is not how a power of ten is written here",
        "Write `6.022e23`.",
        [("6.022e23", SURE)],
    ),
    (
        "−1.6 × 10⁻¹⁹",
        {},
        "is not how a power of ten is written here",
        "Write `-1.6e-19`.",
        [("-1.6e-19", SURE)],
    ),
    ("10^{-6}", {}, "is not how a power of ten is written here", "Write `1e-6`.", [("1e-6", SURE)]),
    ("3/4", {}, "is a fraction, and has to be a decimal number here", "Write `0.75`.", [("0.75", OFFERED)]),
    ("2½", {}, "is a fraction, and has to be a decimal number here", "Write `2.5`.", [("2.5", OFFERED)]),
    (
        "1/3",
        {},
        "is a fraction, and has to be a decimal number here",
        "Write `0.3333`, and `tolerance: 0.001` or so:",
        [],
    ),
    ("5-7", {}, "is not one number", "`answer: 6` with `tolerance: 1` counts all from 5 to 7 as right.", []),
    ("about 5", {}, "is not one number", "Write `5`, and in `tolerance` how far off is right:", []),
    ("50 %", {}, "has a unit", 'Write `answer: 50` and `unit: "%"`.', [("50", OFFERED)]),
    ("$3.50", {}, "has a unit", "Write `answer: 3.50` and `unit: $`.", [("3.50", OFFERED)]),
    ("9.81 m/s^2", {}, "has a unit", "Write `answer: 9.81` and `unit: m/s^2`.", [("9.81", OFFERED)]),
    ("5 kg", {"unit": "kg"}, "has a unit", "Write `5`: the unit is in `unit`.", [("5", SURE)]),
    ("5,5 kg", {}, "has a unit", "Write `answer: 5.5` and `unit: kg`.", [("5.5", OFFERED)]),
    ("5 kg", {"unit": "g"}, "has a unit", "Write `5`, and the unit in `unit`.", []),
]
TOLERANCES: list[tuple[str, dict[str, Any], str, str, list[tuple[str, bool]]]] = [
    ("5 %", {}, "is not how a percentage is written here", "Write `5%`.", [("5%", SURE)]),
    ("±5%", {}, "is not how a percentage is written here", "Write `5%`.", [("5%", SURE)]),
    ("5 percent", {}, "is not how a percentage is written here", "Write `5%`.", [("5%", SURE)]),
    ("2,5 Prozent", {}, "is not how a percentage is written here", "Write `2.5%`.", [("2.5%", SURE)]),
    ("+/- 0.5", {}, "has a sign too many: a tolerance counts on both sides", "Write `0.5`.", [("0.5", SURE)]),
    ("0,5", {}, "has a decimal comma", "Write `0.5`;", [("0.5", SURE)]),
    ("5 kg", {"unit": "kg"}, "repeats the unit", "Write `5`.", [("5", SURE)]),
    ("5 g", {"unit": "kg"}, "has a unit", "Write `5`; it is counted in the `unit` of the question.", []),
]


@pytest.mark.parametrize(
    ("field", "written", "question", "message", "hint", "fixes"),
    [*(("answer", *case) for case in ANSWERS), *(("tolerance", *case) for case in TOLERANCES)],
)
def test_a_slip_is_named_with_its_way_out(
    field: str, written: str, question: dict[str, Any], message: str, hint: str, fixes: list[tuple[str, bool]]
) -> None:
    slip = explain_number(written, (field,), {field: written, **question})
    assert slip is not None
    assert slip.message == f"“{written}” {message}"
    assert slip.hint.startswith(hint)
    assert [(fix.changes[0].text, fix.is_safe) for fix in slip.fixes] == fixes  # type: ignore[union-attr]  # a Replace


@pytest.mark.parametrize("written", ["", "five", "0x10", "1_0.5_", "NaN", "--5", "5 / 0", "1.2.3", "10⁺", "x 10^3"])
def test_what_resembles_no_number_is_left_to_the_hint(written: str) -> None:
    assert explain_number(written, ("answer",), {"answer": written}) is None


def test_a_range_among_the_further_numbers_is_written_as_one() -> None:
    slip = explain_number("5–7", ("also", 0), {"also": ["5–7"]})
    assert slip is not None
    assert (slip.message, slip.hint) == ("“5–7” is not one number", "Write `{from: 5, to: 7}`.")
