"""A passage that is about something else is told; one that shares telling words with the question is not."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.book.book_text import BookText
from quizgen.checks.relevance import (
    cites_elsewhere,
    definition_not_in_passage,
    distractor_fits_better,
    unrelated_passage,
)
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Located
from quizgen.model.citation import Citation
from tests.checks.claims import make_claim, routes

LENS = "The lens has sixteen panels"
CRACK = "A crack throws the beam aside, and"
SPIRIT: dict[str, Any] = {
    "kind": "short",
    "prompt": "On which days is the glass cleaned with spirit, and with what did the predecessor clean it?",
    "answer": "vinegar",
    "derived": "a synonym",
}


def test_the_hint_is_a_citation_of_the_better_place(lighthouse: BookText) -> None:
    (finding,) = cites_elsewhere(make_claim(lighthouse, cite=LENS, **SPIRIT))
    cite = finding.hint.partition('cite: "')[2].rstrip('"')
    found = locate(Citation(text=cite), lighthouse, "1")
    assert isinstance(found, Located)
    assert routes(cites_elsewhere, make_claim(lighthouse, cite=cite, **SPIRIT)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "short", "answer": "panels", "cite": LENS},
        {"kind": "short", "prompt": "Zymurgy?", "answer": "xylem", "cite": LENS},
        {"kind": "short", "prompt": "Wie viele Liter Brennstoff genau nahm er 1911?", "answer": "genug", "cite": LENS},
        {"kind": "essay", "points": ["The glass is cleaned with spirit."], "cite": {"section": 1}},
        {"kind": "short", "answer": "+", "prompt": "−", "cite": LENS},
    ],
    ids=str,
)
def test_no_other_place(fields: dict[str, Any], lighthouse: BookText) -> None:
    assert list(cites_elsewhere(make_claim(lighthouse, **fields))) == []


@pytest.mark.parametrize(
    ("definition", "more", "count"),
    [
        ("damage that throws the beam aside", {}, 0),
        ("damage that throws beams", {}, 0),
        ("a barrel of litres bought by the inspector", {}, 1),
        ("a barrel of litres bought by the inspector", {"derived": "in other words"}, 0),
    ],
)
def test_definitions(definition: str, more: dict[str, str], count: int, lighthouse: BookText) -> None:
    claim = make_claim(lighthouse, kind="term", term="a crack", definition=definition, cite=CRACK, **more)
    assert routes(definition_not_in_passage, claim) == [("definition",)] * count


@pytest.mark.parametrize(
    ("answer", "distractors", "expected"),
    [
        (
            "It makes the lens slower.",
            ["It lets the oil out.", "It throws the beam aside."],
            [("distractors", 1)],
        ),
        ("It throws the beam aside.", ["It lets the oil out.", "It makes the lens slower."], []),
        ("It throws the beam aside.", ["It throws the beam down.", "It throws the beam up."], []),
        ("+", ["−", "It throws the beam aside."], []),
    ],
)
def test_distractors(answer: str, distractors: list[str], expected: list[Any], lighthouse: BookText) -> None:
    fields: dict[str, Any] = {"prompt": "What does a crack do?", "answer": answer, "distractors": distractors}
    claim = make_claim(lighthouse, kind="choice", cite=CRACK, **fields)
    assert routes(distractor_fits_better, claim) == expected


WIND = {"chapter": "2", "text": "I wind it at dusk"}
VINEGAR = "My predecessor used vinegar"


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        ([VINEGAR, WIND], [("cite", 1)]),
        ([WIND, VINEGAR], [("cite", 0)]),
        ([VINEGAR, "panels are in the museum"], []),
        ([WIND], []),
        ([{"section": 2}, WIND], []),
    ],
    ids=str,
)
def test_one_passage_of_several(cite: list[Any], expected: list[Any], lighthouse: BookText) -> None:
    """One by itself is left to `cites-elsewhere`, and beside a whole section no passage stands out."""
    kind: dict[str, Any] = {
        "kind": "short",
        "answer": "vinegar",
        "prompt": "With what did the predecessor clean the glass?",
    }
    if cite[0] == {"section": 2}:
        kind = {"kind": "essay", "points": ["Vinegar spoils the panels."]}
    assert routes(unrelated_passage, make_claim(lighthouse, cite=cite, **kind)) == expected
