"""Which numbers are right, and what sheets, keys, cards and readers are told of them, in every language."""

from __future__ import annotations

import copy
import json
import pickle
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from quizgen.checks.derivations import wrong_calculation
from quizgen.checks.grounding import figure_not_in_passage
from quizgen.kinds.numeric import Numeric
from quizgen.model.scientific import Scientific
from quizgen.outputs.anki.notes import render_notes
from quizgen.project.bank import parse_bank
from quizgen.reports.claim import claim_lines
from quizgen.text.figures import read_figures
from quizgen.verify.question import make_hasher
from tests.checks.claims import make_book, make_claim, routes
from tests.outputs.anki.test_notes import deck_of, fields
from tests.samples import BOOK, item
from tests.sheets import make_sheet, render_key, render_worksheet


def numeric(**changes: Any) -> Numeric:
    made = item("numeric", **changes).question
    assert isinstance(made, Numeric)
    return made


@pytest.mark.parametrize(
    ("changes", "accepted"),
    [
        ({"answer": "5", "tolerance": "5%"}, [("4.75", "5.25")]),
        ({"answer": "-5", "tolerance": "5%"}, [("-5.25", "-4.75")]),
        ({"answer": "5", "tolerance": "0%"}, [("5", "5")]),
        ({"answer": "2", "tolerance": "250%"}, [("-3", "7")]),
        ({"answer": "6.022e23", "tolerance": "1%"}, [("5.96178e23", "6.08222e23")]),
        ({"answer": "5", "tolerance": "0.5", "also": ["20"]}, [("4.5", "5.5"), ("19.5", "20.5")]),
        (
            {"answer": "5", "tolerance": "10%", "also": ["20", {"from": "7", "to": "9"}]},
            [("4.5", "5.5"), ("18", "22"), ("7", "9")],
        ),
    ],
)
def test_the_numbers_that_are_right(changes: dict[str, Any], accepted: list[tuple[str, str]]) -> None:
    question = numeric(**changes)
    assert [(each.low, each.high) for each in question.accepted] == [
        (Decimal(low), Decimal(high)) for low, high in accepted
    ]
    for low, high in accepted:
        assert question.accepts(Decimal(low)) and question.accepts(Decimal(high))
        assert not question.accepts(Decimal(high) * 100 + 1)


def test_a_share_with_many_digits_takes_in_a_little_more() -> None:
    (interval,) = numeric(answer="1.23456789012345", tolerance="33.3333333%").accepted
    exact = Decimal("1.23456789012345") * Decimal("0.666666667")
    assert interval.low <= exact < interval.low + Decimal("1e-14")
    assert len(interval.low.as_tuple().digits) <= 15


