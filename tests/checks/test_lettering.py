"""Letters and numbers of options are told from initials, and a letter as the answer from an answer of one letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.item_writing import find, make_question
from quizgen.checks import lettering
from quizgen.model.diagnostics import Finding
from tests.samples import FIELDS

(CHECK,) = lettering.CHECKS


def found(kind: str, **fields: Any) -> list[Finding]:
    return list(find(CHECK, make_question({"kind": kind, **FIELDS[kind], **fields}, "q")))


CITIES = ["A. Lyon", "B. Paris", "C. Nice"]


@pytest.mark.parametrize(
    ("answer", "distractors"),
    [
        ("B", CITIES),
        ("b", CITIES),
        ("b)", CITIES),
        ("(B)", CITIES),
        ("B.", CITIES),
        ("Option B", CITIES),
        ("B", ["A. Lyon", "C. Nice", "D. Lille"]),
        ("A", ["B. Nice", "C. Lille"]),
        ("C", ["A. Lyon", "B. Nice"]),
        ("2", ["1. Lyon", "2. Paris", "3. Nice"]),
        ("2)", ["1) Lyon", "3) Nice"]),
        ("B", ["a) Lyon", "b) Paris", "c) Nice"]),
        ("B", ["(A) Lyon", "(B) Paris", "(C) Nice"]),
        ("B", ["A: Lyon", "B: Paris"]),
        ("(B)", ["Lyon", "Nice"]),
        ("Answer B", ["Lyon", "Nice"]),
    ],
)
def test_a_letter_is_no_answer(answer: str, distractors: Sequence[str]) -> None:
    (finding,) = found("choice", answer=answer, distractors=distractors)
    assert finding.route == ("answer",)
    assert f"“{answer}”" in finding.message
    assert "answer: " in finding.hint


def test_the_hint_has_the_texts() -> None:
    (finding,) = found("choice", answer="B", distractors=CITIES)
    assert finding.hint == (
        'Write the text of the right option: `answer: "Paris"`; '
        'and the wrong ones alone, without letters: `distractors: ["Lyon", "Nice"]`.'
    )
    one, other = found("multiple", answers=["A", "C"], distractors=[*CITIES, "D. Lille"])
    assert (one.route, other.route) == (("answers", 0), ("answers", 1))
    assert '`answers: ["Lyon", "Nice"]`' in one.hint
    assert '`distractors: ["Paris", "Lille"]`' in one.hint


@pytest.mark.parametrize(
    ("kind", "fields", "count"),
    [
        ("choice", {"answer": "B. Paris", "distractors": ["A. Lyon", "C. Nice", "D. Lille"]}, 4),
        ("choice", {"answer": "Paris", "distractors": ["A. Lyon", "C. Nice", "D. Lille"]}, 3),
        ("choice", {"answer": "Paris", "distractors": ["a) Lyon", "c) Nice"]}, 2),
        ("choice", {"answer": "(B) Paris", "distractors": ["Lyon", "Nice"]}, 1),
        ("multiple", {"answers": ["1. Paris", "3. Nice"], "distractors": ["2. Lyon", "4. Lille"]}, 4),
        ("order", {"items": ["1. Lyon", "2. Paris", "3. Nice"]}, 3),
        ("order", {"items": ["b) Lyon", "a) Paris", "c) Nice"]}, 3),
        ("match", {"pairs": [["1. oil", "cellar"], ["2. clock", "stair"]], "distractors": []}, 2),
        ("match", {"pairs": [["oil", "b) cellar"], ["clock", "a) stair"]], "distractors": ["c) jetty"]}, 3),
    ],
)
def test_letters_would_be_printed_twice(kind: str, fields: dict[str, Any], count: int) -> None:
    findings = found(kind, **fields)
    assert len(findings) == count
    for finding in findings:
        assert "beside the letter or number" in finding.message
        assert "Leave it out: `" in finding.hint


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("choice", {"answer": "B", "distractors": ["A", "AB", "O"]}),
        ("choice", {"answer": "B", "distractors": ["A", "C", "D"]}),
        ("choice", {"answer": "C", "distractors": ["Java", "Python"]}),
        ("choice", {"answer": "(B)", "distractors": ["(A)", "(C)"]}),
        ("choice", {"answer": "2", "distractors": ["1", "3"]}),
        ("choice", {"answer": "1917.", "distractors": ["1905.", "1921."]}),
        ("choice", {"answer": "I. Stalin", "distractors": ["A. Einstein", "J. S. Bach", "B. Russell"]}),
        ("choice", {"answer": "I. Stalin", "distractors": ["A. Rykov", "B. Savinkov"]}),
        ("choice", {"answer": "Lenin", "distractors": ["A. Rykov", "B. Savinkov"]}),
        ("choice", {"answer": "A. Rykov", "distractors": ["Lenin", "Trotsky"]}),
        ("choice", {"answer": "Lenin", "distractors": ["C. Zetkin", "A. Rykov", "B. Savinkov"]}),
        ("choice", {"answer": "the Cold War", "distractors": ["1. Weltkrieg", "2. Weltkrieg"]}),
        ("choice", {"answer": "1.5 km", "distractors": ["2.5 km", "3.5 km"]}),
        ("choice", {"answer": "A.D. 3", "distractors": ["B.C. 3", "3"]}),
        ("multiple", {"answers": ["A", "C"], "distractors": ["iron", "zinc"]}),
        ("order", {"items": ["A. Rykov", "L. Trotsky", "I. Stalin"]}),
        ("order", {"items": ["1. Congress", "2. Congress", "3. Congress"]}),
        ("match", {"pairs": [["A. Rykov", "a"], ["B. Savinkov", "b"]], "distractors": []}),
    ],
)
def test_initials_and_single_letters_are_left_alone(kind: str, fields: dict[str, Any]) -> None:
    assert found(kind, **fields) == []


@given(st.lists(st.text("ABCabc12.():] x", min_size=1).filter(str.strip), min_size=3, max_size=6))
def test_no_text_is_too_odd(options: list[str]) -> None:
    for kind, fields in (
        ("choice", {"answer": options[0], "distractors": options[1:]}),
        ("multiple", {"answers": options[:1], "distractors": options[1:]}),
        ("order", {"items": options}),
    ):
        for finding in found(kind, **fields):
            assert finding.message
            assert finding.hint
