"""Quotation marks that were meant for YAML are found around texts, and those that belong to a text are left alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.item_writing import find, make_question
from quizgen.checks import quotation
from quizgen.checks.quotation import read_quotes
from quizgen.model.diagnostics import Route
from tests.samples import FIELDS

CHECKS = {check.code: check for check in quotation.CHECKS}


def found(code: str, kind: str, **fields: Any) -> list[Route]:
    question = make_question({"kind": kind, **FIELDS[kind], **fields}, "q")
    return [finding.route for finding in find(CHECKS[code], question)]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("“Murdock”", "Murdock"),
        ("”Murdock”", "Murdock"),
        ("„Murdock“", "Murdock"),
        ("«Murdock»", "Murdock"),
        ("« Murdock »", "Murdock"),
        ("»Murdock«", "Murdock"),
        ("‘Murdock’", "Murdock"),
        ("‚Murdock‘", "Murdock"),
        ("‹Murdock›", "Murdock"),
        ('"Murdock"', "Murdock"),
        ("'Murdock'", "Murdock"),
        ("“Murdock”.", "Murdock"),
        ("**“Murdock”**", "Murdock"),
        ('“Murdock"', "Murdock"),
        ("‘the workers’ day’", "the workers’ day"),
        ("‘it’s Murdock’", "it’s Murdock"),
        ("“he said “no” to it”", "he said “no” to it"),
        ("“1917”", "1917"),
        ('Murdock"', "Murdock"),
        ('"Murdock', "Murdock"),
        ("Murdock”", "Murdock"),
        ("“Murdock", "Murdock"),
        ("Murdock,”", "Murdock,"),
        ('the "real" one"', 'the "real" one'),
        ("“`a` and $b$”", "`a` and $b$"),
    ],
)
def test_marks_around_a_text(text: str, bare: str) -> None:
    quoted = read_quotes(text)
    assert quoted is not None
    assert quoted.bare == bare
    assert quoted.is_pair is (text.strip("*.")[0] in "“”„«»‘‚‹\"'" and text.strip("*.")[-1] in "“”»«’‘›\"'")


@pytest.mark.parametrize(
    "text",
    [
        "Murdock",
        'the "Leninist levy"',
        '"Left" admirers',
        '"Iskra" and "Pravda"',
        "“Iskra” and “Pravda”",
        "“Iskra”, said he, and “Pravda”.",
        "5'",
        '6"',
        "5' 6\"",
        'a pipe of 6"',
        "6″",
        "f′",
        "'tis",
        "’tis the workers’",
        "'tis the workers'",
        "'90s and '80s'",
        "‘Abd al-Rahman",
        "the workers'",
        "rock 'n' roll",
        '`print("x")`',
        '$"x"$',
        'the sign `"`',
        "[0, 1)",
        "“",
        '"',
        "«»",
        "",
    ],
)
def test_marks_that_belong_to_a_text(text: str) -> None:
    assert read_quotes(text) is None


def test_marks_around_an_answer_are_errors() -> None:
    code = "quoted-answer"
    assert found(code, "choice", answer="“four litres”") == [("answer",)]
    assert found(code, "choice", distractors=["“two litres", "one litre", "and more”"]) == [
        ("distractors", 0, "text"),
        ("distractors", 2, "text"),
    ]
    # YAML divides “two litres, and more” at its comma: one slip.
    assert found(code, "choice", distractors=["“two litres", "and more”", "one litre"]) == [("distractors", 0, "text")]
    assert found(code, "multiple", answers=["“trim the wick”", "wind the clock"]) == [("answers", 0)]
    assert found(code, "short", answer="‘the lens’", also=["„lens“"]) == [("answer",), ("also", 0)]
    assert found(code, "order", items=["“fill the lamp”", "trim", "light"]) == [("items", 0, "text")]
    assert found(code, "match", pairs=[["oil", "«cellar»"], ["clock", "stair"]]) == [("pairs", 0, "right", 1)]
    assert found(code, "term", term="“occulting light”") == [("term",)]
    assert found(code, "term", term='occulting light"') == [("term",)]


def test_marks_around_every_option_give_nothing_away() -> None:
    code = "quoted-answer"
    assert found(code, "choice", answer="“Pravda”", distractors=["“Izvestia”", "“Iskra”"]) == []
    assert found(code, "multiple", answers=["«Pravda»"], distractors=["«Izvestia»", "«Iskra»"]) == []
    assert found(code, "order", items=["“Iskra”", "“Pravda”", "“Izvestia”"]) == []
    pairs = [["Lenin", "“Iskra”"], ["Trotsky", "“Pravda”"]]
    assert found(code, "match", pairs=pairs, distractors=["“Izvestia”"]) == []
    assert found(code, "match", pairs=pairs, distractors=["Izvestia"]) == [
        ("pairs", 0, "right", 1),
        ("pairs", 1, "right", 1),
    ]


def test_straight_marks_are_written_on_purpose() -> None:
    code = "quoted-answer"
    assert found(code, "term", term='"Leninist levy"') == []
    assert found(code, "short", answer="the levy", also=['"levy"']) == []
    assert found(code, "choice", answer='"Pravda"', distractors=['"Iskra"', "the party school"]) == []
    assert found(code, "choice", answer='"Pravda"', distractors=["Iskra", "the party school"]) == [("answer",)]


def test_marks_around_other_texts_are_warnings() -> None:
    code = "quoted-text"
    assert found(code, "short", prompt="“Which part has panels?”", explanation="‘The lens has.’") == [
        ("explanation",),
        ("prompt",),
    ]
    assert found(code, "term", definition="“a light that is longer bright”") == [("definition",)]
    assert found(code, "essay", points=["“it turns the lens”", "so"]) == [("points", 0)]
    assert found(code, "choice", distractors=["a", {"text": "b", "why": "„so“"}]) == [("distractors", 1, "why")]
    assert found(code, "cloze", text="“The lens has {{1::sixteen}} panels.”") == [("text",)]
    assert found(code, "numeric", unit='"') == []


def test_hints_have_the_text_without_the_marks() -> None:
    fields = {"kind": "short", **FIELDS["short"], "answer": "“Murdock”"}
    (finding,) = find(CHECKS["quoted-answer"], make_question(fields, "q"))
    assert finding.message == "quotation marks stand around this text: “Murdock”"
    assert """`"Murdock"`""" in finding.hint
    assert """`'"Murdock"'`""" in finding.hint


@given(st.text("“”„«»‘’'\"` $x1*_., \n\\", max_size=12))
def test_no_text_is_too_odd(text: str) -> None:
    quoted = read_quotes(text)
    assert quoted is None or (0 < len(quoted.marks) <= 2 and len(quoted.bare) < len(text))