@pytest.mark.parametrize(
    ("language", "changes", "key", "card"),
    [
        ("en", {"answer": "6.022e23"}, ["6.022 × 10²³ mol"], ["6.022 × 10²³ mol"]),
        ("de", {"answer": "6.022e23"}, ["6,022 × 10²³ mol"], ["6,022 × 10²³ mol"]),
        ("en", {"answer": "-1.60e-19", "unit": "C"}, ["-1.60 × 10⁻¹⁹ C"], ["-1.60 × 10⁻¹⁹ C"]),
        ("de", {"answer": "12500", "unit": "kg"}, ["12.500 kg"], ["12.500 kg"]),
        ("fr", {"answer": "12500.5", "unit": "kg"}, ["12\u202f500,5 kg"], ["12\u202f500,5 kg"]),
        ("es", {"answer": "0.50", "unit": "m/s^2"}, ["0,50 m/s²"], ["0,50 m/s²"]),
        (
            "he",
            {"answer": "12500.5", "unit": "%"},
            ['<bdi dir="ltr">12,500.5%</bdi>'],
            ['<bdi dir="ltr">12,500.5%</bdi>'],
        ),
        ("de", {"answer": "12.5", "unit": "% der Arbeiter"}, ["12,5 % der Arbeiter"], ["12,5 % der Arbeiter"]),
        ("en", {"answer": "2", "unit": "kg m^{-3}"}, ["2 kg m⁻³"], ["2 kg m⁻³"]),
        (
            "en",
            {"answer": "5", "tolerance": "5%", "also": [{"from": "7", "to": "9"}, "12"], "unit": ""},
            ["5", "right from 4.75 to 5.25", "also right: 7 to 9; 11.4 to 12.6"],
            ["5", "Right from 4.75 to 5.25", "Also right: 7 to 9; 11.4 to 12.6"],
        ),
        (
            "de",
            {"answer": "6e23", "tolerance": "1e22", "also": [{"from": "1e3", "to": "2000"}], "unit": ""},
            ["6 × 10²³", "richtig von 5,9 × 10²³ bis 6,1 × 10²³", "auch richtig: 1 × 10³ bis 2000"],
            ["6 × 10²³", "Richtig von 5,9 × 10²³ bis 6,1 × 10²³", "Auch richtig: 1 × 10³ bis 2000"],
        ),
        (
            "fr",
            {"answer": "0.5", "also": ["2.5", {"from": "3.5", "to": "4"}], "unit": ""},
            ["0,5", "juste aussi : 2,5; 3,5 à 4"],
            ["0,5", "Juste aussi : 2,5; 3,5 à 4"],
        ),
    ],
)
def test_what_key_and_card_say_is_right(
    language: str, changes: dict[str, Any], key: list[str], card: list[str]
) -> None:
    one = item("numeric", **{"tolerance": "0", "unit": "mol", **changes})
    book = BOOK.model_copy(update={"language": language})
    printed = render_key(replace(make_sheet([one]), book=book)).content.decode()
    screen = render_worksheet(replace(make_sheet([one]), book=book)).content.decode()
    (note,) = render_notes(replace(deck_of(one), book=book))
    answer = fields(note)["Answer"]
    found = re.findall(r'<p class="(?:right|also)">(?:<b>)?(.*?)(?:</b>)?</p>', printed)
    assert [each.replace("\u00a0", " ") for each in found] == [each.replace("\u00a0", " ") for each in key]
    assert [each.replace("\u00a0", " ") for each in re.findall(r"<p[^>]*>(.*?)</p>", answer)] == card
    data = re.search(r'id="answers">(.*?)</script>', screen, re.DOTALL)
    assert data and found[0] in json.loads(data[1])["questions"][0]["shown"]  # once it is checked


def test_the_field_on_a_sheet_shows_its_unit_and_keys_for_powers() -> None:
    for answer, keys in (("6.022e23", "text"), ("5", "decimal")):
        page = render_worksheet(make_sheet([item("numeric", answer=answer, tolerance="0", unit="m/s^2")]))
        assert f'inputmode="{keys}" aria-label="Your answer (m/s²)"' in page.content.decode()


def test_a_reader_is_told_what_is_right() -> None:
    question = numeric(answer="6.022e23", tolerance="1e21", unit="mol^-1", also=["5e24", {"from": "7", "to": "9"}])
    said = [line for line in claim_lines(question) if line[0] in ("Answer", "Or")]
    assert said == [
        ("Answer", "6.022 × 10²³ mol⁻¹ (within 0.010 × 10²³)"),
        ("Or", "4.999 × 10²⁴ to 5.001 × 10²⁴; 7 to 9"),
    ]
    assert ("Answer", "5 litres (within 0.25)") in list(claim_lines(numeric(answer="5", tolerance="5%")))
    assert ("Answer", "28 litres (within 0.5)") in list(claim_lines(numeric()))


