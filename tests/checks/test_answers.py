"""An answer, or the name in an option, of which the passage has nothing is told; one that it has in any form is not."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.book.book_text import BookText
from quizgen.checks.answers import answer_not_in_passage, distractor_name_in_passage
from tests.checks.claims import make_book, make_claim, routes

LENS = "The lens has sixteen panels"  # … and turns once in eight seconds
HEAD = {"chapter": "2", "text": "take it for the light at Grey Head"}


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "panel"},
        {"answer": "a lens with mirrors"},
        {"answer": "16 mirrors"},
        {"answer": "mirrors", "also": ["panels"]},
        {"answer": "mirrors", "derived": "a synonym"},
        {"answer": "turning"},
        {"answer": "`lens`"},
        {"answer": "*lens*"},
        {"answer": "$x^2$"},
        {"answer": "+"},
        {"kind": "cloze", "text": "The {{lens}} turns in {{8 seconds}}, as $x {{y}}$ says."},
        {"answer": "mirrors", "cite": "words that are nowhere in it"},
    ],
    ids=str,
)
def test_an_answer_of_the_passage(fields: dict[str, Any], lighthouse: BookText) -> None:
    claim = make_claim(lighthouse, **{"kind": "short", "cite": LENS, **fields})
    assert list(answer_not_in_passage(claim)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "mirrors"},
        {"answer": "the mirrors of it"},
        {"answer": "17"},
        {"answer": "b"},
        {"answer": "`mirror`"},
        {"kind": "cloze", "text": "The lens has {{mirrors}} and {{panels}}."},
    ],
    ids=str,
)
def test_an_invented_answer(fields: dict[str, Any], lighthouse: BookText) -> None:
    claim = make_claim(lighthouse, **{"kind": "short", "cite": LENS, **fields})
    assert len(routes(answer_not_in_passage, claim)) == 1


@pytest.mark.parametrize(
    ("answer", "distractors", "more", "count"),
    [
        ("the light of Cape North", ["the light at Grey Head", "none"], {}, 1),
        ("the light at Grey Head", ["the light of Cape North", "none"], {}, 0),
        ("the light of Cape North", ["the light of South Cape", "none"], {}, 0),
        ("the light of Cape North", ["the light at Grey Head", "none"], {"prompt": "Is Grey Head right?"}, 0),
        ("the light of Cape North", ["the light at Grey Head", "none"], {"prompt": "What of Cape North?"}, 0),
        ("the light of Cape North", ["the light at Grey Head", "none"], {"derived": "another name"}, 0),
        ("a light farther off", ["the light at Grey Head", "none"], {}, 0),
    ],
)
def test_the_name_of_a_distractor(
    answer: str, distractors: list[str], more: dict[str, str], count: int, lighthouse: BookText
) -> None:
    claim = make_claim(lighthouse, kind="choice", answer=answer, distractors=distractors, cite=HEAD, **more)
    assert routes(distractor_name_in_passage, claim) == [("answer",)] * count


TALE = make_book(
    "en",
    "In that spring Lenin ground rye for the whole valley, and nobody paid him a penny.",
    "In summer Berta Weaver wove linen, as she had always done, and sold it to the town.",
)
TALE.book = TALE.book.model_copy(update={"aliases": {"Lenin": ("Ulyanov", "V. I.")}})


@pytest.mark.parametrize(("answer", "count"), [("Ulyanov", 0), ("V. I.", 0), ("Bukharin", 1)])
def test_another_name_of_the_same_person(answer: str, count: int) -> None:
    claim = make_claim(TALE, kind="short", answer=answer, cite="In that spring Lenin … him a penny")
    assert len(routes(answer_not_in_passage, claim)) == count
