"""How a claim is laid out beside its passages in a terminal."""

from __future__ import annotations

import pytest

from quizgen.kinds import KINDS
from quizgen.kinds.question import Question
from quizgen.model.citation import Passage
from quizgen.reports.claim import claim_beside_passages, claim_text, explanation_text, surroundings_text

_COMMON = {"id": "a", "explanation": "Why " * 40, "cite": "a lamp", "difficulty": 1, "bloom": "remember"}


def question(kind: str, **fields: object) -> Question:
    made = KINDS[kind].record.model_validate({"kind": kind, **_COMMON, **fields})
    assert isinstance(made, Question)
    return made


SHORT = question("short", prompt="How much?", answer="four", also=["4", "four litres"])
ORDER = question("order", prompt="In which order?", items=["oil", "glass", "clock"])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (SHORT, "Question: How much?\nAnswer: four\nOr: 4; four litres"),
        (ORDER, "Question: In which order?\n1. oil\n2. glass\n3. clock"),
        (
            question("true-false", prompt="It burns.", answer=False, instead="It does not burn."),
            "Statement: It burns.\nSaid to be: false\nInstead: It does not burn.",
        ),
    ],
)
def test_each_text_has_its_label(asked: Question, told: str) -> None:
    assert claim_text(asked) == told


def test_pieces_of_one_section_are_numbered_with_a_mark_in_between() -> None:
    passages = [
        Passage("ch. 1 §1", "", "One.\n\nAnother paragraph.", ""),
        Passage("ch. 1 §1", "", "Two.", ""),
        Passage("ch. 2", "", "Three.", ""),
    ]
    assert claim_beside_passages(SHORT, passages, 80, 60).partition("\n\n")[2] == (
        "ch. 1 §1 (1 of 2):\nOne.\n\nAnother paragraph.\n\n[…]\n\nch. 1 §1 (2 of 2):\nTwo.\n\nch. 2:\nThree."
    )


@pytest.mark.parametrize("width", [80, 120])
def test_after_a_passage_longer_than_the_screen_the_claim_stands_again(width: int) -> None:
    passages = [Passage("ch. 1", "", "Word after word. " * 100, "")]
    assert claim_beside_passages(ORDER, passages, width, 200).count("3. clock") == 1
    told = claim_beside_passages(ORDER, passages, width, 24)
    assert told.count("3. clock") == 2
    assert told.endswith("\n\nQuestion: In which order?\n1. oil\n2. glass\n3. clock")
    assert max(map(len, told.splitlines())) <= width


def test_an_explanation_is_wrapped() -> None:
    lines = explanation_text(SHORT, 80).splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) <= 80


def test_marks_show_where_the_passage_stands() -> None:
    around = [Passage("ch. 1", "Before.\n\nHere ", "a lamp burns.", " After.\n\nMore.")]
    assert surroundings_text(around, 80) == "ch. 1:\nBefore.\n\nHere >> a lamp burns. << After.\n\nMore."