@pytest.mark.parametrize(
    "changes",
    [
        {"tolerance": "0.5%"},
        {"also": ["7"]},
        {"also": [{"from": "7", "to": "9"}]},
        {"also": [{"from": "7", "to": "8"}]},
    ],
)
def test_what_is_right_enters_the_hash_and_comes_back(changes: dict[str, Any]) -> None:
    before, after = numeric(), numeric(**changes)
    assert Numeric.model_validate(after.model_dump()) == after
    assert "also" not in before.model_dump(mode="json")
    entries = [
        parse_bank(f"chapter: 1\nquestions: [{each.model_dump_json(exclude_defaults=True)}]", "1.yaml", BOOK).entries[0]
        for each in (before, after)
    ]
    assert [entry.question for entry in entries] == [before, after]
    assert len({make_hasher(BOOK)(entry) for entry in entries}) == 2


def test_a_power_of_ten_is_kept_in_copies() -> None:
    number = numeric(answer="60.22e22", tolerance="0").answer
    assert isinstance(number, Scientific) and number == Decimal("6.022e23")
    for other in (copy.copy(number), copy.deepcopy(number), pickle.loads(pickle.dumps(number))):
        assert (other, other.power, other.mantissa) == (number, 22, Decimal("60.22"))


# --- what the passage says ---

CHEMISTRY = make_book(
    "en",
    "A mole has 6.022 × 10²³ particles in all, said the chemist to his class. The proton has 1.6 x 10^-19 coulombs.",
    "Nothing more is told of these numbers here.",
)
MOLE, PROTON = "A mole has … particles in all", "The proton has 1.6 x"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"answer": "6.022e23", "cite": MOLE}, []),
        ({"answer": "602.2e21", "cite": MOLE}, []),
        ({"answer": "602200000000000000000000", "cite": MOLE}, []),
        ({"answer": "6.022e22", "cite": MOLE}, [("answer",)]),
        ({"answer": "6.022", "cite": MOLE}, [("answer",)]),
        ({"answer": "1.6e-19", "cite": PROTON}, []),
        ({"answer": "1.6e19", "cite": PROTON}, [("answer",)]),
        ({"answer": "1.2044e24", "cite": MOLE, "derived": "2 × 6.022 × 10²³ = 1.2044 × 10²⁴"}, []),
        ({"answer": "1.2e24", "cite": MOLE, "derived": "2 × 6.022e23 = 1.2e24"}, []),
        ({"answer": "1.3e24", "cite": MOLE, "derived": "2 × 6.022e23 = 1.2e24"}, [("answer",)]),
    ],
)
def test_a_power_of_ten_is_held_against_the_passage(fields: dict[str, Any], found: list[Any]) -> None:
    claim = make_claim(CHEMISTRY, kind="numeric", **fields)
    assert routes(figure_not_in_passage, claim) == found
    assert routes(wrong_calculation, claim) == []


def test_a_wrong_calculation_with_powers_is_told() -> None:
    claim = make_claim(CHEMISTRY, kind="numeric", answer="1.3e24", cite=MOLE, derived="2 × 6.022 × 10^23 = 1.3 × 10^24")
    (finding,) = wrong_calculation(claim)
    assert finding.message.startswith("“2 × 6.022 × 10^23 = 1.3 × 10^24” is not right: it comes to 1,204,400,000,000,")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("6.022 × 10^23 atoms", ["6.022e23"]),
        ("6.022×10²³", ["6.022e23"]),
        ("6.022 x 10^{23} and 6.022E23", ["6.022e23", "6.022e23"]),
        ("10^6 cells, 10⁻³ m", ["1e6", "1e-3"]),
        ("1.6 · 10⁻¹⁹ C", ["1.6e-19"]),
        ("3 × 10 metres", ["3", "10"]),
        ("a note¹ of 1910²", ["1910"]),
        ("10⁺ and 10^", ["10", "10"]),
    ],
)
def test_powers_of_ten_are_figures(text: str, values: list[str]) -> None:
    assert [figure.spoken for figure in read_figures(text)] == [Fraction(value) for value in values]
